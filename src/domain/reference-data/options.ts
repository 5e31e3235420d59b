import { closest } from 'fastest-levenshtein';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Problem } from '../problem.ts';
import type { Reading, ReferenceTable } from './check.ts';
import { type FileFormat, fileFormats } from './source-record.ts';

/** How the data file of a table is to be read, from `<Table>.yml` beside it. */
export interface ReferenceOptions extends Reading {
  /** Absent where the extension of the data file says it. */
  readonly format?: FileFormat | undefined;
  /** Between the values of a csv file. */
  readonly delimiter?: string | undefined;
  /** Columns of the table that tell its rows apart; empty where nothing does. */
  readonly key: readonly string[];
  /** Who loads the rows: the service on a command, or an Event Grid data connection that watches a container. */
  readonly ingestion: (typeof ingestionWays)[number];
}

const ingestionWays = ['direct', 'event-grid'] as const;

const schema = z.strictObject({
  format: z.enum(fileFormats).optional(),
  'null-text': z.string().min(1).optional(),
  delimiter: z
    .string()
    .regex(/^[^"\r\n]$/, 'one character, and no quote or line break')
    .optional(),
  columns: z.record(z.string(), z.string()).optional(),
  key: z.array(z.string()).min(1).optional(),
  ingestion: z.enum(ingestionWays).optional(),
});

export const noOptions: ReferenceOptions = { columns: new Map(), key: [], ingestion: 'direct' };

interface Written {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/**
 * Reads a file of options for this table, or tells everything that is wrong with it by line and column. What it says of the data file's format is
 * checked against `formatOfFile`, the format by its extension; undefined where that says none.
 */
export function readOptions(
  { path, text }: { readonly path: string; readonly text: string },
  table: ReferenceTable,
  formatOfFile: FileFormat | undefined,
): ReferenceOptions | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const written: Written = { path, document, lines };
  if (document.errors.length > 0) return { problems: document.errors.map((error) => broken(written, error)) };
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (!parsed.success) return { problems: parsed.error.issues.flatMap((issue) => wrong(written, issue)) };
  const { format, delimiter, columns = {}, key = [], ingestion = 'direct' } = parsed.data;
  const nullText = parsed.data['null-text'];
  const options = { format, delimiter, nullText, columns: new Map(Object.entries(columns)), key, ingestion };
  const problems = [
    ...unfit(written, format ?? formatOfFile, { delimiter, nullText }),
    ...Object.entries(columns).flatMap(([name, column]) => unknown(written, column, ['columns', name], table)),
    ...key.flatMap((column, index) => unknown(written, column, ['key', index], table)),
    ...repeated(written, columns),
  ];
  return problems.length > 0 ? { problems } : options;
}

function broken({ path }: Written, error: Document['errors'][number]): Problem {
  const [place] = error.linePos ?? [{ line: 1, col: 1 }];
  return {
    code: 'reference-data',
    summary: `${path} cannot be read as YAML.`,
    detail: error.message.split('\n')[0] ?? '',
    at: { file: path, line: place.line, column: place.col },
  };
}

function wrong(written: Written, issue: z.core.$ZodIssue): readonly Problem[] {
  const inside = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const allowed = Object.keys(schema.shape);
    return issue.keys.map((name) => ({
      ...said(written, [...inside, name], `has the option ${name}, which is none.`),
      detail: `Options: ${allowed.join(', ')}.`,
      next: `Did you mean ${closest(name, allowed)}?`,
    }));
  }
  const seen = written.document.getIn(inside);
  const isBare = issue.code === 'invalid_type' && issue.expected === 'string' && !isNode(seen);
  return [
    {
      ...said(written, inside, `has a value of ${inside.join('/') || 'the file'} that is no good.`),
      detail: `${issue.message}; seen: ${isNode(seen) ? String(seen) : JSON.stringify(seen)}.`,
      ...(isBare && { next: 'Put the text in quotes.' }),
    },
  ];
}

/** Options that the format of the data file has no use for. */
function unfit(
  written: Written,
  format: FileFormat | undefined,
  { delimiter, nullText }: Pick<ReferenceOptions, 'delimiter' | 'nullText'>,
): readonly Problem[] {
  const isText = format === 'csv' || format === 'tsv';
  return [
    ...(delimiter !== undefined && format !== 'csv'
      ? [said(written, ['delimiter'], `has a delimiter, which only csv has; the format is ${format}.`)]
      : []),
    ...(nullText !== undefined && !isText
      ? [said(written, ['null-text'], `has a text for null, which only csv and tsv have; the format is ${format}.`)]
      : []),
  ];
}

function unknown(
  written: Written,
  column: string,
  at: readonly (string | number)[],
  { name, columns }: ReferenceTable,
): readonly Problem[] {
  const allowed = columns.map((one) => one.name);
  if (allowed.includes(column)) return [];
  return [
    {
      ...said(written, at, `names column ${column}, which table ${name} does not have.`),
      detail: `The table has: ${allowed.join(', ')}.`,
      ...(allowed.length > 0 && { next: `Did you mean ${closest(column, allowed)}?` }),
    },
  ];
}

function repeated(written: Written, columns: Readonly<Record<string, string>>): readonly Problem[] {
  const targets = Object.values(columns);
  return Object.entries(columns)
    .filter(([, column], index) => targets.indexOf(column) < index)
    .map(([name, column]) => said(written, ['columns', name], `gives column ${column} to more than one name.`));
}

function said({ path, document, lines }: Written, at: readonly (string | number)[], what: string): Problem {
  const offset = offsetOf(document, at);
  const { line, col } = lines.linePos(offset);
  return {
    code: 'reference-data',
    summary: `${path} ${what}`,
    at: { file: path, line: Math.max(line, 1), column: Math.max(col, 1) },
  };
}

/** Of a name in a mapping, or of an item in a list. */
function offsetOf(document: Document, at: readonly (string | number)[]): number {
  const last = at.at(-1);
  if (last === undefined) return 0;
  const parent = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true);
  if (isMap(parent)) {
    const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === last)?.key;
    return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  }
  const node = document.getIn(at, true);
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
