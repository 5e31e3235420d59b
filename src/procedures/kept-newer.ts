import { sameFingerprint } from '../domain/fingerprint.ts';
import type { Cursor, RunId } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import { loadFingerprint } from '../domain/snapshot/manifest.ts';
import { copiedRowsOf, type NewerRowsWay, type RestoredTable, type RestoreRecord } from '../domain/snapshot/records.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import { oldName } from './stage-table.ts';

/** Rows of the kept contents after `after` whose copies a restore has brought into the live table. */
interface Copies {
  readonly rows: bigint;
  readonly after: Cursor;
}

/** Undefined where there are none: those that were staged before a swap are of the kept contents alone, and a keeping that was given up in time brought no copy. */
export function copiesIn(table: RestoredTable): Copies | undefined {
  const [rows, after] = [copiedRowsOf(table), table.carried?.after ?? null];
  return rows === 0n || after === null ? undefined : { rows, after: after as Cursor };
}

/**
 * Why the contents of before a restore cannot be put together, where it kept newer rows: some of these lie in the kept contents, and some only in the live table, among those that arrived since.
 * `arrived`: rows after the restored ones in the live table, absent where they are not known. `against`: why these could not be kept either. `read` is absent where nobody may read the kept contents.
 */
export async function refuseScattered(
  at: {
    readonly undone: RestoredTable;
    readonly kept: LiveTable;
    readonly way: NewerRowsWay | undefined;
    readonly arrived: bigint | undefined;
    readonly against: readonly string[];
  },
  read: Pick<DatabaseReader, 'fingerprint'> | undefined,
): Promise<readonly Problem[]> {
  const { undone, kept, way, arrived, against } = at;
  const { name, carried } = undone;
  if (carried?.state === 'copied') return [givenUp(name, kept.name)];
  if (way !== 'discard') return [];
  const found = BigInt(carried?.found.rows ?? 0);
  const isMoved = found > BigInt(carried?.copied?.rows ?? 0);
  const isLeft = undone.swap === 'replace-extents' && undone.newerRows === 'keep' && arrived !== 0n;
  if (isLeft || (undone.swap === undefined && isMoved)) return [amongOthers(name, kept.name, against)];
  const copies = copiesIn(undone);
  if (copies === undefined || carried?.copied === undefined) return [];
  if (read === undefined) return [amongOthers(name, kept.name, against)];
  const seen = await read.fingerprint(kept.name, kept.columns, { kind: 'after', cursor: copies.after });
  return sameFingerprint(seen, loadFingerprint(carried.copied)) ? [] : [amongOthers(name, kept.name, against)];
}

function amongOthers(table: string, kept: string, against: readonly string[]): Problem {
  const orLeaveOut = `leave it out with tables: !${table}.`;
  return {
    code: 'refused',
    summary: `Rows of ${table} that the restore kept are only among those that arrived since, and would be given up with them; the undo would not give the contents of before the restore.`,
    ...(against.length === 0 ? {} : { detail: `They cannot be brought over either: ${against.join('; ')}.` }),
    next:
      against.length === 0
        ? `Say newer-rows: keep, which gives those and what arrived since, and delete from ${table} afterwards what is not to stay; or ${orLeaveOut}`
        : `Append from ${kept} what you need, and ${orLeaveOut}`,
  };
}

function givenUp(table: string, kept: string): Problem {
  return {
    code: 'refused',
    summary: `The restore of ${table} was ended while copies of newer rows went from ${kept} into the table; nothing tells which of them came.`,
    next: `Compare ${table} with ${kept}, append what you need from it, and leave the table out with tables: !${table}.`,
  };
}

/** What a table lacks of the contents of before a restore, where an undo of it that was to keep newer rows was ended without them after its swap. */
export function lackingWithout(
  { record, undone }: { readonly record: Pick<RestoreRecord, 'runId'>; readonly undone: RestoredTable },
  restores: readonly RestoreRecord[],
): readonly Problem[] {
  const { name, index, undoes } = undone;
  if (undone.newerRowsGivenUp === undefined || undone.carried?.state === 'brought') return [];
  const restore = restores.find(({ runId }) => runId === undoes?.runId);
  const { carried, tail } = restore?.tables.find((one) => one.index === undoes?.index) ?? {};
  if (tail?.cursor || BigInt(carried?.found.rows ?? 0) === 0n) return [];
  const old = oldName({ run: record.runId as RunId, index });
  return [
    {
      code: 'difference',
      summary: `${name} is not as before the restore: rows that the restore had kept were given up with those that arrived since.`,
      next: `Append what you need from ${old}, which is kept without an end; then drop it.`,
    },
  ];
}
