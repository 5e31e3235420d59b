import { readConfig } from '../../../src/verbs/config-file.ts';
import { configInputs } from '../../../src/verbs/config-schema.ts';
import { commands } from '../../../src/verbs/index.ts';

const terms = {
  inputs: configInputs(commands),
  known: commands.flatMap(({ inputs }) => Object.keys(inputs)),
  spell: (name: string): string => `--${name}`,
};

function mistakes(text: string): readonly string[] {
  const config = readConfig({ path: 'k.yml', text }, terms);
  if (!('problems' in config)) return [];
  return config.problems.map(
    ({ summary, detail, at }) => `${at?.line}:${at?.column} ${summary}${detail === undefined ? '' : ` ${detail}`}`,
  );
}

const manyMistakes = `clustre: http://x
storage: http://127.0.0.1/x?sv=1&sig=hunter2
schema: [a, 5]
quarantine-days: soon
dry-run: true
coverage: quarantin
tokens:
  days: [1]
  end: "a\\nb"
secret-tokens: {k: verysecretvalue}
schema: b
databases:
  - database: One
    schemas: x
  - database: one
  - schema: y
    schema: z
environments:
  prod:
    database: P
    slice-rows: -3
  prod: {}
  none: 5
`;

test('mistakes of every kind are told at once, each where it stands, and no secret is', () => {
  const told = mistakes(manyMistakes);
  const shown = told.map((one) => one.replace(/ Known: .*/, ''));
  expect(shown).toEqual([
    '1:1 k.yml has the key clustre, which is not known here.',
    '2:1 k.yml has a secret in storage: a SAS does not belong into a file.',
    '3:1 k.yml has a value of schema that is no good. Seen: ["a",5]. Expected a text or a list of texts, none of them empty.',
    '4:1 k.yml has a value of quarantine-days that is no good. Seen: "soon". Expected a whole number from 1 to 3650.',
    '5:1 k.yml has the key dry-run, which is not known here.',
    '6:1 k.yml has a value of coverage that is no good. Seen: "quarantin". Allowed: snapshot, quarantine. Did you mean quarantine?',
    '8:3 k.yml has a value of tokens/days that is no good. Seen: [1]. Expected a text, a number, true or false.',
    '9:3 tokens in k.yml: the value of end has a line break.',
    '10:1 k.yml has secret-tokens, and a secret does not belong into a file.',
    '11:1 k.yml has the key schema twice. It stands in line 3 too.',
    '14:5 k.yml has the key schemas, which is not known here.',
    '15:5 k.yml lists the database one twice.',
    '16:5 k.yml has no databases/2/database. Seen: nothing. Expected a text.',
    '17:5 k.yml has the key schema twice. It stands in line 16 too.',
    '21:5 k.yml has a value of environments/prod/slice-rows that is no good. Seen: -3. Expected a whole number from 1 on.',
    '22:3 k.yml has the key prod twice. It stands in line 19 too.',
    '23:3 k.yml has a value of environments/none that is no good. Seen: 5. Expected names with their values.',
  ]);
  expect(told.join()).not.toMatch(/hunter2|verysecret/);
});

test.each(['cluster: x\n"cluster": y', '1: a\n"1": b'])('%j has a key twice, however it is quoted', (text) => {
  expect(mistakes(text)).toContainEqual(expect.stringMatching(/^2:1 .* twice\. It stands in line 1 too\.$/));
});

test('of the values of a key that stands twice the first is judged', () => {
  expect(mistakes('slice-rows: 0\nslice-rows: 5\n')).toEqual([
    expect.stringMatching(/^1:1 .* no good\. Seen: 0\./),
    expect.stringMatching(/^2:1 .* twice/),
  ]);
});

test('what is no YAML is told alone, in own words and once with its place', () => {
  expect(mistakes('cluster: [a\n b: c')).toEqual([
    expect.stringMatching(/^1:11 k\.yml cannot be read as YAML\. A name and its colon have to be on one line\.$/),
    expect.stringMatching(/^2:\d+ .* a bracket before it is not closed\.$/),
  ]);
  expect(mistakes('clustre: a\nstorage: @x')).toEqual([
    '2:10 k.yml cannot be read as YAML. A text that begins with this character has to be in quotes.',
  ]);
  expect(mistakes('cluster: "a\n')).toEqual([expect.stringMatching(/ The parser says: Missing closing "quote\.$/)]);
  expect(mistakes('cluster: https://a\nstorage: *nobody\n')).toEqual([
    '2:10 k.yml cannot be read as YAML. No anchor &nobody stands above *nobody.',
  ]);
});

const wrongValues = ['', '""', '0', '-1', '1.5', '.nan', '99999999999999999999', '[]', '[""]', '[[a]]', '{}', 'true'];
const keys = [...Object.keys(terms.inputs), 'databases', 'environments'];

test.each([...keys, 'tokens: { 1a', 'tokens: { a', 'environments: { ""'])(
  'what is expected of %s is told in own words',
  (key) => {
    for (const value of wrongValues) {
      const told = mistakes(`${key}: ${value}${key.includes('{') ? ' }' : ''}\n`).join('\n');
      expect(told).not.toMatch(/Invalid|Too (small|big)|received|expected|undefined/);
    }
    expect(mistakes(`${key}: [[a]]${key.includes('{') ? ' }' : ''}\n`).length).toBeGreaterThan(0);
  },
);
