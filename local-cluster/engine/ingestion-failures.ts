import type { Database } from './database.ts';
import type { Session } from './store.ts';

/** An ingestion that failed, or an update policy beside one that did not. `on` is ticks in decimal text. */
export interface IngestionFailure {
  readonly table: string;
  readonly reason: string;
  readonly permanent: boolean;
  /** Of the operation that failed; absent for an update policy. */
  readonly operation?: { readonly id: string; readonly activityId: string; readonly source: string };
  readonly on: string;
}

/** Keeps a failure. Source: https://learn.microsoft.com/kusto/management/ingestion-failures */
export async function recordFailure(database: Database, failure: Omit<IngestionFailure, 'on'>): Promise<void> {
  const document = JSON.stringify({ ...failure, on: String(database.clock.nowTicks()) });
  await database.store.read((session) => session.insert('meta.ingestion_failure', [database.name, document]));
}

/** The failures of a database, oldest first. */
export async function listFailures(session: Session, database: string): Promise<IngestionFailure[]> {
  const sql = 'SELECT document FROM meta.ingestion_failure WHERE database = $1 ORDER BY rowid';
  const rows = await session.rows(sql, [database]);
  return rows.map(([document]) => JSON.parse(String(document)));
}
