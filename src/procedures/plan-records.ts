import { problemError } from '../domain/problem.ts';
import type { PlanDocument } from '../domain/schema/plan-document.ts';
import { isRepeatable } from '../domain/schema/repeatable.ts';
import { appliedPlanPath, type SnapshotPaths, startedPlanPath } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** Where it is kept which plans ran. */
export interface PlanRecords {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly clock: Clock;
}

/** Rejects a plan that was applied, and one that was begun where running a command again may do it twice. Writes nothing. */
export async function refuseAppliedPlan(plan: PlanDocument, { store, paths }: PlanRecords): Promise<void> {
  if ((await store.inspect(appliedPlanPath(paths, plan.hash))) !== undefined) throw alreadyApplied(plan);
  if ((await store.inspect(startedPlanPath(paths, plan.hash))) !== undefined) refuseUnrepeatable(plan);
}

/**
 * To be called before the first command. Of two runs that begin at once, one finds that the other has begun. `again`: a restore took back what the plan did, and it is
 * said again for the first time; `again-later`: not for the first time, so that an earlier run may have ended in its midst.
 */
export async function notePlanStarted(
  plan: PlanDocument,
  records: PlanRecords,
  time: 'once' | 'again' | 'again-later' = 'once',
): Promise<void> {
  if (time === 'again-later') refuseUnrepeatable(plan);
  if (time !== 'once') return;
  await refuseAppliedPlan(plan, records);
  const written = await write(startedPlanPath(records.paths, plan.hash), plan, records);
  if (written === 'conflict') refuseUnrepeatable(plan);
}

/** To be called when all of it ran. */
export async function notePlanApplied(plan: PlanDocument, records: PlanRecords): Promise<void> {
  await write(appliedPlanPath(records.paths, plan.hash), plan, records);
}

function write(path: string, { hash }: PlanDocument, { store, clock }: PlanRecords) {
  const record = { formatVersion: 1, plan: hash, at: clock.now().toISOString() };
  return store.write(path, `${JSON.stringify(record)}\n`, { kind: 'if-absent' });
}

function alreadyApplied({ hash }: PlanDocument): Error {
  return problemError({
    code: 'refused',
    summary: 'This plan was applied already; nothing was changed.',
    detail: `The plan ${hash} is applied once.`,
    next: 'Deploy the schema files in place of the plan where its commands are to run again.',
  });
}

/** Rejects a plan with commands that an earlier deployment, of files or of a plan, ran or began without coming to its end; `standing` are those, for people. */
export function refuseRanCommands({ hash }: PlanDocument, standing: readonly string[]): void {
  if (standing.length === 0) return;
  throw problemError({
    code: 'refused',
    summary: 'A deployment that did not end has sent commands of this plan already; nothing was changed.',
    detail: `The plan ${hash} would send these again: ${standing.join('; ')}`,
    next: howToGoOn,
  });
}

const howToGoOn =
  'Deploy the schema files in place of the plan: what ran is left out then; with resume anew, all of it runs again.';

function refuseUnrepeatable(plan: PlanDocument): void {
  const once = plan.steps.filter(({ text }) => !isRepeatable(text, plan.database));
  if (once.length === 0) return;
  throw problemError({
    code: 'refused',
    summary: 'A run began to apply this plan and did not end; some of its commands may have run already.',
    detail: `These do more when they run again: ${once.map(({ text }) => text.split('\n')[0]).join('; ')}`,
    next: howToGoOn,
  });
}
