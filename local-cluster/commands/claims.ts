import { presentCaller } from '../engine/caller.ts';
import { type Catalog, findFunction, findTable } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';

/** Whoever makes a table or function becomes its admin. */
export async function claimCreated(database: Database, before: Pick<Catalog, 'tables' | 'functions'>): Promise<void> {
  const ids = new Set([...before.tables.values()].map(({ tableId }) => tableId));
  const tables = [...database.catalog.tables.values()].filter(({ tableId }) => !ids.has(tableId));
  const functions = [...database.catalog.functions.values()].filter(({ name }) => !before.functions.has(name));
  if (tables.length + functions.length === 0) return;
  const roles = { admins: [{ principal: presentCaller().principal, notes: '' }] };
  await database.change(async (_session, draft) => {
    for (const { name } of tables) draft.tables.set(name, { ...findTable(draft, name), roles });
    for (const { name } of functions) draft.functions.set(name, { ...findFunction(draft, name), roles });
  });
}
