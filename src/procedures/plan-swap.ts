import { compareColumns } from '../domain/column.ts';
import { inNumber } from '../domain/in-number.ts';
import { swapFactsOf } from '../domain/kql/swap-facts.ts';
import type { Problem } from '../domain/problem.ts';
import type { TableManifest } from '../domain/snapshot/manifest.ts';
import type { NewerRowsWay } from '../domain/snapshot/records.ts';
import { chooseSwap, type SwapFacts, type SwapWay } from '../domain/snapshot/swap-way.ts';
import type { LiveTable } from '../ports/database.ts';
import { oldLifetimeDays } from './stage-table.ts';

/**
 * Rows that one command copies within its hour with room to spare. The service documents no number, only that commands of this kind should stay small.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-from-query
 */
const mostLeaving = 1_000_000_000n;

export interface PlannedSwap {
  /** Absent: the staged table takes the name. */
  readonly way?: 'replace-extents';
  /** Tables that update policies fill from it. */
  readonly feeds: readonly string[];
  /** What it means for other objects and what it costs, as sentences. */
  readonly impact: readonly string[];
  readonly obstacles: readonly Problem[];
}

/** How one table is swapped. `script` is the schema as it is, or as the snapshot has it for a table that is gone; `leaving` are the rows that leave the live table; `most` where fewer may. */
export function planSwap(at: {
  readonly table: Pick<TableManifest, 'name' | 'columns'>;
  readonly live: LiveTable | undefined;
  readonly script: readonly string[];
  readonly tableNames: readonly string[];
  readonly leaving?: { readonly rows: bigint; readonly told: 'exactly' | 'most' };
}): PlannedSwap {
  const { table, live } = at;
  const { rows: leaving, told } = at.leaving ?? { rows: 0n, told: 'exactly' };
  const facts = swapFactsOf(at.script, table.name, at.tableNames);
  const target = live === undefined ? 'absent' : live.ingestionTime === 'on' ? 'timed' : 'untimed';
  const way = chooseSwap(table.name, facts, target);
  const refusals = swapRefusals(table.name, way);
  if (way.kind !== 'replace-extents')
    return { feeds: facts.feeds, impact: feeding(table.name, facts), obstacles: refusals };
  const impact = [
    `Update policies fill ${table.name}, so it stays, and its extents are replaced in one transaction. What leaves it, ${told === 'most' ? 'at most ' : ''}${leaving} ${inNumber(leaving, 'row', 'rows')}, is copied aside first and kept for ${oldLifetimeDays} days; it takes room and time like loading as much.`,
  ];
  const tooMany = leaving > mostLeaving ? [leavesTooMany(table.name, leaving)] : [];
  const obstacles = [...refusals, ...(live ? missingColumns(table, live) : []), ...tooMany];
  return { way: 'replace-extents', feeds: facts.feeds, impact, obstacles };
}

function leavesTooMany(table: string, leaving: bigint): Problem {
  return {
    code: 'refused',
    summary: `Update policies fill ${table}, so it stays, and ${leaving} rows would leave it, which one command has to copy aside: more than ${mostLeaving} are not tried.`,
    next: `Stop what ingests into its sources, delete the update policy of ${table}, restore, and set the policy again, as deploy does; or put ${table} beside the live tables with as, and append from there what you need.`,
  };
}

/** Problems where a table cannot be swapped. */
export function swapRefusals(table: string, way: SwapWay): readonly Problem[] {
  if (way.kind !== 'refuse') return [];
  return way.refusals.map(({ reason, next }) => ({
    code: 'refused',
    summary: `${table} cannot be replaced exactly: ${reason}.`,
    next,
  }));
}

function feeding(table: string, { feeds }: SwapFacts): readonly string[] {
  if (feeds.length === 0) return [];
  return [
    `Update policies fill ${feeds.join(', ')} from ${table}: what comes back into ${table} derives nothing there, and what is ingested later does.`,
  ];
}

/** What keeping newer rows asks of people; nothing where no update policy reads the table. */
export function pauseFor(table: string, feeds: readonly string[]): readonly string[] {
  if (feeds.length === 0) return [];
  return [
    `Newer rows of ${table} are copied into what is staged before the swap, so that nothing is derived from them again: stop what ingests into ${table} meanwhile, since the swap waits until nothing has come for a minute.`,
  ];
}

/** What a rename means for whatever comes in while it is done; nothing where extents are replaced. */
export function meanwhile(
  live: LiveTable,
  how: { readonly swap: PlannedSwap; readonly feeds: readonly string[]; readonly newerRows: NewerRowsWay | undefined },
): readonly string[] {
  if (how.swap.way !== undefined) return [];
  const later = how.newerRows === 'keep' && how.feeds.length > 0 ? undefined : how.newerRows;
  return [...pauseFor(live.name, how.feeds), ...streamedInto(live, later)];
}

/** What streaming ingestion means for a table that is replaced; nothing where its policy is not on. */
export function streamedInto(
  { name, streaming }: Pick<LiveTable, 'name' | 'streaming'>,
  newerRows: NewerRowsWay | undefined,
): readonly string[] {
  if (streaming !== 'on') return [];
  const then = newerRows === 'discard' ? 'stays there' : newerRows === 'keep' ? 'is brought over' : 'is told';
  return [
    `${name} takes streaming ingestion: right after the swap the nodes of the cluster are told to look for it anew, and what is streamed before they have goes into what is replaced, and ${then}.`,
  ];
}

/** Extents move only into a table that has all of their columns. Source: https://learn.microsoft.com/kusto/management/move-extents */
function missingColumns(table: Pick<TableManifest, 'name' | 'columns'>, live: LiveTable): readonly Problem[] {
  const missing = compareColumns(table.columns, live.columns).filter(({ expected }) => expected !== 'absent');
  if (missing.length === 0) return [];
  const said = missing.map(({ column, expected, seen }) => `${column} is ${seen} and was ${expected}`).join(', ');
  return [
    {
      code: 'refused',
      summary: `Update policies fill ${table.name}, so it stays, and it has not the columns of the snapshot: ${said}.`,
      next: 'Give it these columns first, as deploy does; then run restore again.',
    },
  ];
}
