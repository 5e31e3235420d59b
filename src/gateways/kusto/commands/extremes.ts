import { type Column, type ColumnType, columnTypes } from '../../../domain/column.ts';
import { chooseForms } from '../../../domain/column-form.ts';
import { quoteName, quoteText } from '../quote.ts';
import { exportColumns, parquetExport } from './exporting.ts';
import { sumColumns } from './reading.ts';

const columns: readonly Column[] = columnTypes.map((type) => ({ name: `c_${type}`, type }));

/** As they are stored; the datetimes among the extremes have ticks below a microsecond. */
export const extremeColumns = chooseForms(columns, new Set(['c_datetime']));

/**
 * What is most likely to be lost on the way through Parquet, as literals.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types
 */
const extremes: Readonly<Record<ColumnType, readonly string[]>> = {
  bool: ['true', 'false'],
  int: ['int(-2147483647)', 'int(2147483647)', 'int(0)'],
  long: ['long(-9223372036854775807)', 'long(9223372036854775807)', 'long(9007199254740993)'],
  real: [
    'real(1.7976931348623157e308)',
    'real(5e-324)',
    'real(-0.0)',
    'real(0.1)',
    'real(nan)',
    'real(+inf)',
    'real(-inf)',
  ],
  decimal: [
    'decimal(9999999999999999999999999999999999)',
    'decimal(-0.0000000000000000000000000000000001)',
    'decimal(12345678901.01234567890123456789)',
  ],
  datetime: [
    'datetime(0001-01-01T00:00:00.0000001Z)',
    'datetime(9999-12-31T23:59:59.9999999Z)',
    'datetime(1969-12-31T23:59:59.9999999Z)',
    'datetime(2020-02-29T12:00:00.0000010Z)',
  ],
  timespan: [
    'timespan(-10675199.02:48:05.4775807)',
    'timespan(10675199.02:48:05.4775807)',
    'timespan(00:00:00.0000001)',
    'timespan(-00:00:00.0000001)',
  ],
  guid: ['guid(00000000-0000-0000-0000-000000000001)', 'guid(ffffffff-ffff-ffff-ffff-ffffffffffff)'],
  string: ['""', '"~"', '"a|b"', quoteText(' quotes " \' and \\ \t\n 🐦 '), '"null"'],
  dynamic: [
    'dynamic({"b":1,"a":[null,true,"x",{}]})',
    'dynamic([])',
    'dynamic({})',
    'dynamic("1")',
    'dynamic(12345678901234567)',
    'dynamic(0.1)',
  ],
};

const nulls: Readonly<Record<ColumnType, string>> = {
  bool: 'bool(null)',
  int: 'int(null)',
  long: 'long(null)',
  real: 'real(null)',
  decimal: 'decimal(null)',
  datetime: 'datetime(null)',
  timespan: 'timespan(null)',
  guid: 'guid(null)',
  string: '""',
  dynamic: 'dynamic(null)',
};

/** One row of nulls, then the extremes, with nulls where a type has fewer. */
function extremeRows(): string {
  const longest = Math.max(...Object.values(extremes).map((values) => values.length));
  const rows = Array.from({ length: longest + 1 }, (_, row) =>
    columnTypes.map((type) => extremes[type][row - 1] ?? nulls[type]).join(','),
  );
  const shape = columns.map(({ name, type }) => `${quoteName(name)}:${type}`).join(',');
  return `datatable(${shape})[${rows.join(',')}]`;
}

export function exportExtremes(destination: string): string {
  const settings = { rowGroupRows: 100_000, fanOut: 'all', distributed: 'no' } as const;
  return `${parquetExport(destination, settings, 'sync')} <| ${extremeRows()} | ${exportColumns(extremeColumns)}`;
}

/** The sums of each column's hashes over the same rows. */
export function sumExtremes(): string {
  return `${extremeRows()} | ${sumColumns(columns)}`;
}
