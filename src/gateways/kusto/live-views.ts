import { z } from 'zod';
import { type Column, columnTypes } from '../../domain/column.ts';
import { problemError } from '../../domain/problem.ts';
import type { StoredView } from '../../domain/snapshot/manifest.ts';
import type { LiveView } from '../../ports/database.ts';
import type { Row } from './body.ts';
import { optionalOf, textOf } from './rows.ts';

const schemaOfViews = z.looseObject({
  Databases: z.record(
    z.string(),
    z.looseObject({
      MajorVersion: z.number(),
      MinorVersion: z.number(),
      MaterializedViews: z
        .record(
          z.string(),
          z.looseObject({ OrderedColumns: z.array(z.looseObject({ Name: z.string(), CslType: z.string() })) }),
        )
        .nullish(),
    }),
  ),
});

/**
 * Materialized views as `.show materialized-views` lists them, with the columns of the schema; sorted by name.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-show-command
 */
export function liveViews(schema: unknown, database: string, listed: readonly Row[]): readonly LiveView[] {
  if (listed.length === 0) return [];
  const parsed = schemaOfViews.safeParse(typeof schema === 'string' ? JSON.parse(schema) : schema);
  const found = parsed.success
    ? Object.entries(parsed.data.Databases).find(([name]) => name.toLowerCase() === database.toLowerCase())
    : undefined;
  if (found === undefined) throw unreadable(`the schema of ${database}`);
  const { MajorVersion, MinorVersion, MaterializedViews } = found[1];
  return listed
    .map((row) => {
      const name = textOf(row, 'Name');
      const described = MaterializedViews?.[name];
      if (described === undefined) throw unreadable(`the columns of the materialized view ${name}`);
      return {
        name,
        schemaVersion: `${MajorVersion}.${MinorVersion}`,
        columns: described.OrderedColumns.map(({ Name, CslType }) => columnOf(Name, CslType, name)),
        folder: textOr(row, 'Folder') ?? '',
        docString: textOr(row, 'DocString') ?? '',
        definition: definitionOf(row),
        isHealthy: isTrue(optionalOf(row, 'IsHealthy')) ? ('yes' as const) : ('no' as const),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function definitionOf(row: Row): StoredView {
  const [materializedTo, lookback, lookbackColumn] = ['MaterializedTo', 'Lookback', 'LookbackColumn'].map((column) =>
    textOr(row, column),
  );
  return {
    source: textOf(row, 'SourceTable'),
    query: textOf(row, 'Query'),
    ...(materializedTo === undefined ? {} : { materializedTo }),
    ...(lookback === undefined ? {} : { lookback }),
    ...(lookbackColumn === undefined ? {} : { lookbackColumn }),
  };
}

/** Undefined where there is nothing, or no text, in the column. */
function textOr(row: Row, column: string): string | undefined {
  const value = optionalOf(row, column);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}

function columnOf(name: string, type: string, view: string): Column {
  const known = columnTypes.find((one) => one === type);
  if (known !== undefined) return { name, type: known };
  throw unreadable(`the type ${type} of column ${name} of the materialized view ${view}`);
}

function unreadable(what: string) {
  return problemError({ code: 'unknown', summary: `The cluster's answer does not tell ${what}.`, transient: true });
}
