import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import type { CarriedRows, ReplacedExtents, RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import { countOne } from './count-tables.ts';
import type { Journal } from './journal.ts';
import { type KnownSnapshot, type LookedBefore, lookAtLive, otherTable, stageIsGone } from './look-at-live.ts';
import { resumeMerges } from './pause-merges.ts';
import { replaceExtents } from './replace-extents.ts';
import { untold } from './replace-problems.ts';
import { replacedIn, replaceEach, storeTable, tableIn } from './replaced-tables.ts';
import { isMovedAway, type ReplacedState } from './replacement.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { dropListName, newerName, oldName, stageName } from './stage-table.ts';

/** Replaces the extents of every table of the restore that stays, and drops what that needed; the contract is that of `replaceEach`. */
export async function replaceLive(
  journal: Journal<RestoreRecord>,
  known: KnownSnapshot,
  world: RestoreWorld,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  return replaceEach(journal, 'replace-extents', {
    replace: (index) => replaceAndMerge(journal, index, known, world),
    cleanUp: (index, found) => cleanUp(journal, { index, found }, world),
  });
}

/** The table merges again whatever comes of it. */
async function replaceAndMerge(
  journal: Journal<RestoreRecord>,
  index: number,
  known: KnownSnapshot,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  try {
    return await replaceOne(journal, index, known, world);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError([...error.problems, ...(await tryResumeMerges(journal, index, world))]);
  }
}

async function tryResumeMerges(
  journal: Journal<RestoreRecord>,
  index: number,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  try {
    await resumeOwn(journal, index, world);
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}

async function resumeOwn(journal: Journal<RestoreRecord>, index: number, world: RestoreWorld): Promise<void> {
  const { name, liveTableId } = tableIn(journal, index);
  const state = stateIn(journal, index);
  if (state.current().mergePolicy === undefined) return;
  if ((await world.database.read.tableIds()).get(name) === liveTableId) await resumeMerges(name, state, world);
}

async function replaceOne(
  journal: Journal<RestoreRecord>,
  index: number,
  known: KnownSnapshot,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  const table = tableIn(journal, index);
  const state = stateIn(journal, index);
  const { read } = world.database;
  world.progress.phase(`Replacing the extents of ${table.name}`);
  await resumeOwn(journal, index, world);
  const tables = await read.tables();
  const live = tables.find(({ name, tableId }) => name === table.name && tableId === table.liveTableId);
  const stage = tables.find(({ name, tableId }) => name === stageOf(journal, table) && tableId === table.stageTableId);
  if (table.cursor === null) return [otherTable(table.name)];
  if (stage === undefined) return judgeWithoutStage(journal, { index, live }, world);
  const place = placeOf(journal, table);
  const [kept, newer, list] = [oldName(place), newerName(place), dropListName(place)];
  const cursor = table.cursor as Cursor;
  try {
    if (live === undefined) return await judgeWithoutLive({ stage: stage.name, name: table.name }, state, world);
    const look = (before: LookedBefore): Promise<readonly Problem[]> =>
      lookAtLive({ table: tableIn(journal, index), stage: stage.name, columns: live.columns, before, known }, world);
    const at = { ...place, live, stage: stage.name, kept, newer, list, cursor, look };
    return await replaceExtents(at, state, world);
  } catch (error) {
    // No other run would find it otherwise.
    if (error instanceof ProblemError && isDifference(error.problems)) return error.problems;
    throw error;
  }
}

function isDifference(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === 'difference');
}

/** Whether somebody's hand was in it, or a command that was announced may have been done, so that what was copied aside may be all there is of it. */
export function needsKept(problems: readonly Problem[], replaced: ReplacedExtents | undefined): boolean {
  return replaced?.state === 'ready' || isDifference(problems);
}

/** The staged table deletes itself after days: whether its rows are in the live one, their number tells, and their fingerprint is compared afterwards. */
async function judgeWithoutStage(
  journal: Journal<RestoreRecord>,
  { index, live }: { readonly index: number; readonly live: LiveTable | undefined },
  { database: { read } }: RestoreWorld,
): Promise<readonly Problem[]> {
  const { name, cursor } = tableIn(journal, index);
  const state = stateIn(journal, index);
  const { state: reached, stagedRows } = state.current();
  if (reached !== 'ready') return [live === undefined ? otherTable(name) : stageIsGone(name)];
  if (live === undefined) return [untold(name, 'it is another table now, and what was staged is gone')];
  const { atCursor, untimed } = await countOne(read, { name, columns: [] }, cursor as Cursor);
  const seen = atCursor + untimed;
  if (seen !== BigInt(stagedRows))
    return [untold(name, `what was staged is gone, ${stagedRows} rows, and ${name} holds ${seen} in its place`)];
  await state.save({ ...state.current(), state: 'replaced' });
  return [];
}

/** The table that was planned is gone or has another name: staged rows that are gone tell that they had come into it before. */
async function judgeWithoutLive(
  at: Parameters<typeof isMovedAway>[0] & { readonly name: string },
  state: ReplacedState,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  const { state: reached, stagedRows } = state.current();
  if (reached !== 'ready') return [otherTable(at.name)];
  if (stagedRows === '0') return [untold(at.name, 'it is another table now, and nothing was staged')];
  if (!(await isMovedAway(at, state, world))) return [otherTable(at.name)];
  await state.save({ ...state.current(), state: 'replaced' });
  return [];
}

/** Drops what the replacement needed. What it kept has no end until the restore is judged. */
async function cleanUp(
  journal: Journal<RestoreRecord>,
  { index, found }: { readonly index: number; readonly found: readonly Problem[] },
  world: RestoreWorld,
): Promise<void> {
  const table = tableIn(journal, index);
  const { change, read } = world.database;
  const place = placeOf(journal, table);
  const ids = await read.tableIds();
  const state = stateIn(journal, index);
  const isDone = state.current().state === 'replaced';
  await resumeOwn(journal, index, world);
  const keeps = isDone || needsKept(found, state.current());
  if (keeps && ids.get(oldName(place)) === table.replaced?.keptTableId) await change.keepTable(oldName(place));
  await change.dropTable(dropListName(place));
  await change.dropTable(newerName(place));
  // What an undo could not put back is kept contents still.
  if (isDone || table.undoes === undefined) await change.dropTable(stageOf(journal, table));
}

function placeOf(journal: Journal<RestoreRecord>, { index }: Pick<RestoredTable, 'index'>) {
  return { run: journal.current().runId as RunId, index };
}

function stageOf(journal: Journal<RestoreRecord>, table: RestoredTable): string {
  const { undoes } = table;
  return undoes === undefined
    ? stageName(placeOf(journal, table))
    : oldName({ run: undoes.runId as RunId, index: undoes.index });
}

function stateIn(journal: Journal<RestoreRecord>, index: number): ReplacedState {
  return {
    current: () => replacedIn(journal, index),
    save: (replaced) => storeTable(journal, index, { replaced, ...carriedOf(replaced) }),
  };
}

/** Once extents are replaced, rows that stayed although theirs left are in the table again. */
function carriedOf({ state, newer, after, round }: ReplacedExtents): { readonly carried?: CarriedRows } {
  if (state !== 'replaced') return {};
  return { carried: { state: 'brought', found: newer ?? { rows: '0', low: '0', high: '0' }, after, round } };
}
