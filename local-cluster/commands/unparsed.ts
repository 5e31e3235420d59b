import { badRequest } from '../problem.ts';
import type { Command } from '../query/command.ts';
import { Reader } from './reader.ts';

interface Form {
  readonly kind: string;
  /** The first words; of a command that is nothing but words, all of them. */
  readonly words: RegExp;
  /** The page that documents the command; below https://learn.microsoft.com/kusto/. */
  readonly source: string;
  /** The tables it names, for the roles it needs. Absent: nothing but operators can follow the words. */
  readonly tables?: (reader: Reader) => string[];
}

function named(reader: Reader, ...before: string[]): string[] {
  return reader.accept(...before) ? [reader.name()] : [];
}

function moved(reader: Reader): string[] {
  reader.accept('all');
  return [...named(reader, 'from', 'table'), ...named(reader, 'to', 'table')];
}

function updated(reader: Reader): string[] {
  const table = reader.name();
  reader.expect('delete');
  reader.name();
  return [table, ...named(reader, 'move')];
}

const nameOrList = (reader: Reader): string[] =>
  /^\(/.test(reader.rest()) ? reader.list(() => reader.name()) : [reader.name()];

const none = (): string[] => [];

/**
 * Documented commands that the official grammar does not know, or not in each of their forms; each is read by its own command
 * from the text.
 */
const forms: readonly Form[] = [
  {
    kind: 'GetIngestionResources',
    words: /^\s*\.get\s+ingestion\s+resources\b/,
    source: 'api/netfx/kusto-ingest-client-rest',
  },
  {
    kind: 'GetKustoIdentityToken',
    words: /^\s*\.get\s+kusto\s+identity\s+token\b/,
    source: 'api/netfx/kusto-ingest-client-rest',
  },
  {
    kind: 'ReplaceExtents',
    words: /^\s*\.replace\s+(?:async\s+)?extents\s+in\s+table\b/i,
    source: 'management/replace-extents',
    tables: (reader) => [reader.name()],
  },
  {
    kind: 'MoveExtents',
    words: /^\s*\.move\s+(?:async\s+)?extents\b/i,
    source: 'management/move-extents',
    tables: moved,
  },
  {
    kind: 'TableDataUpdate',
    words: /^\s*\.update\s+(?:async\s+)?table\b/i,
    source: 'management/update-table-command',
    tables: updated,
  },
  {
    kind: 'ExecuteDatabaseScript',
    words: /^\s*\.execute\s+(?:database\s+)?script\b/i,
    source: 'management/execute-database-script',
    tables: none,
  },
  {
    kind: 'DropMaterializedView',
    words: /^\s*\.drop\s+materialized-view\b(?=[^|]*$)/i,
    source: 'management/materialized-views/materialized-view-drop',
    tables: none,
  },
  {
    kind: 'DropExtents',
    words: /^\s*\.drop\s+extents\s[^<|(]*?\bfrom\s+tables\b(?=\s*\([^|]*$)/i,
    source: 'management/drop-extents',
    tables: nameOrList,
  },
  {
    kind: 'AlterTablePolicyIngestionTime',
    words: /^\s*\.alter\s+tables?\b(?=[^|]*\bpolicy\s+ingestiontime\s+false\s*$)/i,
    source: 'management/alter-ingestion-time-policy-command',
    tables: nameOrList,
  },
];

/** Nothing but operators can follow words that are a whole command. */
function pipeAfter(text: string): Pick<Command, 'pipe'> {
  const [, pipe, rest = ''] = /^\s*(?:\|\s*(.+))?(.*)$/s.exec(text.trim()) ?? [];
  if (rest !== '') throw badRequest(`Nothing can follow the command, not '${rest.slice(0, 40)}'.`);
  return pipe === undefined ? {} : { pipe };
}

/** The command that a text starts as, with no more read of it than its words and tables; undefined where the grammar is to read it. */
export function unparsedCommand(text: string): Command | undefined {
  const form = forms.find(({ words }) => words.test(text));
  if (form === undefined) return undefined;
  const after = text.replace(form.words, '');
  const tables = form.tables?.(new Reader(after)) ?? [];
  return {
    kind: form.kind,
    words: [],
    argument: (label) => (label === 'TableName' ? tables[0] : undefined),
    arguments: (label) => (label === 'TableName' ? tables : []),
    path: () => [],
    columns: [],
    properties: {},
    given: [],
    ...(form.tables === undefined ? pipeAfter(after) : {}),
    resultSchema: [],
    diagnostics: [],
  };
}
