import { badRequest, unsupported } from '../problem.ts';
import type { Column, KustoType } from '../query/contract.ts';
import type { TableEntry } from './catalog.ts';
import { unixEpochTicks } from './time.ts';

/** What is done to a value on its way in. Source: https://learn.microsoft.com/kusto/management/mappings#mapping-transformations */
export const transforms = [
  'SourceLocation',
  'SourceLineNumber',
  'DateTimeFromUnixSeconds',
  'DateTimeFromUnixMilliseconds',
  'DateTimeFromUnixMicroseconds',
  'DateTimeFromUnixNanoseconds',
] as const;
export type Transform = (typeof transforms)[number];

/** Where a column's values come from in the source. */
export interface ColumnSource {
  readonly column: string;
  /** What the column becomes where the table has none of the name. */
  readonly datatype?: KustoType;
  readonly ordinal?: number;
  readonly path?: string;
  readonly constant?: string;
  readonly transform?: Transform;
}

/**
 * The columns that a mapping adds to a table: those the table does not have and the mapping has a type for.
 * Source: https://learn.microsoft.com/kusto/management/mappings
 */
export function addedColumns(table: Pick<TableEntry, 'name' | 'columns'>, mapping: readonly ColumnSource[]): Column[] {
  const missing = mapping.filter(({ column }) => !table.columns.some(({ name }) => name === column));
  return missing.map(({ column, datatype }) => {
    if (datatype === undefined)
      throw badRequest(
        `The mapping names the column '${column}', which table '${table.name}' does not have, without a data type.`,
        'BadRequest_InvalidMapping',
      );
    return { name: column, type: datatype };
  });
}

type FromUnix = Exclude<Transform, 'SourceLocation' | 'SourceLineNumber'>;

/** SQL for the ticks of a number of units since 1970. */
const fromUnix: Readonly<Record<FromUnix, (number: string) => string>> = {
  DateTimeFromUnixSeconds: (number) => `${number} * 10000000`,
  DateTimeFromUnixMilliseconds: (number) => `${number} * 10000`,
  DateTimeFromUnixMicroseconds: (number) => `${number} * 10`,
  DateTimeFromUnixNanoseconds: (number) => `${number} * 0.01`,
};

/** SQL for a datetime that the source holds, as text `sql`, as a number since 1970. */
export function transformedValue(transform: FromUnix, sql: string, type: KustoType): string {
  if (type !== 'datetime') throw unsupported(`the mapping transformation '${transform}' into a column of type ${type}`);
  const ticks = fromUnix[transform](`TRY_CAST(${sql} AS DECIMAL(29, 7))`);
  return `kusto_instant(TRY_CAST(floor(${ticks}) AS HUGEINT) + ${unixEpochTicks})`;
}
