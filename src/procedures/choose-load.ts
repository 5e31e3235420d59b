import type { LoadWay } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';

/** From so many bytes of files on the service's own retries are worth its waiting. */
const manyBytes = 10 * 1024 ** 3;

/**
 * How files are loaded, and why in words. Direct ingestion is the faster one for a few gigabytes, and the service does not repeat it; this tool does.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-overview
 */
export async function chooseLoad(
  asked: LoadWay | 'auto',
  tables: readonly { readonly bytes: number }[],
  { load }: Pick<Database, 'load'>,
): Promise<{ readonly load: LoadWay; readonly why: string }> {
  if (asked !== 'auto') return { load: asked, why: 'as it was asked for' };
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  if (bytes < manyBytes) return { load: 'direct', why: 'since its files have less than 10 GB' };
  return (await load.hasQueue()) === 'yes'
    ? { load: 'queued', why: 'since its files have 10 GB or more' }
    : { load: 'direct', why: 'since the queue of the cluster cannot be reached' };
}
