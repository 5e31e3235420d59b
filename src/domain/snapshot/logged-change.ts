import { describeLoss } from '../kql/loss-words.ts';
import { readStatement, type StatementReading } from '../kql/statement-kind.ts';
import { type Finding, found } from './finding.ts';

/** A command as a log of the service shows it; the text may be cut at its end. */
export interface LoggedCommand {
  readonly at: string;
  readonly text: string;
}

interface Change {
  readonly kind: 'purge-or-delete-since-base' | 'moved-since-base';
  readonly at: string;
  readonly what: string;
}

/** What the commands did to a table since the snapshot `base`, told once per kind: how often, and the last of them. */
export function hazardsOfLog(table: string, base: string, commands: readonly LoggedCommand[]): readonly Finding[] {
  const changes = distinct(commands).flatMap((command) => changeOf(command, table));
  return (['purge-or-delete-since-base', 'moved-since-base'] as const).flatMap((kind) => {
    const ofKind = changes.filter((change) => change.kind === kind).toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const last = ofKind.at(-1);
    if (last === undefined) return [];
    const count = ofKind.length === 1 ? 'a command' : `${ofKind.length} commands`;
    const summary = `Since snapshot ${base}, ${count} changed what ${table} held; the last, at ${last.at}, ${last.what}.`;
    return [found(kind, summary, table)];
  });
}

/** Two logs may tell of the same command, with times that differ a little. */
function distinct(commands: readonly LoggedCommand[]): readonly LoggedCommand[] {
  return [...new Map(commands.map((command) => [`${command.at.slice(0, 19)}\n${command.text}`, command])).values()];
}

function changeOf({ at, text }: LoggedCommand, table: string): readonly Change[] {
  if (/\bwhatif\s*(?:=\s*true|<\|)/i.test(text)) return [];
  const reading = readStatement(text);
  const kind = kindOf(reading);
  if (kind === undefined || !reaches(reading, table)) return [];
  return [{ kind, at, what: describeLoss(reading) }];
}

function kindOf({ verb, noun, action, policy }: StatementReading): Change['kind'] | undefined {
  if (policy !== undefined) return undefined;
  const isExtents = /^extents?$/.test(noun);
  switch (verb) {
    case 'move':
    case 'replace':
      return isExtents ? 'moved-since-base' : undefined;
    case 'rename':
      return /^tables?$/.test(noun) ? 'moved-since-base' : undefined;
    case 'set-or-replace':
      return 'purge-or-delete-since-base';
    case 'clear':
      return action === 'data' ? 'purge-or-delete-since-base' : undefined;
    case 'delete':
    case 'update':
    case 'purge':
      return action === 'records' ? 'purge-or-delete-since-base' : undefined;
    case 'drop': {
      const isWhole = /^tables?$/.test(noun) && /^(?:|ifexists|drop-columns)$/.test(action);
      return isExtents || isWhole || noun === 'column' ? 'purge-or-delete-since-base' : undefined;
    }
    case 'alter':
      return action === 'type' || (noun === 'table' && action === 'columns') ? 'purge-or-delete-since-base' : undefined;
    default:
      return undefined;
  }
}

/** A command that does not say what it acts on may act on everything. */
function reaches({ entities, reach }: StatementReading, table: string): boolean {
  if (entities.some(({ kind, name }) => kind === 'table' && name === table)) return true;
  return reach === 'open' && entities.length === 0;
}
