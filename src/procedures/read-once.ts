import type { Database } from '../ports/database.ts';

/** The same database, whose schema, tables and continuous exports are read once, when they are first asked for: all that is said of them is of one moment. A read that failed is tried again when it is asked for again. For what changes nothing. */
export function readOnce(database: Database): Database {
  const { read } = database;
  const schemaScript = once(() => read.schemaScript());
  const tables = once(() => read.tables());
  const tableIds = once(() => read.tableIds());
  const continuousExports = once(() => read.continuousExports());
  return { ...database, read: { ...read, schemaScript, tables, tableIds, continuousExports } };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return async () => {
    kept ??= work();
    try {
      return await kept;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
}
