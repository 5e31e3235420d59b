import { formatDatetime, formatTimespan } from './engine/time.ts';
import type { ClusterProblem } from './problem.ts';
import type { Column, KustoType } from './query/contract.ts';

/** A value before it is written: datetime and timespan as ticks, dynamic and decimal as text, guid as text. */
export type Cell = string | number | bigint | boolean | null;

export interface Result {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const dataTypes: Readonly<Record<KustoType, string>> = {
  bool: 'SByte',
  int: 'Int32',
  long: 'Int64',
  real: 'Double',
  decimal: 'SqlDecimal',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  string: 'String',
  dynamic: 'Object',
};

/** One value as JSON text. Longs are written digit by digit, since JavaScript numbers cannot carry all of them. */
function encodeCell(type: KustoType, value: Cell): string {
  if (value === null) return type === 'string' ? '""' : 'null';
  if (type === 'datetime') return `"${formatDatetime(BigInt(value))}"`;
  if (type === 'timespan') return `"${formatTimespan(BigInt(value))}"`;
  if (type === 'dynamic') return String(value);
  if (type === 'real') return Number.isFinite(value) ? String(value) : `"${value}"`;
  if (typeof value === 'string') return JSON.stringify(value);
  return String(value);
}

/** The rows as JSON texts, in order. */
export function encodeRows(result: Result): string[] {
  const types = result.columns.map((column) => column.type);
  return result.rows.map((row) => `[${types.map((type, index) => encodeCell(type, row[index] ?? null)).join(',')}]`);
}

interface V1Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly string[];
}

function encodeV1Table(table: V1Table): string {
  const columns = table.columns.map(({ name, type }) => ({
    ColumnName: name,
    DataType: dataTypes[type],
    ColumnType: type,
  }));
  return `{"TableName":${JSON.stringify(table.name)},"Columns":${JSON.stringify(columns)},"Rows":[${table.rows.join(',')}]}`;
}

const contents: readonly Column[] = [
  { name: 'Ordinal', type: 'long' },
  { name: 'Kind', type: 'string' },
  { name: 'Name', type: 'string' },
  { name: 'Id', type: 'string' },
  { name: 'PrettyName', type: 'string' },
];

const status: readonly Column[] = [
  { name: 'Timestamp', type: 'datetime' },
  { name: 'Severity', type: 'int' },
  { name: 'SeverityName', type: 'string' },
  { name: 'StatusCode', type: 'int' },
  { name: 'StatusDescription', type: 'string' },
];

/** Rows, and what failed after them. */
export interface Answer {
  readonly result: Result;
  readonly failure?: ClusterProblem;
  /** The database's cursor, when the query compared rows with one. */
  readonly cursor?: string;
}

function encodeV1(tables: readonly V1Table[], failure: ClusterProblem | undefined): string {
  const exceptions = failure === undefined ? '' : `,"Exceptions":${JSON.stringify([failure.message])}`;
  return `{"Tables":[${tables.map(encodeV1Table).join(',')}]${exceptions}}`;
}

/** What is said of the whole result. Source: https://learn.microsoft.com/kusto/query/database-cursor */
export const propertiesOf = ({ cursor }: Answer): Readonly<Record<string, string | null>> => ({
  Visualization: null,
  ...(cursor === undefined ? {} : { Cursor: cursor }),
});

/** One row each; in the first version of the protocol each is a JSON text. */
const propertyRows = (answer: Answer): string[] =>
  Object.entries(propertiesOf(answer)).map(([key, value]) => JSON.stringify([JSON.stringify({ [key]: value })]));

function resultTable({ result, failure }: Answer): V1Table {
  const failed = failure === undefined ? [] : [JSON.stringify({ Exceptions: [failure.message] })];
  return { name: 'Table_0', columns: result.columns, rows: [...encodeRows(result), ...failed] };
}

/** The answer to a command: one table. Source: https://learn.microsoft.com/kusto/api/rest/response */
export function encodeCommand(answer: Answer): string {
  return encodeV1([resultTable(answer)], answer.failure);
}

/**
 * The v1 answer to a query, and to a command whose rows are queried: the rows, their properties, the status, and last the table
 * of contents. Source: https://learn.microsoft.com/kusto/api/rest/response
 */
export function encodeQueryV1(answer: Answer, nowTicks: bigint): string {
  const { failure } = answer;
  const severity =
    failure === undefined ? [4, 'Info', 0, 'Query completed successfully'] : [2, 'Error', -1, failure.message];
  const toc = [
    [0, 'QueryResult', 'PrimaryResult', '0', ''],
    [1, 'QueryProperties', '@ExtendedProperties', '1', ''],
    [2, 'QueryStatus', 'QueryStatus', '2', ''],
  ];
  const tables = [
    resultTable(answer),
    { name: 'Table_1', columns: [{ name: 'Value', type: 'string' as const }], rows: propertyRows(answer) },
    { name: 'Table_2', columns: status, rows: encodeRows({ columns: status, rows: [[nowTicks, ...severity]] }) },
    { name: 'Table_3', columns: contents, rows: encodeRows({ columns: contents, rows: toc }) },
  ];
  return encodeV1(tables, failure);
}

/** What tells one request from another. */
export interface Identity {
  readonly clientRequestId: string;
  readonly activityId: string;
}

/** The OneApi error document. */
export function encodeProblem(problem: ClusterProblem, identity: Identity): { error: Record<string, unknown> } {
  return {
    error: {
      code: problem.code,
      message: 'Request is invalid and cannot be executed.',
      '@type': problem.type,
      '@message': problem.message,
      '@context': { ...identity, timestamp: new Date().toISOString(), serviceAlias: 'LOCAL' },
      '@permanent': problem.permanent,
    },
  };
}
