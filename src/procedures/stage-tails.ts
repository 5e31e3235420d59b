import { boundedRows, unassigned } from '../domain/cursor-bound.ts';
import { emptyFingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { derivedTables } from '../domain/kql/schema-script.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import { type StoredFingerprint, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import { awaitQuiet, findStirred, neverQuiet } from './await-quiet.ts';
import { makeCopyTable } from './bring-over.ts';
import { copyInto } from './copy-aside.ts';
import { countOne } from './count-tables.ts';
import { dropTails, withTails } from './drop-tails.ts';
import type { Journal } from './journal.ts';
import { type NewerRows, stampPatience } from './keep-newer.ts';
import { awaitRunningLoads } from './load-table.ts';
import { chunksOf } from './receive-files.ts';
import type { RestoreWorld } from './restore-tables.ts';
import type { RowsToKeep } from './rows-afterwards.ts';
import { settleCursor } from './settle-cursor.ts';
import { newerName, stagedNameOf } from './stage-table.ts';

const mostRounds = 5;
const mostCopies = 8;
const firstPause = 100;

type Reach = Pick<RestoreWorld, 'database' | 'clock' | 'progress'>;

export interface Sources {
  /** Which rows of the live table are to be kept; undefined where nothing tells. */
  readonly rowsOf: RowsToKeep;
  /** The last look before a swap; rejects when it must not be done. */
  readonly look: () => Promise<void>;
}

/** Newer rows on their way: where they are, what they are, and where they go. */
interface Tail {
  readonly table: RestoredTable;
  readonly live: LiveTable;
  readonly stage: LiveTable;
  readonly copy: string;
  readonly rows: NewerRows;
  readonly found: StoredFingerprint;
}

/**
 * Brings newer rows of every table from which update policies fill others, and whose newer rows are kept, into its staged table, right before the swap: a
 * staged table has another name, so that nothing is derived from what comes into it. What comes in meanwhile would be left behind, so nothing may come for a
 * minute; otherwise rejects with `refused`. Does nothing where there is no such table.
 * Source: https://learn.microsoft.com/kusto/management/update-policy
 */
export async function stageTails(journal: Journal<RestoreRecord>, from: Sources, world: Reach): Promise<void> {
  const tables = await findSources(journal.current(), world);
  if (tables.length === 0) return;
  const names = tables.map(({ name }) => name);
  for (let round = 1; round <= mostRounds; round += 1) {
    world.progress.phase(`Waiting until nothing has come into ${names.join(', ')} for a minute`);
    if (await stageQuietly(journal, names, from, world)) return;
    await dropTails(journal, world);
  }
  throw problemError(neverQuiet(names, 'sources'));
}

async function findSources(record: RestoreRecord, { database: { read } }: Reach): Promise<readonly RestoredTable[]> {
  const kept = record.tables.filter(
    ({ newerRows, swap, liveTableId }) => newerRows === 'keep' && swap === undefined && liveTableId !== null,
  );
  if (kept.length === 0) return kept;
  const derived = derivedTables(await read.schemaScript(), [...(await read.tableIds()).keys()]);
  return kept.filter(({ name }) => (derived.get(name) ?? []).length > 0);
}

/** False when rows came or went meanwhile. */
async function stageQuietly(
  journal: Journal<RestoreRecord>,
  names: readonly string[],
  from: Sources,
  world: Reach,
): Promise<boolean> {
  const { database, clock, progress } = world;
  const { read } = database;
  // A policy may still derive from what was ingested last.
  await awaitRunningLoads(world);
  const quiet = await awaitQuiet(names, 'sources', { read, clock });
  progress.phase('Staging newer rows');
  const tails: Tail[] = [];
  for (const name of names) {
    const tail = await copyTail(journal, name, from, world);
    if (tail === undefined) return false;
    tails.push(tail);
  }
  await from.look();
  if ((await findStirred(quiet, read)).length > 0) return false;
  await journal.advance((record) => withTails(record, names, { upTo: quiet.cursor }));
  for (const tail of tails) await moveTail(tail, world);
  const stages = tails.map(({ stage }) => ({ name: stage.name, columns: [] }));
  const { cursor } = await settleCursor(read, stages, { clock, patienceMilliseconds: stampPatience });
  for (const tail of tails) if (!(await isStaged(tail, cursor, world))) return false;
  if ((await findStirred(quiet, read)).length > 0) return false;
  await journal.advance((record) => tails.reduce(withBrought, withTails(record, names, { cursor })));
  return true;
}

/** Copies newer rows into a table of their own, where they are compared; undefined when they are not the same any more. */
async function copyTail(
  journal: Journal<RestoreRecord>,
  name: string,
  from: Sources,
  world: Reach,
): Promise<Tail | undefined> {
  const { database, clock } = world;
  const { read } = database;
  const run = journal.current().runId as RunId;
  const table = tableIn(journal, name);
  const copy = newerName({ run, index: table.index });
  const tables = await read.tables();
  const live = tables.find((one) => one.name === name && one.tableId === table.liveTableId);
  const stage = tables.find((one) => one.name === stagedNameOf(run, table) && one.tableId === table.stageTableId);
  const rows = live && from.rowsOf(table, live);
  if (live === undefined || stage === undefined || rows === undefined) throw problemError(changed(name));
  const cursor = await requireBounded(table, stage, world);
  const expected = await read.fingerprint(name, live.columns, rows);
  const tail: Tail = { table, live, stage, copy, rows, found: storeFingerprint(expected) };
  if (sameFingerprint(expected, emptyFingerprint)) {
    await journal.advance((record) => withTails(record, [name], {}));
    return tail;
  }
  await makeCopyTable({ copy, into: stage.name, purpose: 'brings newer rows to' }, stage, world);
  const columns = stage.columns.map((column) => ({
    ...column,
    isIn: live.columns.some((one) => one.name === column.name) ? ('both' as const) : ('target' as const),
  }));
  for (let tries = 1; tries <= mostCopies; tries += 1) {
    const round = (tableIn(journal, name).tail?.round ?? 0) + 1;
    await journal.advance((record) => withTails(record, [name], { round }));
    const request = { run, index: table.index, round, from: live, rows, columns, expected };
    const isCopied = (await copyInto(copy, request, world)) === 'done';
    // Rows that stay come after every restored one.
    if (isCopied && (await countOne(read, { name: copy, columns: [] }, cursor)).newer === expected.rows) return tail;
    const now = await read.fingerprint(name, live.columns, rows);
    if (!sameFingerprint(now, expected)) return undefined;
    await clock.sleep(firstPause * 2 ** tries);
    await awaitRunningLoads(world);
  }
  throw problemError(neverCopied(name));
}

/** The cursor before which all staged rows lie, so that what comes after it is known to be newer. */
async function requireBounded(table: RestoredTable, stage: LiveTable, { database }: Reach): Promise<Cursor> {
  const cursor = table.cursor as Cursor | null;
  if (cursor === null) throw problemError(changed(table.name));
  const counts = await countOne(database.read, { name: stage.name, columns: [] }, cursor);
  if (counts.newer + unassigned(counts) > 0n) throw problemError(changed(table.name));
  return cursor;
}

async function moveTail({ copy, stage, found }: Tail, { database: { read, load } }: Reach): Promise<void> {
  if (found.rows === '0') return;
  const ids = (await read.rowsByExtent(copy)).map(({ extentId }) => extentId);
  for (const some of chunksOf(ids)) await load.moveExtents(copy, stage.name, some);
}

/** Whether the staged table holds the restored rows, and after them these newer ones and no others. */
async function isStaged({ table, live, stage, found }: Tail, upTo: Cursor, { database: { read } }: Reach) {
  const cursor = table.cursor as Cursor;
  const counts = await countOne(read, { name: stage.name, columns: [] }, cursor);
  const later = await countOne(read, { name: stage.name, columns: [] }, upTo);
  const rows = BigInt(found.rows);
  if (counts.newer !== rows || boundedRows(counts) + rows !== counts.total || boundedRows(later) !== later.total)
    return false;
  const seen = await read.fingerprint(stage.name, live.columns, { kind: 'after', cursor });
  return sameFingerprint(seen, { rows, low: BigInt(found.low), high: BigInt(found.high) });
}

/** The copies are in the staged table, and what they were made of is in the replaced one too. */
function withBrought(record: RestoreRecord, { table: { index }, rows, found }: Tail): RestoreRecord {
  const after = rows.kind === 'after' ? rows.cursor : null;
  return {
    ...record,
    tables: record.tables.map((table) =>
      table.index === index
        ? { ...table, carried: { state: 'brought', found, copied: found, after, round: table.tail?.round ?? 0 } }
        : table,
    ),
  };
}

function tableIn(journal: Journal<RestoreRecord>, name: string): RestoredTable {
  const table = journal.current().tables.find((one) => one.name === name);
  if (table !== undefined) return table;
  throw problemError({ code: 'bug', summary: `no record of ${name}` });
}

function changed(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} or what was staged for it is not what it was a moment ago; nothing was swapped.`,
    next: 'Run restore again; it plans anew.',
  };
}

function neverCopied(table: string): Problem {
  return {
    code: 'service',
    summary: `Newer rows of ${table} could not be copied in ${mostCopies} rounds; nothing was swapped.`,
    next: 'Run restore again; it goes on from here.',
  };
}
