import { inNumber } from '../domain/in-number.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import { showCount } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';
import { named } from './named.ts';

/** The result of a restore, which also says what became of rows that were deleted since the snapshot. */
export function withDeletionsTold(
  result: VerbResult,
  plan: readonly RestorePlanTable[],
  way: 'replay' | 'accept' | undefined,
): VerbResult {
  const deleted = plan.filter(({ deletions = [] }) => deletions.length > 0);
  if (deleted.length === 0 || way === undefined) return result;
  const count = deleted.reduce((sum, { deletions = [] }) => sum + deletions.length, 0);
  const names = named(deleted.map(({ table }) => table.name));
  const commands = `${showCount(count)} ${inNumber(BigInt(count), 'command', 'commands')}`;
  const text =
    way === 'replay'
      ? `What ${commands} deleted since the snapshot was deleted again before the swap: ${names}.`
      : `What ${commands} deleted since the snapshot is back, as was said: ${names}.`;
  const data = deleted.map(({ table, deletions = [] }) => ({ table: table.name, way, commands: deletions.length }));
  return {
    ...result,
    report: [...result.report, { kind: 'sentence', text }],
    data: { ...result.data, deletions: data },
  };
}

/** What deleted rows of a table since the snapshot, for the JSON document; absent where nobody looked. */
export function deletionsData({
  deletions,
}: RestorePlanTable): readonly Readonly<Record<string, unknown>>[] | undefined {
  return deletions?.map(({ at, kind, text, rows }) => ({ at, kind, text, why: 'why' in rows ? rows.why : undefined }));
}
