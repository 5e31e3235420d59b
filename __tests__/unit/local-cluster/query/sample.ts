import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import type {
  Column,
  FoundProperty,
  QueryCatalog,
  RowSource,
  StoredFunction,
  TableSource,
} from '../../../../local-cluster/query/contract.ts';
import { discoverQuery } from '../../../../local-cluster/query/discover.ts';
import { registerFunctions } from '../../../../local-cluster/query/functions.ts';
import { formatDatetime, formatTimespan } from '../../../../local-cluster/query/ticks.ts';

export type Cell = string | number | boolean | null;

const quote = (name: string): string => `"${name}"`;

/** A table stored under column names c0, c1, … with one stamp, ingestion time, extent and tag list per row. */
export function tableOf(name: string, columns: readonly Column[], policy: 'on' | 'off' = 'on'): TableSource {
  return {
    name,
    columns,
    relation: quote(name),
    columnSql: (wanted) => `c${columns.findIndex((column) => column.name === wanted)}`,
    ingestionTimeSql: 'ingested',
    extentIdSql: 'extent',
    extentTagsSql: 'tags',
    cursorSql: 'stamp',
    hasIngestionTimePolicy: policy === 'on',
  };
}

export const sampleColumns: readonly Column[] = [
  { name: 'i', type: 'int' },
  { name: 'l', type: 'long' },
  { name: 'r', type: 'real' },
  { name: 'm', type: 'decimal' },
  { name: 'f', type: 'bool' },
  { name: 't', type: 'datetime' },
  { name: 's', type: 'timespan' },
  { name: 'g', type: 'guid' },
  { name: 'b', type: 'string' },
  { name: 'd', type: 'dynamic' },
  { name: 'I', type: 'long' },
];

const functions: readonly StoredFunction[] = [
  { name: 'Above', parameters: '(x:long)', body: '{ T | where i > x }' },
  { name: 'Label', parameters: "(x:long=5, y:string='q')", body: '{ let z = x + 1; strcat(y, z) }' },
  { name: 'Everything', parameters: '()', body: '{ let only = T; only }' },
  {
    name: 'Defaults',
    parameters: '(r:real=80.5, e:real=-1e2, s:timespan=1.5h, t:timespan=7d, f:bool=true)',
    body: '{ print r, e, s, t, f }',
  },
  { name: 'Widest', parameters: '(rows:(i:int), n:long)', body: '{ rows | top n by i }' },
  { name: 'Wild', parameters: '()', body: '{ union T*, Empty }' },
  { name: 'StoredView', parameters: '()', body: '{ print v=1 }', view: true },
];

const sharedRows = (name: string, table = 'T'): RowSource => ({
  name,
  columns: [
    { name: 'i', type: 'int' },
    { name: 'b', type: 'string' },
  ],
  relation: quote(table),
  columnSql: (wanted) => ({ i: 'c0', b: 'c8' })[wanted] ?? '',
});

export function catalogOf(tables: readonly TableSource[]): QueryCatalog {
  return {
    database: 'db',
    tables,
    functions,
    externalTables: [sharedRows('X'), sharedRows('NothingOutside', 'Empty')],
    materializedViews: [sharedRows('V'), sharedRows('NothingSeen', 'Empty')],
    assignedCursor: 100n,
    parseCursor: (text) => (/^\d+$/.test(text) ? BigInt(text) : undefined),
    currentCursor: '100',
    nowTicks: 638_000_000_000_000_000n,
    principal: 'aadapp=sample;tenant',
  };
}

const rows = `VALUES
  (1, 10, 1.5, '1.5', TRUE, 637134336000000000, 937840000001, 'aaaaaaaa-1111-2222-3333-444444444444', 'foo',
   '{"x":[{"r":5}], "k":"v"}', 100, 10, 637134336000000000, '00000000-0000-0000-0000-000000000001', '["x"]'),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '00000000-0000-0000-0000-000000000001', '["x"]'),
  (3, 30, 2.0, '10', FALSE, 637134336000000001, -1, NULL, 'Bar baz', '[1,2,3]', 300, 30, 637134336000000002,
   '00000000-0000-0000-0000-000000000002', '[]')`;
const storage =
  'c0 INTEGER, c1 BIGINT, c2 DOUBLE, c3 VARCHAR, c4 BOOLEAN, c5 BIGINT, c6 BIGINT, c7 UUID, c8 VARCHAR, c9 VARCHAR, c10 BIGINT, stamp BIGINT, ingested BIGINT, extent UUID, tags VARCHAR';

/** T holds a row, a row of nulls and another row; Empty has its columns; Off is T with its IngestionTime policy off. */
export const sampleCatalog = catalogOf([
  tableOf('T', sampleColumns),
  tableOf('Empty', sampleColumns),
  tableOf('Off', sampleColumns, 'off'),
]);

export interface Sample {
  readonly connection: DuckDBConnection;
  /** Rows of a query, times as Kusto writes them. */
  answer(query: string, parameters?: Readonly<Record<string, string>>): Promise<Cell[][]>;
  close(): void;
}

const timeText: Partial<Record<Column['type'], (ticks: bigint) => string>> = {
  datetime: formatDatetime,
  timespan: formatTimespan,
};

function cell(value: DuckDBValue, { type }: Column): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'bigint') return String(value);
  return timeText[type]?.(value) ?? (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));
}

export async function openSample(): Promise<Sample> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await registerFunctions(connection);
  for (const name of ['T', 'Empty', 'Off']) await connection.run(`CREATE TABLE "${name}" (${storage})`);
  for (const name of ['T', 'Off']) await connection.run(`INSERT INTO "${name}" ${rows}`);
  return {
    connection,
    answer: async (query, parameters = {}) => {
      const { sql, columns } = await discoverQuery(query, { ...sampleCatalog, parameters }, async (wanted) => {
        const found = await connection.runAndReadAll(wanted);
        return found.getRows().map(([name, type]): FoundProperty => [String(name), String(type)]);
      });
      const result = await connection.runAndReadAll(sql);
      if (result.columnCount !== columns.length)
        throw new Error(`${result.columnCount} columns, ${columns.length} expected`);
      return result
        .getRows()
        .map((row) => row.map((value, at) => cell(value, columns[at] ?? { name: '', type: 'string' })));
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
