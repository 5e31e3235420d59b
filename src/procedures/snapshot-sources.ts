import { schemaHash } from '../domain/column.ts';
import type { PlannedTable } from '../domain/snapshot/plan.ts';
import type { LiveTable, LiveView } from '../ports/database.ts';

/** What a snapshot takes as one table: a table, or a materialized view read by its name. */
export type SnapshotSource = Omit<LiveTable, 'ingestionTime'> & Pick<PlannedTable, 'kind' | 'bound' | 'view'>;

export function sourceOfTable({ ingestionTime, ...table }: LiveTable): SnapshotSource {
  return { ...table, kind: 'table', bound: ingestionTime === 'on' ? 'cursor' : 'whole-table' };
}

/** A view has no identity of its own beside its name and definition. */
export function sourceOfView({ definition, isHealthy: _, ...view }: LiveView): SnapshotSource {
  return { ...view, tableId: '', kind: 'materialized-view', bound: 'whole-table', view: definition };
}

type Identity = Pick<PlannedTable, 'kind' | 'tableId' | 'columns' | 'view'>;

/** Whether a source that is there now is the one that was planned, whatever its columns are. */
export function isSameObject(planned: Identity, now: SnapshotSource): boolean {
  return (
    now.kind === planned.kind &&
    now.tableId === planned.tableId &&
    now.view?.source === planned.view?.source &&
    now.view?.query === planned.view?.query
  );
}

/** The same, in its columns too. */
export function isSameSource(planned: Identity, now: SnapshotSource): boolean {
  return isSameObject(planned, now) && schemaHash(now.columns) === schemaHash(planned.columns);
}
