import { settingsOf } from '../domain/kql/schema-script.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import type { ReplacedState } from './replacement.ts';
import type { RestoreWorld } from './restore-tables.ts';

type World = Pick<RestoreWorld, 'database'>;

/** Stops merges of the table once the policy that it has is stored. Repeatable. */
export async function pauseMerges(table: string, { current, save }: ReplacedState, { database }: World): Promise<void> {
  if (current().mergePolicy === undefined) {
    const settings = settingsOf(await database.read.schemaScript(), table).table;
    const mergePolicy = settings.filter((text) => readStatement(text).policy?.name === 'merge');
    await save({ ...current(), mergePolicy });
  }
  await database.replace.pauseMerges(table);
}

/** The table merges again as before. Repeatable. */
export async function resumeMerges(
  table: string,
  { current, save }: ReplacedState,
  { database }: World,
): Promise<void> {
  const { mergePolicy, ...rest } = current();
  if (mergePolicy === undefined) return;
  if (mergePolicy.length === 0) await database.replace.dropMergePolicy(table);
  for (const command of mergePolicy) await database.change.run(command);
  await save(rest);
}
