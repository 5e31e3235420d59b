import { type Problem, problemError } from '../domain/problem.ts';
import type { LoadWay } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';

/** From so many bytes of files on the service's own retries are worth its waiting. */
const manyBytes = 10 * 1024 ** 3;

const noQueue = (why: string): Problem => ({
  code: 'unreachable',
  summary: 'The ingestion queue of the cluster cannot be reached, and load: queued needs it.',
  detail: why,
  next: 'Check that this machine may connect to the data management endpoint https://ingest-<cluster>, or say load: direct.',
});

/**
 * How files are loaded, and why in words. Direct ingestion is the faster one for a few gigabytes, and the service does not repeat it; this tool does.
 * `begun` is the way of an interrupted restore that goes on. Rejects with `unreachable` when the queue is asked for and cannot be reached.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-overview
 */
export async function chooseLoad(
  asked: LoadWay | 'auto',
  tables: readonly { readonly bytes: number }[],
  { load }: Pick<Database, 'load'>,
  begun?: LoadWay,
): Promise<{ readonly load: LoadWay; readonly why: string }> {
  const reach = asked === 'queued' ? await load.hasQueue() : 'yes';
  if (reach !== 'yes') throw problemError(noQueue(reach.why));
  if (asked !== 'auto') return { load: asked, why: 'as it was asked for' };
  if (begun !== undefined) return { load: begun, why: 'as the restore was begun' };
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  if (bytes < manyBytes) return { load: 'direct', why: 'since its files have less than 10 GB' };
  const found = await load.hasQueue();
  return found === 'yes'
    ? { load: 'queued', why: 'since its files have 10 GB or more' }
    : { load: 'direct', why: `since the queue of the cluster cannot be reached: ${found.why}` };
}
