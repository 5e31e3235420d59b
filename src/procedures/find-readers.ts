import { isOfTheProcess } from '../domain/problem.ts';
import { hasFullLog } from '../domain/snapshot/log-reach.ts';
import type { Database } from '../ports/database.ts';
import type { TableReader } from '../ports/database-observer.ts';
import { look } from './look.ts';

/** More tables than these are not looked for. */
export const mostSearched = 20;

/** Who named a table in queries that ended; empty where nobody did. `why` says why that is not known. */
export type FoundReaders = { readonly readers: readonly TableReader[] } | { readonly why: string };

/** Who named each of the tables in queries of this database that ended within the last hours, by its name. Only reads; whatever keeps it from looking is told, and concludes nothing. */
export async function findReaders(
  tables: readonly string[],
  hours: number,
  { observe }: Pick<Database, 'observe'>,
): Promise<ReadonlyMap<string, FoundReaders>> {
  if (tables.length === 0) return new Map();
  const searched = tables.slice(0, mostSearched);
  const looked = await look(() => readLog(searched, hours, observe), isOfTheProcess);
  const log = 'value' in looked ? looked.value : { why: looked.problem.summary };
  const unsearched = { why: `the log is searched for ${mostSearched} tables.` };
  return new Map(tables.map((table, place) => [table, place < mostSearched ? foundIn(log, table) : unsearched]));
}

function foundIn(log: Log, table: string): FoundReaders {
  if ('why' in log) return log;
  const readers = log.readers.get(table);
  if (readers === undefined) throw new Error(`no readers of ${table}`);
  return { readers };
}

type Log = { readonly readers: ReadonlyMap<string, readonly TableReader[]> } | { readonly why: string };

async function readLog(tables: readonly string[], hours: number, observe: Database['observe']): Promise<Log> {
  if (!hasFullLog(await observe.ownRoles())) return { why: 'the log shows this identity its own queries only.' };
  return { readers: await observe.readersOf(tables, hours) };
}
