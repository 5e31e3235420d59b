import type { HeldDeployment, LosingStep } from '../schema/deployment-record.ts';
import type { RestoreRecord } from './records.ts';

/** A restore after which deployments are not run again until they are changed or said again; its id is that of the restore. */
export interface Hold {
  readonly id: string;
  readonly restoredAt: string;
  /** Hashes of the plans that the restore took back. */
  readonly plans: readonly string[];
  /** Each step once, however many deployments ran it. */
  readonly steps: readonly (LosingStep & { readonly plan: string })[];
}

/**
 * The holds of these restores, newest first. `isDone` tells of a restore in its swap whether that was done: one that changed nothing holds nothing. What an undo
 * put back as it was is no longer held. Releases are not looked at.
 */
export function holdsOf(
  restores: readonly RestoreRecord[],
  isDone: (record: RestoreRecord) => boolean,
): readonly Hold[] {
  return restores
    .flatMap((record, place): readonly Hold[] => {
      const { runId: id, startedAt: restoredAt, holds = [] } = record;
      if (holds.length === 0 || !isDone(record)) return [];
      const kept = heldBy(record, restores.slice(place + 1));
      const steps = stepsOf(kept);
      const plans = [...new Set(kept.map(({ plan }) => plan))];
      return steps.length === 0 ? [] : [{ id, restoredAt, plans, steps }];
    })
    .toReversed();
}

/** What a restore holds once it is done: nothing of a table that was not changed, and of what `later` ones put back as it was. */
export function heldBy(record: RestoreRecord, later: readonly RestoreRecord[]): readonly HeldDeployment[] {
  const back = tablesBack(record, later);
  return (record.holds ?? []).flatMap((held) => {
    const steps = held.steps.filter(({ tables }) => tables.some(isIn(back)));
    return steps.length === 0 ? [] : [{ ...held, steps }];
  });
}

const isIn =
  (names: ReadonlySet<string>) =>
  (name: string): boolean =>
    names.has(name);

/** Each step once, with the newest plan that ran it. */
export function stepsOf(held: readonly HeldDeployment[]): Hold['steps'] {
  const byDigest = new Map(
    held.flatMap(({ plan, steps }) => steps.map((step) => [step.digest, { ...step, plan }] as const)),
  );
  return [...byDigest.values()];
}

/** Names of the tables that the restore put in their places, as far as no later undo took that back. */
function tablesBack({ runId, phase, tables }: RestoreRecord, later: readonly RestoreRecord[]): ReadonlySet<string> {
  const undone = new Set(
    later
      .filter((one) => one.phase === 'closed')
      .flatMap((one) => one.tables)
      .flatMap(({ name, undoes }) => (undoes?.runId === runId ? [name] : [])),
  );
  // What was in the way of one table is known once the restore is closed.
  const isBack = ({ target, swap, replaced }: RestoreRecord['tables'][number]): boolean =>
    target === undefined && (swap === undefined || phase !== 'closed' || replaced?.state === 'replaced');
  return new Set(tables.flatMap((table) => (isBack(table) && !undone.has(table.name) ? [table.name] : [])));
}
