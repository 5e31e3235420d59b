import { shownProblem } from '../engine/blobs.ts';
import { recordFailure } from '../engine/ingestion-failures.ts';
import { ClusterProblem } from '../problem.ts';
import type { Request } from './request.ts';

interface Ingestion {
  readonly id: string;
  readonly table: string;
  /** The first blob, without what opens it. */
  readonly source: string;
}

/** Runs an ingestion; when it fails that is kept. Source: https://learn.microsoft.com/kusto/management/ingestion-failures */
export async function noteFailure<T>(
  { database, identity }: Pick<Request, 'database' | 'identity'>,
  { id, table, source }: Ingestion,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const permanent = cause instanceof ClusterProblem && cause.permanent;
    const operation = { id, activityId: identity.activityId, source };
    await recordFailure(database, { table, reason: shownProblem(cause), permanent, operation });
    throw cause;
  }
}
