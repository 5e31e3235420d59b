import { createHash } from 'node:crypto';

/** The ten scalar types of Kusto. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export const columnTypes = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'guid',
  'string',
  'dynamic',
] as const;
export type ColumnType = (typeof columnTypes)[number];

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** Names and types in order, as SHA-256 in hex. Two tables with equal hashes have the same columns in the same places. */
export function schemaHash(columns: readonly Column[]): string {
  const canonical = JSON.stringify(columns.map(({ name, type }) => [name, type]));
  return createHash('sha256').update(canonical).digest('hex');
}

export interface ColumnDifference {
  readonly column: string;
  readonly expected: string;
  readonly seen: string;
}

/** Every column whose presence or type differs, the other side being `absent` or a type; order does not count. */
export function compareColumns(expected: readonly Column[], seen: readonly Column[]): readonly ColumnDifference[] {
  const expectedTypes = typesOf(expected);
  const seenTypes = typesOf(seen);
  const names = new Set([...expectedTypes.keys(), ...seenTypes.keys()]);
  return [...names].flatMap((column) => {
    const before = expectedTypes.get(column) ?? 'absent';
    const after = seenTypes.get(column) ?? 'absent';
    return before === after ? [] : [{ column, expected: before, seen: after }];
  });
}

function typesOf(columns: readonly Column[]): ReadonlyMap<string, string> {
  return new Map(columns.map(({ name, type }) => [name, type]));
}
