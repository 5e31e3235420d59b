import type { Draft } from '../engine/catalog.ts';
import { rowLevelSecurity } from '../engine/sources.ts';
import { parseDatetime, parseTimespan } from '../engine/time.ts';
import { readsFrom, type UpdatePolicy, updatePolicies } from '../engine/update-policies.ts';
import { badRequest } from '../problem.ts';
import type { Owner } from './policy-owners.ts';

interface Change {
  readonly name: string;
  readonly document: string | undefined;
  readonly nowTicks: bigint;
}

type Check = (draft: Draft, owner: Owner) => void;

const wordOf = (table: string): RegExp => new RegExp(`(?<![\\w])${table.replaceAll(/[^\w]/g, '\\$&')}(?![\\w])`);

/** Update policies that read a table on nobody's behalf. */
function readersOf(draft: Draft, table: string): string[] {
  const word = wordOf(table);
  return [...draft.tables.values()]
    .filter((target) =>
      updatePolicies(target).some(
        (policy) => !policy.ManagedIdentity && (readsFrom(policy, table) || word.test(policy.Query)),
      ),
    )
    .map(({ name }) => name);
}

const viewOver = (draft: Draft, table: string): string | undefined =>
  [...draft.views.values()].find(({ source }) => source === table)?.name;

/** Source: https://learn.microsoft.com/kusto/management/row-level-security-policy */
const checkRowLevelSecurity: Check = (draft, { name, policies }) => {
  if (policies.restricted_view_access === '{"IsEnabled":true}')
    throw badRequest(`Table '${name}' has restricted view access and cannot have row level security.`);
  const [reader] = readersOf(draft, name);
  if (reader !== undefined)
    throw badRequest(`The update policy of table '${reader}' reads table '${name}' without a managed identity.`);
  const job = [...draft.exports.values()].find(({ query }) => wordOf(name).test(query));
  if (job !== undefined)
    throw badRequest(`The continuous export '${job.name}' reads table '${name}' without impersonation.`);
};

/** Source: https://learn.microsoft.com/kusto/management/restricted-view-access-policy */
const checkRestricted: Check = (draft, { name, policies }) => {
  if (rowLevelSecurity({ policies })?.IsEnabled === true)
    throw badRequest(`Table '${name}' has row level security and cannot have restricted view access.`);
  const view = viewOver(draft, name);
  if (view !== undefined) throw badRequest(`Table '${name}' is the source of the materialized view '${view}'.`);
};

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-views-limitations */
const checkIngestionTime: Check = (draft, { name }) => {
  const view = viewOver(draft, name);
  if (view !== undefined)
    throw badRequest(`Table '${name}' is the source of the materialized view '${view}', which needs ingestion times.`);
};

/** Source: https://learn.microsoft.com/kusto/management/auto-delete-policy */
function checkExpiry(document: string, nowTicks: bigint): void {
  const { ExpiryDate } = JSON.parse(document);
  const expiry = parseDatetime(String(ExpiryDate ?? ''));
  if (expiry === undefined || expiry <= nowTicks)
    throw badRequest(`The expiry date '${ExpiryDate ?? ''}' is not a time in the future.`);
}

/** Update policies that may lose rows which their source does not keep. */
function looseReader(draft: Draft, source: string): string | undefined {
  const isLoose = (policy: UpdatePolicy) => policy.IsEnabled && !policy.IsTransactional && readsFrom(policy, source);
  return [...draft.tables.values()].find((target) => updatePolicies(target).some(isLoose))?.name;
}

/** A source that keeps nothing. Sources: https://learn.microsoft.com/kusto/management/retention-policy and …/update-policy */
function checkNothingKept(draft: Draft, { kind, name }: Owner): void {
  if (kind === 'Database') throw badRequest('A database cannot have a soft delete period of 0.');
  if (kind !== 'Table') return;
  const view = viewOver(draft, name);
  if (view !== undefined)
    throw badRequest(`Table '${name}' is the source of the materialized view '${view}' and has to keep its rows.`);
  const reader = looseReader(draft, name);
  if (reader !== undefined)
    throw badRequest(`The update policy of table '${reader}' reads table '${name}' and is not transactional.`);
}

/** Source: https://learn.microsoft.com/kusto/management/streaming-ingestion-policy */
function checkStreaming(document: string): void {
  if (JSON.parse(document).IsEnabled === undefined)
    throw badRequest("The streaming ingestion policy has no 'IsEnabled'.");
}

const keepsNothing = (document: string): boolean => parseTimespan(JSON.parse(document).SoftDeletePeriod) === 0n;

/** A column has one place in the order. Source: https://learn.microsoft.com/kusto/management/row-order-policy */
function checkRowOrder(document: string): void {
  const order: { ColumnName: string }[] = JSON.parse(document);
  const names = order.map(({ ColumnName }) => ColumnName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badRequest(`The row order policy names the column '${twice}' twice.`);
}

/** Refuses what does not go together with what is there already. */
export function checkPolicy(draft: Draft, owner: Owner, { name, document, nowTicks }: Change): void {
  const isOn = document !== undefined && /"IsEnabled":true/.test(document);
  if (name === 'retention' && document !== undefined && keepsNothing(document)) checkNothingKept(draft, owner);
  if (name === 'streamingingestion' && document !== undefined) checkStreaming(document);
  if (owner.kind !== 'Table') return;
  if (name === 'roworder' && document !== undefined) checkRowOrder(document);
  if (name === 'auto_delete' && document !== undefined) checkExpiry(document, nowTicks);
  if (name === 'row_level_security' && isOn) checkRowLevelSecurity(draft, owner);
  if (name === 'restricted_view_access' && isOn) checkRestricted(draft, owner);
  if (name === 'ingestiontime' && !isOn) checkIngestionTime(draft, owner);
}
