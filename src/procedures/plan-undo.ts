import { compareColumns } from '../domain/column.ts';
import { type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { restrictedTables } from '../domain/kql/schema-script.ts';
import { swapFactsOf } from '../domain/kql/swap-facts.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import { loadFingerprint, type StoredFingerprint } from '../domain/snapshot/manifest.ts';
import {
  copiedRowsOf,
  type ExportWay,
  keptIdOf,
  laterThan,
  liveIdAfter,
  type NewerRowsWay,
  type RestoredTable,
  type RestoreRecord,
} from '../domain/snapshot/records.ts';
import { chooseSwap } from '../domain/snapshot/swap-way.ts';
import type { ContinuousExport, Database, DatabaseReader, LiveTable } from '../ports/database.ts';
import type { RowCounter } from './count-rows.ts';
import { countOne } from './count-tables.ts';
import { lackingWithout, refuseScattered } from './kept-newer.ts';
import { planExports } from './plan-exports.ts';
import { planRangeUndo } from './plan-range.ts';
import { planSecuredUndo } from './plan-secured-undo.ts';
import { streamedInto } from './plan-swap.ts';
import { matchesGlob } from './select-tables.ts';
import { oldName } from './stage-table.ts';

/** A table that a restore has put in place last, and that is live under this identity. */
export interface UndoableTable {
  readonly record: RestoreRecord;
  readonly undone: RestoredTable;
  readonly live: LiveTable;
  /** What was replaced, as it is kept. */
  readonly kept: LiveTable;
}

/** One table of an undo, and why it may not be done. */
export interface UndoPlanTable {
  readonly name: string;
  /** `undone`: that was done already, so that a repeated undo does not put the restored contents back. */
  readonly state: 'restored' | 'undone';
  readonly undoable: UndoableTable | undefined;
  /** Rows that arrived since the restore, of a time range those in it; absent where nothing tells. */
  readonly arrived?: bigint;
  readonly keptRows?: bigint;
  readonly way?: NewerRowsWay;
  /** The command that sets its row level security, which nobody reads past; absent where it has none. */
  readonly security?: string;
  /** What continuous exports mean for it, as sentences. */
  readonly impact?: readonly string[];
  /** Tables that update policies fill from it, where that decides how they are kept. */
  readonly feeds?: readonly string[];
  readonly obstacles: readonly Problem[];
}

interface Known {
  /** Oldest first. */
  readonly restores: readonly RestoreRecord[];
  readonly live: readonly LiveTable[];
}

/** Everything that can be undone right now. */
export function findUndoable({ restores, live }: Known): readonly UndoableTable[] {
  return lastSwaps(restores).flatMap(({ record, undone }) => {
    if (undone.undoes !== undefined) return [];
    const [now, kept] = [standing(undone, live), keptOf({ record, undone }, live)];
    return now === undefined || kept === undefined ? [] : [{ record, undone, live: now, kept }];
  });
}

interface LastSwap {
  readonly record: RestoreRecord;
  readonly undone: RestoredTable;
}

/** The newest closed swap of every table. */
export function lastSwaps(restores: readonly RestoreRecord[]): readonly LastSwap[] {
  const last = new Map<string, LastSwap>();
  for (const record of restores) {
    if (record.phase !== 'closed') continue;
    for (const undone of record.tables) if (isSwapped(undone)) last.set(undone.name, { record, undone });
  }
  return [...last.values()];
}

/** Whether a closed restore has replaced the table where it is. */
export function isSwapped({ target, swap, replaced }: RestoredTable): boolean {
  return target === undefined && (swap === undefined || replaced?.state === 'replaced');
}

function standing(undone: RestoredTable, live: readonly LiveTable[]): LiveTable | undefined {
  return live.find((one) => one.name === undone.name && one.tableId === liveIdAfter(undone));
}

function keptNameOf({ record, undone }: LastSwap): string {
  return oldName({ run: record.runId as RunId, index: undone.index });
}

function keptOf(swap: LastSwap, live: readonly LiveTable[]): LiveTable | undefined {
  const name = keptNameOf(swap);
  return live.find((one) => one.name === name && one.tableId === keptIdOf(swap.undone));
}

/** What tables lack whose restore is undone already, while the contents that the undo replaced are kept. */
export function lackingUndone(plan: readonly UndoPlanTable[], { restores, live }: Known): readonly Problem[] {
  return lastSwaps(restores)
    .filter(({ undone }) => plan.some(({ name }) => name === undone.name))
    .filter((swap) => keptOf(swap, live) !== undefined)
    .flatMap((swap) => lackingWithout(swap, restores));
}

/**
 * Observes only. `globs` choose among the tables that were ever restored; without any, those of the newest restore. Nothing is chosen when nothing was
 * restored yet.
 */
export async function planUndo(
  request: Known & {
    readonly globs: readonly string[];
    readonly schemaScript: readonly string[];
    readonly exports: readonly ContinuousExport[];
    readonly exportWay?: ExportWay;
    readonly newerRows: NewerRowsWay | undefined;
  },
  database: Pick<Database, 'read' | 'update'>,
): Promise<readonly UndoPlanTable[]> {
  const plan: UndoPlanTable[] = [];
  for (const swap of chosenSwaps(request)) plan.push(await planTable(swap, request, database));
  return plan;
}

function chosenSwaps({ restores, globs }: Pick<Parameters<typeof planUndo>[0], 'restores' | 'globs'>) {
  const newest = restores.findLast(
    ({ phase, tables }) =>
      phase === 'closed' && tables.every(({ undoes, target }) => undoes === undefined && target === undefined),
  );
  const given = globs.filter((glob) => !glob.startsWith('!'));
  const taken = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const ofNewest = new Set(newest?.tables.filter(isSwapped).map(({ name }) => name));
  return lastSwaps(restores).filter(({ undone: { name } }) => {
    const isWanted = given.length === 0 ? ofNewest.has(name) : given.some((glob) => matchesGlob(name, glob));
    return isWanted && !taken.some((glob) => matchesGlob(name, glob));
  });
}

async function planTable(
  swap: LastSwap,
  { live, schemaScript, exports, exportWay, newerRows }: Parameters<typeof planUndo>[0],
  { read, update }: Pick<Database, 'read' | 'update'>,
): Promise<UndoPlanTable> {
  const { undone } = swap;
  const { name } = undone;
  const [now, kept] = [standing(undone, live), keptOf(swap, live)];
  if (undone.undoes !== undefined && now !== undefined)
    return { name, state: 'undone', undoable: undefined, obstacles: [] };
  const missing = whatIsMissing(swap, now, kept);
  if (now === undefined || kept === undefined)
    return { name, state: 'restored', undoable: undefined, obstacles: missing };
  const undoable: UndoableTable = { record: swap.record, undone, live: now, kept };
  const security = rowSecurityOf(schemaScript, name);
  if (security !== undefined || rowSecurityOf(schemaScript, kept.name) !== undefined) {
    const reasons = reasonsAgainstSwap(
      undoable,
      schemaScript,
      live.map((one) => one.name),
    );
    const exported = planExports(name, exports);
    const against = ['row level security hides them'];
    const scattered = await refuseScattered({ undone, kept, way: newerRows, arrived: undefined, against }, undefined);
    const obstacles = [...reasons.map((why) => dependent(name, why)), ...exported.obstacles, ...scattered];
    const impact = [...streamedMeanwhile(undoable, newerRows, []), ...exported.impact];
    return planSecuredUndo({ undoable, security, newerRows, impact, obstacles });
  }
  const copied = undone.replaced?.kept;
  const { total } = await read.wholePopulations(kept.name, []);
  const same = copied === undefined ? [] : compareKept(name, kept.name, { copied, seen: await readWhole(kept, read) });
  if (undone.range !== undefined) {
    const inTheWay = planRangeUndo(undoable, { schemaScript, live, exports, newerRows });
    const of = { name, undoable, keptRows: total, way: 'keep', state: 'restored' } as const;
    return { ...of, ...(await rangeArrivals(undone, inTheWay, update)), obstacles: [...same, ...inTheWay] };
  }
  const arrived = await countArrivals({ cursor: laterThan(undone), live: now }, read);
  const names = live.map((one) => one.name);
  const against = reasonsAgainst(undoable);
  const exported = planExports(name, exports, exportWay);
  const asked = newerRows ?? 'keep';
  const way = asked === 'keep' && against.length > 0 ? undefined : asked;
  const feeds = way === 'keep' ? swapFactsOf(schemaScript, name, names).feeds : [];
  const keptRows = total - (way === 'discard' ? 0n : copiedRowsOf(undone));
  const scattered = await refuseScattered({ undone, kept, way, arrived, against }, read);
  return {
    name,
    state: 'restored',
    undoable,
    keptRows,
    ...(arrived === undefined ? {} : { arrived }),
    ...(way === undefined ? {} : { way }),
    impact: [...streamedMeanwhile(undoable, way, feeds), ...exported.impact],
    feeds,
    obstacles: [
      ...same,
      ...wouldOpen(name, kept.name, restrictedTables(schemaScript)),
      ...reasonsAgainstSwap(undoable, schemaScript, names).map((why) => dependent(name, why)),
      ...exported.obstacles,
      ...scattered,
      ...(way === undefined && arrived !== 0n ? [cannotCarry(name, arrived, against)] : []),
    ],
  };
}

/** Nothing where extents are put back, into a table that stays. */
function streamedMeanwhile(
  { undone, live }: Pick<UndoableTable, 'undone' | 'live'>,
  way: NewerRowsWay | undefined,
  feeds: readonly string[],
): readonly string[] {
  if (undone.swap !== undefined) return [];
  return streamedInto(live, feeds.length > 0 ? undefined : way);
}

/** Rows of the range that came after those which the restore brought; not counted while something is in the way, since its column may be gone. */
async function rangeArrivals(
  { name, range, cursor }: RestoredTable,
  inTheWay: readonly Problem[],
  update: Database['update'],
): Promise<{ readonly arrived?: bigint }> {
  if (range === undefined || cursor === null || inTheWay.length > 0) return {};
  const inside = { kind: 'values', range, side: 'inside' } as const;
  const now = await update.count(name, inside);
  return { arrived: now - (await update.count(name, { ...inside, upTo: cursor as Cursor })) };
}

function whatIsMissing(swap: LastSwap, now: LiveTable | undefined, kept: LiveTable | undefined): readonly Problem[] {
  const { name, liveTableId } = swap.undone;
  if (now === undefined) return [notTheRestored(name, swap.record)];
  if (liveTableId === null) return [nothingReplaced(name, swap.record)];
  return kept === undefined ? [keptIsGone(name, keptNameOf(swap), swap.record)] : [];
}

const readWhole = ({ name, columns }: LiveTable, read: DatabaseReader): Promise<Fingerprint> =>
  read.fingerprint(name, columns, { kind: 'whole-table' });

/** A problem when the kept contents are not what the restore copied aside, where it did. */
export function compareKept(
  table: string,
  kept: string,
  { copied, seen }: { readonly copied: StoredFingerprint | undefined; readonly seen: Fingerprint },
): readonly Problem[] {
  if (copied === undefined || sameFingerprint(seen, loadFingerprint(copied))) return [];
  return [
    {
      code: 'difference',
      summary: `${kept} no longer holds what was copied aside of ${table}; nothing was swapped.`,
      detail: `${copied.rows} rows were copied, ${seen.rows} are there`,
      next: `Append what you need from it to ${table}, and leave the table out with tables: !${table}.`,
    },
  ];
}

/** Rows that came into the table after the restore, those that it brought over included; undefined where nothing tells them. */
export async function countArrivals(
  { cursor, live }: { readonly cursor: string | null; readonly live: LiveTable },
  read: RowCounter,
): Promise<bigint | undefined> {
  if (cursor === null || live.ingestionTime === 'off') return undefined;
  const { total, atCursor } = await countOne(read, { name: live.name, columns: [] }, cursor as Cursor);
  return total - atCursor;
}

/** It is undone in the way in which it was done; policies that were set since may not allow it any more. */
function reasonsAgainstSwap(
  { undone, live }: UndoableTable,
  script: readonly string[],
  names: readonly string[],
): readonly string[] {
  const facts = swapFactsOf(script, live.name, names);
  const way = chooseSwap(live.name, facts, live.ingestionTime === 'on' ? 'timed' : 'untimed');
  if (way.kind === 'refuse') return way.refusals.map(({ reason }) => reason);
  if (way.kind === 'replace-extents' && undone.swap === undefined) return ['an update policy fills it by now'];
  if (undone.swap !== undefined && facts.feeds.length > 0)
    return [`update policies fill ${facts.feeds.join(', ')} from it by now`];
  return [];
}

function reasonsAgainst({ undone, live, kept }: UndoableTable): readonly string[] {
  const lost = compareColumns(kept.columns, live.columns).filter(({ seen }) => seen !== 'absent');
  const isBounded = undone.cursor !== null && live.ingestionTime === 'on' && kept.ingestionTime === 'on';
  return [
    ...(isBounded ? [] : ['nothing tells them, since the IngestionTime policy of the table is or was off']),
    ...lost.map(({ column, expected, seen }) => `column ${column} is ${seen} now and ${expected} in the kept contents`),
  ];
}

function cannotCarry(name: string, arrived: bigint | undefined, against: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `Rows of ${name} that arrived since the restore${arrived === undefined ? '' : `, ${arrived} of them,`} cannot be kept exactly.`,
    detail: `${against.join('; ')}.`,
    next: 'Say newer-rows: discard, which leaves them in what the undo replaces, and append from there what you need.',
  };
}

/** Policies come back with the kept contents, and one that was set since would be gone. */
function wouldOpen(name: string, kept: string, restricted: ReadonlySet<string>): readonly Problem[] {
  if (!restricted.has(name) || restricted.has(kept)) return [];
  return [
    {
      code: 'refused',
      summary: `${name} has restricted view access, which it had not before the restore; the undo would let everybody read its rows.`,
      next: `Set it on the kept contents first, which everybody can read until then: .alter table ['${kept}'] policy restricted_view_access true. Then undo.`,
    },
  ];
}

function dependent(name: string, why: string): Problem {
  return {
    code: 'refused',
    summary: `${name} cannot be replaced exactly: ${why}.`,
    next: `Append from the kept contents what you need, or leave the table out with tables: !${name}.`,
  };
}

function notTheRestored(name: string, { runId }: RestoreRecord): Problem {
  return {
    code: 'refused',
    summary: `${name} is not the table that restore ${runId} put in place; it was replaced or dropped since.`,
    next: `Leave it out with tables: !${name}. Kept contents are tables named kr_old_…`,
  };
}

function nothingReplaced(name: string, { runId }: RestoreRecord): Problem {
  return {
    code: 'refused',
    summary: `Restore ${runId} replaced nothing when it brought ${name} back, since there was no such table.`,
    next: `Leave it out with tables: !${name}, or drop it yourself.`,
  };
}

function keptIsGone(name: string, kept: string, { runId, keptUntil }: RestoreRecord): Problem {
  return {
    code: 'refused',
    summary: `What restore ${runId} replaced as ${name} is gone: there is no table ${kept} any more.`,
    ...(keptUntil === undefined ? {} : { detail: `It was kept until ${keptUntil}.` }),
    next: `.undo drop table ['${kept}'] may bring it back for some days; otherwise restore ${name} from a snapshot.`,
  };
}
