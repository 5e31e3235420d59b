import { type Bound, type Populations, unassigned } from '../domain/cursor-bound.ts';
import { restrictedTables } from '../domain/kql/schema-script.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import type { QuarantinedTable, QuarantineRecord } from '../domain/quarantine-record.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import { countSeen } from './count-seen.ts';
import type { Journal } from './journal.ts';
import { stampPatience } from './keep-newer.ts';
import { expiryAfter, type QuarantineWorld } from './quarantine-records.ts';
import { settleCursor } from './settle-cursor.ts';

/** Rows that streaming ingestion has not put into extents yet do not move; they get there by themselves. */
const mostTurns = 5;
const pauseMilliseconds = 2_000;

/**
 * Moves all extents of the table of a record, or those that a query names, into a table of its own with the same columns, which nobody may read who could not read the table, in which nothing
 * expires, and which deletes itself after its days. Then the rows up to a cursor that was read before are all in one of the two, and of all extents none in the first, by counts of the
 * engine, or it rejects. Answers how many rows came meanwhile and stay. Can be called again after any interruption: it moves what is left.
 * Source: https://learn.microsoft.com/kusto/management/move-extents
 */
export async function moveAside(
  journal: Journal<QuarantineRecord>,
  extents: string | undefined,
  world: QuarantineWorld,
): Promise<bigint> {
  const { database } = world;
  const kept = await makeKept(journal, world);
  const { id } = journal.current();
  const { name, tableId } = tableOf(journal.current());
  const source = await findLive(name, tableId, world);
  const count = async (bound?: Bound) => {
    const live = await countSeen(source, database, bound);
    const { populations } = await countSeen(kept, database, live.bound);
    return { bound: live.bound, rows: within(live.populations) + within(populations), kept: populations.total };
  };
  const before = await count(extents === undefined ? await settledBound(source, world) : undefined);
  const { bound } = before;
  let stayed = 0n;
  if (extents === undefined) stayed = await moveUntilEmpty({ id, source, into: kept.name, bound }, world);
  else await moveQueriedOnce({ extents, from: name, kept }, database);
  const after = await count(bound);
  if ((await database.read.tableIds()).get(name) !== tableId) throw problemError(replaced(name));
  const isWhole = bound.kind === 'cursor' ? after.rows === before.rows : after.rows >= before.rows;
  if (!isWhole) throw problemError(notWhole(name, id, before.rows, after.rows));
  const asideAt = (await database.read.identity()).now;
  await journal.advance((record) => done(record, { asideAt, rows: after.kept }));
  return stayed;
}

/** The same query may name other extents the second time, and one command moves all that it names: where any row is in the kept table, it was done. */
async function moveQueriedOnce(
  { extents, from, kept }: { readonly extents: string; readonly from: string; readonly kept: LiveTable },
  database: Database,
): Promise<void> {
  const isDone = async (): Promise<boolean> => !(await countSeen(kept, database)).isEmpty;
  if (await isDone()) return;
  const failure = await attempt(() => database.load.moveQueriedExtents(extents, from, kept.name));
  if (failure !== undefined && !(await isDone())) throw failure;
}

/**
 * Before which lies every row that is there: what streaming ingestion holds has no stamp until it is in an extent, and neither moves nor can be told from what comes later. Rejects where such rows
 * keep coming. Undefined where nothing bounds the rows.
 */
async function settledBound(source: LiveTable, { database, clock }: QuarantineWorld): Promise<Bound | undefined> {
  if (source.ingestionTime === 'off') return undefined;
  const patienceMilliseconds = stampPatience;
  const { cursor, populations } = await settleCursor(database.read, [source], { clock, patienceMilliseconds });
  const counts = populations.get(source.name);
  if (counts === undefined) throw new Error(`no count of ${source.name}`);
  const waiting = unassigned(counts);
  if (waiting > 0n) throw problemError(notStamped(source.name, waiting));
  return { kind: 'cursor', cursor };
}

/** Answers how many rows came meanwhile and stay; rejects while rows that were there before do. */
async function moveUntilEmpty(
  {
    id,
    source,
    into,
    bound,
  }: { readonly id: string; readonly source: LiveTable; readonly into: string; readonly bound: Bound },
  { database, clock }: QuarantineWorld,
): Promise<bigint> {
  for (let turn = 1; ; turn += 1) {
    const failure = await attempt(() => database.load.moveAllExtents(source.name, into));
    // The answer may have been lost after they were moved; only the counts tell.
    const left = (await countSeen(source, database, bound)).populations;
    if (within(left) === 0n) return left.total;
    if (failure !== undefined) throw failure;
    if (turn >= mostTurns) throw problemError(notEmpty(source.name, id, within(left)));
    await clock.sleep(pauseMilliseconds);
  }
}

/** What the command failed with; its answer may have been lost after it was done. */
async function attempt(command: () => Promise<void>): Promise<ProblemError | undefined> {
  try {
    await command();
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error;
  }
}

/** The rows that are to move: those at the cursor and those without ingestion time, to which nothing is added any more. */
function within({ atCursor, untimed }: Populations): bigint {
  return atCursor + untimed;
}

function tableOf({ tables: [table] }: QuarantineRecord): QuarantinedTable {
  if (table === undefined) throw new Error('a quarantine of no table');
  return table;
}

function done(
  record: QuarantineRecord,
  { asideAt, rows }: { readonly asideAt: string; readonly rows: bigint },
): QuarantineRecord {
  return {
    ...record,
    state: 'done',
    asideAt,
    tables: record.tables.map((table) => ({ ...table, rows: String(rows) })),
  };
}

/** Made once; what a killed run left of it is completed. */
async function makeKept(journal: Journal<QuarantineRecord>, world: QuarantineWorld): Promise<LiveTable> {
  const { read, change } = world.database;
  const { id, days } = journal.current();
  const { name, tableId, kept } = tableOf(journal.current());
  const { columns, folder } = await findLive(name, tableId, world);
  const docString = `What ${name} held, put into quarantine ${id}`;
  await change.createTable({ name: kept, columns, folder, docString });
  const expiresAt = expiryAfter(days, (await read.identity()).now);
  const readers = restrictedTables(await read.schemaScript()).has(name) ? 'unrestricted' : 'all';
  await change.guardStaging(kept, expiresAt, readers);
  const made = (await read.tables()).find((one) => one.name === kept);
  if (made === undefined) throw problemError(replaced(kept));
  await journal.advance((record) => ({
    ...record,
    expiresAt: expiresAt.toISOString(),
    tables: record.tables.map((table) => ({ ...table, keptTableId: made.tableId })),
  }));
  return made;
}

async function findLive(name: string, tableId: string, { database }: QuarantineWorld): Promise<LiveTable> {
  const live = (await database.read.tables()).find((one) => one.name === name && one.tableId === tableId);
  if (live === undefined) throw problemError(replaced(name));
  return live;
}

function replaced(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is not the table any more that was to be put into quarantine: somebody replaced or dropped it.`,
    next: 'Look at what is there, and run deploy again; it plans anew.',
  };
}

function notStamped(table: string, rows: bigint): Problem {
  return {
    code: 'refused',
    summary: `${table} was not cleared: ${rows} of its rows have no ingestion time yet, and cannot be told from rows that come now.`,
    detail:
      'Streaming ingestion puts rows into extents, and gives them their time, within about a minute. No row was moved.',
    next: `Stop what streams into ${table} for some minutes and run deploy again; or deploy with coverage: snapshot.`,
  };
}

function notEmpty(table: string, id: string, rows: bigint): Problem {
  return {
    code: 'refused',
    summary: `${table} still holds ${rows} rows that did not move: streaming ingestion has not put them into extents yet.`,
    detail: `What moved is in quarantine ${id}; nothing is lost.`,
    next: 'Run deploy again in some minutes: it goes on.',
  };
}

function notWhole(table: string, id: string, expected: bigint, found: bigint): Problem {
  return {
    code: 'difference',
    summary: `${table} held ${expected} rows, and it and quarantine ${id} now hold ${found} of them.`,
    detail: 'Somebody else changed rows at the same moment, or rows expired.',
    next: 'Look at the log of the database for deletions. Run deploy again to go on, or put back what is in quarantine with restore and undo-quarantine.',
  };
}
