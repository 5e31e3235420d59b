import type { TableEntry } from '../engine/catalog.ts';
import { listExtents, type StoredExtent } from '../engine/extents.ts';
import type { Session } from '../engine/store.ts';
import { badRequest, entityNotFound } from '../problem.ts';
import type { Request } from './request.ts';

/** Extents of these tables by id; one that is not there fails the whole command. */
export async function chosenExtents(
  session: Session,
  tables: readonly TableEntry[],
  ids: readonly string[],
): Promise<StoredExtent[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  const found = await listExtents(session, tables, wanted);
  const missing = wanted.find((id) => !found.some((extent) => extent.id === id));
  if (missing !== undefined) throw entityNotFound('Extent', missing);
  return found;
}

/** The column ExtentId of what a command or query returns; it has to have all the columns that are named. */
export async function queriedExtents(
  request: Request,
  text: string,
  needed: readonly string[] = ['ExtentId'],
): Promise<string[]> {
  const { columns, rows } = await request.perform(text);
  const missing = needed.find((each) => !columns.some(({ name }) => name === each));
  if (missing !== undefined) throw badRequest(`The query has no column '${missing}'.`);
  const position = columns.findIndex(({ name }) => name === 'ExtentId');
  return rows.map((row) => String(row[position]));
}

export interface Window {
  readonly from?: bigint | undefined;
  readonly to?: bigint | undefined;
}

/** Extents outside the window of creation times are left out, silently. */
export function withinWindow(extents: readonly StoredExtent[], { from, to }: Window): StoredExtent[] {
  return extents.filter(
    ({ maxCreated, minCreated }) =>
      (from === undefined || maxCreated >= from) && (to === undefined || minCreated <= to),
  );
}
