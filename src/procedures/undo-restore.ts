import { settingsFor, settingsOf } from '../domain/kql/schema-script.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { type Cursor, type RunId, runId } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { storeFingerprint } from '../domain/snapshot/manifest.ts';
import { restoreRecordPath, type SnapshotPaths, turnOfRestore } from '../domain/snapshot/paths.ts';
import {
  copiedRowsOf,
  type ExportWay,
  laterThan,
  type RestoredTable,
  type RestoreRecord,
} from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { admit } from './admit-runner.ts';
import { countOne } from './count-tables.ts';
import { dropTails } from './drop-tails.ts';
import { type Journal, openJournal } from './journal.ts';
import { awaitStamps, type NewerRows, stampPatience } from './keep-newer.ts';
import type { StoredRestore } from './locate-rows.ts';
import { compareKept, countArrivals, type UndoPlanTable } from './plan-undo.ts';
import { prepareSwap } from './prepare-swap.ts';
import { type RestoreWorld, swapsOf } from './restore-tables.ts';
import { otherSecurity, secureSwapped } from './secure-swapped.ts';
import { settleCursor } from './settle-cursor.ts';
import { oldName } from './stage-table.ts';
import { swapTables } from './swap-tables.ts';

type Undo = RestoredTable & { readonly undoes: NonNullable<RestoredTable['undoes']> };

/** Whether an interrupted undo does what a plan says that was made now: the same tables, and they are still the same. */
export function servesUndo({ tables }: RestoreRecord, plan: readonly UndoPlanTable[]): boolean {
  const wanted = plannedUndos(plan);
  const isSame = (one: Undo, was: RestoredTable): boolean =>
    was.index === one.index &&
    was.liveTableId === one.liveTableId &&
    was.stageTableId === one.stageTableId &&
    was.undoes?.runId === one.undoes.runId &&
    was.swap === one.swap &&
    was.security === one.security;
  return tables.length === wanted.length && wanted.every((one) => tables.some((was) => isSame(one, was)));
}

/** The tables of a record that nothing was done for yet. */
export function plannedUndos(plan: readonly UndoPlanTable[]): readonly Undo[] {
  return plan.flatMap(({ undoable, way, security }, index): readonly Undo[] => {
    if (undoable === undefined) return [];
    const { record, undone, live, kept } = undoable;
    const copiedAfter = copiedRowsOf(undone) === 0n ? undefined : (undone.carried?.after ?? undefined);
    return [
      {
        name: undone.name,
        index,
        liveTableId: live.tableId,
        stageTableId: kept.tableId,
        cursor: null,
        round: 0,
        ...(way === undefined ? {} : { newerRows: way }),
        ...(security === undefined ? {} : { security }),
        ...(undone.swap === undefined ? {} : { swap: undone.swap }),
        ...(undone.range === undefined ? {} : { range: undone.range }),
        undoes: {
          runId: record.runId,
          index: undone.index,
          cursor: laterThan(undone),
          contents: null,
          ...(undone.replaced?.kept === undefined ? {} : { kept: undone.replaced.kept }),
          ...(copiedAfter === undefined ? {} : { copiedAfter }),
        },
      },
    ];
  });
}

/** Stores what will be undone before anything is; rejects with `taken-over` when a restore has begun since. */
export function beginUndo(
  request: {
    readonly plan: readonly UndoPlanTable[];
    readonly paths: SnapshotPaths;
    readonly known: readonly StoredRestore[];
  },
  { store, clock }: { readonly store: SnapshotStore; readonly clock: Clock },
): Promise<Journal<RestoreRecord>> {
  const record: RestoreRecord = {
    formatVersion: 1,
    runId: runId(clock.randomHex(8)),
    owner: clock.randomHex(16),
    snapshotId: request.plan.find(({ undoable }) => undoable !== undefined)?.undoable?.record.snapshotId ?? '',
    startedAt: clock.now().toISOString(),
    phase: 'loading',
    tables: [...plannedUndos(request.plan)],
  };
  const turn = Math.max(0, ...request.known.map(({ path }) => turnOfRestore(path))) + 1;
  return openJournal(store, restoreRecordPath(request.paths, turn), record, undefined);
}

/**
 * Puts the kept contents back in one rename. Before it nothing live changes; it can be called again after any interruption. The caller finishes
 * as after a restore, which brings over what arrived since.
 */
export async function undoSwap(
  journal: Journal<RestoreRecord>,
  exports: ExportWay,
  world: RestoreWorld,
): Promise<void> {
  const { database, clock } = world;
  world.progress.phase('Looking at the kept contents');
  await dropTails(journal, world);
  await requireIdentities(journal.current(), database);
  const reading = await admitToKept(undosOf(journal.current()), database);
  await prepareKept(undosOf(journal.current()), database);
  const judged = await judgeKept(undosOf(journal.current()), { database: reading, clock });
  await journal.advance((record) => ({
    ...record,
    phase: 'swapping',
    tables: record.tables.map((table) => judged.get(table.index) ?? table),
  }));
  world.progress.phase('Swapping');
  const look = async (): Promise<void> => {
    await refuseArrivals(undosOf(journal.current()), { database, clock });
    await requireIdentities(journal.current(), database);
    throwProblems(otherSecurity(journal.current(), await database.read.schemaScript()));
  };
  await prepareSwap(journal, { look, rowsOf: laterRowsIn, exports }, world);
  await swapTables(swapsOf(journal.current()), journal, database);
  await secureSwapped(journal.current(), world);
  await journal.advance((record) => ({ ...record, phase: 'swapped' }));
}

/** Kept contents of tables that have row level security are shown to who runs the undo, and to nobody else, until they are live. The database that reads them. */
async function admitToKept(undos: readonly Undo[], database: Database): Promise<Database> {
  const secured = undos.filter(({ security }) => security !== undefined).map(keptName);
  if (secured.length === 0) return database;
  const principal = await database.security.principal();
  for (const kept of secured) await admit(kept, { principal }, database);
  return database.reading(new Set(secured));
}

/** Undefined where nothing tells them. */
function laterRowsIn({ undoes }: RestoredTable): NewerRows | undefined {
  return undoes === undefined || undoes.cursor === null
    ? undefined
    : { kind: 'after', cursor: undoes.cursor as Cursor };
}

function undosOf({ tables }: RestoreRecord): readonly Undo[] {
  return tables.flatMap((table) => (table.undoes === undefined ? [] : [{ ...table, undoes: table.undoes }]));
}

function keptName({ undoes }: Undo): string {
  return oldName({ run: undoes.runId as RunId, index: undoes.index });
}

async function requireIdentities(record: RestoreRecord, { read }: Database): Promise<void> {
  const ids = await read.tableIds();
  const changed = undosOf(record).filter(
    (one) => ids.get(one.name) !== one.liveTableId || ids.get(keptName(one)) !== one.stageTableId,
  );
  throwProblems(changed.map(({ name }) => changedMeanwhile(name)));
}

function changedMeanwhile(name: string): Problem {
  return {
    code: 'refused',
    summary: `${name} or its kept contents are no longer those that the undo was planned for; nothing was swapped.`,
    next: 'Run restore with undo again: it gives this one up and plans anew.',
  };
}

/**
 * The kept contents get the lifetime that the table has, and lose rows whose copies are in the table already: what is brought over afterwards holds them.
 * Repeatable.
 */
async function prepareKept(undos: readonly Undo[], { read, change }: Database): Promise<void> {
  const script = await read.schemaScript();
  for (const one of undos) {
    const kept = keptName(one);
    const own = settingsFor(settingsOf(script, one.name), one.name, kept).table.filter(
      (text) => readStatement(text).policy?.name === 'auto_delete',
    );
    if (own.length === 0) await change.keepTable(kept);
    for (const setting of own) await change.run(setting);
    const { copiedAfter } = one.undoes;
    if (copiedAfter === undefined || one.newerRows === 'discard') continue;
    await change.deleteRows(kept, { kind: 'after', cursor: copiedAfter as Cursor });
    const { newer } = await countOne(read, { name: kept, columns: [] }, copiedAfter as Cursor);
    if (newer > 0n) throw problemError(notDeleted(kept, newer));
  }
}

/** Rows that arrived since the restore stay in the table; when they are given up, those that arrive from now on. */
function beginReplacing(
  { newerRows, cursor, undoes }: Undo,
  stagedRows: string,
): NonNullable<RestoredTable['replaced']> {
  return { state: 'begun', after: newerRows === 'discard' ? cursor : undoes.cursor, stagedRows, round: 0 };
}

function notDeleted(kept: string, rows: bigint): Problem {
  return {
    code: 'service',
    summary: `${rows} rows of ${kept} that were copied into the restored table could not be deleted; nothing was swapped.`,
    next: 'Run restore with undo again.',
  };
}

/** With a cursor that has all kept rows behind it, so that what is brought over comes after it, and their fingerprint. */
async function judgeKept(
  undos: readonly Undo[],
  { database: { read }, clock }: Pick<RestoreWorld, 'database' | 'clock'>,
): Promise<ReadonlyMap<number, Undo>> {
  const tables = await read.tables();
  const keptOf = (one: Undo): LiveTable => {
    const kept = tables.find(({ name }) => name === keptName(one));
    if (kept === undefined) throw problemError(changedMeanwhile(one.name));
    return kept;
  };
  const bounded = undos.map(keptOf).filter(({ ingestionTime }) => ingestionTime === 'on');
  const { cursor } = await settleCursor(
    read,
    bounded.map(({ name }) => ({ name, columns: [] })),
    { clock, patienceMilliseconds: stampPatience },
  );
  const judged = new Map<number, Undo>();
  for (const one of undos) {
    const kept = keptOf(one);
    const seen = await read.fingerprint(kept.name, kept.columns, { kind: 'whole-table' });
    throwProblems(compareKept(one.name, kept.name, { copied: one.undoes.kept, seen }));
    const contents = storeFingerprint(seen);
    const bound = kept.ingestionTime === 'on' ? cursor : null;
    const undo = { ...one, cursor: bound, undoes: { ...one.undoes, contents } };
    judged.set(one.index, one.swap === undefined ? undo : { ...undo, replaced: beginReplacing(undo, contents.rows) });
  }
  return judged;
}

/** The last look: rows that arrived since can be brought over, or there are none, or they were given up. */
async function refuseArrivals(
  undos: readonly Undo[],
  { database: { read }, clock }: Pick<RestoreWorld, 'database' | 'clock'>,
): Promise<void> {
  const tables = await read.tables();
  const problems: Problem[] = [];
  for (const one of undos) {
    const live = tables.find(({ name }) => name === one.name);
    if (one.newerRows === 'discard' || live === undefined) continue;
    const { cursor } = one.undoes;
    const arrived = await countArrivals({ cursor, live }, read);
    if (one.newerRows === undefined) {
      if (arrived !== 0n) problems.push(arrivedMeanwhile(one.name));
    } else if (arrived !== 0n && cursor !== null) {
      const waiting = await awaitStamps(one.name, cursor as Cursor, { read, clock });
      if (waiting > 0n) problems.push(arrivedMeanwhile(one.name));
    }
  }
  throwProblems(problems);
}

function arrivedMeanwhile(name: string): Problem {
  return {
    code: 'refused',
    summary: `Rows arrive in ${name} that the undo cannot keep exactly at this moment; nothing was swapped.`,
    next: 'Stop what ingests into the table for some minutes and run restore with undo again, or say newer-rows: discard.',
  };
}
