import { type Session, sqlList } from './store.ts';

/** Remembers that an extent has lost rows softly: those that the extent before it had lost, and so many more. */
export async function countSoftDeleted(
  session: Session,
  extent: { readonly before: string; readonly after: string },
  more: bigint,
): Promise<void> {
  const known = (await softDeletedRows(session, [extent.before])).get(extent.before) ?? 0n;
  await session.run('INSERT INTO meta.soft_deleted VALUES ($1, $2)', [extent.after, known + more]);
}

/** Soft-deleted rows of the extents that have any. A merge forgets them with its extents. */
export async function softDeletedRows(session: Session, ids: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  if (ids.length === 0) return new Map();
  const rows = await session.rows(
    `SELECT guid::VARCHAR, row_count FROM meta.soft_deleted WHERE guid::VARCHAR IN ${sqlList(ids)}`,
  );
  return new Map(rows.map(([id, count]) => [String(id), BigInt(String(count))]));
}
