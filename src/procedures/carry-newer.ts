import type { Column } from '../domain/column.ts';
import { type AfterCursor, unassigned } from '../domain/cursor-bound.ts';
import { sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import { derivedTables } from '../domain/kql/schema-script.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import { loadFingerprint, type Manifest } from '../domain/snapshot/manifest.ts';
import type { CarriedRows, RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import { bringOver } from './bring-over.ts';
import { countOne } from './count-tables.ts';
import type { Journal } from './journal.ts';
import { newerRowsOf, stampPatience } from './keep-newer.ts';
import { againstCarrying } from './late-deletions.ts';
import { locateRows } from './locate-rows.ts';
import type { KnownSnapshot } from './look-at-live.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { newerName, oldName } from './stage-table.ts';

/**
 * Brings newer rows over for every table of a swapped restore that keeps them. What stands in the way for good is returned by the table's place in the
 * snapshot; anything else rejects, and the next call goes on.
 */
export async function carryNewer(
  journal: Journal<RestoreRecord>,
  { manifest, others, newerDeletedSince }: KnownSnapshot,
  world: RestoreWorld,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const problems = new Map<number, readonly Problem[]>();
  const kept = journal
    .current()
    .tables.filter((table) => table.swap === undefined && table.newerRows === 'keep' && table.liveTableId !== null);
  const open = kept.filter(({ carried }) => carried?.state !== 'brought');
  if (open.length === 0) return problems;
  const live = await world.database.read.tables();
  const derived = derivedTables(
    await world.database.read.schemaScript(),
    live.map(({ name }) => name),
  );
  for (const table of open) {
    const { runId } = journal.current();
    const place = { run: runId as RunId, index: table.index };
    const old = live.find(({ name, tableId }) => name === oldName(place) && tableId === table.liveTableId);
    const isInPlace = live.some(({ name, tableId }) => name === table.name && tableId === table.stageTableId);
    const rows = rowsToCarry(table, old, { manifest, others });
    if (old === undefined && table.carried?.state !== 'copied') {
      problems.set(table.index, [keptIsGone(table, oldName(place))]);
      continue;
    }
    // A policy that was set since the swap would derive them once more.
    const isSource = (derived.get(table.name) ?? []).length > 0;
    if (!isInPlace || isSource || rows === undefined || table.cursor === null) {
      problems.set(table.index, [notCarried(table, oldName(place))]);
      continue;
    }
    world.progress.phase(`Bringing newer rows of ${table.name} over`);
    const crossing = {
      ...place,
      from: oldName(place),
      into: table.name,
      copy: newerName(place),
      rows,
      cursor: rows.kind === 'after' ? rows.cursor : (table.cursor as Cursor),
      look: () => againstCarrying(table, oldName(place), newerDeletedSince),
    };
    const inTheWay = await bringOver(crossing, carriedIn(journal, table), world);
    if (inTheWay.length > 0) problems.set(table.index, inTheWay);
  }
  return problems;
}

type Rows = ReturnType<typeof newerRowsOf>;

/** What was found is on record; before that, undefined where nothing tells newer rows any more. */
function rowsToCarry(
  { carried, undoes, index, name }: RestoredTable,
  old: LiveTable | undefined,
  { manifest, others }: { readonly manifest: Manifest | undefined; readonly others: readonly RestoreRecord[] },
): Rows | undefined {
  const after = (cursor: string | null): Rows =>
    cursor === null ? { kind: 'whole-table' } : { kind: 'after', cursor: cursor as Cursor };
  if (carried !== undefined) return after(carried.after);
  if (undoes !== undefined) return undoes.cursor === null ? undefined : after(undoes.cursor);
  const stored = manifest?.tables[index];
  if (manifest === undefined || stored?.name !== name || old === undefined) return undefined;
  return newerRowsOf(locateRows(manifest, stored, old, others));
}

function carriedIn(
  journal: Journal<RestoreRecord>,
  { index }: RestoredTable,
): { readonly current: () => CarriedRows | undefined; readonly save: (carried: CarriedRows) => Promise<void> } {
  return {
    current: () => journal.current().tables.find((table) => table.index === index)?.carried,
    save: (carried) =>
      journal.advance((record) => ({
        ...record,
        tables: record.tables.map((table) => (table.index === index ? { ...table, carried } : table)),
      })),
  };
}

/**
 * The rows that were brought over are in the live table: at least as many rows lie after the restored ones and, while nothing else has arrived, they have
 * the fingerprint that they had in the replaced table, whose columns are given while it is there.
 */
export async function judgeCarried(
  table: RestoredTable,
  columns: readonly Column[] | undefined,
  { read, clock }: { readonly read: DatabaseReader; readonly clock: Clock },
): Promise<readonly Problem[]> {
  const { carried, cursor } = table;
  if (carried === undefined || cursor === null || carried.state !== 'brought') return [];
  const expected = loadFingerprint(carried.found);
  const rows: AfterCursor = { kind: 'after', cursor: cursor as Cursor };
  const giveUpAt = clock.now().getTime() + stampPatience;
  for (let pause = 200; ; pause = Math.min(pause * 2, 10_000)) {
    const counts = await countOne(read, { name: table.name, columns: [] }, rows.cursor);
    const waiting = unassigned(counts);
    if (counts.newer + waiting < expected.rows) return [fewer(table.name, expected.rows, counts.newer + waiting)];
    if (counts.newer > expected.rows) return [];
    if (counts.newer === expected.rows && waiting === 0n) break;
    if (clock.now().getTime() + pause > giveUpAt) return [];
    await clock.sleep(pause);
  }
  if (expected.rows === 0n || columns === undefined) return [];
  const seen = await read.fingerprint(table.name, columns, rows);
  if (sameFingerprint(seen, expected)) return [];
  return [
    {
      code: 'difference',
      summary: `The newer rows of ${table.name} are not those that were brought over.`,
      detail: `expected fingerprint ${showFingerprint(expected)}, seen ${showFingerprint(seen)}`,
      next: 'See whether somebody changed rows meanwhile. The previous contents are kept without an end.',
    },
  ];
}

function fewer(table: string, expected: bigint, seen: bigint): Problem {
  return {
    code: 'difference',
    summary: `${table} holds fewer newer rows than were brought over.`,
    detail: `expected at least ${expected} rows after the restored ones, seen ${seen}`,
    next: 'See whether somebody deleted rows meanwhile. The previous contents are kept without an end.',
  };
}

function keptIsGone({ name }: RestoredTable, old: string): Problem {
  return {
    code: 'difference',
    summary: `${old} was dropped before the newer rows of ${name} could be brought over from it.`,
    next: `.undo drop table ['${old}'] brings it back for as long as the service keeps it; then append its newer rows to ${name}.`,
  };
}

function notCarried({ name }: RestoredTable, old: string): Problem {
  return {
    code: 'unknown',
    summary: `Newer rows of ${name} were not brought over; they are in ${old}, which is kept without an end.`,
    next: `Append what you need from ${old}, then drop it.`,
  };
}
