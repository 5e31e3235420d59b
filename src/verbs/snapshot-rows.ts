import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { Block } from '../report/blocks.ts';
import { showCount, totalOf } from '../report/numbers.ts';

/** Rows that were there and are newer than the snapshot. */
export function newerRows({ tables }: Manifest): readonly Block[] {
  const counts = tables.flatMap(({ name, populations: { newer = '0' } }) =>
    newer === '0' ? [] : [`${name} ${showCount(BigInt(newer))}`],
  );
  if (counts.length === 0) return [];
  return [{ kind: 'sentence', text: `Rows that arrived after its cursor are not in it: ${counts.join(', ')}.` }];
}

/** What a range does not hold: what was ingested at other times, and what has no ingestion time. */
export function leftOutRows({ range, tables }: Manifest): readonly Block[] {
  if (range === undefined) return [];
  const sums = tables.map(({ populations: { leftOut } }) => leftOut);
  const outside = totalOf(sums.map((one) => BigInt(one?.outside ?? '0')));
  const untimed = totalOf(sums.map((one) => BigInt(one?.untimed ?? '0')));
  const ends = [
    ...(range.from === undefined ? [] : [`from ${range.from}`]),
    ...(range.before === undefined ? [] : [`before ${range.before}`]),
  ].join(' and ');
  const text = `It holds only what was ingested ${ends}: ${showCount(outside)} rows of other times are left out, and ${showCount(untimed)} rows without ingestion time. It protects no table.`;
  return [{ kind: 'sentence', text }];
}
