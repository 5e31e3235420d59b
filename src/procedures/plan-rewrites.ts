import type { Problem } from '../domain/problem.ts';
import { takenTimesOf } from '../domain/snapshot/deleted-rows.ts';
import type { LoggedCommand } from '../domain/snapshot/logged-change.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import { rewritesOf } from '../domain/snapshot/rewritten-rows.ts';
import { locateRows } from './locate-rows.ts';
import type { DeletionLog } from './plan-deletions.ts';
import { cannotKeep, type RestorePlanTable } from './plan-restore.ts';

/**
 * The plan with what speaks against keeping newer rows of a table of which rows were written anew, with other values perhaps, since the snapshot or since a restore of it put them in place: nothing tells which
 * newer row stands for which row that comes back. `log` is that of the database that the rows go into.
 */
export function withRewrites(
  plan: readonly RestorePlanTable[],
  { commands, doubts }: DeletionLog,
  known: { readonly manifest: Manifest; readonly restores: readonly RestoreRecord[] },
): readonly RestorePlanTable[] {
  return plan.map((one) => {
    if (one.newerRowsWay !== 'keep' || one.live === undefined) return one;
    const rows = locateRows(known.manifest, one.table, one.live, known.restores);
    const placedAt = rows.kind === 'restored' ? rows.since : undefined;
    const since = placedAt ?? takenTimesOf(one.table, known.manifest).from;
    const rewrites = rewritesOf(one.table.name, commands, since);
    return {
      ...one,
      impact: [...one.impact, ...(doubts.length === 0 ? [] : [notKnown(one.table.name, doubts)])],
      obstacles: [...one.obstacles, ...(rewrites.length === 0 ? [] : [rewritten(one.table.name, rewrites)])],
    };
  });
}

/** Newer rows that cannot be kept, with the commands that wrote rows anew. */
export function rewritten(table: string, rewrites: readonly LoggedCommand[]): Problem {
  const listed = rewrites.slice(-mostListed).map(({ at, text }) => `${at}: ${text.split('\n')[0] ?? ''}`);
  const others = rewrites.length - listed.length;
  return cannotKeep(
    table,
    `Rows of ${table} were written anew since the snapshot, so that newer rows may be other versions of rows that come back`,
    others === 0 ? listed : [...listed, `and ${others} before`],
  );
}

const mostListed = 5;

function notKnown(table: string, doubts: readonly string[]): string {
  return `Whether rows of ${table} were written anew since the snapshot is not known (${doubts.join('; ')}); where some were, they will be there in both versions.`;
}
