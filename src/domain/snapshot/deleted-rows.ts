import { type RowFilter, readRowFilter } from '../kql/row-filter.ts';
import { readStatement } from '../kql/statement-kind.ts';
import { digestOfStatement } from '../schema/deployment-record.ts';
import { distinctCommands, isTrial, type LoggedCommand } from './logged-change.ts';
import type { Manifest, TableManifest, TakenTimes } from './manifest.ts';

/** What to do about rows that were deleted since the snapshot, which a restore would bring back. */
export const deletedRowsWays = ['replay', 'accept'] as const;
export type DeletedRowsWay = (typeof deletedRowsWays)[number];

/** A command that deleted rows of a table since a snapshot. */
export interface LoggedDeletion {
  readonly at: string;
  readonly kind: 'delete' | 'purge' | 'drop-extents';
  /** The first line of its text. */
  readonly text: string;
  /** Which rows, or why the log does not tell. */
  readonly rows: RowFilter;
}

/** Of a table of a snapshot; an older one tells only when it was planned and, by the clock of who took it, when it ended. */
export function takenTimesOf(
  { taken }: Pick<TableManifest, 'taken'>,
  { clusterTime, startedAt, finishedAt }: Pick<Manifest, 'clusterTime' | 'startedAt' | 'finishedAt'>,
): TakenTimes {
  if (taken !== undefined) return taken;
  // It was planned after it began, so the clocks are apart by no more than this.
  const ahead = Math.max(0, Date.parse(clusterTime) - Date.parse(startedAt));
  return { from: clusterTime, to: new Date(Date.parse(finishedAt) + ahead).toISOString() };
}

const meanwhile =
  'it ran while the snapshot read the table, so that the snapshot may hold such rows that came after it';

/**
 * Deletions of rows of the table in the order of their times, but for those that are in its rows already where it is known when it was `taken`. `takenBack` are digests of statements of deployments, which the restore takes back as a whole: those are no deletions
 * for themselves. What does not say which table it is about counts for every table.
 */
export function deletionsOf(
  { name, columns, taken }: Pick<TableManifest, 'name' | 'columns' | 'taken'>,
  commands: readonly LoggedCommand[],
  takenBack: ReadonlySet<string>,
): readonly LoggedDeletion[] {
  const exact = new Set(columns.filter(({ fidelity }) => fidelity === 'exact').map((column) => column.name));
  return distinctCommands(commands)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .flatMap(({ at, begunAt = at, text }): readonly LoggedDeletion[] => {
      const kind = kindFor(text, name);
      if (taken !== undefined && at < taken.from) return [];
      if (kind === undefined || takenBack.has(digestOfStatement(text))) return [];
      const isMeanwhile = taken !== undefined && begunAt <= taken.to;
      const said = kind === 'drop-extents' ? { why: 'it names no rows' } : readRowFilter(text, name, exact);
      const rows = isMeanwhile && 'filter' in said ? { why: meanwhile } : said;
      return [{ at, kind, text: text.split('\n')[0] ?? '', rows }];
    });
}

function kindFor(text: string, table: string): LoggedDeletion['kind'] | undefined {
  if (isTrial(text)) return undefined;
  const { verb, noun, action, entities, reach } = readStatement(text);
  const isExtents = verb === 'drop' && /^extents?$/.test(noun);
  const isRows = (verb === 'delete' || verb === 'purge') && noun === 'table' && action === 'records';
  if (!isExtents && !isRows) return undefined;
  const names = entities.filter(({ kind }) => kind === 'table').map((one) => one.name);
  if (!names.includes(table) && (reach === 'named' || names.length > 0)) return undefined;
  return isExtents ? 'drop-extents' : verb === 'purge' ? 'purge' : 'delete';
}
