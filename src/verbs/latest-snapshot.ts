import { type Problem, problemError } from '../domain/problem.ts';
import { type ColumnRange, sameRange } from '../domain/snapshot/column-range.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import { selectTables } from '../procedures/select-tables.ts';
import type { VerbResult } from './command.ts';
import { named } from './named.ts';
import { isOnlyDamaged } from './restore-places.ts';
import type { Unfinished } from './restore-report.ts';

/** What is asked for, as far as it says which tables an interrupted restore has to do with it. */
export interface AskedTables {
  readonly tables: readonly string[];
  readonly as: string | undefined;
  readonly range: ColumnRange | undefined;
}

/** That an interrupted restore began with another snapshot than the newest one, and which of them this run takes. */
export interface TwoSnapshots {
  readonly begun: Manifest;
  readonly newest: Manifest;
  readonly unfinished: Unfinished;
  readonly taken: 'begun' | 'newest';
}

/**
 * Which of two snapshots `latest` is. A newer one may have been taken of the damage, so the interrupted restore goes on with its own where its tables are asked for; and the newer one holds more of other tables, which
 * nobody has begun to restore. Rejects where both are asked for of a restore that has changed nothing.
 */
export function chooseSnapshot(at: Omit<TwoSnapshots, 'taken'>, asked: AskedTables): TwoSnapshots {
  const { begun, newest, unfinished } = at;
  const isBefore = unfinished.standing === 'before-swap';
  // Which tables are damaged, only a plan tells.
  if (isOnlyDamaged(asked.tables)) return { ...at, taken: isBefore ? 'begun' : 'newest' };
  const all = [...newest.tables, ...begun.tables].filter(({ kind }) => kind === 'table');
  const held = new Map(all.map((one) => [one.name, one]));
  const chosen = selectTables([...held.values()], asked.tables).map(({ name }) => name);
  const others = chosen.filter((name) => !isOf(unfinished.restore.record, identityOf(name, asked)));
  if (others.length === 0) return { ...at, taken: 'begun' };
  if (isBefore && others.length < chosen.length) throw problemError(both(at, others));
  return { ...at, taken: 'newest' };
}

function identityOf(name: string, { as, range }: AskedTables) {
  return { table: { name }, target: as?.replaceAll('{table}', name), ...(range === undefined ? {} : { range }) };
}

interface PlanIdentity {
  readonly table: { readonly name: string };
  readonly target?: string | undefined;
  readonly range?: ColumnRange;
}

function isOf({ tables }: RestoreRecord, { table: { name }, target, range }: PlanIdentity): boolean {
  return tables.some((one) => one.name === name && one.target === target && sameRange(one.range, range));
}

/** Whether the interrupted restore has put this table in place already, from its own snapshot. */
export function isEndedOf(two: TwoSnapshots | undefined, one: RestorePlanTable): boolean {
  if (two?.taken !== 'newest' || two.unfinished.standing === 'before-swap') return false;
  return isOf(two.unfinished.restore.record, one);
}

/** Rejects where more is damaged by the snapshot of an interrupted restore than that was to bring back: of the rest the newest snapshot may hold more. */
export function refuseMore(two: TwoSnapshots | undefined, plan: readonly RestorePlanTable[]): void {
  if (two?.taken !== 'begun') return;
  const others = plan.filter((one) => !isOf(two.unfinished.restore.record, one));
  if (others.length > 0)
    throw problemError(
      both(
        two,
        others.map(({ table }) => table.name),
      ),
    );
}

function both({ begun, newest, unfinished }: Omit<TwoSnapshots, 'taken'>, others: readonly string[]): Problem {
  const { runId, tables } = unfinished.restore.record;
  const own = tables.map(({ name }) => name);
  return {
    code: 'refused',
    summary: `latest means two snapshots here: restore ${runId} of ${named(own)} began with ${begun.snapshotId} and was interrupted, and ${newest.snapshotId} is the newest one, for ${named(others)}.`,
    next: `Run restore with tables: ${named(own)} first, which goes on with ${begun.snapshotId}, and then for the others; or say for all of them snapshot: ${begun.snapshotId} or snapshot: ${newest.snapshotId}.`,
  };
}

/** Which snapshot is taken, and why. */
export function describeChoice({ begun, newest, unfinished, taken }: TwoSnapshots): string {
  const { runId, tables } = unfinished.restore.record;
  const restore = `restore ${runId} of ${named(tables.map(({ name }) => name))}, which was interrupted,`;
  const isEnded = unfinished.standing === 'after-swap';
  if (taken === 'begun')
    return `Snapshot ${begun.snapshotId} is taken, with which ${restore} began, and not ${newest.snapshotId}, which is newer; nothing is compared with that: snapshot: ${newest.snapshotId} takes it.`;
  if (isEnded)
    return `Snapshot ${newest.snapshotId} is taken, the newest one, but for the tables of ${restore} which come from ${begun.snapshotId}.`;
  return `Snapshot ${newest.snapshotId} is taken, the newest one, and not ${begun.snapshotId}, with which ${restore} began: that does nothing of what is asked for now, and is given up. To begin it again, say snapshot: ${begun.snapshotId}.`;
}

/** The result, which also says which snapshot was taken where there was a choice. */
export function withChoice(result: VerbResult, two: TwoSnapshots | undefined): VerbResult {
  if (two === undefined) return result;
  return { ...result, report: [...result.report, { kind: 'sentence', text: describeChoice(two) }] };
}
