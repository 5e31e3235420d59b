import { inNumber } from '../domain/in-number.ts';
import type { Problem } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { NewerRowsWay, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import { type Looked, look } from './look.ts';
import type { RestorePlanTable } from './plan-restore.ts';
import { lastSwaps } from './plan-undo.ts';
import type { QuarantineStore } from './quarantine-records.ts';
import { findQuarantines, type KeptQuarantine } from './standing-quarantines.ts';

/** Rows of a table that lie in quarantine, and whether that was done since the snapshot and is not given up yet. */
export interface QuarantinedRows extends KeptQuarantine {
  readonly isSince: boolean;
}

interface Asked {
  readonly manifest: Pick<Manifest, 'clusterTime'>;
  /** Oldest first. */
  readonly restores: readonly RestoreRecord[];
  readonly newerRows: NewerRowsWay | undefined;
}

/**
 * The plan with what lies in quarantine of the tables that would take their own place: a restore brings none of it back, and stands in the way of putting it back. What was put aside since
 * the snapshot is refused unless newer rows are given up, and so is a quarantine that cannot be read. Only reads: one listing where nothing was ever put aside.
 */
export async function withQuarantined(
  plan: readonly RestorePlanTable[],
  asked: Asked,
  { database, ...world }: QuarantineStore & { readonly database: Pick<Database, 'read' | 'observe'> },
): Promise<readonly RestorePlanTable[]> {
  if (plan.every(({ target }) => target !== undefined)) return plan;
  const found = await look(() => findQuarantines(database, world));
  return plan.map((one) => (one.target === undefined ? judge(one, { found, plan }, asked) : one));
}

function judge(
  one: RestorePlanTable,
  { found, plan }: { readonly found: Looked<readonly KeptQuarantine[]>; readonly plan: readonly RestorePlanTable[] },
  asked: Asked,
): RestorePlanTable {
  const { name } = one.table;
  const without = withoutIt(name, plan);
  const isGivenUp = asked.newerRows === 'discard';
  if ('problem' in found) {
    if (isGivenUp) return { ...one, impact: [...one.impact, notKnown(name, found.problem)] };
    return { ...one, obstacles: [...one.obstacles, unread(name, found.problem, without)] };
  }
  const standing = found.value.filter(({ table, rows, state }) => table === name && rows !== 0n && state !== 'missing');
  if (standing.length === 0) return one;
  const quarantined = standing.map((kept) => ({ ...kept, isSince: isSince(kept, asked) }));
  const inTheWay = isGivenUp ? [] : quarantined.filter((kept) => kept.isSince);
  const told = quarantined.filter((kept) => !inTheWay.includes(kept));
  return {
    ...one,
    quarantined,
    impact: [...one.impact, ...told.map(staysAside)],
    obstacles: [...one.obstacles, ...inTheWay.map((kept) => wouldStayAside(kept, without))],
  };
}

/** A later restore of the table was made in spite of it. What was put aside at an unknown time may have been since, or will be. */
function isSince({ table, putAsideAt }: KeptQuarantine, { manifest, restores }: Asked): boolean {
  if (putAsideAt === undefined) return true;
  const at = Date.parse(putAsideAt);
  if (at < Date.parse(manifest.clusterTime)) return false;
  const last = lastSwaps(restores).find(({ undone }) => undone.name === table);
  if (last === undefined || last.undone.undoes !== undefined) return true;
  return last.record.clusterTime === undefined || Date.parse(last.record.clusterTime) <= at;
}

function showRows(rows: bigint | undefined): string {
  return rows === undefined ? 'rows, of unknown number,' : `${rows} ${inNumber(rows, 'row', 'rows')}`;
}

function until(expiresAt: string | undefined): string {
  return expiresAt === undefined ? '' : ` until ${expiresAt}`;
}

function staysAside({ id, table, kept, rows, expiresAt, isSince: since }: QuarantinedRows): string {
  const when = since ? 'since the snapshot' : 'before the snapshot, or before the last restore of the table';
  return `Quarantine ${id} holds ${showRows(rows)} of ${table}, put aside ${when}: they do not come back, lie in ${kept}${until(expiresAt)}, and restore --undo-quarantine ${id} is refused while what is restored stands.`;
}

/** The end of a sentence. Taking the table away alone would ask for every other table of the snapshot. */
function withoutIt(table: string, plan: readonly RestorePlanTable[]): string {
  const others = plan.map(({ table: { name } }) => name).filter((name) => name !== table);
  return others.length === 0 ? '' : `; or restore the others alone with tables: ${others.join(',')}`;
}

function wouldStayAside({ id, table, kept, rows, expiresAt }: QuarantinedRows, without: string): Problem {
  return {
    code: 'refused',
    summary: `${table}: quarantine ${id} holds ${showRows(rows)} that were put aside since the snapshot; restoring would leave them behind.`,
    detail: `They lie in ${kept}${until(expiresAt)}, and could not be put back into what is restored.`,
    next: `Put them back, which copies nothing and may be all that is needed: kusto-rebuild restore --undo-quarantine ${id}; or say newer-rows: discard to give them up${without}.`,
  };
}

function notKnown(table: string, { summary }: Problem): string {
  return `Whether rows of ${table} lie in quarantine is unknown: ${summary}`;
}

function unread(table: string, problem: Problem, without: string): Problem {
  return {
    code: 'unknown',
    summary: notKnown(table, problem),
    next: `Mend that, or say newer-rows: discard, which leaves there whatever lies in quarantine${without}.`,
  };
}
