import { z } from 'zod';
import { cutTo } from '../../domain/redact.ts';

/** One result row by column name. */
export type Row = ReadonlyMap<string, unknown>;

/** What a response body says. Anything that is not a whole, faultless answer is a failure: rows beside an error are never used. */
export type BodyReading =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'failed'; readonly message: string; readonly permanent: boolean | undefined }
  | { readonly kind: 'malformed'; readonly message: string };

const columns = z.array(z.looseObject({ ColumnName: z.string() }));
const table = z.looseObject({ TableName: z.string().optional(), Columns: columns, Rows: z.array(z.unknown()) });
const v1Body = z.looseObject({ Tables: z.array(table), Exceptions: z.array(z.unknown()).optional() });
const v2Body = z.array(z.looseObject({ FrameType: z.string() }));
const dataTable = table.extend({ TableKind: z.string() });
const completion = z.looseObject({
  HasErrors: z.boolean(),
  Cancelled: z.boolean().optional(),
  OneApiErrors: z.unknown().optional(),
});
const oneApiError = z.looseObject({
  error: z.looseObject({
    message: z.string().optional(),
    '@message': z.string().optional(),
    '@permanent': z.boolean().optional(),
  }),
});

/**
 * Reads the answer of `/v1/rest/mgmt`. One or two tables: the first is the result. More: the last is the table of contents that says which.
 * Errors inside a 200 are `Exceptions`, a row that is an object, or a status row of severity 2 and below.
 * Source: https://learn.microsoft.com/kusto/api/rest/response
 */
export function readV1(body: unknown): BodyReading {
  const parsed = v1Body.safeParse(body);
  if (!parsed.success) return malformed('not a v1 result', body);
  const { Tables: tables, Exceptions: exceptions } = parsed.data;
  if (exceptions !== undefined && exceptions.length > 0) return failed(exceptions);
  const [first] = tables;
  if (first === undefined) return malformed('no table in the result', body);
  const inRows = tables.flatMap((one) => errorsInRows(one.Rows));
  if (inRows.length > 0) return failed(inRows);
  const status = tables.length > 2 ? badStatus(tables) : undefined;
  if (status !== undefined) return { kind: 'failed', message: status, permanent: undefined };
  return rowsOf(first);
}

/**
 * Reads the answer of `/v2/rest/query`. Errors are `HasErrors` of the completion, a row that is an object, or a completion row of level 2 and below;
 * an answer without completion was cut off. Source: https://learn.microsoft.com/kusto/api/rest/response-v2
 */
export function readV2(body: unknown): BodyReading {
  const parsed = v2Body.safeParse(body);
  if (!parsed.success) return malformed('not a v2 result', body);
  const frames = parsed.data;
  const end = completion.safeParse(frames.find((frame) => frame.FrameType === 'DataSetCompletion'));
  if (!end.success) return malformed('the result was cut off before its completion frame', body);
  const tables = frames.flatMap((frame) => {
    const one = dataTable.safeParse(frame);
    return one.success ? [one.data] : [];
  });
  const errors = tables.flatMap((one) => errorsInRows(one.Rows));
  if (end.data.HasErrors || end.data.Cancelled === true || errors.length > 0) {
    return failed([...asList(end.data.OneApiErrors), ...errors]);
  }
  const status = badStatus(tables.filter((one) => one.TableKind === 'QueryCompletionInformation'));
  if (status !== undefined) return { kind: 'failed', message: status, permanent: undefined };
  const primary = tables.filter((one) => one.TableKind === 'PrimaryResult');
  const [first] = primary;
  if (first === undefined || primary.length > 1)
    return malformed(`${primary.length} primary results instead of one`, body);
  return rowsOf(first);
}

/** The error of a response that is not a 200; undefined when the body holds none. */
export function readError(
  body: unknown,
): { readonly message: string; readonly permanent: boolean | undefined } | undefined {
  const parsed = oneApiError.safeParse(body);
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  return { message: error['@message'] ?? error.message ?? 'no message', permanent: error['@permanent'] };
}

function rowsOf(one: z.infer<typeof table>): BodyReading {
  const names = one.Columns.map((column) => column.ColumnName);
  const rows: Row[] = [];
  for (const row of one.Rows) {
    if (!Array.isArray(row) || row.length !== names.length)
      return malformed('a row has another width than the columns', row);
    rows.push(new Map(names.map((name, index) => [name, row[index]])));
  }
  return { kind: 'rows', rows };
}

function errorsInRows(rows: readonly unknown[]): readonly unknown[] {
  return rows
    .filter((row) => !Array.isArray(row))
    .flatMap((row) => {
      const partial = z.looseObject({ OneApiErrors: z.array(z.unknown()) }).safeParse(row);
      return partial.success ? partial.data.OneApiErrors : [row];
    });
}

function badStatus(tables: readonly z.infer<typeof table>[]): string | undefined {
  for (const one of tables) {
    const names = one.Columns.map((column) => column.ColumnName);
    const severity = Math.max(names.indexOf('Severity'), names.indexOf('Level'));
    const text = Math.max(names.indexOf('StatusDescription'), names.indexOf('Payload'));
    if (severity < 0) continue;
    const bad = one.Rows.find((row) => Array.isArray(row) && typeof row[severity] === 'number' && row[severity] <= 2);
    if (Array.isArray(bad)) return String(bad[text] ?? 'the service reported an error without a text');
  }
  return undefined;
}

function failed(errors: readonly unknown[]): BodyReading {
  const readings = errors.map((error) => readError(error) ?? { message: textOf(error), permanent: undefined });
  const message = readings.map((reading) => reading.message).join('; ');
  return {
    kind: 'failed',
    message: message === '' ? 'the service reported an error without a text' : message,
    permanent: readings.find((reading) => reading.permanent !== undefined)?.permanent,
  };
}

function malformed(message: string, body: unknown): BodyReading {
  return { kind: 'malformed', message: `${message}: ${cutTo(200, textOf(body))}` };
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
