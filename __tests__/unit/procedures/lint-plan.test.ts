import { splitScript } from '../../../src/domain/kql/script.ts';
import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { readLiveModel } from '../../../src/domain/schema/live-model.ts';
import { createKqlLanguage } from '../../../src/gateways/kql-language/kql-language.ts';
import { writeEdit } from '../../../src/gateways/kusto/commands/schema-edits.ts';
import { lintPlan } from '../../../src/procedures/lint-plan.ts';
import { planned } from '../domain/schema/planned.ts';

const language = createKqlLanguage();

const database = { name: 'Db', change: { write: (edit: Parameters<typeof writeEdit>[0]) => writeEdit(edit, 'Db') } };

const commands = (path: string, text: string) => splitScript({ path, text }).statements;

/** `line:column text` of each warning. */
async function lint(text: string, live = '', deletions: readonly string[] = []): Promise<readonly string[]> {
  const { target, steps } = planned(text, live, deletions);
  const { model } = readLiveModel(live === '' ? [] : commands('live.kql', live).map((one) => one.text), 'Db');
  const statements = commands('files.kql', text).map((one) => ({ ...one, reading: readStatement(one.text) }));
  const warnings = await lintPlan(statements, { live: model, target, steps }, { language, database });
  return warnings.map((one) => `${one.at?.line ?? '-'}:${one.at?.column ?? '-'} ${one.text}`);
}

const derived = (query: string) =>
  `.alter table D policy update @'[{"IsEnabled": true, "Source": "S", "Query": "${query}"}]'`;

test('a command that the plan runs is looked at, with its line and column; one that changes nothing is not', async () => {
  const wrong = '.create-or-alter function F() {\n  S | project nope\n}';
  expect(await lint(`.create-merge table S (a: int)\n${wrong}`)).toEqual(['3:15 '.concat(unknownName('nope', 142))]);
  expect(await lint(`.create-merge table S (a: int)\n${wrong}`, `.create-merge table S (a: int)\n${wrong}`)).toEqual(
    [],
  );
});

test('of a command that does something only the grammar is looked at, since it meets another schema than the last', async () => {
  expect(
    await lint(
      '.set-or-append S <| Old\n.drop table Old\n.set-or-append S <| S | wher a == 1',
      ['.create-merge table S (a: int)', '.create-merge table Old (a: int)'].join('\n'),
    ),
  ).toEqual(['3:25 Query operator expected (KS176).']);
});

test('rows of inline data and functions without parentheses are no findings', async () => {
  expect(
    await lint('.create-merge table S (a: int)\n.ingest inline into table S <|\n1,|,}\n\n.create function F { S }'),
  ).toEqual([]);
});

test('stored queries that a change breaks are named, and those that were broken before are not', async () => {
  const live = [
    '.create-merge table S (a: int, b: string)',
    '.create-or-alter function Uses(x: int) { S | where a > x | project b }',
    '.create-or-alter function Broken() { S | project never }',
    '.create-or-alter function Calls() { Uses(1) | project a = b }',
    '.create materialized-view V on table S { S | summarize n = count() by b }',
  ].join('\n');
  expect(await lint('.create-merge table S (a: int)', live, ['table:S/column b'])).toEqual([
    expect.stringContaining('The function Uses would not work any more: '),
    expect.stringContaining('The materialized-view V would not work any more: '),
  ]);
});

test('an update policy has to answer with the columns of its table, in their order', async () => {
  const tables = '.create-merge table S (a: int, b: string)\n.create-merge table D (a: int, b: string)\n';
  expect(await lint(tables + derived('S | project a, b'))).toEqual([]);
  expect(await lint(tables + derived('S | project b, a'))).toEqual([
    '3:1 The update policy of table D does not answer with its columns: column 1 is a: int, and the query gives b: string. Ingestion into its source fails, or rows go astray.',
  ]);
  expect(await lint(tables + derived('S | project a'))).toEqual([
    expect.stringContaining('column 2 is b: string, and the query gives nothing.'),
  ]);
  expect(await lint(tables + derived('S | project a, c'))).toEqual([expect.stringContaining("'c'")]);
});

test('columns that are added to a table no longer fit the update policy that stays, also through a function', async () => {
  const live = `.create-merge table S (a: int)\n.create-merge table D (a: int)\n.create-or-alter function Fill() { S }\n${derived('Fill()')}`;
  expect(await lint('.create-merge table D (a: int, more: long)', live)).toEqual([
    expect.stringContaining('column 2 is more: long, and the query gives nothing.'),
  ]);
  expect(await lint('.create-merge table S (a: int, more: long)', live)).toEqual([
    expect.stringContaining('column 2 is nothing, and the query gives more: long.'),
  ]);
  expect(await lint('.create-merge table S (a: int) with (folder = "x")', live)).toEqual([]);
});

test('a plan without steps does not load the parser', async () => {
  const unused = { read: () => Promise.reject(new Error('not to be asked')) };
  const { target, steps } = planned('.create-merge table S (a: int)', '.create-merge table S (a: int)');
  expect(await lintPlan([], { live: target, target, steps }, { language: unused, database })).toEqual([]);
});

function unknownName(name: string, code: number): string {
  return `The name '${name}' does not refer to any known column, table, variable or function (KS${code}).`;
}
