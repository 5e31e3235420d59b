import { type LiveTables, type Loss, madeKey, mayBeElsewhere } from './live-table.ts';
import type { StatementReading } from './statement-reading.ts';

/**
 * What says who reads or derives the rows of a table, and deletes none of them. Those that delete are left out: another run may have brought rows of any
 * age into a table that was not there when this one began.
 */
const keepsRows: ReadonlySet<string> = new Set([
  'ingestiontime',
  'partitioning',
  'restricted_view_access',
  'row_level_security',
  'update',
]);

/**
 * A policy of what was not there when the run began takes nothing from anybody. The rows of a view stay in what it is made from, so that any policy of a
 * view is such a one. Source: https://learn.microsoft.com/kusto/management/retention-policy
 */
export function judgeMade({ verb, noun, policy, entities }: StatementReading, live: LiveTables): Loss | undefined {
  if (policy === undefined || (verb !== 'alter' && verb !== 'alter-merge')) return undefined;
  const isView = noun === 'materialized-view';
  if (!isView && !((noun === 'table' || noun === 'tables') && keepsRows.has(policy.name))) return undefined;
  const isMade = entities.every(
    (entity) => !mayBeElsewhere(entity, live) && live.made?.has(madeKey(entity.kind, entity.name)),
  );
  if (!isMade || entities.length === 0) return undefined;
  return { kind: 'safe', why: `the ${isView ? 'view' : 'table'} was not there when this run began` };
}

/** What is there now and was not before. By identity, so that a table which was renamed is none of it, and one which was dropped and made anew is. */
export function madeSince(before: LiveTables, live: LiveTables): ReadonlySet<string> {
  const ids = new Set([...before.tables.values()].map(({ id }) => id));
  const tables = [...live.tables].filter(([, { id }]) => id !== undefined && !ids.has(id));
  const views = [...(live.views ?? [])].filter((name) => before.views?.has(name) === false);
  return new Set([
    ...tables.map(([name]) => madeKey('table', name)),
    ...views.map((name) => madeKey('materialized-view', name)),
  ]);
}
