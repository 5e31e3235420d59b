import type { Cursor } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { contentsOf, type ReplacedExtents, type RestoreRecord } from '../domain/snapshot/records.ts';
import type { Journal } from './journal.ts';
import type { KnownSnapshot } from './look-at-live.ts';
import { lookAtRange } from './look-at-range.ts';
import { placeOf, stateIn } from './range-journal.ts';
import { mayStillRun, moreLeft, neverRested, otherTable, rangeAsItWas, sourceIsGone } from './range-problems.ts';
import { prepareRange } from './range-round.ts';
import { type RangeState, type RangeUpdate, readEnd, requestOf } from './range-update.ts';
import { needsKept } from './replace-live.ts';
import { isForGood } from './replace-round.ts';
import { replaceEach, tableIn } from './replaced-tables.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { stageName } from './stage-table.ts';

const mostTries = 8;
const firstPause = 100;
/** Source: https://learn.microsoft.com/kusto/set-timeout-limits */
const longestCommand = 3_600_000;

/**
 * Replaces the time range of every table of the restore that has one, and drops what that needed; the contract is that of `replaceEach`. What leaves is copied aside and what comes in made first; then
 * one command deletes the one and moves the other in, and since all that comes in is after a cursor at or before which all lies that leaves, sending it once more does nothing.
 * Source: https://learn.microsoft.com/kusto/management/update-table-command
 */
export async function replaceRanges(
  journal: Journal<RestoreRecord>,
  known: KnownSnapshot,
  world: RestoreWorld,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  return replaceEach(journal, 'update-range', {
    replace: (index) => {
      world.progress.phase(`Replacing the range of ${tableIn(journal, index).name}`);
      return replaceOne(journal, index, known, world);
    },
    cleanUp: (index, found) => cleanUp(journal, { index, found }, world),
  });
}

async function replaceOne(
  journal: Journal<RestoreRecord>,
  index: number,
  known: KnownSnapshot,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  const state = stateIn(journal, index);
  const reached = state.current();
  if (reached.state === 'ready') {
    const end = await readEnd(placeOf(journal, index), tableIn(journal, index), reached, world);
    if (end === 'done') return close(state);
    if (end !== 'open') return [end];
  }
  const at = await openUpdate(journal, index, known, world);
  if (!('live' in at)) return at;
  if (reached.state === 'ready' && (await isRecent(reached, world))) return sendAgain(at, journal, world);
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const end = await tryPrepare(at, state, world);
    if (end === 'same') return [];
    if (end === 'ready') return send(at, journal, world);
    if (end !== 'again') return end;
    await world.clock.sleep(firstPause * 2 ** tries);
  }
  return [neverRested(at.live.name)];
}

/** Until the command is announced nothing live changes, and what the service refuses for good it would refuse again. */
async function tryPrepare(at: RangeUpdate, state: RangeState, world: RestoreWorld): ReturnType<typeof prepareRange> {
  try {
    return await prepareRange(at, state, world);
  } catch (error) {
    if (!(error instanceof ProblemError) || !isForGood(error.problems)) throw error;
    return [...error.problems, rangeAsItWas(at.live.name)];
  }
}

/** A command that was announced longer ago is over. */
async function isRecent({ clusterTime }: ReplacedExtents, { database: { read } }: RestoreWorld): Promise<boolean> {
  if (clusterTime === undefined) return false;
  return Date.parse((await read.identity()).now) - Date.parse(clusterTime) <= longestCommand;
}

/** Of a command that may still be running nothing is thrown away; done twice it does nothing the second time. */
async function sendAgain(
  at: RangeUpdate,
  journal: Journal<RestoreRecord>,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  const state = stateIn(journal, at.index);
  const { after, kept, stagedRows } = state.current();
  const inTheWay = await at.look();
  const foreseen =
    inTheWay.length > 0 ? undefined : await world.database.update.foresee(requestOf(at, after as Cursor));
  if (foreseen?.deleted === BigInt(kept?.rows ?? 0) && foreseen.created === BigInt(stagedRows))
    return send(at, journal, world);
  const end = await readEnd(at, tableIn(journal, at.index), state.current(), world);
  if (end === 'done') return close(state);
  if (inTheWay.length > 0) return inTheWay;
  throw problemError(mayStillRun(at.live.name));
}

async function send(
  at: RangeUpdate,
  journal: Journal<RestoreRecord>,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  const state = stateIn(journal, at.index);
  const { after, kept } = state.current();
  try {
    const { deleted } = await world.database.update.update(requestOf(at, after as Cursor));
    const fewer = BigInt(kept?.rows ?? 0) - deleted;
    await state.save({ ...state.current(), state: 'replaced', ...(fewer > 0n ? { gone: fewer.toString() } : {}) });
    return fewer < 0n ? [moreLeft(at.live.name, { kept: kept?.rows ?? '0', deleted })] : [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // The answer may have been lost after it was done: only what is there tells.
    const end = await readEnd(at, tableIn(journal, at.index), state.current(), world);
    if (end === 'done') return close(state);
    if (!isForGood(error.problems)) throw error;
    await state.save({ ...state.current(), state: 'begun' });
    return [...error.problems, rangeAsItWas(at.live.name)];
  }
}

async function close({ current, save }: RangeState): Promise<readonly Problem[]> {
  await save({ ...current(), state: 'replaced' });
  return [];
}

/** What is there for the work, or why it is not. */
async function openUpdate(
  journal: Journal<RestoreRecord>,
  index: number,
  known: KnownSnapshot,
  world: RestoreWorld,
): Promise<RangeUpdate | readonly Problem[]> {
  const table = tableIn(journal, index);
  const { name, undoes } = table;
  const tables = await world.database.read.tables();
  const live = tables.find((one) => one.name === name && one.tableId === table.liveTableId);
  if (live === undefined) return [otherTable(name)];
  const place = placeOf(journal, index);
  const staged = undoes === undefined ? stageName(place) : place.source;
  const stage = tables.find((one) => one.name === staged && one.tableId === table.stageTableId);
  const stored = known.manifest?.tables[index];
  if (stage === undefined || table.cursor === null) return [sourceIsGone(name)];
  const look = () => lookAtRange(tableIn(journal, index), live, known, world);
  if (undoes !== undefined) {
    const after = undoes.cursor as Cursor;
    return {
      ...place,
      live,
      look,
      from: { kind: 'kept', columns: stage.columns, after, upTo: table.cursor as Cursor },
    };
  }
  if (stored?.name !== name) return [sourceIsGone(name)];
  const brought = { ...stored, fingerprint: contentsOf(table, stored) };
  return { ...place, live, look, from: { kind: 'staged', stage, table: brought } };
}

/** Drops what the replacement needed. What it kept has no end until the restore is judged. */
async function cleanUp(
  journal: Journal<RestoreRecord>,
  { index, found }: { readonly index: number; readonly found: readonly Problem[] },
  { database: { read, change } }: RestoreWorld,
): Promise<void> {
  const { replaced, undoes } = tableIn(journal, index);
  const { source, kept, run } = placeOf(journal, index);
  const isDone = replaced?.state === 'replaced';
  const isOwn = (await read.tableIds()).get(kept) === replaced?.keptTableId;
  if (isOwn && (isDone || needsKept(found, replaced))) await change.keepTable(kept);
  // Nothing left the table, and a restore that is not done has no use of what it copied.
  if (!isDone && !needsKept(found, replaced)) await change.dropTable(kept);
  // What an undo could not put back is kept contents still.
  if (isDone || undoes === undefined) await change.dropTable(source);
  if (undoes === undefined) await change.dropTable(stageName({ run, index }));
}
