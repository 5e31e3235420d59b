import type { Database, DatabaseReader } from '../../ports/database.ts';

/**
 * `unblocked` sends requests that do not ask to be refused by row level security. It is taken where only rows of `tables` are read; what may read any other
 * table goes the way of `blocked`.
 */
export function readingBoth(blocked: Database, unblocked: Database, tables: ReadonlySet<string>): Database {
  const of = (table: string): Database => (tables.has(table) ? unblocked : blocked);
  const populations: DatabaseReader['populations'] = async (asked, cursor, range) => {
    const counts = [];
    for (const side of [unblocked, blocked]) {
      const own = asked.filter(({ name }) => of(name) === side);
      if (own.length > 0) counts.push(...(await side.read.populations(own, cursor, range)));
    }
    return new Map(counts);
  };
  return {
    ...blocked,
    read: {
      ...blocked.read,
      populations,
      wholePopulations: (table, columns) => of(table).read.wholePopulations(table, columns),
      fingerprint: (table, columns, bound) => of(table).read.fingerprint(table, columns, bound),
      rowsByExtent: (table) => of(table).read.rowsByExtent(table),
    },
    load: { ...blocked.load, startTypedAppend: (request) => of(request.from).load.startTypedAppend(request) },
  };
}
