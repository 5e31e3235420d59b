import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import type { PlanDocument } from '../domain/schema/plan-document.ts';
import { type Hold, holdsOf } from '../domain/snapshot/hold.ts';
import { releasedHoldPath, releasedHoldsPrefix, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { digestOf } from './deployment-records.ts';
import { readStanding } from './end-restore.ts';
import type { LossGuard, LossRequest } from './guard-losses.ts';

interface HoldsWorld {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
}

/** Every hold of the database. */
export interface Holds {
  /** Newest first; those that were not released. */
  readonly standing: readonly Hold[];
  readonly released: readonly Hold[];
}

/** A restore in the midst of its swap holds once the identities of its tables say that something live was changed. */
export async function readHolds(
  restores: readonly RestoreRecord[],
  database: Pick<Database, 'read'>,
  { store, paths }: HoldsWorld,
): Promise<Holds> {
  const done = new Set<string>();
  for (const record of restores) if (await isSwapped(record, database)) done.add(record.runId);
  const holds = holdsOf(restores, ({ runId }) => done.has(runId));
  if (holds.length === 0) return { standing: [], released: [] };
  const released = new Set<string>();
  for await (const { path } of store.list(releasedHoldsPrefix(paths))) released.add(path);
  const isReleased = ({ id }: Hold): boolean => released.has(releasedHoldPath(paths, id));
  return { standing: holds.filter((hold) => !isReleased(hold)), released: holds.filter(isReleased) };
}

async function isSwapped(record: RestoreRecord, database: Pick<Database, 'read'>): Promise<boolean> {
  if (record.holds === undefined || record.phase === 'abandoned') return false;
  return record.phase === 'closed' || (await readStanding(record, database)) === 'after-swap';
}

/** Rejects with every id that is no hold of this database. */
export function requireHolds(ids: readonly string[], { standing, released }: Holds): void {
  const known = [...standing, ...released].map(({ id }) => id);
  throwProblems(
    ids
      .filter((id) => !known.includes(id))
      .map((id) => ({
        code: 'input',
        summary: `The input release-hold names ${JSON.stringify(id)}, which is no hold of this database.`,
        detail: known.length === 0 ? 'There is no hold.' : `Holds: ${known.join(', ')}.`,
        next: 'status lists the holds.',
      })),
  );
}

/** Also refuses what is on hold, before anything else is asked about it. */
export function guardHolds(guard: LossGuard, holds: readonly Hold[]): LossGuard {
  if (holds.length === 0) return guard;
  return {
    ...guard,
    async check(request, onArrivals) {
      return (request.loss.kind === 'safe' ? undefined : findHold(request, holds)) ?? guard.check(request, onArrivals);
    },
  };
}

function findHold(request: LossRequest, holds: readonly Hold[]): Problem | undefined {
  const digest = digestOf(request);
  for (const hold of holds) {
    const step = hold.steps.find((one) => one.digest === digest);
    if (step !== undefined) return onHold(hold, request, step);
  }
  return undefined;
}

function onHold(hold: Hold, { at }: Pick<LossRequest, 'at'>, step: Hold['steps'][number]): Problem {
  return {
    code: 'on-hold',
    summary: `Restore ${hold.id} took back a step that ${step.what}, and this is the same step.`,
    detail: `It was applied by the plan ${step.plan}.`,
    next: `Change the schema files; or, if it is meant, say it again: kusto-rebuild deploy --release-hold ${hold.id}`,
    ...(at !== undefined && { at }),
  };
}

/** Rejects a plan that a restore took back, whatever else it holds, unless that was released by one of `ids`. */
export function refuseHeldPlan({ hash }: PlanDocument, { standing }: Holds, ids: readonly string[]): void {
  const hold = standing.find(({ id, plans }) => plans.includes(hash) && !ids.includes(id));
  const step = hold?.steps.find(({ plan }) => plan === hash) ?? hold?.steps[0];
  if (hold === undefined || step === undefined) return;
  const { file, line } = step.at ?? {};
  throw problemError({
    code: 'on-hold',
    summary: `Restore ${hold.id} took back what this plan did; nothing was changed.`,
    detail: `The plan ${hash} has a step that ${step.what}.`,
    next: `Change the schema files and make a plan anew; or, if it is meant, say it again with --release-hold ${hold.id}`,
    ...(file !== undefined && line !== undefined && { at: { file, line } }),
  });
}

/** Whether a plan that was applied may be applied once more: a restore took it back, and that is said with these ids. */
export function isReleased({ hash }: PlanDocument, { standing, released }: Holds, ids: readonly string[]): boolean {
  return [...standing, ...released].some(({ id, plans }) => ids.includes(id) && plans.includes(hash));
}

/** To be called right before the first command. `before`: all of them were released by an earlier run. */
export async function releaseHolds(
  ids: readonly string[],
  { store, paths, clock }: HoldsWorld & { readonly clock: Clock },
): Promise<'now' | 'before'> {
  let released: 'now' | 'before' = 'before';
  for (const id of ids) {
    const record = { formatVersion: 1, hold: id, at: clock.now().toISOString() };
    const written = await store.write(releasedHoldPath(paths, id), `${JSON.stringify(record)}\n`, {
      kind: 'if-absent',
    });
    if (written !== 'conflict') released = 'now';
  }
  return released;
}
