import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import { oldLifetimeDays } from '../procedures/stage-table.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';
import { mostNamed, named } from './named.ts';

/** Rows that the table will have; newer ones stay behind unless they are kept. Absent where only the staged rows can tell. */
export function rowsAfter(one: RestorePlanTable): bigint | undefined {
  const { snapshotRows, newerRows, newerRowsWay, deletions = [], deletedRowsWay } = one;
  if (deletedRowsWay === 'replay' && deletions.length > 0) return undefined;
  if (newerRowsWay !== 'keep') return snapshotRows;
  return newerRows === undefined ? undefined : snapshotRows + newerRows;
}

/** What a restore does to newer rows and to other objects. */
export function effectBlocks(plan: readonly RestorePlanTable[]): readonly Block[] {
  return [...describeNewer(plan), ...impactSentences(plan), ...withoutLaterPolicies(plan)].map(sentence);
}

/** How a restore in place is taken back, and at which price. */
export function undoBlocks(plan: readonly RestorePlanTable[]): readonly Block[] {
  return describeUndo(plan).map(sentence);
}

/** What the swap means for other objects: of ten tables as sentences, of more as their number. */
export function impactSentences(plan: readonly Pick<RestorePlanTable, 'impact'>[]): readonly string[] {
  const told = plan.map(({ impact }) => impact).filter((impact) => impact.length > 0);
  const rest = told.length - mostNamed;
  const more = `What changes beside the rows of ${showCount(rest)} more tables is in the document that --json gives.`;
  return [...told.slice(0, mostNamed).flat(), ...(rest > 0 ? [more] : [])];
}

/** What becomes of newer rows, as far as it is known by now. */
function describeNewer(plan: readonly RestorePlanTable[]): readonly string[] {
  const known = plan.filter(({ newerRows = 0n, feeds = [] }) => newerRows > 0n && feeds.length === 0);
  const kept = known.filter(({ newerRowsWay }) => newerRowsWay === 'keep');
  const told = (what: string, tables: readonly RestorePlanTable[], then: string): readonly string[] =>
    tables.length === 0 ? [] : [`${what}: ${named(tables.map(showNewer))}${then}.`];
  return [
    ...told(
      'Newer rows that are copied and come back in the same transaction, so that readers never miss them',
      kept.filter(({ swap }) => swap !== undefined),
      '; their ingestion time becomes that of the restore',
    ),
    ...told(
      'Newer rows that are brought over right after the swap',
      kept.filter(({ swap }) => swap === undefined),
      '; readers miss them for that moment, and their ingestion time becomes that of the restore',
    ),
    ...told(
      `Newer rows that leave and stay in the kept contents for ${oldLifetimeDays} days`,
      known.filter(({ newerRowsWay }) => newerRowsWay === 'discard'),
      '',
    ),
  ];
}

/** Policies are gone with their table, and nothing tells of those that were set after the snapshot. */
function withoutLaterPolicies(plan: readonly RestorePlanTable[]): readonly string[] {
  const absent = plan.filter(({ live, target }) => live === undefined && target === undefined);
  if (absent.length === 0) return [];
  return [
    `What is not there comes with the policies of the snapshot, and without any that was set since, such as row level security; set it again before others may read: ${named(absent.map(({ table }) => table.name))}.`,
  ];
}

function showNewer({ table, newerRows = 0n }: RestorePlanTable): string {
  return `${table.name} ${showCount(newerRows)}`;
}

function describeUndo(plan: readonly RestorePlanTable[]): readonly string[] {
  const inPlace = plan.filter(({ target }) => target === undefined);
  const gone = inPlace.filter(({ live }) => live === undefined).map(({ table }) => table.name);
  return [
    ...(inPlace.some(({ live, swap }) => live !== undefined && swap === undefined)
      ? [
          `What is replaced stays under another name for ${oldLifetimeDays} days, and takes its room in storage; until then restore --undo puts it back in one rename, with the rows that arrive after the restore.`,
        ]
      : []),
    ...(inPlace.some(({ swap }) => swap !== undefined)
      ? [
          `What is copied aside can be put back by restore --undo for ${oldLifetimeDays} days, in one transaction for each such table; that copies as much again as then leaves it.`,
        ]
      : []),
    ...(gone.length > 0
      ? [
          `An undo has nothing to put back where there is no table now, and is refused unless such tables are left out: ${named(gone)}.`,
        ]
      : []),
  ];
}

function sentence(text: string): Block {
  return { kind: 'sentence', text };
}
