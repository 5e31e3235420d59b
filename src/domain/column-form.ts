import type { Column, ColumnType } from './column.ts';

/**
 * How a column is stored in Parquet so that nothing is lost.
 * - `native`: Kusto's own Parquet type, lossless both ways.
 * - `text`: the engine's text of the value.
 * - `microseconds`: a Parquet timestamp, rounded down to the microsecond; no value of the column has a 100 ns rest.
 * - `microseconds-and-ticks`: the same, and the rest in 100 ns ticks in a column of its own, 0 to 9.
 * Why, per type: https://learn.microsoft.com/kusto/management/data-export/export-data-to-storage and
 * https://learn.microsoft.com/kusto/management/parquet-mapping (which Parquet types convert to which Kusto types).
 */
export type ColumnForm = 'native' | 'text' | 'microseconds' | 'microseconds-and-ticks';

export interface StoredColumn extends Column {
  readonly form: ColumnForm;
  /** Name of the tick column in the files; present exactly for `microseconds-and-ticks`. */
  readonly tickColumn?: string | undefined;
}

/** The column that carries each row's XXH64 in the files. */
export const rowHashColumn = 'kr_h';

/** A table with such a column cannot be told from the tool's own additions. */
export function reservedColumns(columns: readonly Column[]): readonly string[] {
  return columns.map(({ name }) => name).filter((name) => name === rowHashColumn || /^kr_t\d+$/.test(name));
}

/** `withTickRest` names the datetime columns that hold a value with a 100 ns rest. */
export function chooseForms(columns: readonly Column[], withTickRest: ReadonlySet<string>): readonly StoredColumn[] {
  return columns.map((column, index) => {
    const form = chooseForm(column.type, withTickRest.has(column.name));
    return form === 'microseconds-and-ticks' ? { ...column, form, tickColumn: `kr_t${index}` } : { ...column, form };
  });
}

function chooseForm(type: ColumnType, hasTickRest: boolean): ColumnForm {
  switch (type) {
    case 'bool':
    case 'int':
    case 'long':
    case 'real':
    case 'string':
    case 'dynamic':
      return 'native';
    case 'decimal':
    case 'timespan':
    case 'guid':
      return 'text';
    case 'datetime':
      return hasTickRest ? 'microseconds-and-ticks' : 'microseconds';
  }
}

/** Whether ingesting the file by column name gives the value back, or a typed second step is needed. */
export function restoreStep(column: StoredColumn): 'direct' | 'typed' {
  if (column.form === 'microseconds-and-ticks') return 'typed';
  return column.form === 'text' && column.type !== 'decimal' ? 'typed' : 'direct';
}

/** The columns of the table that receives the files before the typed step. */
export function receivingColumns(columns: readonly StoredColumn[]): readonly Column[] {
  return columns.flatMap((column) => {
    const stored: Column = {
      name: column.name,
      type: restoreStep(column) === 'typed' && column.form === 'text' ? 'string' : column.type,
    };
    return column.tickColumn === undefined ? [stored] : [stored, { name: column.tickColumn, type: 'int' }];
  });
}
