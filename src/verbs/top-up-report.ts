import { inNumber } from '../domain/in-number.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { Block } from '../report/blocks.ts';
import { showCount, totalOf } from '../report/numbers.ts';

/** One table of a top-up, planned or taken. */
export interface ToppedUp {
  readonly name: string;
  /** Rows of it in files of its own. */
  readonly added: bigint;
  /** Rows of it in the base's files; absent when it is exported whole. */
  readonly reused?: bigint;
  /** Why it is exported whole. */
  readonly notReused?: string | undefined;
}

export function toppedUpOf({ tables }: Manifest): readonly ToppedUp[] {
  return tables.map(({ name, fingerprint, reused, notReused }) => {
    const held = BigInt(reused?.rows ?? 0);
    const added = BigInt(fingerprint.rows) - held;
    return { name, added, ...(reused === undefined ? { notReused } : { reused: held }) };
  });
}

export function plannedTopUp({ tables }: SnapshotPlan): readonly ToppedUp[] {
  return tables.map(({ name, slices, reused, notReused }) => {
    const added = totalOf(slices.map(({ rows }) => rows));
    return { name, added, ...(reused === undefined ? { notReused } : { reused: reused.fingerprint.rows }) };
  });
}

const rowsOf = (count: bigint): string => `${showCount(count)} ${inNumber(count, 'row', 'rows')}`;

/** What is new and what is reused, and every table that had to be exported whole with the reason. */
export function showTopUp(base: SnapshotPlan['base'], tables: readonly ToppedUp[]): readonly Block[] {
  if (base === undefined) return [];
  const reused = tables.flatMap((table) => table.reused ?? []);
  const held = totalOf(reused);
  const added = totalOf(tables.filter((table) => table.reused !== undefined).map((table) => table.added));
  const whole = tables.filter((table) => table.reused === undefined);
  const blocks: Block[] = [
    {
      kind: 'sentence',
      text: `It tops up ${base.snapshotId}: ${rowsOf(held)} of ${reused.length} ${inNumber(reused.length, 'table', 'tables')} ${inNumber(held, 'lies', 'lie')} in files of that snapshot, ${rowsOf(added)} of ${inNumber(reused.length, 'it', 'them')} ${inNumber(added, 'is', 'are')} new.`,
    },
  ];
  if (whole.length === 0) return blocks;
  return [
    ...blocks,
    { kind: 'sentence', text: 'Exported whole, for the reason given:' },
    { kind: 'facts', facts: whole.map(({ name, notReused }) => [name, notReused ?? ''] as const) },
  ];
}
