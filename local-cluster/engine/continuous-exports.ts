import { badRequest, entityNotFound } from '../problem.ts';
import type { QueryCatalog, TableSource, TranslatedQuery, ViewSource } from '../query/contract.ts';
import { type Catalog, effectivePolicy, findTable, hasIngestionTime, type TableEntry } from './catalog.ts';
import type { Database } from './database.ts';
import { findExternal } from './external-tables.ts';
import { translate } from './query.ts';
import { refusing, rowLevelSecurity, tableSource } from './sources.ts';
import { checkSchema, type TableExportSettings } from './table-export.ts';

/** A query whose new rows go to an external table again and again. Instants and spans are ticks in decimal text. */
export interface ContinuousExport {
  /** Another one of the same name, made after this was dropped, has another id. */
  readonly id: string;
  readonly name: string;
  readonly externalTable: string;
  readonly query: string;
  /** The fact tables; absent: all tables of the query. */
  readonly over?: readonly string[];
  readonly interval: string;
  readonly forcedLatency?: string;
  readonly settings: TableExportSettings;
  /** As `ExportProperties` shows them. */
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly isDisabled: boolean;
  /** The cursor's stamp when it was made. */
  readonly startStamp: number;
  /** Rows up to this stamp are exported. */
  readonly stamp: number;
  readonly exportedTo?: string;
  readonly lastRun?: string;
  readonly lastResult?: 'Completed' | 'Failed';
  readonly lastSuccess?: string;
  /** Since when nothing but permanent failures came of it. */
  readonly failingSince?: string;
}

export function findExport(catalog: Pick<Catalog, 'exports'>, name: string): ContinuousExport {
  const found = catalog.exports.get(name);
  if (found === undefined) throw entityNotFound('ContinuousExport', name);
  return found;
}

/** Stamps of rows: after the first, up to and including the second. */
export interface Window {
  readonly from: bigint;
  readonly to: bigint;
}

type Definition = Pick<ContinuousExport, 'name' | 'externalTable' | 'query' | 'over'>;

function problemOf(catalog: Catalog, table: TableEntry): string | undefined {
  if (effectivePolicy(catalog, table, 'restricted_view_access') === '{"IsEnabled":true}')
    return `Continuous export cannot read table '${table.name}', which has restricted view access.`;
  if (rowLevelSecurity(table)?.IsEnabled === true)
    return `Continuous export without a managed identity cannot read table '${table.name}', which has row level security.`;
  return undefined;
}

/** Only the rows of a window, and a note that they were read. */
function sourceOf(stored: TableSource, window: Window | undefined, seen: Set<string>): TableSource {
  const within = window && `${stored.cursorSql} > ${window.from} AND ${stored.cursorSql} <= ${window.to}`;
  return {
    ...stored,
    get relation() {
      seen.add(stored.name);
      return within === undefined ? stored.relation : `(SELECT * FROM ${stored.relation} WHERE ${within})`;
    },
  };
}

function refusedView({ name, columns, columnSql }: ViewSource): ViewSource {
  return {
    name,
    columns,
    columnSql,
    get relation(): string {
      throw badRequest(`Continuous export over the materialized view '${name}' is not supported.`);
    },
  };
}

/**
 * What an export's query sees: of fact tables the rows of a window, of dimension tables all rows. Tables that are read are added to `seen`.
 * Source: https://learn.microsoft.com/kusto/management/data-export/continuous-data-export
 */
export function exportCatalog(
  catalog: Catalog,
  { over }: Pick<Definition, 'over'>,
  { window, seen = new Set() }: { window: Window; seen?: Set<string> },
): (open: QueryCatalog) => QueryCatalog {
  const tables = [...catalog.tables.values()].map((table) => {
    const problem = problemOf(catalog, table);
    const stored = tableSource(table);
    if (problem !== undefined) return refusing(stored, badRequest(problem));
    const isFact = over === undefined || over.includes(table.name);
    return sourceOf(stored, isFact ? window : undefined, seen);
  });
  return (open) => ({ ...open, tables, materializedViews: (open.materializedViews ?? []).map(refusedView) });
}

function factsOf(catalog: Catalog, { over }: Definition, seen: ReadonlySet<string>): TableEntry[] {
  for (const name of over ?? []) {
    findTable(catalog, name);
    if (!seen.has(name)) throw badRequest(`The query does not read the fact table '${name}'.`);
  }
  const facts = (over ?? [...seen]).map((name) => findTable(catalog, name));
  if (facts.length === 0) throw badRequest('The query of a continuous export has to read a fact table.');
  const untimed = facts.find((table) => !hasIngestionTime(table));
  if (untimed !== undefined) throw badRequest(`Table '${untimed.name}' has no IngestionTime policy.`);
  return facts;
}

const nothing: Window = { from: 0n, to: 0n };

/** The fact tables of an export; refuses what cannot be exported, or not to its external table. */
export function checkExport(database: Database, catalog: Catalog, definition: Definition): TableEntry[] {
  const seen = new Set<string>();
  const see = exportCatalog(catalog, definition, { window: nothing, seen });
  const translated: TranslatedQuery = translate(definition.query, see(database.queryCatalog(catalog)));
  checkSchema(translated.columns, findExternal(catalog, definition.externalTable).columns);
  return factsOf(catalog, definition, seen);
}
