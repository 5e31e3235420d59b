import type { Column } from '../query/contract.ts';
import { formatDatetime, formatTimespan, parseDatetime } from './time.ts';

export const truncations = ['startofyear', 'startofmonth', 'startofweek', 'startofday', 'bin'] as const;
export type Truncation = (typeof truncations)[number];

/** One of the values that make up the folder of a file; a virtual one stands nowhere else. */
export type Partition = { readonly name: string } & (
  | { readonly kind: 'virtual'; readonly type: 'string' | 'datetime' }
  | { readonly kind: 'string'; readonly column: string }
  | { readonly kind: 'hash'; readonly column: string; readonly modulo: number }
  /** `span` is that of `bin`, in ticks as decimal text. */
  | { readonly kind: 'datetime'; readonly column: string; readonly function: Truncation; readonly span?: string }
);

/** Text of a folder, or a partition's value; a datetime is written by the pieces of its pattern. */
export type PathElement =
  | { readonly text: string }
  | { readonly partition: string; readonly pattern?: readonly PatternPiece[] };
export type PatternPiece = { readonly text: string } | { readonly field: DateField };

const fieldWidths = { yyyy: 4, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2 } as const;
export type DateField = keyof typeof fieldWidths;

export function isDateField(text: string): text is DateField {
  return text in fieldWidths;
}

/** How files of an external table lie in folders. Source: https://learn.microsoft.com/kusto/management/external-tables-azure-storage */
export interface Partitioning {
  readonly partitions: readonly Partition[];
  readonly path: readonly PathElement[];
  /** The path as it was given; empty when it was not. */
  readonly pathFormat: string;
}

/** Columns of a table that only folders have. */
export function virtualColumns({ partitions }: Partitioning): Column[] {
  return partitions.flatMap((partition) =>
    partition.kind === 'virtual' ? [{ name: partition.name, type: partition.type }] : [],
  );
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function formOf(element: PathElement, partitions: readonly Partition[]): string {
  if ('text' in element) return escaped(element.text);
  const partition = partitions.find(({ name }) => name === element.partition);
  if (partition?.kind === 'hash') return '(\\d+)';
  if (element.pattern === undefined) return '([^/]*)';
  const pieces = element.pattern.map((piece) =>
    'text' in piece ? escaped(piece.text) : `\\d{${fieldWidths[piece.field]}}`,
  );
  return `(${pieces.join('')}|${defaultPartition})`;
}

/** Takes the place of a value that no folder can be named by. */
export const defaultPartition = '__DEFAULT_PARTITION__';

function datetimeOf(found: string, pattern: readonly PatternPiece[]): bigint | null {
  const fields: Record<DateField, string> = { yyyy: '0001', MM: '01', dd: '01', HH: '00', mm: '00', ss: '00' };
  let position = 0;
  for (const piece of pattern) {
    const length = 'text' in piece ? piece.text.length : fieldWidths[piece.field];
    if ('field' in piece) fields[piece.field] = found.slice(position, position + length);
    position += length;
  }
  const { yyyy, MM, dd, HH, mm, ss } = fields;
  return parseDatetime(`${yyyy}-${MM}-${dd}T${HH}:${mm}:${ss}Z`) ?? null;
}

export type PartitionValue = string | bigint | null;

/** The values that a file's path below the table's place tells; undefined when it is no path of the table. */
export function readPath(
  { path, partitions }: Partitioning,
  relative: string,
): ReadonlyMap<string, PartitionValue> | undefined {
  const form = path.map((element) => formOf(element, partitions)).join('');
  const found = new RegExp(`^${form}/?[^/]*$`).exec(relative);
  if (found === null || !relative.includes('/')) return undefined;
  const elements = path.flatMap((element) => ('text' in element ? [] : [element]));
  return new Map(
    elements.map(({ partition, pattern }, index) => {
      const text = found[index + 1] ?? '';
      const isTime = pattern !== undefined && text !== defaultPartition;
      return [partition, isTime ? datetimeOf(text, pattern) : pattern === undefined ? text : null];
    }),
  );
}

/** The values as `.show external table … artifacts` has them. */
export function shownValues(values: ReadonlyMap<string, PartitionValue>): string {
  const shown = [...values].map(([name, value]) => [name, typeof value === 'bigint' ? sevenDigits(value) : value]);
  return JSON.stringify(Object.fromEntries(shown));
}

function sevenDigits(ticks: bigint): string {
  return formatDatetime(ticks).replace(/(?:\.(\d+))?Z$/, (_all, digits = '') => `.${String(digits).padEnd(7, '0')}Z`);
}

const functionNames: Readonly<Record<Truncation, string>> = {
  startofyear: 'StartOfYear',
  startofmonth: 'StartOfMonth',
  startofweek: 'StartOfWeek',
  startofday: 'StartOfDay',
  bin: 'Bin',
};

/** As the column `Partitions` shows them. */
export function shownPartitions({ partitions }: Partitioning): string {
  const shown = partitions.map((partition, Ordinal) => {
    const own =
      partition.kind === 'hash'
        ? { Mod: partition.modulo }
        : partition.kind === 'datetime'
          ? {
              Function: functionNames[partition.function],
              ...(partition.span === undefined ? {} : { Span: formatTimespan(BigInt(partition.span)) }),
            }
          : {};
    const column = partition.kind === 'virtual' ? null : partition.column;
    return { ...own, Name: partition.name, ColumnName: column, Ordinal };
  });
  return JSON.stringify(shown);
}
