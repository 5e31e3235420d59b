import { ownTable, runId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import { type QuarantineRecord, whereabouts } from '../domain/quarantine-record.ts';
import type { LiveTable } from '../ports/database.ts';
import { countSeen } from './count-seen.ts';
import type { PlannedQuarantine } from './guard-losses.ts';
import type { Journal } from './journal.ts';
import { moveAside } from './move-aside.ts';
import { expiryAfter, openQuarantine, type QuarantineWorld, type StoredQuarantine } from './quarantine-records.ts';
import { renameAside } from './rename-aside.ts';

export interface QuarantineRequest extends PlannedQuarantine {
  /** In words what the command does. */
  readonly what: string;
  /** The command as the record of the deployment knows it; absent where it stands in no file. */
  readonly command?: string | undefined;
  /** Of what had been put back until now, as the record of the deployment says it. */
  readonly restores?: string;
  /** What earlier deployments announced and did not end, as it was settled. */
  readonly begun?: readonly StoredQuarantine[] | undefined;
}

/** What was put aside. `empty`: there was nothing to clear, and nothing was done. */
export type PutAside =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'aside';
      readonly record: QuarantineRecord;
      /** Rows that came meanwhile and stay in the table that was cleared. */
      readonly arrived: bigint;
      /** To be called once it is stored that the command ran. */
      readonly close: () => Promise<void>;
    };

/**
 * Runs the reversible form of a command: renames its tables away, or moves all extents of a table into another. The intent is stored before the effect, and what is there tells whether it
 * was done, so that it goes on after any interruption, also of another run. The caller has asked right before whether anything is in the way. Nothing is dropped: whatever fails, every row is under one of the two names.
 */
export async function putAside(request: QuarantineRequest, world: QuarantineWorld): Promise<PutAside> {
  const { read } = world.database;
  const known = await findBegun(request, world);
  const tables = (await read.tables()).filter(({ name }) => request.tables.includes(name));
  if (known === undefined && request.way === 'move' && (await areEmpty(tables, world))) return { kind: 'empty' };
  const { days, restores = '' } = request;
  const record = known === undefined ? await newRecord(request, tables, world) : { ...known.record, days, restores };
  const journal = await openQuarantine(record, world, known && { etag: known.etag });
  const arrived =
    request.way === 'rename' ? await rename(journal, world) : await moveAside(journal, request.extents, world);
  return {
    kind: 'aside',
    record: journal.current(),
    arrived,
    close: () => journal.advance((current) => ({ ...current, state: 'closed' })),
  };
}

/** As queries and extents see them. */
async function areEmpty(tables: readonly LiveTable[], { database }: QuarantineWorld): Promise<boolean> {
  for (const table of tables) if (!(await countSeen(table, database)).isEmpty) return false;
  return true;
}

async function rename(journal: Journal<QuarantineRecord>, world: QuarantineWorld): Promise<bigint> {
  await renameAside(journal, world);
  return 0n;
}

/** An intent of the same command on the same tables, by identity, of which nothing was done or which was done in part: the same names are used again, so that a command that arrives late does the same. */
async function findBegun(
  { way, tables, what, command, begun = [] }: QuarantineRequest,
  { database: { read } }: QuarantineWorld,
): Promise<StoredQuarantine | undefined> {
  if (begun.length === 0) return undefined;
  const ids = await read.tableIds();
  const wanted = tables.map((name) => ids.get(name)).toSorted();
  return begun.find(({ record }) => {
    if (record.state !== 'begun' || record.way !== way || record.what !== what || record.command !== command)
      return false;
    const own = record.tables.map(({ tableId }) => tableId).toSorted();
    const isSame = own.length === wanted.length && own.every((id, place) => id === wanted[place]);
    return isSame && record.tables.every((table) => whereabouts(record, table, ids) !== 'gone');
  });
}

async function newRecord(
  { way, what, days, command, restores = '', tables: names }: QuarantineRequest,
  tables: readonly LiveTable[],
  { database, clock }: QuarantineWorld,
): Promise<QuarantineRecord> {
  throwProblems(names.filter((name) => !tables.some((one) => one.name === name)).map(notThere));
  const id = runId(clock.randomHex(8));
  const [counts, { now: clusterTime }] = await Promise.all([
    database.observe.rowCounts(tables.map(({ name }) => name)),
    database.read.identity(),
  ]);
  return {
    formatVersion: 1,
    id,
    owner: '',
    way,
    what,
    ...(command !== undefined && { command }),
    restores,
    days,
    clusterTime,
    expiresAt: expiryAfter(days, clusterTime).toISOString(),
    state: 'begun',
    tables: tables.map(({ name, tableId }, index) => ({
      name,
      tableId,
      kept: ownTable('q', id, index),
      ...(way === 'rename' && { keptTableId: tableId }),
      rows: String(countAt(counts, index)),
    })),
  };
}

function countAt(counts: readonly bigint[], index: number): bigint {
  const count = counts[index];
  if (count === undefined) throw new Error(`no count of table ${index}`);
  return count;
}

function notThere(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is not there any more, so it was not put into quarantine.`,
    next: 'Run deploy again.',
  };
}
