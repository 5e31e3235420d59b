import type { AfterCursor } from '../domain/cursor-bound.ts';
import { type Fingerprint, sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import { restrictedTables, settingsFor, settingsOf } from '../domain/kql/schema-script.ts';
import { attemptTag, type Cursor, type RunId } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { loadFingerprint, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { CarriedRows } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, ExtentRows, LiveTable } from '../ports/database.ts';
import { awaitStamps } from './keep-newer.ts';
import { awaitRunningLoads } from './load-table.ts';
import { runOperations } from './run-operations.ts';

const mostTries = 8;
const firstPause = 100;
/** Extents named in one move, as when files are loaded. */
const extentsPerMove = 500;
/** Long enough for any interruption; what it holds is in the replaced table too. */
const copyLifetime = 30 * 86_400_000;

/** Rows that go from a table that nobody writes to any more into a live one. */
export interface Crossing {
  readonly from: string;
  readonly into: string;
  /** The table in between, which this makes and drops. */
  readonly copy: string;
  readonly rows: AfterCursor | { readonly kind: 'whole-table' };
  /** Any cursor of the database: by it is seen whether a row of `from` still waits for its place. */
  readonly cursor: Cursor;
  readonly run: RunId;
  readonly index: number;
  /** What stands in the way at this moment; asked right before rows come into the live table. */
  readonly look: () => Promise<readonly Problem[]>;
}

export interface CarriedState {
  readonly current: () => CarriedRows | undefined;
  /** Stores how far it is, before what it announces is done. */
  readonly save: (carried: CarriedRows) => Promise<void>;
}

interface World {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Brings every such row into the live table exactly once, and goes on from wherever an earlier call was interrupted. Extents that hold nothing else are moved:
 * a moved extent is no longer where it was, so it cannot be moved twice. Rows that share an extent with others are copied aside under a tag for each attempt, an
 * attempt counts when it has exactly the rows, and its extents are moved in turn; a copy that comes late stays aside. Nothing else in the live table is
 * touched. All of these rows get a new place in the order of ingestion, after every restored row. What stands in the way is returned; rows that had not come by then are in `from`.
 * Source: https://learn.microsoft.com/kusto/management/move-extents
 */
export async function bringOver(crossing: Crossing, state: CarriedState, world: World): Promise<readonly Problem[]> {
  const start = state.current()?.state;
  if (start === undefined || start === 'found' || start === 'copying') {
    const tables = await readTables(crossing, world.database);
    if (start === undefined) await find(crossing, tables.from, state, world);
    if (state.current()?.state === 'found') {
      const inTheWay = await crossing.look();
      if (inTheWay.length > 0) return inTheWay;
      await moveWhole(crossing, tables.from, state, world);
    }
    const before = start === 'copying' ? 'maybe-sent' : 'nothing-sent';
    if (state.current()?.state === 'copying') await copyRest(crossing, tables, { state, before }, world);
  }
  const inTheWay = state.current()?.state === 'copied' ? await moveCopy(crossing, state, world) : [];
  await world.database.change.dropTable(crossing.copy);
  return inTheWay;
}

interface Tables {
  readonly from: LiveTable;
  readonly into: LiveTable;
}

async function readTables({ from, into }: Crossing, { read }: Database): Promise<Tables> {
  const live = await read.tables();
  const find = (name: string): LiveTable => {
    const table = live.find((one) => one.name === name);
    if (table !== undefined) return table;
    throw problemError({
      code: 'not-found',
      summary: `${name} is gone, so the newer rows of ${into} cannot be brought over.`,
      next: `If it was dropped by mistake, .undo drop table ['${name}'] brings it back; then run restore again.`,
    });
  };
  return { from: find(from), into: find(into) };
}

async function find(
  crossing: Crossing,
  from: LiveTable,
  { save }: CarriedState,
  { database: { read }, clock }: World,
): Promise<void> {
  const waiting = await awaitStamps(crossing.from, crossing.cursor, { read, clock });
  if (waiting > 0n) throw problemError(stillWaiting(crossing, waiting));
  const found = storeFingerprint(await read.fingerprint(crossing.from, from.columns, crossing.rows));
  const after = crossing.rows.kind === 'after' ? crossing.rows.cursor : null;
  await save({ state: found.rows === '0' ? 'brought' : 'found', found, after, round: 0 });
}

function stillWaiting({ from, into }: Crossing, waiting: bigint): Problem {
  return {
    code: 'unknown',
    summary: `${waiting} rows of ${from} have no place in the order of ingestion yet, so they were not brought over to ${into}.`,
    next: 'Run restore again in a few minutes; it goes on from here.',
  };
}

async function moveWhole(
  crossing: Crossing,
  from: LiveTable,
  { current, save }: CarriedState,
  world: World,
): Promise<void> {
  const { read } = world.database;
  await moveAll(crossing.from, crossing.into, () => wholeExtents(crossing, read), world);
  const carried = required(current());
  const rest = await read.fingerprint(crossing.from, from.columns, crossing.rows);
  await save({ ...carried, state: rest.rows === 0n ? 'brought' : 'copying', copied: storeFingerprint(rest) });
}

async function wholeExtents({ from, rows }: Crossing, read: Database['read']): Promise<readonly string[]> {
  if (rows.kind === 'after') return read.extentsAfter(from, rows);
  return (await read.rowsByExtent(from)).map(({ extentId }) => extentId);
}

/** Moves until none is left; extents that were merged meanwhile are looked for again. */
async function moveAll(
  from: string,
  into: string,
  list: () => Promise<readonly string[]>,
  { database, clock }: World,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const ids = await list();
    if (ids.length === 0) return;
    try {
      for (let start = 0; start < ids.length; start += extentsPerMove)
        await database.load.moveExtents(from, into, ids.slice(start, start + extentsPerMove), 'renew');
    } catch (error) {
      if (!(error instanceof ProblemError) || tries >= mostTries) throw error;
      await clock.sleep(firstPause * 2 ** tries);
    }
  }
}

/** Brings the rows that share extents with others into the table in between, under the tag of one attempt. */
async function copyRest(
  crossing: Crossing,
  { from, into }: Tables,
  { state, before }: { readonly state: CarriedState; readonly before: 'nothing-sent' | 'maybe-sent' },
  world: World,
): Promise<void> {
  const { database, clock } = world;
  const expected = loadFingerprint(required(required(state.current()).copied));
  await makeCopyTable({ ...crossing, purpose: 'brings newer rows to' }, into, world);
  if (before === 'maybe-sent') await awaitRunningLoads(world);
  const columns = into.columns.map((column) => ({
    ...column,
    isIn: from.columns.some(({ name }) => name === column.name) ? ('both' as const) : ('target' as const),
  }));
  let accepted: number | undefined;
  for (let tries = 1; ; tries += 1) {
    const attempt = findAttempt(await database.read.rowsByExtent(crossing.copy), crossing, expected.rows);
    if (attempt.wasteIds.length > 0) await database.load.dropExtents(crossing.copy, attempt.wasteIds);
    accepted = attempt.round;
    if (accepted !== undefined) break;
    if (tries > mostTries) throw problemError(neverCopied(crossing));
    const round = required(state.current()).round + 1;
    await state.save({ ...required(state.current()), round });
    const [result] = await runOperations(
      [attemptTag(crossing.run, crossing.index, round)],
      {
        describe: () => `copying newer rows of ${crossing.into}`,
        slots: () => database.load.slots(),
        states: (ids) => database.load.states(ids),
        start: (tag) =>
          database.load.startAppend({ from: crossing.from, rows: crossing.rows, columns, into: crossing.copy, tag }),
      },
      clock,
    );
    if (result?.kind === 'failed') {
      if (result.problem.transient !== true) throw problemError(result.problem);
      await clock.sleep(firstPause * 2 ** tries);
      await awaitRunningLoads(world);
    }
  }
  const seen = await database.read.fingerprint(crossing.copy, from.columns, { kind: 'whole-table' });
  if (!sameFingerprint(seen, expected)) throw problemError(otherRows(crossing, expected, seen));
  await state.save({ ...required(state.current()), state: 'copied', round: accepted });
}

/** Makes a table that can hold rows of a live one as they are; every step succeeds when it was done before. */
export async function makeCopyTable(
  { copy, into, purpose }: { readonly copy: string; readonly into: string; readonly purpose: string },
  live: LiveTable,
  { database, clock }: World,
): Promise<void> {
  const { change, read } = database;
  const script = await read.schemaScript();
  const readers = restrictedTables(script).has(into) ? 'unrestricted' : 'all';
  await change.createTable({
    name: copy,
    columns: live.columns,
    folder: 'kusto-rebuild',
    docString: `${purpose} ${into}`,
  });
  await change.guardStaging(copy, new Date(clock.now().getTime() + copyLifetime), readers);
  // Encodings say how long a value may be before it is cut.
  const { columns } = settingsFor(settingsOf(script, into), into, copy);
  for (const setting of columns) await change.run(setting);
}

/** The round of the first attempt that has exactly the rows; all else that lies in the table is waste. */
export function findAttempt(
  extents: readonly ExtentRows[],
  { run, index }: Pick<Crossing, 'run' | 'index'>,
  rows: bigint,
): { readonly round: number | undefined; readonly wasteIds: readonly string[] } {
  const prefix = attemptTag(run, index, 0).slice(0, -3);
  const tagOf = ({ tags }: ExtentRows): string => tags.find((tag) => tag.startsWith(prefix)) ?? '';
  const rowsByTag = new Map<string, bigint>();
  for (const one of extents) rowsByTag.set(tagOf(one), (rowsByTag.get(tagOf(one)) ?? 0n) + one.rows);
  const whole = [...rowsByTag].find(([tag, held]) => tag !== '' && held === rows)?.[0];
  const wasteIds = extents.filter((one) => whole === undefined || tagOf(one) !== whole).map(({ extentId }) => extentId);
  return { round: whole === undefined ? undefined : Number(whole.slice(prefix.length)), wasteIds };
}

/** A move that may have begun is ended; before that the copy is given up when something stands in the way. */
async function moveCopy(
  crossing: Crossing,
  { current, save }: CarriedState,
  world: World,
): Promise<readonly Problem[]> {
  const { read } = world.database;
  const { run, index } = crossing;
  if (!(await read.tableIds()).has(crossing.copy)) throw problemError(copyIsGone(crossing));
  const { round, copied } = required(current());
  const tag = attemptTag(run, index, round);
  const listed = async (): Promise<readonly ExtentRows[]> =>
    (await read.rowsByExtent(crossing.copy)).filter(({ tags }) => tags.includes(tag));
  const rows = (await listed()).reduce((sum, extent) => sum + extent.rows, 0n);
  const inTheWay = rows === BigInt(required(copied).rows) ? await crossing.look() : [];
  if (inTheWay.length > 0) {
    await save({ ...required(current()), state: 'copying' });
    return inTheWay;
  }
  await moveAll(crossing.copy, crossing.into, async () => (await listed()).map(({ extentId }) => extentId), world);
  await save({ ...required(current()), state: 'brought' });
  return [];
}

function required<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw problemError({ code: 'bug', summary: 'a step of bringing rows over came before the one that finds them' });
}

function neverCopied({ from, into }: Crossing): Problem {
  return {
    code: 'service',
    summary: `Newer rows of ${into} could not be copied from ${from} in ${mostTries} rounds.`,
    next: 'Run restore again; it goes on from here.',
  };
}

function otherRows({ into, from }: Crossing, expected: Fingerprint, seen: Fingerprint): Problem {
  return {
    code: 'difference',
    summary: `The copy of newer rows of ${into} does not hold what ${from} holds.`,
    detail: `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`,
    next: `They are in ${from}; nothing of the copy went live. Please report this.`,
  };
}

function copyIsGone({ copy, from, into }: Crossing): Problem {
  return {
    code: 'unknown',
    summary: `${copy} was dropped while rows were on their way from it to ${into}; whether all arrived cannot be told.`,
    next: `${from} still holds them: compare it with ${into}, append what is missing, and end the restore with newer-rows: discard.`,
  };
}
