import type { Problem } from '../domain/problem.ts';
import type { QuarantinedTable, QuarantineRecord } from '../domain/quarantine-record.ts';
import { isUndo, type RestoreRecord } from '../domain/snapshot/records.ts';

/** What it held is not there any more. */
export function isGone({ id, expiresAt }: QuarantineRecord, { name, kept }: QuarantinedTable): Problem {
  return {
    code: 'not-found',
    summary: `What quarantine ${id} held of ${name} is gone: ${kept} is not there any more.`,
    detail: `It was to delete itself at ${expiresAt}.`,
    next: `Restore ${name} from a snapshot, or see https://learn.microsoft.com/kusto/management/undo-drop-table-command.`,
  };
}

/** It was put back, and did not stay. */
export function isGoneAgain({ id }: QuarantineRecord, { name }: QuarantinedTable): Problem {
  return {
    code: 'not-found',
    summary: `Quarantine ${id} was put back before, and the table that ${name} was then is not there under its name any more.`,
    detail: 'Somebody dropped, renamed or replaced it since; the quarantine holds nothing of it.',
    next: `Restore ${name} from a snapshot, or see https://learn.microsoft.com/kusto/management/undo-drop-table-command.`,
  };
}

/** The table for it is there, and its rows are not; nothing tells whether they are where they were. */
export function isEmptied({ id }: QuarantineRecord, { name, kept, rows }: QuarantinedTable): Problem {
  return {
    code: 'not-found',
    summary: `Quarantine ${id} holds nothing of ${name} any more: ${kept} has no rows.`,
    detail: `It had ${rows}. Somebody moved them, perhaps back by hand, or deleted them.`,
    next: `Look whether they are in ${name}; else restore ${name} from a snapshot.`,
  };
}

/** It was announced only. */
export function wasNotDone({ id }: QuarantineRecord, { name }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `Nothing of ${name} is in quarantine ${id}: the deployment that announced it was stopped before, or is still at it.`,
    detail: `${name} is as it was; nothing was changed. A command that was sent may still come.`,
    next: 'Run that deployment again, or leave it: status lists the quarantine once something is in it, and then this can be run.',
  };
}

/** Nobody counts past it, a renamed table would take it along, and nothing else stands against the undo. */
export function isClosed({ name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `${kept}, which holds what is in quarantine of ${name}, has row level security.`,
    detail: 'Its rows cannot be counted past it, and a table that is renamed takes it along. Nothing was changed.',
    next: `Take it away, with .delete table ['${kept}'] policy row_level_security, and run this again; every viewer of the database reads these rows then. Where not all may, send .alter table ['${kept}'] policy restricted_view_access true right after it, past which only unrestricted viewers read.`,
  };
}

/** Opened now, it would show its rows for nothing. */
export function isToStayClosed({ name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `${kept}, which holds what is in quarantine of ${name}, has row level security, and is to keep it while something else stands against the undo.`,
    detail: 'Without it every viewer of the database reads these rows; with it, what it hides is not appended either.',
    next: `Leave it as it is. To append from ${kept}, let its policy show the rows to you alone, by current_principal_is_member_of(): https://learn.microsoft.com/kusto/management/row-level-security-policy.`,
  };
}

/** Nobody counts past it, and who may not see the rows that it has now could once it is taken away. Source: https://learn.microsoft.com/kusto/management/row-level-security-policy */
export function isHidden({ name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `${name} has row level security, which it had not when it was cleared: its rows cannot be counted past it, so those in ${kept} are not moved back.`,
    detail: 'Without it every viewer of the database would read all rows. Nothing was changed.',
    next: `Append what you need from ${kept} to ${name}, which hides them as its policy says; or turn the policy of ${name} off while nobody else reads the database, run this again, and turn it on again.`,
  };
}

/** The name of a dropped table is another table's. */
export function isTaken({ id }: QuarantineRecord, { name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `There is a table ${name} again, so quarantine ${id} cannot have that name back.`,
    detail: `What it holds is ${kept}; nothing was changed.`,
    next: `Append what you need from ${kept} to ${name}; or rename ${name} and run this again.`,
  };
}

/** The table that was cleared is another one. */
export function isReplaced(id: string, { name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `${name} is not the table that was cleared, so quarantine ${id} is not moved into it.`,
    detail: `What it holds is ${kept}; nothing was changed.`,
    next: `Append what you need from ${kept} to ${name}.`,
  };
}

/** Its rows may have been brought back by another way. */
export function isRestored(id: string, { name, kept }: QuarantinedTable, restore: RestoreRecord): Problem {
  const append = `append what you need from ${kept} to ${name}`;
  const what = isUndo(restore) ? 'The undo' : 'Restore';
  return {
    code: 'refused',
    summary: `${what} ${restore.runId} has put rows into ${name} since quarantine ${id}, and those that it holds may be among them: they would be there twice.`,
    detail: `What it holds is ${kept}; nothing was changed.`,
    next: isUndo(restore)
      ? `Compare ${kept} with ${name}, and ${append}.`
      : `Undo that restore with restore --undo --tables ${name} and run this again; or ${append}.`,
  };
}

/** A restore would take the rows for newer ones, or replace them. */
export function isBeingRestored({ name, kept }: QuarantinedTable, restore: RestoreRecord): Problem {
  const what = isUndo(restore) ? 'The undo' : 'Restore';
  const end =
    'Let it end, or where it was interrupted run the same restore again, which finishes it; then run this again.';
  // Before its swap it is refused for the sake of this quarantine.
  const refused = `Where it is refused because of this quarantine, say newer-rows: discard, then undo it with restore --undo --tables ${name}, and run this again.`;
  return {
    code: 'refused',
    summary: `${what} ${restore.runId} of ${name} was begun, and is neither finished nor given up.`,
    detail: `What is in quarantine is ${kept}; nothing was changed.`,
    next: restore.phase === 'swapping' && !isUndo(restore) ? `${end} ${refused}` : end,
  };
}

/** Extents would not fit. */
export function hasOtherColumns({ name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `${name} has other columns than when it was cleared, and extents move only where each of theirs is there with its type.`,
    next: `Append what you need from ${kept} to ${name}.`,
  };
}

/** More than the move would come of it. */
export function cannotComeBack({ name, kept }: QuarantinedTable, why: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `The rows in ${kept} cannot be moved back into ${name} exactly: ${why.join('; ')}.`,
    next: `Stop what ingests into ${name}, take away what is named here (disable update policies, switch off exports, drop views), run this again, and put it back as deploy does.`,
  };
}

/** Who may not read the rows now could read them then. */
export function isOpened({ name, kept }: QuarantinedTable): Problem {
  return {
    code: 'refused',
    summary: `${name} had restricted view access when it was cleared, and has not now: its rows in ${kept} would be read by every viewer of the database.`,
    detail: 'Nothing was changed.',
    next: `Restrict it, with .alter table ['${name}'] policy restricted_view_access true, and run this again; open it afterwards if all may read these rows.`,
  };
}

/** They would be gone soon after. */
export function wouldExpire(
  { name, kept }: QuarantinedTable,
  { oldest, period }: { readonly oldest: string; readonly period: string },
): Problem {
  return {
    code: 'refused',
    summary: `${name} keeps rows for ${period}, and rows in ${kept} are older than that, from ${oldest}: they would expire as soon as they are back.`,
    detail: 'Rows that are moved keep their creation time. Nothing was changed.',
    next: `Lengthen the retention of ${name} first, with .alter-merge table ['${name}'] policy retention softdelete = 36500d, and run this again; or append what you need from ${kept} to ${name}, where it counts as new.`,
  };
}

/** Nothing tells whether they would stay. */
export function hasUnknownRetention({ name, kept }: QuarantinedTable): Problem {
  return {
    code: 'unknown',
    summary: `It is unknown how long ${name} keeps rows, so those in ${kept} may expire as soon as they are back.`,
    next: `Set a retention policy on ${name}, with .alter-merge table ['${name}'] policy retention softdelete = 36500d, and run this again.`,
  };
}

/** Nothing tells how old they are. */
export function hasUnknownAge({ name, kept }: QuarantinedTable): Problem {
  return {
    code: 'unknown',
    summary: `The service does not tell the age of the rows in ${kept}, so they may expire as soon as they are back in ${name}.`,
    next: 'Run this again.',
  };
}
