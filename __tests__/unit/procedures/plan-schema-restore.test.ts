import { writeEdit } from '../../../src/gateways/kusto/commands/schema-edits.ts';
import type { Database } from '../../../src/ports/database.ts';
import { planSchemaRestore } from '../../../src/procedures/plan-schema-restore.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

const table = ".create-merge table ['T'] (['a']:string, ['b']:long)";
const view =
  ".create-or-alter materialized-view with (lookback = time(1.00:00:00)) ['V'] on table ['T'] { T | summarize max(b) by a }";

/** What would run to bring a database with one schema to that of a snapshot with another. */
async function planned(
  stored: readonly string[],
  live: readonly string[],
  more: { readonly scope?: 'objects' | 'all'; readonly restoredBefore?: readonly string[] } = {},
) {
  const { database: memory, manifest } = await saveTable([['x', '1']]);
  const database: Database = {
    ...memory,
    read: { ...memory.read, schemaScript: async () => live },
    change: { ...memory.change, write: (edit) => writeEdit(edit, 'Db') },
  };
  const asked = { manifest, storedScript: stored, scope: 'all', restoredBefore: [], ...more } as const;
  const plan = await planSchemaRestore(asked, database);
  return {
    ...plan,
    texts: plan.statements.map(({ text }) => text),
    kinds: plan.statements.map(({ loss }) => loss.kind),
  };
}

test('the same schema plans nothing, and what was made since stays and is told', async () => {
  const since = ['.create-or-alter function New() { print 1 }', ".create-merge table ['Later'] (['a']:string)"];
  const plan = await planned([table], [table, ...since]);
  expect([plan.texts, plan.kept, plan.notCompared]).toEqual([[], ['function:New', 'table:Later'], []]);
});

test('functions, mappings, policies and columns come back at their lines of the script, in an order that works', async () => {
  const script = [
    '.create-or-alter function Above(limit:long) {\n    T\n    | where b > limit\n}',
    table,
    `.create-or-alter table ['T'] ingestion csv mapping 'm' '[{"column":"a","Properties":{"Ordinal":"0"}}]'`,
    ".alter table ['T'] policy caching hot = time(2.00:00:00)",
  ];
  const plan = await planned(script, [".create-merge table ['T'] (['a']:string)"]);
  expect(plan.texts).toEqual([table, ...script.slice(2), script[0]]);
  expect(plan.statements.map(({ at }) => at?.line)).toEqual([6, 8, 10, 1]);
  expect(plan.kinds).toEqual(Array(4).fill('safe'));
});

test('what would lose data is judged as in a deployment', async () => {
  const plan = await planned([table], [".create-merge table ['T'] (['a']:string, ['b']:int)"]);
  expect(plan.texts).toEqual([".alter column ['T'].['b'] type = long"]);
  expect(plan.kinds).toEqual(['loses-data']);
});

test('a view that is gone is filled again, and one that is there and the same is left alone', async () => {
  const plan = await planned([table, view], [table]);
  expect(plan.texts).toEqual([
    ".create async materialized-view with (backfill = true, lookback = time(1.00:00:00)) ['V'] on table ['T'] { T | summarize max(b) by a }",
  ]);
  expect(plan.filled).toEqual(['V']);
  expect((await planned([table, view], [table, view])).texts).toEqual([]);
});

test('roles, tables of the tool and, elsewhere, the database itself are not put back', async () => {
  const script = [
    table,
    ".create-merge table ['kr_old_0123abcd_0'] (['a']:string)",
    ".add table ['T'] admins ('aaduser=a@b.example')",
    ".alter database ['Db'] policy caching hot = time(2.00:00:00)",
  ];
  const here = await planned(script, [table]);
  expect(here.texts).toEqual([script[3]]);
  expect(here.roles).toEqual(['admins of table:T: aaduser=a@b.example']);
  expect((await planned(script, [table], { scope: 'objects' })).texts).toEqual([]);
});

test('a command that nothing compares is told, unless the database has it in the same words', async () => {
  const external = ".create-or-alter unheard-of thing ['E'] (x:int)";
  expect((await planned([table, external], [table])).notCompared).toEqual([external]);
  expect((await planned([table, external], [table, external])).notCompared).toEqual([]);
});

test('after tables came back, only what they do not bring is planned', async () => {
  const caching = ".alter table ['T'] policy caching hot = time(2.00:00:00)";
  expect((await planned([table, caching], [], { restoredBefore: ['T'] })).texts).toEqual([]);
  const live = [".create-merge table ['T'] (['a']:string, ['z']:int)"];
  expect((await planned([table, caching], live, { restoredBefore: ['T'] })).texts).toEqual([caching]);
});
