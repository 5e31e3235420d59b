import { closest, distance } from 'fastest-levenshtein';

/** Verbs of management commands in use. Source: https://learn.microsoft.com/kusto/management/ */
const knownVerbs = [
  'add',
  'alter',
  'alter-merge',
  'append',
  'attach',
  'cancel',
  'clear',
  'create',
  'create-merge',
  'create-or-alter',
  'delete',
  'detach',
  'disable',
  'drop',
  'enable',
  'execute',
  'export',
  'ingest',
  'merge',
  'move',
  'purge',
  'rename',
  'replace',
  'save',
  'set',
  'set-or-append',
  'set-or-replace',
  'show',
  'undo',
  'update',
];

/** Verbs that say which columns tables have. Sources: https://learn.microsoft.com/kusto/management/create-table-command, …/create-merge-table-command, …/alter-table-command, …/alter-merge-table-command */
const declaringVerbs: ReadonlySet<string> = new Set(['alter', 'alter-merge', 'create', 'create-merge']);

/** `.verb table T (…)` says which columns the table has; behind another verb the list is something else. */
export function declaresColumns(verb: string): boolean {
  return declaringVerbs.has(verb);
}

/** A verb in lower case that this tool knows; what a command with another one does cannot be told. */
export function isKnownVerb(verb: string): boolean {
  return knownVerbs.includes(verb);
}

/** The known verb that was most likely meant; undefined when none is near. */
export function nearestVerb(verb: string): string | undefined {
  const found = closest(verb, knownVerbs);
  return distance(verb, found) <= Math.max(1, Math.ceil(verb.length / 3)) ? found : undefined;
}

const known = new RegExp(`\\.(?:${knownVerbs.join('|')})(?=\\s)`, 'y');
const commandLine = /^\.[A-Za-z][A-Za-z-]*(?=\s)/gm;

/** The text at `offset` is `.verb` with a verb of the list and white space after it. */
export function isKnownVerbAt(text: string, offset: number): boolean {
  known.lastIndex = offset;
  return known.test(text);
}

/** Offset of the next line that begins like a command, at or after `offset`; the text's length when there is none. */
export function nextCommandLine(text: string, offset: number): number {
  commandLine.lastIndex = offset;
  return commandLine.exec(text)?.index ?? text.length;
}
