import { takeProperties } from './column-list.ts';
import { takeEntity } from './entity.ts';
import { readExtentCommand } from './extent-command.ts';
import { Head } from './head.ts';
import { bracketName } from './literal.ts';
import { type StatementReading, type TargetReading, unreadTarget } from './statement-reading.ts';
import { readTarget, takeNoun } from './target.ts';
import { isKnownVerb } from './verbs.ts';

export type { StatementReading } from './statement-reading.ts';

/** Reads one command as it comes from `splitScript` or from `.show database schema as csl script`. */
export function readStatement(text: string): StatementReading {
  const head = new Head(text);
  const verb = head.skipCharacter('.') ? (head.takeWord() ?? '') : '';
  if (verb === '') return { verb, noun: '', ...unreadTarget };
  if (/^(set|append|set-or-append|set-or-replace)$/.test(verb)) return { verb, ...readQueryIngestion(head) };
  if (verb === 'ingest') return { verb, ...readIngestion(head) };
  head.skip('async');
  head.skip('ifnotexists');
  const noun = takeNoun(head);
  if (!isKnownVerb(verb)) return { verb, noun, ...unreadTarget };
  if (/^extents?$/.test(noun)) return { verb, noun, ...readExtentCommand(text, head) };
  const target = readTarget(noun, head, verb);
  return { verb, noun, ...(endsWithItsNames(verb, target.action) && !head.isAtTextEnd ? unreadTarget : target) };
}

/**
 * Whether a command of this form ends with the names of what it takes away, brings back or renames; with anything after them it is another one, and nobody knows which.
 * Sources: https://learn.microsoft.com/kusto/management/drop-table-command, …/drop-column, …/clear-table-data-command, …/rename-table-command and …/data-export/disable-enable-continuous
 */
export function endsWithItsNames(verb: string, action: string): boolean {
  return endings.get(verb)?.includes(action) === true;
}

const endings: ReadonlyMap<string, readonly string[]> = new Map([
  ['drop', ['', 'ifexists', 'drop-columns']],
  ['clear', ['data']],
  ['rename', ['rename']],
  ['enable', ['']],
  ['disable', ['']],
]);

/** The command with the table's name replaced wherever the command acts on it; bodies, queries and policies are left as they are. */
export function renameTable(text: string, from: string, to: string): string {
  const places = readStatement(text)
    .entities.filter((entity) => entity.kind === 'table' && entity.role === 'subject' && entity.name === from)
    .map((entity) => entity.at)
    .toSorted((one, other) => other.start - one.start);
  return places.reduce((result, at) => result.slice(0, at.start) + bracketName(to) + result.slice(at.end), text);
}

/** `.set [async] T [with (…)] <| query`; with anything else it is about roles or settings and read as such. */
function readQueryIngestion(head: Head): Omit<StatementReading, 'verb'> {
  const place = head.place;
  const found = takeIngestionTarget(head);
  if (found !== undefined && head.isAtEnd && !runsCommand(head)) return { noun: 'table', action: 'query', ...found };
  head.returnTo(place);
  const noun = takeNoun(head);
  return { noun, ...readTarget(noun, head, 'set') };
}

/** The input is a query or a `.show` command; anything else is not known to be harmless. */
function runsCommand({ input = '' }: Head): boolean {
  return /^\.(?!show\s)/.test(input);
}

function takeIngestionTarget(head: Head): Omit<TargetReading, 'action'> | undefined {
  head.skip('async');
  if (head.peekWord() === 'stored_query_result') return undefined;
  const table = takeEntity(head, 'table');
  const properties = takeProperties(head);
  return table && { entities: [table], ...(properties && { properties }), reach: 'named' };
}

function readIngestion(head: Head): Omit<StatementReading, 'verb'> {
  head.skip('async');
  const action = head.skip('inline') ? 'inline' : 'storage';
  const noun = 'table';
  if (!head.skip('into')) return { noun: '', ...unreadTarget };
  const place = head.place;
  if (!head.skip('table') || head.isAtEnd) head.returnTo(place);
  const table = takeEntity(head, 'table');
  if (action === 'storage') head.skipParentheses() || head.takeLiteral();
  const properties = takeProperties(head);
  return { noun, action, entities: table ? [table] : [], ...(properties && { properties }), reach: 'named' };
}
