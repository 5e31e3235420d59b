import { sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import type { Cursor } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import { loadFingerprint, type StoredFingerprint } from '../domain/snapshot/manifest.ts';
import type { RestoredTable } from '../domain/snapshot/records.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import { notAsProven, untoldRange } from './range-problems.ts';
import { rowsOf } from './range-update.ts';

/**
 * Up to the cursor the range holds what came in, and all other rows are those of right before; what arrived later is no matter. Nothing to say of a range that
 * was not replaced.
 */
export async function judgeRange(
  { name, liveTableId, range, replaced, cursor }: RestoredTable,
  tables: readonly LiveTable[],
  read: DatabaseReader,
): Promise<readonly Problem[]> {
  if (replaced?.state !== 'replaced' || range === undefined) return [];
  const live = tables.find((one) => one.name === name && one.tableId === liveTableId);
  const { inside, outside } = replaced;
  if (live === undefined || inside === undefined || outside === undefined || cursor === null)
    return [untoldRange(name, 'it is another table now')];
  const compare = async (side: 'inside' | 'outside', stored: StoredFingerprint): Promise<readonly Problem[]> => {
    const expected = loadFingerprint(stored);
    const seen = await read.fingerprint(name, live.columns, rowsOf(range, side, cursor as Cursor));
    if (sameFingerprint(seen, expected)) return [];
    const detail = `expected ${expected.rows} rows with fingerprint ${showFingerprint(expected)}, seen ${seen.rows} with ${showFingerprint(seen)}`;
    return [notAsProven(name, side === 'inside' ? 'in the range' : 'beside the range', detail)];
  };
  return [...(await compare('inside', inside)), ...(await compare('outside', outside))];
}
