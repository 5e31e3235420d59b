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
