import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type QueryCatalog, QueryProblem } from '../local-cluster/query/contract.ts';
import { splitInlineIngestion } from '../local-cluster/query/inline-data.ts';
import { parseCommand, parseQuery } from '../local-cluster/query/parser.ts';
import { schemaDifferences, unknownCommands } from './journal-exceptions.ts';

const catalog: QueryCatalog = {
  database: 'Demo',
  tables: [],
  functions: [],
  schemaVersion: -1,
  assignedCursor: 0n,
  parseCursor: () => 0n,
  currentCursor: '',
  nowTicks: 0n,
};

/** Whether the official grammar knows all of a text; names that do not exist are no matter. */
export function isParsed(text: string): boolean {
  const isCommand = text.trim().startsWith('.');
  try {
    if (isCommand) parseCommand(text, catalog);
    else parseQuery(text, catalog);
    return true;
  } catch (cause) {
    if (cause instanceof QueryProblem) return !isCommand && cause.code !== 'SYN0002';
    throw cause;
  }
}

/** Ids and long numbers make no difference to a grammar, and the rows of an inline ingestion are no part of it. */
function normalized(text: string): string {
  return (splitInlineIngestion(text)?.command ?? text)
    .trim()
    .replaceAll(/[0-9a-f]{8,}/g, (id) => '1'.repeat(id.length));
}

/** One request of a journal that was not refused as wrong. */
export interface Served {
  readonly text: string;
  readonly kind?: string;
  readonly columns?: string;
}

/** Distinct requests of all journals in a folder; what was refused as wrong is left out. */
export function servedRequests(folder: string): Served[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  const entries = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  const served = entries.filter(({ status }) => status !== 400);
  const distinct = new Map<string, Served>();
  for (const { text, kind, columns } of served) {
    const request = { text: normalized(text), kind, columns };
    distinct.set(JSON.stringify(request), request);
  }
  return [...distinct.values()];
}

type Run = 'whole' | 'partial';

function textProblems(texts: readonly string[], run: Run): string[] {
  const isListed = (text: string) => unknownCommands.some(({ form }) => form.test(text));
  const unparsed = texts.filter((text) => !isParsed(text));
  const unknown = unparsed.filter((text) => !isListed(text));
  const unused = unknownCommands.filter(({ form }) => run === 'whole' && !unparsed.some((text) => form.test(text)));
  return [
    ...unknown.map((text) => `The official parser does not know: ${text.slice(0, 200)}`),
    ...unused.map(({ sample }) => `No test sends the exception: ${sample}`),
  ];
}

/** What the parser says a command returns; '' where it does not say. */
export function documentedColumns(text: string): string {
  return parseCommand(text, catalog)
    .resultSchema.map(({ name, type }) => `${name}:${type}`)
    .join(', ');
}

/** An operation that goes on without the caller answers with its id, whatever it returns in the end. */
const asynchronous = 'OperationId:guid';

/** Columns of an answer that are not those the parser knows for the command, as `kind: columns`. */
export function schemaDifference({ text, kind, columns }: Served): string | undefined {
  if (kind === undefined || columns === undefined || !isParsed(text)) return undefined;
  if (columns === asynchronous && /^\.[\w-]+\s+async\b/i.test(text)) return undefined;
  const documented = documentedColumns(text);
  return documented === '' || documented === columns ? undefined : `${kind}: ${columns}`;
}

function schemaProblems(requests: readonly Served[], run: Run): string[] {
  const found = new Set(requests.flatMap((request) => schemaDifference(request) ?? []));
  const listed = new Set(schemaDifferences.map(({ kind, columns }) => `${kind}: ${columns}`));
  const unused = run === 'whole' ? [...listed].filter((difference) => !found.has(difference)) : [];
  return [
    ...[...found]
      .filter((difference) => !listed.has(difference))
      .map((each) => `The parser knows another result: ${each}`),
    ...unused.map((each) => `No answer differs like this: ${each}`),
  ];
}

/**
 * What is wrong with the requests of a run: texts that the official parser does not know, answers whose columns are not those it
 * knows, both beside the listed exceptions; in a whole run also exceptions that never occurred.
 */
export function journalProblems(requests: readonly Served[], run: Run): string[] {
  return [...textProblems([...new Set(requests.map(({ text }) => text))], run), ...schemaProblems(requests, run)];
}
