import { type Column, compareColumns } from '../domain/column.ts';
import { swapFactsOf } from '../domain/kql/swap-facts.ts';
import type { Cursor } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import { chooseSwap } from '../domain/snapshot/swap-way.ts';
import type { LiveTable } from '../ports/database.ts';
import { againstReplacing, type DeletedSince } from './late-deletions.ts';
import { planExports } from './plan-exports.ts';
import { lookAtArrivals, lookForRewritten } from './refuse-arrivals.ts';
import type { RestoreWorld } from './restore-tables.ts';

/** `keeping`: before anything is copied aside. `copying`: before a round lists extents and copies rows that stay. `replacing`: right before the one command. */
export type LookedBefore = 'keeping' | 'copying' | 'replacing';

/** What a restore knows of the snapshot; no manifest where the snapshot is gone and in an undo. */
export interface KnownSnapshot {
  readonly manifest: Manifest | undefined;
  readonly others: readonly RestoreRecord[];
  /** What was deleted where the snapshot is of; absent in an undo, and where deleted rows may come back. */
  readonly deletedSince?: DeletedSince;
  /** What was deleted where the tables come; absent as the other is. */
  readonly newerDeletedSince?: DeletedSince;
}

/**
 * What stands in the way of replacing the extents of a live table at this moment; empty when nothing does. Since the restore was planned hours may have gone by, so all of it
 * is read anew. `columns` are those that the table had when this run began with it.
 */
export async function lookAtLive(
  at: {
    readonly table: RestoredTable;
    readonly stage: string;
    readonly columns: readonly Column[];
    readonly before: LookedBefore;
    readonly known: KnownSnapshot;
  },
  { database: { read }, clock }: Pick<RestoreWorld, 'database' | 'clock'>,
): Promise<readonly Problem[]> {
  const { table, known } = at;
  const { name } = table;
  const tables = await read.tables();
  const live = tables.find((one) => one.name === name && one.tableId === table.liveTableId);
  const stage = tables.find((one) => one.name === at.stage && one.tableId === table.stageTableId);
  if (live === undefined) return [otherTable(name)];
  if (stage === undefined) return [stageIsGone(name)];
  const kept = tables.find(({ tableId }) => tableId === table.replaced?.keptTableId);
  const script = await read.schemaScript();
  const reasons = [
    ...reasonsOfPolicies(
      live,
      script,
      tables.map((one) => one.name),
    ),
    ...missingColumns(stage.columns, live.columns),
    ...changedColumns(at.columns, live.columns),
    ...(kept === undefined ? [] : changedColumns(kept.columns, live.columns)),
  ];
  const exported = planExports(name, await read.continuousExports()).obstacles;
  const found = [
    ...(reasons.length === 0 ? [] : [changedMeanwhile(name, [...new Set(reasons)])]),
    ...exported,
    ...(await againstReplacing(table, known.deletedSince)),
  ];
  if (found.length > 0 || table.undoes !== undefined || at.before === 'copying') return found;
  if (at.before === 'replacing') {
    const after = (table.replaced?.after ?? null) as Cursor | null;
    return lookForRewritten(live, { stage, after }, read);
  }
  const { manifest, others } = known;
  if (manifest?.tables[table.index]?.name !== name) return [];
  return lookAtArrivals(table, stage.name, { manifest, others, live: tables }, { read, clock });
}

function reasonsOfPolicies(live: LiveTable, script: readonly string[], names: readonly string[]): readonly string[] {
  const facts = swapFactsOf(script, live.name, names);
  const way = chooseSwap(live.name, facts, live.ingestionTime === 'on' ? 'timed' : 'untimed');
  if (way.kind === 'refuse') return way.refusals.map(({ reason }) => reason);
  return facts.feeds.length === 0 ? [] : [`update policies fill ${facts.feeds.join(', ')} from it`];
}

/** Extents move only into a table that has all of their columns. Source: https://learn.microsoft.com/kusto/management/move-extents */
function missingColumns(staged: readonly Column[], live: readonly Column[]): readonly string[] {
  return compareColumns(staged, live)
    .filter(({ expected }) => expected !== 'absent')
    .map(({ column, expected, seen }) => `column ${column} is ${seen} now and ${expected} in what was staged`);
}

/** Copies of rows have the columns that the table had when they were made, and would lose values in others. */
function changedColumns(before: readonly Column[], now: readonly Column[]): readonly string[] {
  return compareColumns(before, now).map(
    ({ column, expected, seen }) => `column ${column} is ${seen} now and was ${expected} before`,
  );
}

/** The live table is another one than the restore was planned for. */
export function otherTable(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is no longer the table that the restore was planned for; nothing of it was replaced.`,
    next: 'Run restore again; it plans anew.',
  };
}

/** There are no staged rows any more. */
export function stageIsGone(table: string): Problem {
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
