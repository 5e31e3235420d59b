import { readStatement } from '../kql/statement-kind.ts';
import { isOwnTable } from '../names.ts';
import { distinctCommands, isTrial, type LoggedCommand } from './logged-change.ts';

/**
 * Commands that ended at `since` or later, by the clock of the service, and wrote rows of the table anew: what came in with them are rows that were there before, perhaps with other
 * values. In the order of their times. Where the tool itself renamed the table or replaced its extents, its records tell what came in.
 * Sources: https://learn.microsoft.com/kusto/management/update-table-command, https://learn.microsoft.com/kusto/management/replace-extents
 */
export function rewritesOf(table: string, commands: readonly LoggedCommand[], since: string): readonly LoggedCommand[] {
  return distinctCommands(commands)
    .filter(({ at, text }) => at >= since && rewrittenBy(text).includes(table))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

const ownList = /\bkr_drop_[0-9a-f]{8}_\d+\b/;

function rewrittenBy(text: string): readonly string[] {
  if (isTrial(text)) return [];
  const { verb, noun, action, entities } = readStatement(text);
  const names = entities.filter(({ kind }) => kind === 'table').map(({ name }) => name);
  if ((verb === 'update' && action === 'records') || (verb === 'set-or-replace' && noun === 'table'))
    return names.slice(0, 1);
  if (verb === 'replace' && /^extents?$/.test(noun)) return ownList.test(text) ? [] : names.slice(0, 1);
  if (verb !== 'rename' || !/^tables?$/.test(noun) || names.some(isOwnTable)) return [];
  // `.rename table Old to New`, and `.rename tables New=Old, …`.
  return noun === 'table' ? names.slice(1, 2) : names.filter((_, place) => place % 2 === 0);
}
