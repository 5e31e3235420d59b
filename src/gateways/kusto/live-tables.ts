import { z } from 'zod';
import { type Column, columnTypes } from '../../domain/column.ts';
import { problemError } from '../../domain/problem.ts';
import type { LiveTable } from '../../ports/database.ts';
import type { Row } from './body.ts';
import { countOf, optionalOf, textOf } from './rows.ts';

const schemaDocument = z.looseObject({
  Databases: z.record(
    z.string(),
    z.looseObject({
      MajorVersion: z.number(),
      MinorVersion: z.number(),
      Tables: z.record(
        z.string(),
        z.looseObject({
          Name: z.string(),
          Folder: z.string().nullish(),
          DocString: z.string().nullish(),
          OrderedColumns: z.array(z.looseObject({ Name: z.string(), CslType: z.string() })),
        }),
      ),
    }),
  ),
});

/** Tables as schema, details and policies tell of them together, sorted by name; rejects what they do not agree on. */
export function liveTables(
  schema: unknown,
  database: string,
  details: readonly Row[],
  policies: readonly Row[],
): readonly LiveTable[] {
  const parsed = schemaDocument.safeParse(typeof schema === 'string' ? JSON.parse(schema) : schema);
  const found = parsed.success
    ? Object.entries(parsed.data.Databases).find(([name]) => name.toLowerCase() === database.toLowerCase())
    : undefined;
  if (found === undefined)
    throw problemError({ code: 'unknown', summary: `The cluster's schema of ${database} cannot be read.` });
  const byName = new Map(details.map((row) => [textOf(row, 'TableName'), row]));
  const timed = tablesWithIngestionTime(policies);
  return Object.values(found[1].Tables)
    .map((table) => {
      const row = byName.get(table.Name);
      if (row === undefined)
        throw problemError({
          code: 'unknown',
          summary: `The cluster lists no details of table ${table.Name}.`,
          transient: true,
        });
      const columns = table.OrderedColumns.map(({ Name, CslType }) => ({
        name: Name,
        type: columnType(CslType, Name),
      }));
      const hot = hotPeriod(optionalOf(row, 'CachingPolicy'));
      const streaming = streamingOf(optionalOf(row, 'StreamingIngestionPolicy'));
      const retention = softDeletePeriod(optionalOf(row, 'RetentionPolicy'));
      return {
        name: table.Name,
        database: found[0],
        tableId: textOf(row, 'TableId'),
        schemaVersion: `${found[1].MajorVersion}.${found[1].MinorVersion}`,
        columns,
        folder: table.Folder ?? '',
        docString: table.DocString ?? '',
        ingestionTime: timed.has(table.Name) ? ('on' as const) : ('off' as const),
        ...(streaming === undefined ? {} : { streaming }),
        ...(retention === undefined ? {} : { softDeletePeriod: retention }),
        ...(hot === undefined ? {} : { hotPeriod: hot }),
        estimate: {
          rows: countOf(row, 'TotalRowCount'),
          originalBytes: sizeOf(row, 'TotalOriginalSize'),
          storedBytes: optionalSize(row, 'TotalExtentSize'),
          hotBytes: optionalSize(row, 'HotExtentSize'),
        },
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The service writes entities as `[Database].[Table]`. A table whose policy it does not tell is taken to have none, which only costs time. */
function tablesWithIngestionTime(policies: readonly Row[]): ReadonlySet<string> {
  const isOn = (row: Row): boolean => {
    const policy = optionalOf(row, 'Policy');
    if (typeof policy !== 'string' || policy === '' || policy === 'null') return false;
    return z.looseObject({ IsEnabled: z.boolean() }).parse(JSON.parse(policy)).IsEnabled;
  };
  const nameOf = (row: Row): string => textOf(row, 'EntityName').replace(/^\[[^\]]*\]\.\[(.*)\]$/s, '$1');
  return new Set(policies.filter(isOn).map(nameOf));
}

/** The service writes sizes as real numbers. */
function sizeOf(row: Row, column: string): number {
  const value = optionalOf(row, column);
  if (typeof value === 'number' && value >= 0) return value;
  throw problemError({ code: 'unknown', summary: `The cluster's details of a table hold no number in ${column}.` });
}

function optionalSize(row: Row, column: string): number | undefined {
  const value = optionalOf(row, column);
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function columnType(text: string, column: string): Column['type'] {
  const type = columnTypes.find((known) => known === text);
  if (type === undefined)
    throw problemError({
      code: 'unknown',
      summary: `Column ${column} has the type ${text}, which this version does not know.`,
    });
  return type;
}

/** Where neither the table nor its database has a policy the service shows `null`. Source: https://learn.microsoft.com/kusto/management/streaming-ingestion-policy */
function streamingOf(policy: unknown): LiveTable['streaming'] {
  if (policy === 'null') return 'off';
  if (typeof policy !== 'string' || policy === '') return undefined;
  const parsed = z.looseObject({ IsEnabled: z.boolean() }).safeParse(JSON.parse(policy));
  if (!parsed.success) return undefined;
  return parsed.data.IsEnabled ? 'on' : 'off';
}

/** The period of a retention policy as the service shows it. Where none is set it shows `null`, and nothing expires. Source: https://learn.microsoft.com/kusto/management/retention-policy */
export function softDeletePeriod(policy: unknown): string | undefined {
  if (policy === 'null') return '365000.00:00:00';
  if (typeof policy !== 'string' || policy === '') return undefined;
  const parsed = z.looseObject({ SoftDeletePeriod: z.string() }).safeParse(JSON.parse(policy));
  return parsed.success ? parsed.data.SoftDeletePeriod : undefined;
}

const span = z.union([z.string(), z.looseObject({ Value: z.string() }).transform(({ Value }) => Value)]);

/**
 * Where no policy is set the service shows `null`, and everything is hot. Hot windows can make older data hot too, which a period does not tell. Source:
 * https://learn.microsoft.com/kusto/management/cache-policy
 */
function hotPeriod(policy: unknown): string | undefined {
  if (policy === 'null') return '365000.00:00:00';
  if (typeof policy !== 'string' || policy === '') return undefined;
  const parsed = z.looseObject({ DataHotSpan: span }).safeParse(JSON.parse(policy));
  return parsed.success ? parsed.data.DataHotSpan : undefined;
}
