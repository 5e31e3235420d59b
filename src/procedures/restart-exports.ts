import { boundedRows } from '../domain/cursor-bound.ts';
import { type Cursor, isOwnTable } from '../domain/names.ts';
import { isOfTheRun, type Problem, ProblemError, problemError, throwProblems } from '../domain/problem.ts';
import type { ExportWay, RestartedExport, RestoreRecord } from '../domain/snapshot/records.ts';
import type { ContinuousExport, ExportEpoch } from '../ports/database.ts';
import { awaitQuiet, findStirred, neverQuiet } from './await-quiet.ts';
import { countOne } from './count-tables.ts';
import { countUnexported } from './count-unexported.ts';
import type { Journal } from './journal.ts';
import { stampPatience } from './keep-newer.ts';
import { follows, planExports, whyNotAgain } from './plan-exports.ts';
import { gap, gapNotKnown, notMadeAnew, notYetExported, stillRunning } from './restart-problems.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { type RowsToKeep, rowsAfterwards } from './rows-afterwards.ts';
import { settleCursor } from './settle-cursor.ts';

type Reach = Pick<RestoreWorld, 'database' | 'clock' | 'progress'>;

const mostLooks = 12;
const firstPause = 500;
const longestPause = 10_000;

/** A continuous export that has to be made anew, and the tables that it follows. */
interface Following {
  readonly name: string;
  readonly epoch: ExportEpoch;
  readonly tables: readonly string[];
}

/**
 * Switches off every continuous export that follows a table of the restore, right before its swap, once nothing has come into what they follow for a minute and
 * they have exported all of it. Rejects with `refused` where an export is on and that was not asked for, or cannot be. A repeated call does what is left. Tells whether there was any, which took
 * more than a minute.
 * Source: https://learn.microsoft.com/kusto/management/data-export/continuous-data-export
 */
export async function pauseExports(
  journal: Journal<RestoreRecord>,
  { exports: way, rowsOf }: { readonly exports: ExportWay; readonly rowsOf: RowsToKeep },
  world: Reach,
): Promise<'paused' | 'nothing-to-pause'> {
  const { read, change } = world.database;
  const found = await findFollowing(journal.current(), way, world);
  if (found.length === 0) return 'nothing-to-pause';
  const there = await read.tableIds();
  const tables = [...new Set(found.flatMap((one) => one.tables))].filter((name) => there.has(name));
  world.progress.phase(`Waiting until nothing has come into ${tables.join(', ')} for a minute`);
  const quiet = await awaitQuiet(tables, 'exports', { read, clock: world.clock });
  const ofThose = found.map((one) => ({ ...one, tables: one.tables.filter((name) => there.has(name)) }));
  throwProblems((await Promise.all(ofThose.map((one) => lookForUnexported(one, quiet.cursor, world)))).flat());
  const live = await read.tables();
  const counted = new Map<string, string>();
  for (const name of new Set(found.flatMap((one) => one.tables))) {
    const table = { name, live: live.find((one) => one.name === name) };
    counted.set(name, (await rowsAfterwards(table, journal.current(), rowsOf, read)).toString());
  }
  const rowsIn = (name: string): string => {
    const rows = counted.get(name);
    if (rows === undefined) throw problemError({ code: 'bug', summary: `the rows of ${name} were not counted` });
    return rows;
  };
  const paused = found.map(({ name, tables: of, epoch: { definition, startCursor } }): RestartedExport => {
    const followed = of.map((table) => ({ name: table, rows: rowsIn(table) }));
    return { name, state: 'off', definition, tables: followed, startCursor, exportedUpTo: quiet.cursor };
  });
  await journal.advance((record) => ({ ...record, exports: paused }));
  for (const { name } of found) await change.switchExport(name, 'off');
  await awaitStopped(paused, world);
  const stirred = await findStirred(quiet, read);
  if (stirred.length > 0) throw problemError(neverQuiet(stirred, 'exports'));
  return 'paused';
}

async function findFollowing(
  { tables, exports = [] }: RestoreRecord,
  way: ExportWay,
  { database: { read } }: Reach,
): Promise<readonly Following[]> {
  const names = tables.filter(({ target }) => target === undefined).map(({ name }) => name);
  if (names.length === 0) return [];
  const isPaused = ({ name, epoch }: ContinuousExport): boolean =>
    exports.some((one) => one.name === name && one.startCursor === epoch?.startCursor);
  const own = (await read.continuousExports()).filter((one) => names.some((name) => follows(one, name)));
  const open = own.filter((one) => one.isDisabled === 'no' || isPaused(one));
  if (open.length === 0) return [];
  const others = own.filter((one) => !isPaused(one));
  if (way === 'refuse') throwProblems(names.flatMap((name) => planExports(name, others, way).obstacles));
  throwProblems(open.flatMap(whyNotAgain));
  // One that is gone comes back.
  const known = [...new Set([...(await read.tableIds()).keys(), ...names])].filter((name) => !isOwnTable(name));
  return open.flatMap((one) =>
    one.epoch === undefined
      ? []
      : [{ name: one.name, epoch: one.epoch, tables: known.filter((table) => follows(one, table)) }],
  );
}

async function lookForUnexported(
  { name, epoch, tables }: Following,
  upTo: Cursor,
  { database: { read } }: Reach,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const table of tables) {
    const rows = await countUnexported(table, epoch, upTo, read);
    if (rows > 0n) problems.push(notYetExported(name, table, rows));
  }
  return problems;
}

/** A run that had begun before goes on. */
async function awaitStopped(paused: readonly RestartedExport[], { database: { read }, clock }: Reach): Promise<void> {
  for (let [looks, pause] = [1, firstPause]; ; looks += 1, pause = Math.min(pause * 2, longestPause)) {
    const running = (await read.continuousExports()).filter(
      ({ name, epoch }) => epoch?.isRunning === 'yes' && paused.some((one) => one.name === name),
    );
    if (running.length === 0) return;
    if (looks === mostLooks) throw problemError(stillRunning(running.map(({ name }) => name)));
    await clock.sleep(pause);
  }
}

/**
 * Makes every export anew that was switched off, once all rows of the restore are in place: it begins after them. `asTheyWere` are tables that could not be
 * replaced. What stands in the way, and rows that no epoch
 * exports, are returned; anything that may pass rejects, and the next call goes on.
 */
export async function restartExports(
  journal: Journal<RestoreRecord>,
  asTheyWere: ReadonlySet<string>,
  world: Reach,
): Promise<readonly Problem[]> {
  const { exports = [] } = journal.current();
  const problems: Problem[] = [];
  for (const { name } of exports.filter(({ state }) => state === 'off')) {
    world.progress.phase(`Making the continuous export ${name} anew`);
    problems.push(...(await restart(journal, name, world)));
  }
  for (const one of journal.current().exports ?? []) problems.push(...(await findGaps(one, asTheyWere, world)));
  return problems;
}

async function restart(journal: Journal<RestoreRecord>, name: string, world: Reach): Promise<readonly Problem[]> {
  const { read, change } = world.database;
  const one = (journal.current().exports ?? []).find((each) => each.name === name);
  if (one === undefined) return [];
  const followed = one.tables.map((table) => ({ name: table.name, columns: [] }));
  // It begins where the order of ingestion is at that moment, and rows get their place in it late.
  await settleCursor(read, followed, { clock: world.clock, patienceMilliseconds: stampPatience });
  const startOf = async (): Promise<string | undefined> =>
    (await read.continuousExports()).find((each) => each.name === name)?.epoch?.startCursor;
  try {
    const start = await startOf();
    if (start === one.startCursor) await change.dropExport(name);
    if (start === undefined || start === one.startCursor) await change.run(one.definition);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some((each) => isOfTheRun(each) || each.transient === true))
      throw error;
    return [notMadeAnew(one, error.problems)];
  }
  const startsAgain = await startOf();
  if (startsAgain === undefined) return [notMadeAnew(one, [])];
  await journal.advance((record) => ({
    ...record,
    exports: (record.exports ?? []).map((each) =>
      each.name === name ? { ...each, state: 'made-anew', startsAgain } : each,
    ),
  }));
  return [];
}

/** Rows that came after the old epoch was over and before the new one began. Where rows have gone meanwhile their number does not tell. */
async function findGaps(
  { name, tables, exportedUpTo, startsAgain }: RestartedExport,
  asTheyWere: ReadonlySet<string>,
  { database: { read } }: Reach,
): Promise<readonly Problem[]> {
  if (startsAgain === undefined) return [];
  const problems: Problem[] = [];
  for (const table of tables) {
    const countAt = (cursor: string) => countOne(read, { name: table.name, columns: [] }, cursor as Cursor);
    const reached = boundedRows(await countAt(startsAgain));
    const rows = reached - (asTheyWere.has(table.name) ? boundedRows(await countAt(exportedUpTo)) : BigInt(table.rows));
    const at = { name, table: table.name, from: exportedUpTo, to: startsAgain };
    if (rows > 0n) problems.push(gap({ ...at, rows }));
    if (rows < 0n) problems.push(gapNotKnown({ ...at, fewer: -rows }));
  }
  return problems;
}
