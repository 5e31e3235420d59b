import { type RowFilter, readRowFilter } from '../kql/row-filter.ts';
import { readStatement } from '../kql/statement-kind.ts';
import { digestOfStatement } from '../schema/deployment-record.ts';
import { distinctCommands, isTrial, type LoggedCommand } from './logged-change.ts';
import type { TableManifest } from './manifest.ts';

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

/**
 * Deletions of rows of the table in the order of their times. `takenBack` are digests of statements of deployments, which the restore takes back as a whole: those are no deletions
 * for themselves. What does not say which table it is about counts for every table.
 */
export function deletionsOf(
  { name, columns }: Pick<TableManifest, 'name' | 'columns'>,
  commands: readonly LoggedCommand[],
  takenBack: ReadonlySet<string>,
): readonly LoggedDeletion[] {
  const exact = new Set(columns.filter(({ fidelity }) => fidelity === 'exact').map((column) => column.name));
  return distinctCommands(commands)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .flatMap(({ at, text }): readonly LoggedDeletion[] => {
      const kind = kindFor(text, name);
      if (kind === undefined || takenBack.has(digestOfStatement(text))) return [];
      const rows = kind === 'drop-extents' ? { why: 'it names no rows' } : readRowFilter(text, name, exact);
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
