import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, type QueryCatalog, QueryProblem } from '../local-cluster/query/contract.ts';
import { splitInlineIngestion } from '../local-cluster/query/inline-data.ts';
import { parseCommand, parseQuery } from '../local-cluster/query/parser.ts';
import { supportedCommands } from '../local-cluster/supported/commands.ts';
import { documentedResults, uncomparedResults } from './documented-results.ts';
import { hostileTexts, schemaDifferences, type UnknownCommand, unknownCommands } from './journal-exceptions.ts';

const catalog: QueryCatalog = {
  database: 'Demo',
  tables: [],
  functions: [],
  assignedCursor: 0n,
  parseCursor: () => 0n,
  currentCursor: '',
  nowTicks: 0n,
};

/** What the official grammar says of a text. */
interface Reading {
  readonly isKnown: boolean;
  /** What a command returns; '' where the grammar does not say. */
  readonly columns: string;
}

/** Each text is asked for by several checks, and takes milliseconds. */
const readings = new Map<string, Reading>();

function reading(text: string): Reading {
  const known = readings.get(text) ?? read(text);
  readings.set(text, known);
  return known;
}

function read(text: string): Reading {
  const isCommand = text.trim().startsWith('.');
  try {
    if (isCommand) return { isKnown: true, columns: columnList(parseCommand(text, catalog).resultSchema) };
    parseQuery(text, catalog);
    return { isKnown: true, columns: '' };
  } catch (cause) {
    if (cause instanceof QueryProblem) return { isKnown: !isCommand && cause.code !== 'SYN0002', columns: '' };
    throw cause;
  }
}

const columnList = (columns: readonly Column[]): string =>
  columns.map(({ name, type }) => `${name}:${type}`).join(', ');

/** Whether the official grammar knows all of a text; names that do not exist are no matter. */
export function isParsed(text: string): boolean {
  return reading(text).isKnown;
}

/** Ids, long numbers, instants in texts, ids of snapshots and ports of this machine. */
const chance = /[0-9a-f]{8,}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z|T\d{6}Z-[0-9a-f]{4}|(?<=127\.0\.0\.1:)\d+/g;

/** What is of chance makes no difference to a grammar, and the rows of an inline ingestion are no part of it. */
function normalized(text: string): string {
  return (splitInlineIngestion(text)?.command ?? text)
    .trim()
    .replaceAll(chance, (found) => found.replaceAll(/[0-9a-f]/g, '1'));
}

/** One request of a journal. */
export interface Served {
  readonly text: string;
  /** An answer that says that the cluster has a bug. */
  readonly isBug?: true;
  readonly kind?: string;
  readonly columns?: string;
}

interface Line extends Served {
  /** The commands of a script that succeeded. */
  readonly commands?: readonly string[];
  readonly status: number;
  readonly clientRequestId: string;
}

/**
 * What tests send and is refused as wrong is theirs to know; this tool never sends what the parser does not know. A stream of
 * rows has no text.
 */
const counts = ({ status, text, clientRequestId }: Line): boolean =>
  (text !== '' || status === 520) && (status !== 400 || clientRequestId.startsWith('kusto-rebuild;'));

/**
 * Distinct requests of all journals in a folder, with those that succeeded inside of scripts; what tests sent and was refused as wrong
 * is left out.
 */
export function servedRequests(folder: string): Served[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  const entries: Line[] = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  const distinct = new Map<string, Served>();
  for (const { text, kind, columns, status, commands = [] } of entries.filter(counts)) {
    const answer = { ...(kind === undefined ? {} : { kind }), ...(columns === undefined ? {} : { columns }) };
    const request: Served = { text: normalized(text), ...answer, ...(status === 520 ? { isBug: true } : {}) };
    const inside = commands.map((command): Served => ({ text: normalized(command) }));
    for (const each of [request, ...inside]) distinct.set(JSON.stringify(each), each);
  }
  return [...distinct.values()];
}

type Run = 'whole' | 'partial';

/** Whether the parser knows a text once the one thing that it does not know is taken away. */
export function isException({ rewrite }: UnknownCommand, text: string): boolean {
  const rewritten = rewrite(text);
  return rewritten !== text && isParsed(rewritten);
}

function textProblems(texts: readonly string[], run: Run): string[] {
  const hostile = new Set(hostileTexts.map(({ text }) => text));
  const unparsed = texts.filter((text) => !isParsed(text));
  const reasons = new Map(unparsed.map((text) => [text, unknownCommands.filter((each) => isException(each, text))]));
  const used = new Set([...reasons.values()].flat());
  const unknown = unparsed.filter((text) => reasons.get(text)?.length === 0 && !hostile.has(text));
  const unused = run === 'whole' ? unknownCommands.filter((each) => !used.has(each)) : [];
  const unsent = run === 'whole' ? [...hostile].filter((text) => !unparsed.includes(text)) : [];
  return [
    ...unknown.map((text) => `The official parser does not know: ${text.slice(0, 200)}`),
    ...unused.map(({ sample }) => `No test sends the exception: ${sample}`),
    ...unsent.map((text) => `No test sends the hostile text: ${text}`),
  ];
}

const bugs = (requests: readonly Served[]): string[] =>
  requests
    .filter(({ isBug }) => isBug)
    .map(({ text }) => `The local cluster answered with a bug: ${text.slice(0, 200)}`);

/** What the parser says a command returns; '' where it does not say. */
export function documentedColumns(text: string): string {
  return reading(text).columns;
}

/** An operation that goes on without the caller answers with its id, whatever it returns in the end. */
const asynchronous = 'OperationId:guid';

const pageOf = new Map(documentedResults.map((result) => [result.kind, result.columns]));

/** The columns an answer has to have; undefined where there is nothing to compare. */
function expectedColumns({ text, kind, columns }: Served): string | undefined {
  if (kind === undefined || columns === undefined) return undefined;
  if (columns === asynchronous && /^\.[\w-]+\s+async\b/i.test(text)) return undefined;
  return documentedColumns(text) || pageOf.get(kind);
}

/** Columns of an answer that are not those the parser or the page knows for the command, as `kind: columns`. */
export function schemaDifference(request: Served): string | undefined {
  const expected = expectedColumns(request);
  return expected === undefined || expected === request.columns ? undefined : `${request.kind}: ${request.columns}`;
}

/** Commands of which no answer could be compared, and without a reason for it. */
export function uncompared(
  requests: readonly Served[],
  kinds: readonly string[] = Object.keys(supportedCommands),
): string[] {
  const compared = new Set(requests.flatMap((each) => (expectedColumns(each) === undefined ? [] : [each.kind])));
  return kinds
    .filter((kind) => !compared.has(kind) && uncomparedResults[kind] === undefined)
    .map((kind) => `No answer was compared with the columns that are documented: ${kind}`);
}

function schemaProblems(requests: readonly Served[], run: Run): string[] {
  const found = new Set(requests.flatMap((request) => schemaDifference(request) ?? []));
  const listed = new Set(schemaDifferences.map(({ kind, columns }) => `${kind}: ${columns}`));
  const unused = run === 'whole' ? [...listed].filter((difference) => !found.has(difference)) : [];
  return [
    ...(run === 'whole' ? uncompared(requests) : []),
    ...[...found]
      .filter((difference) => !listed.has(difference))
      .map((each) => `The parser knows another result: ${each}`),
    ...unused.map((each) => `No answer differs like this: ${each}`),
  ];
}

/**
 * What is wrong with the requests of a run: texts that the official parser does not know, answers whose columns are not those it
 * knows, both beside the listed exceptions; answers that say that the cluster has a bug; in a whole run also exceptions that never occurred.
 */
export function journalProblems(requests: readonly Served[], run: Run): string[] {
  const texts = [...new Set(requests.map(({ text }) => text))];
  return [...textProblems(texts, run), ...schemaProblems(requests, run), ...bugs(requests)];
}
