import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { restrictedTables } from '../domain/kql/schema-script.ts';
import type { RunId } from '../domain/names.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { DatabaseReader } from '../ports/database.ts';
import { abandonRestore } from './end-restore.ts';
import type { StoredRestore } from './locate-rows.ts';
import { takeOver } from './open-restore.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { rawName, stagedNameOf } from './stage-table.ts';

/** Drops what a restore has made that was interrupted before its swap, or closes what an undo was to put back; its record says so. Repeatable. */
export async function giveUpRestore(
  interrupted: StoredRestore,
  world: Pick<RestoreWorld, 'database' | 'store' | 'clock'>,
): Promise<void> {
  const journal = await takeOver(interrupted, { kind: 'before-swap', plan: [] }, world);
  await journal.whileOwn(() => abandonRestore(journal, world));
}

/**
 * Names of tables whose rows everybody sees in what an interrupted restore has staged, since a policy was set that hides them from some: the rows cannot serve any more, and what is staged is not to
 * wait for another run.
 * Sources: https://learn.microsoft.com/kusto/management/row-level-security-policy, https://learn.microsoft.com/kusto/management/restricted-view-access-policy
 */
export async function shownMeanwhile(
  { runId, tables }: RestoreRecord,
  read: Pick<DatabaseReader, 'schemaScript' | 'tableIds'>,
): Promise<readonly string[]> {
  const script = await read.schemaScript();
  const [restricted, ids] = [restrictedTables(script), await read.tableIds()];
  const isShown = (name: string, copy: string): boolean =>
    ids.has(copy) &&
    ((rowSecurityOf(script, name) !== undefined && rowSecurityOf(script, copy) === undefined) ||
      (restricted.has(name) && !restricted.has(copy)));
  const copiesOf = (table: RestoreRecord['tables'][number]): readonly string[] => [
    rawName({ run: runId as RunId, index: table.index }),
    stagedNameOf(runId as RunId, table),
  ];
  return tables.filter((table) => copiesOf(table).some((copy) => isShown(table.name, copy))).map(({ name }) => name);
}
