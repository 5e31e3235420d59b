import type { Column } from '../column.ts';
import { readStatement } from '../kql/statement-kind.ts';
import { type Finding, found } from './finding.ts';

/** A column whose values can be cut, and the bytes that one may have at most. */
export interface LimitedColumn {
  readonly name: string;
  readonly type: 'string' | 'dynamic';
  readonly limit: number;
}

const megabyte = 1024 * 1024;
const profiles: ReadonlyMap<string, number> = new Map([
  ['bigobject', 2 * megabyte],
  ['bigobject32', 32 * megabyte],
  ['bigobjectindexed32', 32 * megabyte],
]);

/**
 * The columns of each table that hold strings or dynamic values, with the limits that the script sets: one megabyte unless an encoding policy says
 * otherwise. Source: https://learn.microsoft.com/kusto/management/alter-encoding-policy
 */
export function limitedColumns(
  tables: readonly { readonly name: string; readonly columns: readonly Column[] }[],
  script: readonly string[],
): ReadonlyMap<string, readonly LimitedColumn[]> {
  const set = new Map(script.flatMap(encodingLimit));
  const limited = tables.map(({ name: table, columns }) => {
    const own = columns.flatMap(({ name, type }): LimitedColumn[] =>
      type === 'string' || type === 'dynamic' ? [{ name, type, limit: set.get(keyOf(table, name)) ?? megabyte }] : [],
    );
    return [table, own] as const;
  });
  return new Map(limited);
}

function encodingLimit(text: string): readonly (readonly [string, number])[] {
  if (!/\bpolicy\s+encoding\b/i.test(text)) return [];
  const [entity] = readStatement(text).entities;
  const limit = Number(/MaxValueSize\W+(\d+)/i.exec(text)?.[1] ?? profileLimit(text) ?? megabyte);
  return entity?.column === undefined ? [] : [[keyOf(entity.name, entity.column), limit]];
}

function profileLimit(text: string): number | undefined {
  const profile = /\btype\s*=\s*["']?(\w+)/i.exec(text)?.[1] ?? /EncodingPolicyType\W+(\w+)/i.exec(text)?.[1];
  return profiles.get(profile?.toLowerCase() ?? '');
}

function keyOf(table: string, column: string): string {
  return `${table}\n${column}`;
}

/** Values of one column that reach its limit, less what cutting at a whole character leaves, in all rows or in those that the base does not hold. */
export function hazardOfValues(
  table: string,
  { name, type, limit }: LimitedColumn,
  values: bigint,
  of: 'all' | 'newer than the base' = 'all',
): readonly Finding[] {
  if (values === 0n) return [];
  const how = type === 'string' ? 'were cut there or just fit' : 'may be null when they are ingested again';
  const rows = of === 'all' ? '' : ', in rows that are newer than the base,';
  const summary = `Values of ${table}.${name}${rows} that reach the ${limit} bytes of its encoding policy, and ${how}: ${values}.`;
  return [found('beyond-encoding-limit', summary, table, name)];
}
