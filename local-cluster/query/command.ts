import { type Column, QueryProblem } from './contract.ts';
import { type GivenProperty, givenProperties } from './given-properties.ts';
import { decodeString } from './literal.ts';
import { child, type Diagnostic, nameOf, type SyntaxNode, walk } from './syntax.ts';
import { parseType } from './type-name.ts';

/** A management command as data. Labels are those of the official grammar, such as `TableName` or `DataConnectionString`. */
export interface Command {
  /** The grammar's name of the command, such as `CreateTable`. */
  readonly kind: string;
  /** The bare words in order, lower-case: `['export', 'async', 'compressed', 'to', 'parquet']`. */
  readonly words: readonly string[];
  /** First value with a label; names and strings decoded, of a path `T.c` the last part. */
  argument(label: string): string | undefined;
  /** All values with a label, in order. */
  arguments(label: string): readonly string[];
  /** The parts of a dotted name, `['T', 'c']`. */
  path(label: string): readonly string[];
  /** The name and type pairs of a column list, in order. */
  readonly columns: readonly Column[];
  /** `with (name=value, …)`, values decoded; numbers and booleans as written. */
  readonly properties: Readonly<Record<string, string>>;
  /** The same in order, with those that are given twice. */
  readonly given: readonly GivenProperty[];
  /** The query after `<|`, as written, and where it starts. */
  readonly query?: { readonly text: string; readonly start: number };
  /** The declaration of a stored function: parameters with parentheses, body with braces. */
  readonly declaration?: { readonly parameters: string; readonly body: string };
  /** What follows `<|` of an inline ingestion, as written. */
  readonly data?: string;
  /** The operators of `.show … | where …`, from the first operator on; the command itself is everything before. */
  readonly pipe?: string;
  /** The documented result columns; empty when the grammar does not know them. */
  readonly resultSchema: readonly Column[];
  /** Names that could not be resolved and other semantic findings. */
  readonly diagnostics: readonly Diagnostic[];
}

const schemaColumn = /(?:\[(?<quoted>'[^']*'|"[^"]*")\]|(?<name>[\w-]+))\s*:\s*(?<type>\w+)/g;

function parseSchema(text: string): Column[] {
  return [...text.matchAll(schemaColumn)].map(({ groups }) => ({
    name: groups?.name ?? groups?.quoted?.slice(1, -1) ?? '',
    type: parseType(groups?.type ?? '') ?? 'string',
  }));
}

interface Entry {
  readonly label: string;
  readonly parts: readonly string[];
}

const queryLabels = new Set(['Query', 'QueryOrCommand']);
const nested = new Set(['FunctionDeclaration']);
const isWord = (node: SyntaxNode): boolean =>
  node.children.length === 0 && node.label === '' && /^[\w-]+$/.test(node.text);

function partsOf(node: SyntaxNode): string[] {
  if (node.kind === 'PathExpression')
    return node.children.filter(({ kind }) => kind !== 'DotToken').flatMap((part) => partsOf(part));
  if (node.value !== undefined) return [node.value];
  if (node.kind === 'NameReference' || node.kind === 'NameDeclaration') return [nameOf(node)];
  return [/^[hH]?@?["']/.test(node.text) ? decodeString(node.text) : node.text];
}

/** Labelled nodes and bare words, in order, without going into queries and function bodies. */
function* entriesOf(node: SyntaxNode): Generator<Entry> {
  for (const inner of node.children) {
    if (queryLabels.has(inner.label) || nested.has(inner.kind)) continue;
    if (inner.label !== '' && inner.kind !== 'CustomNode' && inner.kind !== 'DotToken')
      yield { label: inner.label, parts: partsOf(inner) };
    else if (isWord(inner)) yield { label: '', parts: [inner.text] };
    else yield* entriesOf(inner);
  }
}

function columnsOf(entries: readonly Entry[]): Column[] {
  const found: Column[] = [];
  let name = '';
  for (const { label, parts } of entries) {
    if (label === 'ColumnName') name = parts.at(-1) ?? '';
    const type = label === 'ColumnType' ? parseType(parts[0] ?? '') : undefined;
    if (type !== undefined) found.push({ name, type });
  }
  return found;
}

function declarationOf(node: SyntaxNode, text: string): Command['declaration'] {
  const found = [...walk(node)].find(({ kind }) => kind === 'FunctionDeclaration');
  const parameters = found && child(found, 'Parameters');
  const body = found && child(found, 'Body');
  if (parameters === undefined || body === undefined) return undefined;
  return { parameters: parameters.text, body: text.slice(body.start, body.start + body.text.length) };
}

function queryOf(node: SyntaxNode, text: string): Command['query'] {
  const found = [...walk(node)].find(({ label }) => queryLabels.has(label));
  if (found === undefined) return undefined;
  return { text: text.slice(found.start).trimEnd(), start: found.start };
}

const blank = /^(?:\s|\/\/[^\n]*(?:\n|$))*/;

/**
 * The operators that follow the command, cut where the first of them starts. Nothing else can follow but one semicolon, and so a query over
 * `$command_results` is refused too. Source: https://learn.microsoft.com/kusto/management/
 */
function pipeOf(root: SyntaxNode, command: SyntaxNode, text: string): string | undefined {
  const [, second] = root.children.filter(({ label }) => label === 'Statements');
  if (second !== undefined) throw trailing(text.slice(second.start));
  const rest = text.slice(command.start + command.text.length).replace(blank, '');
  if (rest.startsWith('|')) return rest.slice(1).trim();
  if (rest.replace(/^;/, '').replace(blank, '') !== '') throw trailing(rest);
  return undefined;
}

function trailing(rest: string): QueryProblem {
  const found = rest.trim().slice(0, 40);
  return new QueryProblem('SYN0002', `Syntax error: only operators after a pipe can follow a command, not '${found}'`);
}

const isSkipped = (kind: string, children: readonly SyntaxNode[]): boolean =>
  kind === 'SkippedTokens' && children.length > 0;

/** The decoded command of a parsed text; undefined when the grammar did not recognise all of it. */
export function decodeCommand(root: SyntaxNode, text: string, diagnostics: readonly Diagnostic[]): Command | undefined {
  const nodes = [...walk(root)];
  const known = nodes.find((node) => node.command !== undefined);
  const broken = nodes.some(
    ({ kind, children }) => /^(?:Unknown|Partial|Bad)Command$/.test(kind) || isSkipped(kind, children),
  );
  if (known?.command === undefined || broken || diagnostics.some(({ kind }) => kind === 'syntax')) return undefined;
  const entries = [...entriesOf(known)];
  const matching = (label: string): readonly (readonly string[])[] =>
    entries.filter((entry) => entry.label === label).map(({ parts }) => parts);
  const query = queryOf(known, text);
  const declaration = declarationOf(known, text);
  const given = givenProperties(known, text);
  const pipe = pipeOf(root, known, text);
  return {
    kind: known.command.kind,
    words: entries.filter(({ label }) => label === '').map(({ parts }) => (parts[0] ?? '').toLowerCase()),
    argument: (label) => matching(label)[0]?.at(-1),
    arguments: (label) => matching(label).map((parts) => parts.at(-1) ?? ''),
    path: (label) => matching(label)[0] ?? [],
    columns: columnsOf(entries),
    properties: Object.fromEntries(given.map(({ name, value }) => [name, value])),
    given,
    ...(query ? { query } : {}),
    ...(declaration ? { declaration } : {}),
    ...(pipe === undefined ? {} : { pipe }),
    resultSchema: parseSchema(known.command.resultSchema),
    diagnostics,
  };
}
