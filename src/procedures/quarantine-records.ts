import { isOfTheRun, type Problem, ProblemError, throwProblems } from '../domain/problem.ts';
import {
  mostQuarantineDays,
  parseQuarantine,
  type QuarantineRecord,
  whereabouts,
} from '../domain/quarantine-record.ts';
import { quarantinePath, quarantinesPrefix, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Journal, openJournal } from './journal.ts';
import type { QuarantineAnswers } from './once-record.ts';

export interface QuarantineStore {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
}

export interface QuarantineWorld extends QuarantineStore {
  readonly database: Database;
  readonly clock: Clock;
}

/** A record with the version that was read. */
export interface StoredQuarantine {
  readonly record: QuarantineRecord;
  readonly etag: string;
}

/** Every quarantine of the database, oldest first. Rejects when one cannot be read: nothing tells then what it holds. */
export async function readQuarantines({ store, paths }: QuarantineStore): Promise<readonly StoredQuarantine[]> {
  const names: string[] = [];
  for await (const { path } of store.list(quarantinesPrefix(paths))) names.push(path);
  const found = await Promise.all(
    names.map(async (path): Promise<readonly StoredQuarantine[]> => {
      const blob = await store.read(path);
      return blob === undefined ? [] : [{ record: parseQuarantine(blob.body, path), etag: blob.etag }];
    }),
  );
  return found.flat().toSorted((a, b) => (a.record.clusterTime < b.record.clusterTime ? -1 : 1));
}

/** Creates the record, or takes over one that was read: a process that wrote it before stops at its next step. */
export function openQuarantine(
  record: QuarantineRecord,
  { store, paths, clock }: QuarantineStore & { readonly clock: Clock },
  known?: { readonly etag: string },
): Promise<Journal<QuarantineRecord>> {
  const owned = { ...record, owner: clock.randomHex(16) };
  return openJournal(store, quarantinePath(paths, record.id), owned, known, 'deploying to');
}

const day = 86_400_000;

/** When something that is put aside now for so many days, at most ten years, deletes itself, by the clock of the service, which is the one that deletes it. */
export function expiryAfter(days: number, clusterTime: string): Date {
  return new Date(Date.parse(clusterTime) + Math.min(days, mostQuarantineDays) * day);
}

/** Days after which the record of something that is over is forgotten. */
const rememberedDays = 30;

/** What to settle with: `commands` are those of this deployment, and `days` what it says of quarantine; absent where it says nothing. */
export interface Settlement {
  readonly commands: ReadonlySet<string>;
  readonly days?: number | undefined;
}

export interface Settled {
  /** What of other deployments could not be ended. */
  readonly problems: readonly Problem[];
  /** What was announced, and of which nothing was done or a part. */
  readonly begun: readonly StoredQuarantine[];
}

/**
 * Ends what a killed deployment left between its effect and its record, and forgets what has long been over; to be called before the first command of the next one. What was done of commands of
 * others stays open for the deployment that has them. What cannot be ended holds up none of the others: it is answered when it is another deployment's, and rejects at the end when it is ours,
 * whose command would be taken for one that ran.
 */
export async function settleQuarantines(ours: Settlement, world: QuarantineWorld): Promise<Settled> {
  const stored = await readQuarantines(world);
  if (stored.length === 0) return { problems: [], begun: [] };
  const { read } = world.database;
  const [ids, { now }] = await Promise.all([read.tableIds(), read.identity()]);
  const failed: { readonly problem: Problem; readonly isOurs: boolean }[] = [];
  for (const { record, etag } of stored) {
    try {
      if (isForgotten(record, ids, now)) await world.store.remove(quarantinePath(world.paths, record.id));
      else if (isOpen(record) && isDone(record, ids)) await endOpen({ record, etag }, ours, world);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problems.some(isOfTheRun)) throw error;
      failed.push({ problem: error.problems[0], isOurs: isOf(ours, record) });
    }
  }
  throwProblems(failed.filter(({ isOurs }) => isOurs).map(({ problem }) => problem));
  const begun = stored.filter(
    ({ record }) => record.state === 'begun' && !isDone(record, ids) && !isForgotten(record, ids, now),
  );
  return { problems: failed.map(({ problem }) => problem), begun };
}

function isOf({ commands }: Settlement, { command }: QuarantineRecord): boolean {
  return command !== undefined && commands.has(command);
}

async function endOpen({ record, etag }: StoredQuarantine, ours: Settlement, world: QuarantineWorld): Promise<void> {
  const isOver = record.command === undefined || isOf(ours, record);
  if (record.state === 'done' && !isOver) return;
  const isExpiring = record.state === 'begun';
  const days = isExpiring && isOf(ours, record) ? (ours.days ?? record.days) : record.days;
  const journal = await openQuarantine({ ...record, days }, world, { etag });
  if (isExpiring) await expire(journal, world);
  await journal.advance((current) => ({ ...current, state: isOver ? 'closed' : 'done' }));
}

function isOpen({ state }: QuarantineRecord): boolean {
  return state === 'begun' || state === 'done';
}

/** Whether an undo was begun, so that what was put aside may be back. */
function isUndone({ state }: QuarantineRecord): boolean {
  return state === 'undoing' || state === 'undone';
}

/** Never what was put back: commands of a deployment that did not end are asked about by it, and one that comes late is seen by it. */
function isForgotten(record: QuarantineRecord, ids: ReadonlyMap<string, string>, now: string): boolean {
  if (isUndone(record) || expiryAfter(rememberedDays, record.expiresAt).getTime() > Date.parse(now)) return false;
  return record.tables.every((table) => whereabouts(record, table, ids) !== 'aside');
}

/** What the record of a deployment has to know of quarantines. Only reads. */
export async function askQuarantines(
  world: QuarantineStore & { readonly database: Pick<Database, 'read'> },
): Promise<QuarantineAnswers> {
  const records = (await readQuarantines(world)).map(({ record }) => record);
  const open = records.filter(isOpen);
  const ids = open.length === 0 ? new Map<string, string>() : await world.database.read.tableIds();
  return {
    undone: records.filter(isUndone),
    unrecorded: open.flatMap((record) => {
      const { command: id, clusterTime: at, restores } = record;
      return id !== undefined && isDone(record, ids) ? [{ id, at, restores }] : [];
    }),
  };
}

/** Of moved extents nothing but a count tells whether all were moved, so that a move that was begun is done again. */
function isDone(record: QuarantineRecord, ids: ReadonlyMap<string, string>): boolean {
  if (record.state === 'done') return true;
  return record.way === 'rename' && record.tables.every((table) => whereabouts(record, table, ids) === 'aside');
}

/** What has just been seen under its other name deletes itself after its days, counted from now. */
export async function expire(
  journal: Journal<QuarantineRecord>,
  { database: { read, change } }: Pick<QuarantineWorld, 'database'>,
): Promise<void> {
  const { days, tables } = journal.current();
  const asideAt = (await read.identity()).now;
  const expiresAt = expiryAfter(days, asideAt);
  await journal.advance((record) => ({ ...record, asideAt, expiresAt: expiresAt.toISOString() }));
  for (const { kept } of tables) await change.expireTable(kept, expiresAt);
}
