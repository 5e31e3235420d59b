import { badRequest, ClusterProblem } from '../problem.ts';
import type { QueryCatalog, TranslatedQuery } from '../query/contract.ts';
import { namesLike } from '../query/wildcards.ts';
import { shownProblem } from './blobs.ts';
import { actFor, systemCaller } from './caller.ts';
import {
  type Arrival,
  type Catalog,
  type Draft,
  dataTable,
  effectivePolicy,
  findTable,
  type TableEntry,
} from './catalog.ts';
import type { Database } from './database.ts';
import { deleteExtents, insertRows } from './extents.ts';
import { recordFailure } from './ingestion-failures.ts';
import { guardedCatalog, sourceOnly } from './policy-reach.ts';
import { translate } from './query.ts';
import { streamRows } from './row-store.ts';
import type { Session } from './store.ts';
import { parseTimespan } from './time.ts';

/** One entry of a table's update policy. Source: https://learn.microsoft.com/kusto/management/update-policy */
export interface UpdatePolicy {
  readonly IsEnabled: boolean;
  /** A table, or with `SourceIsWildCard` a pattern in which `*` stands for any characters. */
  readonly Source: string;
  readonly SourceIsWildCard?: boolean;
  readonly Query: string;
  readonly IsTransactional: boolean;
  readonly PropagateIngestionProperties: boolean;
  readonly ManagedIdentity?: string | null;
}

export function updatePolicies({ policies }: Pick<TableEntry, 'policies'>): UpdatePolicy[] {
  return policies.update === undefined ? [] : JSON.parse(policies.update);
}

/** Whether rows that come into this table trigger the policy. */
export function readsFrom({ Source, SourceIsWildCard }: UpdatePolicy, table: string): boolean {
  return SourceIsWildCard === true ? namesLike(Source, [table]).length > 0 : Source === table;
}

/** One policy to run over what came into its source. */
export interface Feed {
  readonly arrival: Arrival;
  readonly target: string;
  readonly policy: UpdatePolicy;
  /** Tables the chain has passed; it is cut where it would enter one again. */
  readonly passed: ReadonlySet<string>;
}

/** What the query of a policy with many sources calls the one that triggered it. */
const anySource = '$source_table';

/** The query of a policy, over nothing but what came in. */
export function translatePolicy(
  policy: Pick<UpdatePolicy, 'Query' | 'SourceIsWildCard'>,
  source: TableEntry,
  catalog: QueryCatalog,
  extents: readonly number[],
): TranslatedQuery {
  const relation = `(SELECT * FROM ${dataTable(source)} WHERE _extent IN (${[-1, ...extents].join(', ')}))`;
  const tables = catalog.tables.map((table) => (table.name === source.name ? { ...table, relation } : table));
  if (policy.SourceIsWildCard !== true) return translate(policy.Query, { ...catalog, tables });
  const arrived = tables.filter(({ name }) => name === source.name).map((table) => ({ ...table, name: anySource }));
  return translate(policy.Query, { ...catalog, tables: [...tables, ...arrived] });
}

/** Columns are matched by position; their types must be the target's. */
export function checkTarget(translated: TranslatedQuery, target: TableEntry): void {
  const types = (columns: readonly { type: string }[]) => columns.map(({ type }) => type).join(', ');
  if (types(translated.columns) === types(target.columns)) return;
  throw badRequest(
    `Query schema does not match table schema. Query: (${types(translated.columns)}), table '${target.name}': (${types(target.columns)}).`,
    'UpdatePolicy_QuerySchemaDoesNotMatchTableSchema',
  );
}

function feedsOf(draft: Draft, arrival: Arrival, passed: ReadonlySet<string>): Feed[] {
  const source = arrival.table.name;
  const chain = new Set([...passed, source]);
  return [...draft.tables.values()]
    .filter(({ name }) => !chain.has(name))
    .flatMap((table) => updatePolicies(table).map((policy) => ({ arrival, target: table.name, policy, passed: chain })))
    .filter(({ policy }) => policy.IsEnabled && readsFrom(policy, source));
}

/** Stores what a policy makes of the new rows. */
async function runFeed(session: Session, draft: Draft, database: Database, feed: Feed): Promise<void> {
  const { arrival, policy } = feed;
  const target = findTable(draft, feed.target);
  const guarded = guardedCatalog(database, draft.catalog, policy);
  const catalog = arrival.kind === 'streamed' ? sourceOnly(guarded, arrival.table.name) : guarded;
  const translated = translatePolicy(policy, findTable(draft, arrival.table.name), catalog, arrival.extents);
  checkTarget(translated, target);
  const { nowTicks, replaces } = arrival;
  if (arrival.kind === 'streamed') {
    const dueTicks = database.rowStore.dueFrom(nowTicks);
    await streamRows(session, draft, { table: target, select: translated.sql, nowTicks, dueTicks });
    return;
  }
  const propagates = policy.PropagateIngestionProperties && arrival.kind === 'ingested';
  const batch = propagates
    ? { tags: arrival.tags, createdTicks: arrival.createdTicks, nowTicks }
    : { tags: [], createdTicks: nowTicks, nowTicks };
  const old = replaces ? await extentNumbers(session, target) : [];
  await insertRows(session, draft, { table: target, select: translated.sql, ...batch, replaces });
  await deleteExtents(session, target, old);
}

async function extentNumbers(session: Session, table: TableEntry): Promise<number[]> {
  const rows = await session.rows(`SELECT id FROM meta.extent WHERE table_id = ${table.id}`);
  return rows.map(([id]) => Number(id));
}

/** Runs transactional policies down their chains; what is left are those that run on their own. */
async function feedAll(
  session: Session,
  draft: Draft,
  database: Database,
  passed: ReadonlySet<string>,
): Promise<Feed[]> {
  const later: Feed[] = [];
  const arrivals = draft.arrivals;
  draft.arrivals = [];
  for (const arrival of arrivals) {
    const feeds = arrival.extents.length === 0 && !arrival.replaces ? [] : feedsOf(draft, arrival, passed);
    for (const feed of feeds.filter(({ policy }) => policy.IsTransactional)) {
      await runFeed(session, draft, database, feed);
      later.push(...(await feedAll(session, draft, database, feed.passed)));
    }
    later.push(...feeds.filter(({ policy }) => !policy.IsTransactional));
    await discardPassing(session, draft, arrival, feeds);
  }
  return later;
}

/** A source that keeps nothing hands its rows on and forgets them. */
async function discardPassing(session: Session, draft: Draft, arrival: Arrival, feeds: readonly Feed[]): Promise<void> {
  const table = draft.tables.get(arrival.table.name);
  if (table === undefined || arrival.kind === 'moved' || !keepsNothing(draft, table)) return;
  if (feeds.length === 0)
    throw badRequest(
      `Table '${table.name}' keeps nothing and no update policy reads it.`,
      'BadRequest_ZeroRetentionPolicyWithNoUpdatePolicy',
    );
  await deleteExtents(session, table, arrival.extents);
}

/** Whether rows that come into a table only pass through it. Source: https://learn.microsoft.com/kusto/management/retention-policy */
export function keepsNothing(draft: Pick<Catalog, 'database'>, table: TableEntry): boolean {
  const retention = effectivePolicy(draft, table, 'retention');
  return retention !== undefined && parseTimespan(JSON.parse(retention).SoftDeletePeriod) === 0n;
}

/** Runs the transactional policies that read what a change brought in; a failure fails the change. */
export function feedTargets(
  database: Database,
  session: Session,
  draft: Draft,
  passed: ReadonlySet<string>,
): Promise<Feed[]> {
  if (draft.arrivals.length === 0) return Promise.resolve([]);
  return actFor(systemCaller, () => feedAll(session, draft, database, passed));
}

/** Runs the other policies, each as a transaction of its own; a failure leaves the source as it is and goes to the log. */
export async function feedTargetsLater(database: Database, feeds: readonly Feed[]): Promise<void> {
  for (const feed of feeds) {
    try {
      await actFor(systemCaller, () =>
        database.change((session, draft) => runFeed(session, draft, database, feed), feed.passed),
      );
    } catch (cause) {
      const reason = shownProblem(cause);
      await recordFailure(database, { table: feed.target, reason, permanent: !isTransient(cause) });
    }
  }
}

function isTransient(cause: unknown): boolean {
  return cause instanceof ClusterProblem && !cause.permanent;
}
