import { ProblemError, problemError } from '../domain/problem.ts';
import { isOrphan, type LeaseRecord, parseLease, type Self } from '../domain/snapshot/lease.ts';
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

/** What the work sees of the lease it is done under. */
export interface Lease {
  /** To be called before each step that must not happen without the lease. Throws `taken-over` once it is lost, or the defect that ended its renewing. */
  check(): void;
}

const renewal = 15_000;
/**
 * A lease that nobody renewed for so long is free, and its owner stops by then. Both count what they slept: clocks of two machines are not
 * compared, and a clock may be set while somebody waits.
 */
const patience = 60_000;
const lookAgain = 5_000;

/**
 * Does the work while no other run that asks for the lease works on the database. Waits for a minute where another one may be gone, and takes over at once what a
 * dead process of this machine left. Rejects with `taken-over` when the other one lives, or when the lease was lost while the work went on, also if the work
 * came to its end.
 */
export async function withLease<R>(verb: string, world: LeaseWorld, work: (lease: Lease) => Promise<R>): Promise<R> {
  const held = await acquire(verb, world);
  const renewing = new Renewing(held, world.clock);
  const [worked] = await Promise.allSettled([(async () => work({ check: () => renewing.check() }))()]);
  const loss = (await renewing.stop()) ?? (await giveBack(held, world));
  if (worked.status === 'rejected') throw loss === undefined ? worked.reason : joined(worked.reason, loss, world);
  if (loss !== undefined) throw loss.why;
  return worked.value;
}

/** The lease was lost, or a defect ended its renewing. */
interface Loss {
  readonly why: unknown;
}

/** Problems are told together; a defect is told alone, and the rest of it is a warning. */
function joined(failed: unknown, { why }: Loss, { progress }: LeaseWorld): unknown {
  if (failed === why) return why;
  if (failed instanceof ProblemError && why instanceof ProblemError)
    return isTakenOver(failed) ? failed : new ProblemError([...why.problems, ...failed.problems]);
  const [told, rest] = failed instanceof ProblemError ? [why, failed] : [failed, why];
  progress.warn(rest instanceof Error ? rest.message : String(rest));
  return told;
}

async function giveBack(held: Held, { progress }: LeaseWorld): Promise<Loss | undefined> {
  try {
    await held.write('released');
  } catch (error) {
    if (!(error instanceof ProblemError) || isTakenOver(error)) return { why: error };
    progress.warn(
      `The lease on this database could not be given back, so the next run waits a minute: ${error.message}`,
    );
  }
  return undefined;
}

/** Renews a lease from its making on, until it is stopped, the run is interrupted or the lease is lost. */
class Renewing {
  readonly #held: Held;
  readonly #clock: Clock;
  readonly #end = new AbortController();
  readonly #ticking: Promise<void>;
  #loss: Loss | undefined;
  /** Slept since the last renewal that succeeded was sent. */
  #unrenewed = 0;
  #attempt: Promise<void> | undefined;
  #trouble: ProblemError | undefined;

  constructor(held: Held, clock: Clock) {
    this.#held = held;
    this.#clock = clock;
    this.#ticking = this.#tick().catch((error: unknown) => {
      if (!isCancelled(error)) this.#lose(error);
    });
  }

  /** Throws what ended it before its time. */
  check(): void {
    if (this.#loss !== undefined) throw this.#loss.why;
  }

  /** Nothing is written any more afterwards, unless the lease was lost. */
  async stop(): Promise<Loss | undefined> {
    this.#end.abort();
    await this.#ticking;
    if (this.#loss === undefined) await this.#attempt;
    return this.#loss;
  }

  async #tick(): Promise<void> {
    for (;;) {
      await this.#clock.sleep(lookAgain, this.#end.signal);
      if (this.#end.signal.aborted) return;
      this.#unrenewed += lookAgain;
      if (this.#unrenewed >= patience) this.#lose(notRenewed(this.#trouble));
      else if (this.#unrenewed >= renewal) this.#attempt ??= this.#renew();
    }
  }

  async #renew(): Promise<void> {
    const sentAt = this.#unrenewed;
    try {
      await this.#held.write('held');
      this.#unrenewed -= sentAt;
      this.#trouble = undefined;
    } catch (error) {
      if (error instanceof ProblemError && !isTakenOver(error)) this.#trouble = error;
      else this.#lose(error);
    }
    this.#attempt = undefined;
  }

  #lose(why: unknown): void {
    this.#loss ??= { why };
    this.#end.abort();
  }
}

async function acquire(verb: string, world: LeaseWorld): Promise<Held> {
  const { store, paths, clock, progress, self } = world;
  const path = leasePath(paths);
  const mine = newRecord(verb, world);
  let watched: string | undefined;
  let waited = 0;
  for (;;) {
    const there = await look(path, store);
    if (there === undefined || isFree(there, self) || (there.etag === watched && waited >= patience)) {
      const held = await take(mine, path, there?.etag, world);
      if (held !== undefined) return held;
      continue;
    }
    if (watched === undefined)
      progress.note(`${describe(there)} holds the lease on this database; waiting a minute for it`);
    else if (there.etag !== watched) throw isWorking(there);
    watched = there.etag;
    await clock.sleep(lookAgain);
    waited += lookAgain;
  }
}

function newRecord(verb: string, { clock, self }: LeaseWorld): LeaseRecord {
  const now = clock.now().toISOString();
  return {
    formatVersion: 1,
    owner: clock.randomHex(16),
    verb,
    host: self.host,
    pid: self.pid,
    bootId: self.bootId,
    pidNamespace: self.pidNamespace,
    startTime: self.startTime,
    since: now,
    renewedAt: now,
    state: 'held',
  };
}

interface Seen {
  readonly body: string;
  readonly etag: string;
  /** Undefined when it cannot be read; then somebody unknown holds it. */
  readonly record: LeaseRecord | undefined;
}

async function look(path: string, store: SnapshotStore): Promise<Seen | undefined> {
  const there = await store.read(path);
  return there && { ...there, record: parseLease(there.body, path) };
}

function isFree({ record }: Seen, self: Self): boolean {
  return record !== undefined && (record.state === 'released' || isOrphan(record, self) === 'yes');
}

interface Held {
  /** Rejects with `taken-over` when the lease is another's. */
  write(state: LeaseRecord['state']): Promise<void>;
}

/** Undefined when somebody else was faster. */
async function take(
  mine: LeaseRecord,
  path: string,
  known: string | undefined,
  { store, clock }: LeaseWorld,
): Promise<Held | undefined> {
  let etag = known;
  const send = async (body: string): Promise<'written' | 'conflict'> => {
    const condition = etag === undefined ? { kind: 'if-absent' as const } : { kind: 'if-match' as const, etag };
    const written = await store.write(path, body, condition);
    if (written === 'conflict') return 'conflict';
    etag = written.etag;
    return 'written';
  };
  /** When what was sent before has arrived and only the answer was lost, the lease is still ours, in another version. */
  const write = async (next: LeaseRecord): Promise<ProblemError | undefined> => {
    const body = `${JSON.stringify(next)}\n`;
    if ((await send(body)) === 'written') return undefined;
    const seen = await look(path, store);
    if (seen?.record?.owner !== mine.owner) return isWorking(seen);
    etag = seen.etag;
    return seen.body === body || (await send(body)) === 'written' ? undefined : isWorking(await look(path, store));
  };
  if ((await write(mine)) !== undefined) return undefined;
  return {
    async write(state) {
      const conflict = await write({ ...mine, state, renewedAt: clock.now().toISOString() });
      if (conflict !== undefined) throw conflict;
    },
  };
}

function describe({ record }: Seen): string {
  if (record === undefined) return 'Somebody unknown (lease.json is damaged or of another version)';
  return `${record.verb} on ${record.host} (process ${record.pid}, since ${record.since})`;
}

const next = 'Let the other run finish; running this again afterwards is safe.';

function isWorking(other: Seen | undefined): ProblemError {
  const detail = other === undefined ? 'Its lease was removed.' : describe(other);
  return problemError({ code: 'taken-over', summary: 'Another run works on this database.', detail, next });
}

function notRenewed(trouble: ProblemError | undefined): ProblemError {
  const summary = 'The lease on this database could not be renewed for a minute, so another run may work on it.';
  const detail = trouble?.message ?? 'The storage did not answer.';
  return problemError({ code: 'taken-over', summary, detail, next });
}

function isTakenOver(error: ProblemError): boolean {
  return error.problems.some(({ code }) => code === 'taken-over');
}

function isCancelled(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some(({ code }) => code === 'cancelled');
}
