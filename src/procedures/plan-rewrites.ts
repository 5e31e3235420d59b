import type { Problem } from '../domain/problem.ts';
import { takenTimesOf } from '../domain/snapshot/deleted-rows.ts';
import type { LoggedCommand } from '../domain/snapshot/logged-change.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import { rewritesOf } from '../domain/snapshot/rewritten-rows.ts';
import { locateRows } from './locate-rows.ts';
import type { DeletionLog } from './plan-deletions.ts';
import { cannotKeep, type RestorePlanTable } from './plan-restore.ts';

/** By what it is told which rows of a live table are the snapshot's. In another database (`isElsewhere`) only a restore brings them there. */
interface Known {
  readonly manifest: Manifest;
  readonly restores: readonly RestoreRecord[];
  readonly isElsewhere: 'yes' | 'no';
}

/**
 * The plan with what speaks against keeping newer rows of a table of which rows were written anew, with other values perhaps, since the snapshot or since a restore of it put them in place: nothing tells which
 * newer row stands for which row that comes back. `log` is that of the database that the rows go into.
 */
export function withRewrites(
  plan: readonly RestorePlanTable[],
  { commands, doubts }: DeletionLog,
  known: Known,
): readonly RestorePlanTable[] {
  return plan.map((one) => {
    const since = rewritableSince(one, known);
    if (since === undefined) return one;
    const rewrites = rewritesOf(one.table.name, commands, since);
    return {
      ...one,
      impact: [...one.impact, ...(doubts.length === 0 ? [] : [notKnown(one.table.name, doubts)])],
      obstacles: [...one.obstacles, ...(rewrites.length === 0 ? [] : [rewritten(one.table.name, rewrites)])],
    };
  });
}

/** The earliest time from which rows that were written anew count for a table of the plan; undefined where they count for none. */
export function rewritesCountSince(plan: readonly RestorePlanTable[], known: Known): string | undefined {
  return plan.flatMap((one) => rewritableSince(one, known) ?? []).toSorted()[0];
}

/** Undefined where no newer rows are kept, and where those that are there stand for none of the snapshot. */
function rewritableSince(
  { newerRowsWay, live, table }: RestorePlanTable,
  { manifest, restores, isElsewhere }: Known,
): string | undefined {
  if (newerRowsWay !== 'keep' || live === undefined) return undefined;
  const rows = locateRows(manifest, table, live, restores);
  if (rows.kind === 'foreign' && isElsewhere === 'yes') return undefined;
  const placedAt = rows.kind === 'restored' ? rows.since : undefined;
  return placedAt ?? takenTimesOf(table, manifest).from;
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
