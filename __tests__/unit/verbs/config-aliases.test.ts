import { readConfig } from '../../../src/verbs/config-file.ts';
import { configInputs } from '../../../src/verbs/config-schema.ts';
import { commands } from '../../../src/verbs/index.ts';

const terms = {
  inputs: configInputs(commands),
  known: commands.flatMap(({ inputs }) => Object.keys(inputs)),
  spell: (name: string): string => `--${name}`,
};

test.each([
  ['a: &a [*a]\n', 1, 8, 'a'],
  ['database: x\na: &a\n  b: &b\n    - c: *a\n', 4, 10, 'a'],
  ['tokens: &t\n  x: *t\n', 2, 6, 't'],
  ['schema: &s [a, *s]\n', 1, 16, 's'],
])('an alias inside of its own anchor is bad input at its place: %j', (text, line, column, name) => {
  expect(readConfig({ path: 'k.yml', text }, terms)).toEqual({
    problems: [
      {
        code: 'input',
        summary: 'k.yml cannot be read as YAML.',
        detail: `*${name} stands inside of what &${name} names.`,
        at: { file: 'k.yml', line, column },
      },
    ],
  });
});

test('an anchor that is named again, and an alias of the earlier one, are none', () => {
  const text =
    'schema: &s [a]\nenvironments:\n  p:\n    database: x\n    schema: &s [b]\n  q:\n    database: y\n    schema: *s\n';
  expect(readConfig({ path: 'k.yml', text }, terms)).toMatchObject({ path: 'k.yml' });
});
