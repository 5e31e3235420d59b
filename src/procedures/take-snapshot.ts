import { type SnapshotId, snapshotId } from '../domain/names.ts';
import type { Finding } from '../domain/snapshot/finding.ts';
import { hazardsOfForms } from '../domain/snapshot/hazards.ts';
import type { Self } from '../domain/snapshot/lease.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { EventSubscriptions } from '../ports/event-subscriptions.ts';
import { findUnfinished, type OtherUnfinished, type Unfinished } from './find-unfinished.ts';
import { withLease } from './hold-lease.ts';
import { baseFor } from './open-base.ts';
import { planSnapshot, refreshPlan, refuse, type SnapshotRequest } from './plan-snapshot.ts';
import { proveFormsOfBoth } from './prove-forms.ts';
import { refreshStored, runSnapshot, type SnapshotRun, type SnapshotWorld, storeIntent } from './run-snapshot.ts';
import { newestManifest } from './stored-snapshot.ts';

/** A snapshot that somebody asks for. */
export interface WantedSnapshot {
  readonly asked: SnapshotPlan['asked'];
  /** `strict` refuses also what could be taken with a warning. */
  readonly mode: SnapshotRequest['mode'];
  /** `auto` goes on with the same one where it was begun less than a day ago and not finished. */
  readonly resume: 'auto' | 'never';
  /** How often fuzzy tables are exported again. */
  readonly retries: number;
  /** Absent where the storage account is not known. */
  readonly subscriptions?: EventSubscriptions | undefined;
  /** Is told what was found, before anything is exported. */
  readonly tell: (findings: readonly Finding[]) => void;
}

export interface TakingWorld extends SnapshotWorld {
  readonly self: Self;
  readonly toolVersion: string;
}

/** A plan made before a wait for the lease may lack what came meanwhile. */
const planStaysFresh = 5_000;

/** What would be exported now. Only reads; rejects with everything that forbids the snapshot. */
export async function planWanted(wanted: WantedSnapshot, world: TakingWorld): Promise<SnapshotPlan> {
  world.progress.phase('Settling the cursor');
  const now = world.clock.now();
  return planSnapshot(await requestFor(wanted, { id: snapshotId(now, world.clock.randomHex(1)), begun: now }, world));
}

/**
 * Takes the snapshot under the lease on the database, or goes on with the one that was begun for the same request. Rejects with everything that forbids it
 * before anything is written, and with `taken-over` while another run holds the lease. Can be interrupted anywhere and called again.
 */
export async function takeSnapshot(wanted: WantedSnapshot, world: TakingWorld): Promise<Manifest> {
  const { clock, progress } = world;
  const unfinished = async (): Promise<Unfinished> =>
    wanted.resume === 'auto' ? findUnfinished(wanted.asked, world) : { others: [] };
  // Whatever is wrong with the request is found before the lease, which is the first thing that is written.
  const fresh = (await unfinished()).same === undefined ? await planWanted(wanted, world) : undefined;
  const plannedAt = clock.now().getTime();
  return withLease('snapshot', world, async ({ check }) => {
    const { same: begun, others } = await unfinished();
    for (const other of others) progress.note(leftUnfinished(other));
    if (begun !== undefined) refuse(begun.plan.findings, wanted.mode);
    if (begun !== undefined) progress.note(`going on with snapshot ${begun.plan.snapshotId}, which was interrupted`);
    const isFresh = fresh !== undefined && clock.now().getTime() - plannedAt < planStaysFresh;
    const next = begun?.plan ?? (isFresh ? fresh : await planWanted(wanted, world));
    const { buildVersion } = begun === undefined ? next : await world.database.read.identity();
    const forms = await proveFormsOfBoth(next.buildVersion, buildVersion, world);
    refuse(hazardsOfForms(next.tables, forms), wanted.mode);
    const run = { ...ownRun(wanted, world), check, forms };
    const stored =
      begun === undefined
        ? await storeIntent(next, undefined, world)
        : await refreshStored(begun, new Set(), run, world);
    wanted.tell(stored.plan.findings);
    return runSnapshot(stored, run, world);
  });
}

function ownRun(wanted: WantedSnapshot, world: TakingWorld): Omit<SnapshotRun, 'check' | 'forms'> {
  return {
    owner: world.clock.randomHex(16),
    retries: wanted.retries,
    refresh: async ({ plan: before }, again) => {
      const { snapshotId: id, startedAt, base } = before;
      const request = await requestFor(wanted, { id: id as SnapshotId, begun: new Date(startedAt), base }, world);
      return refreshPlan(before, again, request);
    },
  };
}

async function requestFor(
  { asked, subscriptions, mode }: WantedSnapshot,
  { id, begun, base }: { readonly id: SnapshotId; readonly begun: Date; readonly base?: SnapshotPlan['base'] },
  { database, clock, store, paths, toolVersion }: TakingWorld,
): Promise<SnapshotRequest> {
  return {
    ...{ database, clock, store, paths, toolVersion, asked, subscriptions, mode, id },
    startedAt: begun,
    last: await newestManifest(store, paths),
    base: await baseFor(asked, base, { store, paths }),
  };
}

function leftUnfinished({ id, inputs }: OtherUnfinished): string {
  return `snapshot ${id} was interrupted too, and is left as it is, since it was begun with other inputs: ${inputs.join(', ')}`;
}
