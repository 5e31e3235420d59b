import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import type { LiveExport } from '../../../../src/domain/schema/continuous-export.ts';
import { type LiveExternals, withExternals } from '../../../../src/domain/schema/external-effects.ts';
import type { LiveExternalTable } from '../../../../src/domain/schema/external-table.ts';
import { readLiveModel } from '../../../../src/domain/schema/live-model.ts';
import { planSchema, type SchemaPlan } from '../../../../src/domain/schema/plan-schema.ts';
import { writeEdit } from '../../../../src/gateways/kusto/commands/schema-edits.ts';
import { commandsOf } from './planned.ts';

const shownTable: LiveExternalTable = {
  name: 'E',
  type: 'Blob',
  columns: [{ name: 'a', type: 'long' }],
  folder: 'cold',
  docstring: '',
  properties:
    '{"Format":"Parquet","Compressed":false,"CompressionType":null,"FileExtension":null,"IncludeHeaders":"None","Encoding":null,"NamePrefix":null}',
  connections: '["https://a.blob.core.windows.net/c/p;*******"]',
  partitions: '[]',
  pathFormat: '',
};
const shownExport: LiveExport = {
  name: 'X',
  externalTable: 'E',
  query: 'T\r\n| where a > 0',
  tables: ['T'],
  interval: '01:00:00',
  forcedLatency: '',
  properties: '{"SizeLimit":104857600}',
  isDisabled: 'no',
};
const table = '.create-merge table T (a: long)';
const external =
  ".create external table E (a: long) kind=storage dataformat=parquet (h@'https://a.blob.core.windows.net/c/p?sig=abcd') with (folder='cold')";
const continuous =
  '.create-or-alter continuous-export X over (T) to table E with (intervalBetweenRuns=1h, managedIdentity=system) <| T | where a > 0';
const both: LiveExternals = { tables: [shownTable], exports: [shownExport] };

function planned(text: string, externals: LiveExternals, deletions: readonly string[] = []): SchemaPlan {
  const { statements } = splitScript({ path: 'files.kql', text });
  return planSchema({
    live: withExternals(readLiveModel([table], 'Db').model, externals),
    statements: statements.map((one) => ({ ...one, reading: readStatement(one.text) })),
    deletions,
    referenceTables: [],
    database: 'Db',
    write: (edit) => writeEdit(edit, 'Db'),
  });
}

test('What is there as the files say plans nothing, and what the service does not show is told as unknown', () => {
  const plan = planned(`${table}\n${external}\n${continuous}`, both);
  expect([commandsOf(plan), plan.problems, plan.undeclared]).toEqual([[], [], []]);
  expect(plan.unknown).toEqual([
    {
      text: 'external-table E: unknown in the database: the credentials of its connection strings',
      at: expect.objectContaining({ line: 2 }),
    },
    {
      text: 'continuous-export X: unknown in the database: the managed identity it runs as',
      at: expect.objectContaining({ line: 3 }),
    },
  ]);
});

test('A definition that is another runs as it is written, with the verb that the service takes', () => {
  const changed = external.replace('(a: long)', '(a: long, b: string)');
  expect(commandsOf(planned(`${table}\n${changed}`, both))).toEqual([changed.replace('.create', '.alter')]);
  const altered = external.replace('.create', '.alter');
  expect(commandsOf(planned(`${table}\n${altered}`, { tables: [], exports: [] }))).toEqual([external]);
  const or = changed.replace('.create', '.create-or-alter');
  expect(commandsOf(planned(`${table}\n${or}`, both))).toEqual([or]);
});

test.each([
  ['another place', external.replace('/c/p', '/c/other')],
  ['a second place', external.replace("abcd')", "abcd', h@'https://b.blob.core.windows.net/c')")],
  ['another format', external.replace('parquet', 'csv')],
  ['no folder', external.replace(" with (folder='cold')", '')],
  ['a prefix', external.replace("folder='cold'", "folder='cold', namePrefix='x'")],
  ['partitions', external.replace('dataformat', 'partition by (P: string) dataformat')],
])('%s of an external table is a difference', (_what, text) => {
  expect(commandsOf(planned(`${table}\n${text}`, both))).toEqual([text.replace('.create', '.alter')]);
});

test.each([
  ['another query', continuous.replace('a > 0', 'a > 1')],
  ['another interval', continuous.replace('1h', '2h')],
  ['a latency', continuous.replace('1h', '1h, forcedLatency=10m')],
  ['another size', continuous.replace('1h', '1h, sizeLimit=209715200')],
  ['other tables', continuous.replace('over (T) ', '')],
  ['being off', continuous.replace('1h', '1h, isDisabled=true')],
])('%s of a continuous export is a difference', (_what, text) => {
  expect(commandsOf(planned(`${table}\n${external}\n${text}`, both))).toEqual([text]);
});

test('What the service fills in, or did not show, is no difference', () => {
  const filled: LiveExternalTable = { ...shownTable, pathFormat: '"p=" P', connections: undefined };
  const plan = planned(`${table}\n${external}`, { tables: [filled], exports: [] });
  expect(commandsOf(plan)).toEqual([]);
  expect(plan.unknown.map(({ text }) => text).join()).toContain('connections');
});

test('Other kinds of external tables are made once, and what they are made of is unknown afterwards', () => {
  const text =
    '.create external table E kind=delta (h@"https://a.blob.core.windows.net/c;impersonate") with (folder="cold")';
  const live = { tables: [{ ...shownTable, type: 'Delta', properties: '{}' }], exports: [] };
  const plan = planned(`${table}\n${text}`, live);
  expect(commandsOf(plan)).toEqual([]);
  expect(plan.unknown.map(({ text }) => text).join()).toContain('its connection');
  expect(commandsOf(planned(`${table}\n${text}`, { tables: [], exports: [] }))).toEqual([text]);
});

test('An export is switched, and taken away before the external table it writes to', () => {
  const off = { tables: [shownTable], exports: [{ ...shownExport, isDisabled: 'yes' as const }] };
  expect(commandsOf(planned(`${table}\n${external}\n${continuous}`, off))).toEqual([]);
  const enabled = `${table}\n${external}\n${continuous}\n.enable continuous-export X`;
  expect(commandsOf(planned(enabled, off))).toEqual(['.enable continuous-export X']);
  expect(commandsOf(planned(`${table}`, both, ['*']))).toEqual([
    ".drop continuous-export ['X']",
    ".drop external table ['E'] ifexists",
  ]);
});

test('An export needs its external table, and is made after it and after its table', () => {
  expect(
    planned(`${table}\n${continuous}`, { tables: [], exports: [] }).problems.map(({ summary }) => summary),
  ).toEqual(['X needs the external-table E, which neither the database nor the schema files have.']);
  const wrongOrder = planned(`${continuous}\n${external}\n${table}`, { tables: [], exports: [] });
  expect(commandsOf(wrongOrder)).toEqual([external, continuous]);
});

test('A column goes before the export is set that is checked against what is left, and the place it wrote to after it', () => {
  const wider = { ...shownTable, name: 'Old' };
  const old = { ...shownExport, externalTable: 'Old' };
  const text = `${table}\n.drop table T columns (gone)\n${external}\n${continuous}`;
  const { statements } = splitScript({ path: 'files.kql', text });
  const plan = planSchema({
    live: withExternals(readLiveModel(['.create-merge table T (a: long, gone: long)'], 'Db').model, {
      tables: [wider],
      exports: [old],
    }),
    statements: statements.map((one) => ({ ...one, reading: readStatement(one.text) })),
    deletions: ['external-table:*'],
    referenceTables: [],
    database: 'Db',
    write: (edit) => writeEdit(edit, 'Db'),
  });
  expect(commandsOf(plan)).toEqual([
    external,
    '.drop table T columns (gone)',
    continuous,
    ".drop external table ['Old'] ifexists",
  ]);
});
