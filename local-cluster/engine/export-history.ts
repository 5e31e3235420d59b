import type { Artifact } from './export.ts';
import type { Session } from './store.ts';

/** A file of a run that went well; files of other runs are not listed. */
export type ExportedArtifact = Omit<Artifact, 'rows'> & {
  readonly externalTable: string;
  readonly rows: string;
  /** When the run began; ticks in decimal text, as all instants here. */
  readonly on: string;
};

export interface ExportFailure {
  readonly operationId: string;
  readonly lastSuccess?: string;
  /** Whether files were stored before it. */
  readonly kind: 'Failure' | 'PartialFailure';
  readonly details: string;
  readonly on: string;
}

interface Events {
  readonly artifact: ExportedArtifact;
  readonly failure: ExportFailure;
}

const keptFor = 14n * 864_000_000_000n;

/** Adds to the history of the export with an id, and forgets what is older than 14 days. */
export async function addEvents<K extends keyof Events>(
  session: Session,
  id: string,
  { kind, events, nowTicks }: { kind: K; events: readonly Events[K][]; nowTicks: bigint },
): Promise<void> {
  await session.run('DELETE FROM meta.export_event WHERE export = $1 AND happened < $2', [id, nowTicks - keptFor]);
  for (const event of events) {
    const values = [id, kind, BigInt(event.on), JSON.stringify(event)];
    await session.insert('meta.export_event', values);
  }
}

/** The last 14 days, oldest first. Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-artifacts */
export async function listHistory<K extends keyof Events>(
  session: Session,
  id: string,
  { kind, nowTicks }: { kind: K; nowTicks: bigint },
): Promise<Events[K][]> {
  const sql =
    'SELECT document FROM meta.export_event WHERE export = $1 AND kind = $2 AND happened >= $3 ORDER BY rowid';
  const rows = await session.rows(sql, [id, kind, nowTicks - keptFor]);
  return rows.map(([document]) => JSON.parse(String(document)));
}

export async function forgetHistory(session: Session, id: string): Promise<void> {
  await session.run('DELETE FROM meta.export_event WHERE export = $1', [id]);
}
