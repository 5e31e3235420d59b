import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Block } from '../report/blocks.ts';

/** How tables that have row level security were judged, and who sees what they replaced; nothing where there are none. */
export function describeSecured(records: readonly RestoreRecord[]): readonly Block[] {
  const names = records.flatMap(({ tables }) => tables.filter(isSecured).map(({ name }) => name));
  if (names.length === 0) return [];
  const have = names.length === 1 ? 'has' : 'have';
  const text = `${names.join(', ')} ${have} row level security, so that nobody can count all rows: what was put in place was compared before the swap, and judged by identity and extents after it. What was replaced shows its rows to nobody.`;
  return [{ kind: 'sentence', text }];
}

/** By what a table was judged after its swap. */
export function judgedBy(table: RestoreRecord['tables'][number]): 'contents' | 'identity-and-extents' {
  return isSecured(table) ? 'identity-and-extents' : 'contents';
}

function isSecured({ security }: RestoreRecord['tables'][number]): boolean {
  return security !== undefined;
}
