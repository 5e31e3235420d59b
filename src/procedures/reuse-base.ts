import type { Cursor } from '../domain/names.ts';
import { loadFingerprint } from '../domain/snapshot/manifest.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { StampedAfter } from '../domain/snapshot/slice.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Chain, findDamage } from './check-chain.ts';

/** Rows of one table that are to be exported: those with an ingestion time at the cursor, and those without. */
export interface RowsToExport extends StampedAfter {
  readonly cursor: Cursor;
  readonly atCursor: bigint;
  readonly untimed: bigint;
}

/** What the plan says of a table's files in the base. */
export function reuseOf(chain: Chain | undefined): Pick<PlannedTable, 'reused' | 'notReused'> {
  if (chain === undefined) return {};
  if (chain.kind === 'whole') return { notReused: chain.why };
  const { fileLists, files, bytes, fingerprint } = chain.table;
  return { reused: { fileLists, files, bytes, fingerprint: loadFingerprint(fingerprint) } };
}

/** Without the rows that the base holds: those at its cursor, and all without ingestion time, of which no new ones came. */
export function withoutHeld(rows: RowsToExport, chain: Chain | undefined): RowsToExport {
  if (chain?.kind !== 'reuse') return rows;
  const { cursor, populations } = chain.table;
  return { ...rows, after: cursor as Cursor, atCursor: rows.atCursor - BigInt(populations.atCursor), untimed: 0n };
}

/** Names of the tables that were to reuse files of a base that are not there any more. */
export async function findSpoilt({ tables }: SnapshotPlan, store: SnapshotStore): Promise<ReadonlySet<string>> {
  const spoilt = new Set<string>();
  for (const { name, superseded, reused } of tables) {
    if (superseded === 'yes' || reused === undefined) continue;
    if ((await findDamage(reused, store)) !== undefined) spoilt.add(name);
  }
  return spoilt;
}
