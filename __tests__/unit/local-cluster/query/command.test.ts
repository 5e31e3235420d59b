import { QueryProblem } from '../../../../local-cluster/query/contract.ts';
import { parseCommand } from '../../../../local-cluster/query/parser.ts';
import { sampleCatalog } from './sample.ts';

const parse = (text: string) => parseCommand(text, sampleCatalog);

test.each([
  ['.show version', 'ShowVersion'],
  ['.show database identity', 'ShowDatabaseIdentity'],
  ['.show capacity', 'ShowCapacity'],
  ['.show tables details', 'ShowTablesDetails'],
  [".show table ['T'] details", 'ShowTableDetails'],
  [".show database ['db'] schema as json", 'ShowDatabaseSchemaAsJson'],
  [".show database ['db'] schema as csl script with (IncludeEncodingPolicies=true)", 'ShowDatabaseSchemaAsCslScript'],
  [".show table ['T'] cslschema", 'ShowTableCslSchema'],
  [".show table ['T'] policy retention", 'ShowTablePolicyRetention'],
  [".show table ['T'] policy ingestiontime", 'ShowTablePolicyIngestionTime'],
  [".show table ['T'] extents", 'ShowTableExtents'],
  ['.show operations', 'ShowOperations'],
  ['.drop function Above', 'DropFunction'],
  ['.delete table T policy retention', 'DeleteTablePolicyRetention'],
  [".clear table ['T'] data", 'ClearTableData'],
])('%s is %s', (text, kind) => {
  expect(parse(text).kind).toBe(kind);
});

test.each([
  ['.create table [\'New\'] ([\'a\']:int, b:string) with (docstring="x", folder="y")', 'CreateTable', 'New'],
  ['.create-merge table T ([\'a\']:int, b:string) with (docstring="x", folder="y")', 'CreateMergeTable', 'T'],
  ['.alter table T (a:int32, b:string) with (docstring="x", folder="y")', 'AlterTable', 'T'],
  ['.alter-merge table T (a:int, b:string) with (docstring="x", folder="y")', 'AlterMergeTable', 'T'],
])('%s has columns and properties', (text, kind, name) => {
  const command = parse(text);
  expect(command.kind).toBe(kind);
  expect(command.argument('TableName')).toBe(name);
  expect(command.columns).toEqual([
    { name: 'a', type: 'int' },
    { name: 'b', type: 'string' },
  ]);
  expect(command.properties).toEqual({ docstring: 'x', folder: 'y' });
});

test.each([
  ['.drop tables (T, Empty)', 'TableName', ['T', 'Empty']],
  [".rename tables ['A']=['B'], ['B']=[\"C\"]", 'TableName', ['B', 'C']],
  [".rename tables ['A']=['B'], ['B']=['C']", 'NewTableName', ['A', 'B']],
  ['.rename table A to B', 'NewTableName', ['B']],
  ['.rename column T.b to c', 'NewColumnName', ['c']],
  [".drop column ['T'].['b']", 'ColumnName', ['b']],
  ['.drop table T columns (i, b)', 'ColumnName', ['i', 'b']],
  ['.alter column T.i type=long', 'ColumnType', ['long']],
  ['.alter table T policy caching hot = 30d', 'Timespan', ['30d']],
  ['.alter-merge table T policy retention softdelete = 365d recoverability = enabled', 'SoftDeleteValue', ['365d']],
  [
    '.alter-merge table T policy retention softdelete = 365d recoverability = enabled',
    'RecoverabilityValue',
    ['enabled'],
  ],
  ['.alter table T policy retention \'{"a":1}\'', 'RetentionPolicy', ['{"a":1}']],
  [".alter table T docstring @'it''s x'", 'Documentation', ["it's x"]],
  ['.alter table T folder "x"', 'Folder', ['x']],
  ['.alter-merge table T column-docstrings (i:"x", b:"y")', 'DocString', ['x', 'y']],
  ['.create-or-alter table T ingestion csv mapping "m" \'[{"Name":"a"}]\'', 'MappingFormat', ['[{"Name":"a"}]']],
  [".ingest into table ['T'] (h@\"http://a?b\", @'c') with (format='parquet')", 'Path', ['http://a?b', 'c']],
  ['.export to parquet (h@"http://a") <| T', 'DataConnectionString', ['http://a']],
  [
    '.show operations (11111111-1111-2222-3333-444444444444, 21111111-1111-2222-3333-444444444444)',
    'OperationId',
    ['11111111-1111-2222-3333-444444444444', '21111111-1111-2222-3333-444444444444'],
  ],
  [
    '.show operation 11111111-1111-2222-3333-444444444444 details',
    'OperationId',
    ['11111111-1111-2222-3333-444444444444'],
  ],
  [
    ".move extents from table ['A'] to table ['B'] (11111111-1111-2222-3333-444444444444)",
    'GUID',
    ['11111111-1111-2222-3333-444444444444'],
  ],
  [
    ".move extents from table ['A'] to table ['B'] (11111111-1111-2222-3333-444444444444)",
    'DestinationTableName',
    ['B'],
  ],
  [
    ".drop extents (11111111-1111-2222-3333-444444444444) from ['T']",
    'ExtentId',
    ['11111111-1111-2222-3333-444444444444'],
  ],
  ['.show tables (T, Empty) extents', 'TableName', ['T', 'Empty']],
])('%s: %s', (text, label, values) => {
  expect(parse(text).arguments(label)).toEqual(values);
});

test('words tell the variants of a command apart', () => {
  expect(parse(".drop table ['T'] ifexists").words).toContain('ifexists');
  expect(parse(".drop table ['T']").words).not.toContain('ifexists');
  expect(parse('.alter table T policy ingestiontime true').words.at(-1)).toBe('true');
  expect(parse('.export async compressed to parquet (h"x") <| T').words.slice(0, 5)).toEqual([
    'export',
    'async',
    'compressed',
    'to',
    'parquet',
  ]);
});

test('a dotted column name keeps its parts', () => {
  expect(parse(".rename column ['T'].['b'] to c").path('ColumnName')).toEqual(['T', 'b']);
});

test('a function declaration is kept as written', () => {
  const text = '.create-or-alter function with (folder="f") G(x:long, y:string="}") { T\n| where i > x // }\n}';
  expect(parse(text).declaration).toEqual({ parameters: '(x:long, y:string="}")', body: '{ T\n| where i > x // }\n}' });
  expect(parse(text).argument('FunctionName')).toBe('G');
  expect(parse(text).properties).toEqual({ folder: 'f' });
});

test.each(['.set', '.append', '.set-or-append async', '.set-or-replace'])('%s carries its query', (verb) => {
  const command = parse(`${verb} T with (tags='["x"]') <| set a='b'; T | take 1 `);
  expect(command.query?.text).toBe("set a='b'; T | take 1");
  expect(command.properties).toEqual({ tags: '["x"]' });
  expect(command.argument('TableName')).toBe('T');
});

test('an export carries its query and properties', () => {
  const text =
    '.export async compressed to parquet (h@"http://x") with (namePrefix="p", distributed=false, sizeLimit=100) <| set query_datascope=\'all\'; T | take 1';
  const { query, properties } = parse(text);
  expect(properties).toEqual({ namePrefix: 'p', distributed: 'false', sizeLimit: '100' });
  expect(query).toEqual({ text: "set query_datascope='all'; T | take 1", start: text.indexOf('set query') });
});

test('inline data is not parsed', () => {
  const data = `\n${'1,"a|b"\n'.repeat(20_000)}`;
  const command = parse(`.ingest inline into table ['T'] with (format="csv") <|${data}`);
  expect(command.data).toBe(data);
  expect(command.properties).toEqual({ format: 'csv' });
});

test('the operators after a command are cut off', () => {
  const command = parse(".show operations | where State == 'x' | project State");
  expect(command.kind).toBe('ShowOperations');
  expect(command.pipe).toBe("where State == 'x' | project State");
  expect(command.resultSchema.slice(0, 2)).toEqual([
    { name: 'OperationId', type: 'guid' },
    { name: 'Operation', type: 'string' },
  ]);
  expect(parse('.show operations').pipe).toBeUndefined();
});

test('an unknown table is a finding, not a failure', () => {
  expect(parse('.drop table Nosuch').diagnostics.map(({ kind }) => kind)).toEqual(['semantic']);
  expect(parse('.drop table T').diagnostics).toEqual([]);
});

test.each(['.bogus x', '.create table T (a:int', '.show', '.drop table', '', '.show table T policy nosuch'])(
  '%p is a syntax error',
  (text) => {
    let problem: unknown;
    try {
      parse(text);
    } catch (caught) {
      problem = caught;
    }
    expect(problem).toBeInstanceOf(QueryProblem);
    expect(problem instanceof QueryProblem ? problem.code : '').toBe('SYN0002');
    expect(String(problem).length).toBeLessThan(2_000);
  },
);
