import { compareColumns } from '../domain/column.ts';
import { swapFactsOf } from '../domain/kql/swap-facts.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import type { CarriedRows, ReplacedExtents, RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import { chooseSwap } from '../domain/snapshot/swap-way.ts';
import type { LiveTable } from '../ports/database.ts';
import { countOne } from './count-tables.ts';
import type { Journal } from './journal.ts';
import { resumeMerges } from './pause-merges.ts';
import { type ReplacedState, replaceExtents } from './replace-extents.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { dropListName, newerName, oldName, stageName } from './stage-table.ts';

/**
 * Replaces the extents of every table of the restore that stays, one after the other, and drops what that needed. What stands in the way for good is returned by the
 * table's place in the snapshot, and that table is as it was; anything else rejects, and the next call goes on.
 */
export async function replaceLive(
  journal: Journal<RestoreRecord>,
  world: RestoreWorld,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const problems = new Map<number, readonly Problem[]>();
  for (const { index, swap } of journal.current().tables) {
    if (swap === undefined) continue;
    const state = stateIn(journal, index);
    const found = state.current().state === 'replaced' ? [] : await replaceOne(journal, index, world);
    if (found.length > 0) problems.set(index, found);
    await cleanUp(journal, { index, found }, world);
  }
  return problems;
}

async function replaceOne(
  journal: Journal<RestoreRecord>,
  index: number,
  world: RestoreWorld,
): Promise<readonly Problem[]> {
  const table = tableIn(journal, index);
  const { read } = world.database;
  world.progress.phase(`Replacing the extents of ${table.name}`);
  const tables = await read.tables();
  const live = tables.find(({ name }) => name === table.name);
  const stage = tables.find(({ name, tableId }) => name === stageOf(journal, table) && tableId === table.stageTableId);
  if (live === undefined || live.tableId !== table.liveTableId || table.cursor === null)
    return [otherTable(table.name)];
  if (stage === undefined) return judgeWithoutStage(journal, index, world);
  const facts = swapFactsOf(
    await read.schemaScript(),
    live.name,
    tables.map(({ name }) => name),
  );
  const inTheWay = whatIsInTheWay({ live, stage, facts });
  if (inTheWay.length > 0) return [changedMeanwhile(live.name, inTheWay)];
  const place = placeOf(journal, table);
  const [kept, newer, list] = [oldName(place), newerName(place), dropListName(place)];
  const at = { ...place, live, stage: stage.name, kept, newer, list, cursor: table.cursor as Cursor };
  try {
    return await replaceExtents(at, stateIn(journal, index), world);
  } catch (error) {
    // No other run would find it otherwise.
    if (error instanceof ProblemError && isDifference(error.problems)) return error.problems;
    throw error;
  }
}

/** Whether somebody's hand was in it, so that what was copied aside may be all there is of it. */
export function isDifference(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === 'difference');
}

/** The staged table deletes itself after days: whether its rows are in the live one, their number tells, and their fingerprint is compared afterwards. */
async function judgeWithoutStage(
  journal: Journal<RestoreRecord>,
  index: number,
  { database: { read } }: RestoreWorld,
): Promise<readonly Problem[]> {
  const { name, cursor } = tableIn(journal, index);
  const state = stateIn(journal, index);
  const { state: reached, stagedRows } = state.current();
  const { atCursor, untimed } = await countOne(read, { name, columns: [] }, cursor as Cursor);
  if (reached !== 'ready' || atCursor + untimed !== BigInt(stagedRows)) return [stageIsGone(name)];
  await state.save({ ...state.current(), state: 'replaced' });
  return [];
}

function whatIsInTheWay(at: {
  readonly live: LiveTable;
  readonly stage: LiveTable;
  readonly facts: Parameters<typeof chooseSwap>[1];
}): readonly string[] {
  const { live, stage, facts } = at;
  const way = chooseSwap(live.name, facts, live.ingestionTime === 'on' ? 'timed' : 'untimed');
  const reasons = way.kind === 'refuse' ? way.refusals.map(({ reason }) => reason) : [];
  const feeds = facts.feeds.length === 0 ? [] : [`update policies fill ${facts.feeds.join(', ')} from it`];
  const columns = compareColumns(stage.columns, live.columns)
    .filter(({ expected }) => expected !== 'absent')
    .map(({ column, expected, seen }) => `column ${column} is ${seen} now and ${expected} in what was staged`);
  return [...new Set([...reasons, ...(way.kind === 'refuse' ? [] : feeds), ...columns])];
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
  if (ids.get(table.name) === table.liveTableId) await resumeMerges(table.name, state, world);
  const keeps = isDone || isDifference(found);
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

function tableIn(journal: Journal<RestoreRecord>, index: number): RestoredTable {
  const table = journal.current().tables.find((one) => one.index === index);
  if (table !== undefined) return table;
  throw problemError({ code: 'bug', summary: `no record of table ${index}` });
}

function stateIn(journal: Journal<RestoreRecord>, index: number): ReplacedState {
  return {
    current: () => {
      const { replaced, name } = tableIn(journal, index);
      if (replaced !== undefined) return replaced;
      throw problemError({ code: 'bug', summary: `the extents of ${name} were not to be replaced yet` });
    },
    save: (replaced) =>
      journal.advance((record) => ({
        ...record,
        tables: record.tables.map((table) =>
          table.index === index ? { ...table, replaced, ...carriedOf(replaced) } : table,
        ),
      })),
  };
}

/** Once extents are replaced, rows that stayed although theirs left are in the table again. */
function carriedOf({ state, newer, after, round }: ReplacedExtents): { readonly carried?: CarriedRows } {
  if (state !== 'replaced') return {};
  return { carried: { state: 'brought', found: newer ?? { rows: '0', low: '0', high: '0' }, after, round } };
}

function otherTable(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is no longer the table that the restore was planned for; nothing of it was replaced.`,
    next: 'Run restore again; it plans anew.',
  };
}

function stageIsGone(table: string): Problem {
  return {
    code: 'refused',
    summary: `What was staged for ${table} is gone, since it deletes itself after some days; nothing of ${table} was replaced.`,
    next: 'Run restore again; it loads anew.',
  };
}

function changedMeanwhile(table: string, reasons: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `${table} was changed while the restore ran, so its extents cannot be replaced exactly; it is as it was.`,
    detail: `${reasons.join('; ')}.`,
    next: 'Run restore again; it plans anew.',
  };
}
