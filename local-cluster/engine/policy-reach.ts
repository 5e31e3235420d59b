import { badRequest } from '../problem.ts';
import type { QueryCatalog } from '../query/contract.ts';
import { type Catalog, findTable } from './catalog.ts';
import type { Database } from './database.ts';
import { refusing, rowLevelSecurity, storedCatalog } from './sources.ts';
import type { UpdatePolicy } from './update-policies.ts';

/**
 * What a policy's query can read: no tables with restricted view access and, without a managed identity, neither tables with row level
 * security nor other databases. Source: https://learn.microsoft.com/kusto/management/update-policy-with-managed-identity
 */
export function guardedCatalog(
  database: Database,
  catalog: Catalog,
  { ManagedIdentity }: Pick<UpdatePolicy, 'ManagedIdentity'>,
): QueryCatalog {
  const stored = storedCatalog(database, catalog);
  const tables = stored.tables.map((source) => {
    const { policies } = findTable(catalog, source.name);
    const isRestricted = policies.restricted_view_access === '{"IsEnabled":true}';
    const isSecured = rowLevelSecurity({ policies })?.IsEnabled === true && !ManagedIdentity;
    if (!isRestricted && !isSecured) return source;
    return refusing(source, badRequest(`An update policy cannot read table '${source.name}'.`));
  });
  if (!ManagedIdentity) return { ...stored, tables };
  const others = () => database.others().map((other) => other.queryCatalog());
  return { ...stored, tables, others };
}

/**
 * The policy of a stream reads nothing but what just came in.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-streaming#limitations
 */
export function sourceOnly(catalog: QueryCatalog, source: string): QueryCatalog {
  const problem = badRequest(
    `An update policy of streaming ingestion can only read what came into its source table '${source}'.`,
  );
  const tables = catalog.tables.map((table) => (table.name === source ? table : refusing(table, problem)));
  return { ...catalog, tables };
}
