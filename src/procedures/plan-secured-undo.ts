import { schemaHash } from '../domain/column.ts';
import type { Problem } from '../domain/problem.ts';
import type { NewerRowsWay } from '../domain/snapshot/records.ts';
import { securedImpact } from './plan-secured.ts';
import type { UndoableTable, UndoPlanTable } from './plan-undo.ts';

/**
 * An undo of a table whose rows its policy hides from everybody, or whose kept contents are hidden: nothing of either is counted, so the kept contents come back only as a
 * whole, by a rename, and by word. `obstacles` and `impact` are those that it shares with other tables.
 */
export function planSecuredUndo(at: {
  readonly undoable: UndoableTable;
  /** The command that sets the policy of the live table; undefined where it has none. */
  readonly security: string | undefined;
  readonly newerRows: NewerRowsWay | undefined;
  readonly impact: readonly string[];
  readonly obstacles: readonly Problem[];
}): UndoPlanTable {
  const { undoable, security, newerRows } = at;
  const { undone, live, kept } = undoable;
  const { name } = undone;
  const isWhole = undone.swap === undefined && undone.range === undefined;
  return {
    name,
    state: 'restored',
    undoable,
    ...(newerRows === undefined ? {} : { way: newerRows }),
    ...(security === undefined ? {} : { security }),
    impact: [...securedImpact(name), ...at.impact],
    obstacles: [
      ...(security === undefined ? [wouldOpen(name, kept.name)] : []),
      ...(newerRows === 'discard' ? [] : [cannotTell(name)]),
      ...(isWhole ? [] : [notRenamed(name)]),
      ...(schemaHash(live.columns) === schemaHash(kept.columns) ? [] : [otherColumns(name)]),
      ...at.obstacles,
    ],
  };
}

function wouldOpen(name: string, kept: string): Problem {
  return {
    code: 'refused',
    summary: `What the restore replaced as ${name} had row level security, and ${name} has none now; the undo would let everybody read its rows.`,
    next: `Set the policy on ${name} first and take it off afterwards if everybody may read all rows; the rows are in ${kept}, which shows them to nobody.`,
  };
}

function cannotTell(name: string): Problem {
  return {
    code: 'refused',
    summary: `${name} has row level security, so rows that arrived since the restore cannot be told, and would be lost.`,
    next: 'Say newer-rows: discard, which leaves them in what the undo replaces, and append from there what you need.',
  };
}

function notRenamed(name: string): Problem {
  return {
    code: 'refused',
    summary: `The restore replaced rows of ${name} without a rename, and ${name} has row level security by now, past which nobody can compare them.`,
    next: `Turn the policy off while nobody else reads ${name}, undo, and turn it on again; or leave it out with tables: !${name}.`,
  };
}

function otherColumns(name: string): Problem {
  return {
    code: 'refused',
    summary: `${name} has row level security and other columns than its kept contents, for which its policy may not fit.`,
    next: `Give ${name} the columns that its kept contents have first, in their order, or leave it out with tables: !${name}.`,
  };
}
