import { type Draft, findTable, type TableEntry } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import { guardedCatalog } from '../engine/policy-reach.ts';
import { queryProblem } from '../engine/query.ts';
import { securedSource, securityCatalog, tableSource } from '../engine/sources.ts';
import { checkTarget, keepsNothing, readsFrom, translatePolicy, type UpdatePolicy } from '../engine/update-policies.ts';
import { badRequest, unsupported } from '../problem.ts';
import { QueryProblem } from '../query/contract.ts';
import type { Result } from '../wire.ts';
import { changePolicy, policyRows } from './policies.ts';
import { checkPolicy } from './policy-checks.ts';
import { ownersOf, readTarget, setPolicy } from './policy-owners.ts';
import { type Document, documentOf } from './policy-schema.ts';
import { updateShape } from './policy-shapes.ts';
import { flagOf, readProperties } from './reader-properties.ts';
import type { Commands, Request } from './request.ts';

function updatePolicyOf(given: Document): UpdatePolicy {
  return {
    IsEnabled: given.IsEnabled !== false,
    Source: String(given.Source),
    ...(given.SourceIsWildCard === true ? { SourceIsWildCard: true } : {}),
    Query: String(given.Query),
    IsTransactional: given.IsTransactional === true,
    PropagateIngestionProperties: given.PropagateIngestionProperties === true,
    ManagedIdentity: typeof given.ManagedIdentity === 'string' ? given.ManagedIdentity : null,
  };
}

/** The tables that trigger a policy now; of a pattern all that fit it. */
function sourcesOf(draft: Draft, policy: UpdatePolicy, target: string): TableEntry[] {
  if (policy.SourceIsWildCard !== true) return [findTable(draft, policy.Source)];
  const found = [...draft.tables.values()].filter(({ name }) => name !== target && readsFrom(policy, name));
  if (found.length === 0) throw unsupported(`an update policy whose pattern '${policy.Source}' fits no table yet`);
  return found;
}

/** The sources are there, the query runs over each of them, and what it gives fits the table. */
function checkUpdatePolicy(database: Database, draft: Draft, target: string, policy: UpdatePolicy): void {
  if (!policy.IsEnabled) return;
  const catalog = guardedCatalog(database, draft.catalog, policy);
  for (const source of sourcesOf(draft, policy, target)) {
    if (!policy.IsTransactional && keepsNothing(draft, source))
      throw badRequest(`Table '${source.name}' keeps nothing, so a policy that reads it has to be transactional.`);
    checkTarget(translatePolicy(policy, source, catalog, []), findTable(draft, target));
  }
}

/** `.alter` puts a new list in place, `.alter-merge` adds to it, entries that are there already too. */
const alterUpdate = (verb: 'alter' | 'alter-merge') => (request: Request) => {
  const { target, reader } = readTarget(request.text, verb);
  const given = documentOf(updateShape)(reader).map(updatePolicyOf);
  reader.end();
  return request.database.change(async (_session, draft) => {
    const changed = ownersOf(draft, target).map((owner) => {
      for (const policy of given) checkUpdatePolicy(request.database, draft, owner.name, policy);
      const present = verb === 'alter' ? [] : JSON.parse(owner.policies.update ?? '[]');
      return setPolicy(draft, owner, { name: 'update', document: JSON.stringify([...present, ...given]) });
    });
    return policyRows(request.database, 'update', changed);
  });
};

/** The query has to give the table's own columns. */
function checkSecurity(database: Database, draft: Draft, table: string, query: string): void {
  try {
    securedSource(tableSource(findTable(draft, table)), query, securityCatalog(database, draft.catalog));
  } catch (cause) {
    throw cause instanceof QueryProblem ? queryProblem(cause) : cause;
  }
}

function alterSecurity(request: Request): Promise<Result> {
  const { database } = request;
  const { target, reader } = readTarget(request.text, 'alter');
  const word = reader.choose('enable', 'disable');
  const given = readProperties(reader, ['allowMaterializedViewsWithoutRowLevelSecurity']);
  const document = { IsEnabled: word === 'enable', Query: reader.string() };
  reader.end();
  const allowsViews = flagOf(given, 'allowMaterializedViewsWithoutRowLevelSecurity');
  return database.change(async (_session, draft) => {
    const changed = ownersOf(draft, target).map((owner) => {
      const view = [...draft.views.values()].find(({ source }) => source === owner.name);
      if (view !== undefined && !allowsViews && document.IsEnabled)
        throw badRequest(`Table '${owner.name}' is the source of the materialized view '${view.name}'.`);
      checkSecurity(database, draft, owner.name, document.Query);
      const text = JSON.stringify(document);
      const nowTicks = request.engine.clock.nowTicks();
      checkPolicy(draft, owner, { name: 'row_level_security', document: text, nowTicks });
      return setPolicy(draft, owner, { name: 'row_level_security', document: text });
    });
    return policyRows(database, 'row_level_security', changed);
  });
}

/**
 * Policies that hold a query. Sources: https://learn.microsoft.com/kusto/management/update-policy and
 * https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export const queryPolicyCommands: Commands = {
  AlterTablePolicyUpdate: alterUpdate('alter'),
  AlterMergeTablePolicyUpdate: alterUpdate('alter-merge'),
  AlterTablePolicyRowLevelSecurity: alterSecurity,
  DeleteTablePolicyUpdate: (request) => changePolicy(request, 'delete', 'update', () => undefined),
};
