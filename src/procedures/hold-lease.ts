import { ProblemError, problemError } from '../domain/problem.ts';
import { isOrphan, type Lease, parseLease, type Self } from '../domain/snapshot/lease.ts';
import { leasePath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

export interface LeaseWorld {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly self: Self;
}

const renewal = 15_000;
/** A lease that nobody renewed for so long, by the watch of the one who waits, is free: clocks of two machines are not compared. */
const patience = 60_000;
const lookAgain = 5_000;

/**
 * Does the work while no other run that asks for the lease works on the database. Waits for a minute where another one may be gone, and takes over at once what a
 * dead process of this machine left. Rejects with `taken-over` when the other one lives, or when the lease was taken while the work went on.
 */
export async function withLease<R>(verb: string, world: LeaseWorld, work: () => Promise<R>): Promise<R> {
  const held = await acquire(verb, world);
  const end = new AbortController();
  const renewing = keepRenewing(held, world, end.signal);
  try {
    return await work();
  } finally {
    end.abort();
    await release(held, await renewing, world);
  }
}

async function release(held: Held, lost: ProblemError | undefined, { clock, progress }: LeaseWorld): Promise<void> {
  if (lost?.problems.some(({ code }) => code === 'taken-over')) return progress.warn(lost.message);
  try {
    await held.write({ state: 'released' }, clock.now());
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    progress.warn(
      `The lease on this database could not be given back, so the next run waits a minute: ${error.message}`,
    );
  }
}

interface Held {
  write(change: Partial<Lease>, now: Date): Promise<void>;
}

/** Why it ended before its time; what the work itself writes notices another owner too. */
async function keepRenewing(held: Held, { clock }: LeaseWorld, end: AbortSignal): Promise<ProblemError | undefined> {
  try {
    for (;;) {
      await clock.sleep(renewal, end);
      if (end.aborted) return undefined;
      await held.write({}, clock.now());
    }
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

async function acquire(verb: string, world: LeaseWorld): Promise<Held> {
  const { store, paths, clock, progress, self } = world;
  const path = leasePath(paths);
  const now = clock.now();
  const mine: Lease = {
    formatVersion: 1,
    owner: clock.randomHex(16),
    verb,
    host: self.host,
    pid: self.pid,
    since: now.toISOString(),
    renewedAt: now.toISOString(),
    state: 'held',
  };
  const giveUpAt = now.getTime() + patience;
  let first: string | undefined;
  for (;;) {
    const there = await store.read(path);
    const current = there === undefined ? undefined : parseLease(there.body, path);
    const isFree = current === undefined || current.state === 'released' || isOrphan(current, self) === 'yes';
    const isStale = there !== undefined && there.etag === first && clock.now().getTime() >= giveUpAt;
    if (isFree || isStale) {
      const held = await take(mine, path, there?.etag, store);
      if (held !== undefined) return held;
      continue;
    }
    if (first === undefined)
      progress.note(`${describe(current)} holds the lease on this database; waiting a minute for it`);
    first ??= there?.etag;
    if (there?.etag !== first || clock.now().getTime() >= giveUpAt) throw isWorking(current);
    await clock.sleep(lookAgain);
  }
}

/** Undefined when somebody else was faster. */
async function take(
  mine: Lease,
  path: string,
  known: string | undefined,
  store: SnapshotStore,
): Promise<Held | undefined> {
  let current = mine;
  let etag = known;
  const write = async (next: Lease): Promise<'written' | 'conflict'> => {
    const body = `${JSON.stringify(next)}\n`;
    const condition = etag === undefined ? { kind: 'if-absent' as const } : { kind: 'if-match' as const, etag };
    const written = await store.write(path, body, condition);
    const seen = written === 'conflict' ? await store.read(path) : undefined;
    if (written === 'conflict' && seen?.body !== body) return 'conflict';
    etag = written === 'conflict' ? seen?.etag : written.etag;
    current = next;
    return 'written';
  };
  if ((await write(mine)) === 'conflict') return undefined;
  return {
    async write(change, now) {
      if ((await write({ ...current, ...change, renewedAt: now.toISOString() })) === 'conflict')
        throw isWorking(current);
    },
  };
}

function describe({ verb, host, pid, since }: Lease): string {
  return `${verb} on ${host} (process ${pid}, since ${since})`;
}

function isWorking(lease: Lease) {
  return problemError({
    code: 'taken-over',
    summary: 'Another run works on this database.',
    detail: describe(lease),
    next: 'Let the other run finish; running this again afterwards is safe.',
  });
}
