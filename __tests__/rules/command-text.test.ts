import { strayCommandText } from './command-text.ts';
import { readSources } from './source-tree.ts';

test('command text is written in one folder', () => {
  expect(strayCommandText(readSources(['src']))).toEqual([]);
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the samples are source text
test.each([
  "const x = '.show tables';",
  'const x = `.drop table ${name} ifexists`;',
  'const x = `${table} | where a > 1`;',
  "f('T | count')",
])('it would find %s', (text) => {
  expect(strayCommandText([{ path: 'src/verbs/verify.ts', text }])).toHaveLength(1);
  expect(strayCommandText([{ path: 'src/gateways/kusto/commands/tables.ts', text }])).toEqual([]);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the samples are source text

test('file names, comments and sentences are no commands', () => {
  const text = "// .show tables\nconst x = ['.kql', './a.ts', 'see .show tables', 'a | b'];";
  expect(strayCommandText([{ path: 'src/verbs/verify.ts', text }])).toEqual([]);
});
