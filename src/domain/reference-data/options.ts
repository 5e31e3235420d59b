import { isNode } from 'yaml';
import { z } from 'zod';
import { nearest } from '../kql/schema-tokens.ts';
import type { Problem } from '../problem.ts';
import { placeOf, readYaml, type WrittenYaml, type YamlPath } from '../yaml-place.ts';
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

/**
 * Reads a file of options for this table, or tells everything that is wrong with it by line and column. What it says of the data file's format is
 * checked against `formatOfFile`, the format by its extension; undefined where that says none.
 */
export function readOptions(
  { path, text }: { readonly path: string; readonly text: string },
  table: ReferenceTable,
  formatOfFile: FileFormat | undefined,
): ReferenceOptions | { readonly problems: readonly Problem[] } {
  const { written, broken, twins } = readYaml({ path, text });
  const faults = [...broken, ...twins];
  if (faults.length > 0) return { problems: faults.map((one) => ({ code: 'reference-data', ...one })) };
  const parsed = schema.safeParse(written.document.toJS() ?? {});
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

function wrong(written: WrittenYaml, issue: z.core.$ZodIssue): readonly Problem[] {
  const inside = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const allowed = Object.keys(schema.shape);
    return issue.keys.map((name) => ({
      ...said(written, [...inside, name], `has the option ${name}, which is none.`),
      detail: `Options: ${allowed.join(', ')}.`,
      ...meant(name, allowed),
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

function meant(name: string, allowed: readonly string[]): Pick<Problem, 'next'> {
  const near = nearest(name, allowed);
  return near === undefined ? {} : { next: `Did you mean ${near}?` };
}

/** Options that the format of the data file has no use for. */
function unfit(
  written: WrittenYaml,
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
  written: WrittenYaml,
  column: string,
  at: YamlPath,
  { name, columns }: ReferenceTable,
): readonly Problem[] {
  const allowed = columns.map((one) => one.name);
  if (allowed.includes(column)) return [];
  return [
    {
      ...said(written, at, `names column ${column}, which table ${name} does not have.`),
      detail: `The table has: ${allowed.join(', ')}.`,
      ...meant(column, allowed),
    },
  ];
}

function repeated(written: WrittenYaml, columns: Readonly<Record<string, string>>): readonly Problem[] {
  const targets = Object.values(columns);
  return Object.entries(columns)
    .filter(([, column], index) => targets.indexOf(column) < index)
    .map(([name, column]) => said(written, ['columns', name], `gives column ${column} to more than one name.`));
}

function said(written: WrittenYaml, at: YamlPath, what: string): Problem {
  return { code: 'reference-data', summary: `${written.path} ${what}`, at: placeOf(written, at) };
}
