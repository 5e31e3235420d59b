import pLimit from 'p-limit';
import type { Database } from '../ports/database.ts';
import type { TableReader } from '../ports/database-observer.ts';
import { type Looked, look } from './look.ts';

/** More tables than these are not looked for one by one. */
export const mostSearched = 20;

const parallelTables = 4;

/** Who named a table in queries; empty where nobody did. `why` says why that is not known. */
export type FoundReaders = { readonly readers: readonly TableReader[] } | { readonly why: string };

/** Who named each of the tables in queries within the last hours, by its name. Only reads; a look that fails is told, and concludes nothing. */
export async function findReaders(
  tables: readonly string[],
  hours: number,
  { observe }: Pick<Database, 'observe'>,
): Promise<ReadonlyMap<string, FoundReaders>> {
  if (tables.length === 0) return new Map();
  const sees = await look(() => seesAllQueries(observe));
  const limit = pLimit(parallelTables);
  const found = await Promise.all(
    tables.map(async (table, place) => {
      const why = place < mostSearched ? unseen(sees) : `the log is searched for ${mostSearched} tables.`;
      const readers = why === undefined ? await limit(() => search(table, hours, observe)) : { why };
      return [table, readers] as const;
    }),
  );
  return new Map(found);
}

/** The log shows queries of others to admins and monitors only. Source: https://learn.microsoft.com/kusto/management/commands-and-queries */
async function seesAllQueries(observe: Database['observe']): Promise<'all' | 'own'> {
  const roles = await observe.ownRoles();
  return roles.some((role) => /(?:Admin|Monitor)s?$/i.test(role)) ? 'all' : 'own';
}

function unseen(sees: Looked<'all' | 'own'>): string | undefined {
  if ('problem' in sees) return sees.problem.summary;
  return sees.value === 'own' ? 'the log shows this identity its own queries only.' : undefined;
}

async function search(table: string, hours: number, observe: Database['observe']): Promise<FoundReaders> {
  const found = await look(() => observe.readersOf(table, hours));
  return 'value' in found ? { readers: found.value } : { why: found.problem.summary };
}
