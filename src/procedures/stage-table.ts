import { receivingColumns, restoreStep } from '../domain/column-form.ts';
import { compareSettings, settingsFor, settingsOf, type TableSettings } from '../domain/kql/schema-script.ts';
import { ownTable, type RunId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import { storedColumns, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { Database, LiveTable } from '../ports/database.ts';

/** A table on its way from files to its place. */
export interface StagedTable {
  readonly table: TableManifest;
  readonly run: RunId;
  /** Place in the snapshot. */
  readonly index: number;
  /** What the staged table must have besides its columns, in terms of the live name. */
  readonly settings: TableSettings;
}

type Place = Pick<StagedTable, 'run' | 'index'>;

export const rawName = ({ run, index }: Place): string => ownTable('raw', run, index);
export const stageName = ({ run, index }: Place): string => ownTable('stage', run, index);
export const oldName = ({ run, index }: Place): string => ownTable('old', run, index);

/** Whether a column needs its value formed by the engine after the file was read by name. */
export function loadRoute(table: TableManifest): 'direct' | 'typed' {
  return storedColumns(table).some((column) => restoreStep(column) === 'typed') ? 'typed' : 'direct';
}

/** Settings as they are now, where the table is there; what belongs to columns as the snapshot has it, since a dropped column takes its own along. */
export function settingsToKeep(
  table: string,
  live: readonly string[],
  snapshot: readonly string[],
  now: 'present' | 'absent',
): TableSettings {
  const stored = settingsOf(snapshot, table);
  return now === 'absent' ? stored : { columns: stored.columns, table: settingsOf(live, table).table };
}

/** Makes the receiving and the staged table. Every step succeeds when it was done before. */
export async function createStaging(
  staged: StagedTable,
  live: LiveTable | undefined,
  database: Database,
  expiresAt: Date,
): Promise<void> {
  const { change } = database;
  const { table } = staged;
  const [raw, stage] = [rawName(staged), stageName(staged)];
  const described = { folder: live?.folder ?? table.folder, docString: live?.docString ?? table.docString };
  await change.createTable({ name: stage, columns: table.columns, ...described });
  for (const setting of settingsFor(staged.settings, table.name, stage).columns) await change.run(setting);
  await change.guardStaging(stage, expiresAt);
  await change.createTable({
    name: raw,
    columns: receivingColumns(storedColumns(table)),
    folder: 'kusto-rebuild',
    docString: `receives ${table.name}`,
  });
  await change.guardStaging(raw, expiresAt);
}

/** Takes the guards off and puts the table's own settings on, then reads back that nothing else is set. Repeatable. */
export async function equipStage(staged: StagedTable, database: Database): Promise<void> {
  const stage = stageName(staged);
  const { name } = staged.table;
  await database.change.releaseStaging(stage);
  for (const setting of settingsFor(staged.settings, name, stage).table) await database.change.run(setting);
  const seen = settingsFor(settingsOf(await database.read.schemaScript(), stage), stage, name);
  const differences = compareSettings(staged.settings, seen);
  if (differences.length === 0) return;
  throw problemError({
    code: 'refused',
    summary: `The staged copy of ${name} could not be given the same settings as the table; nothing was swapped.`,
    detail: differences.join('; '),
    next: 'Please report this with the commands above.',
  });
}
