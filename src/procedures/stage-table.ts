import { receivingColumns, restoreStep } from '../domain/column-form.ts';
import { compareSettings, settingsFor, settingsOf, type TableSettings } from '../domain/kql/schema-script.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { ownTable, type RunId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { TableManifest } from '../domain/snapshot/manifest.ts';
import type { LoadWay, RestoredTable } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { TableReaders } from '../ports/database-changer.ts';

/** A table on its way from files to its place. */
export interface StagedTable {
  readonly table: TableManifest;
  readonly run: RunId;
  /** Place in the snapshot. */
  readonly index: number;
  /** What has the name now; absent where nothing has. */
  readonly live: LiveTable | undefined;
  /** Of the table, and so of its staging. */
  readonly readers: TableReaders;
  /** Name under which it is put beside the live tables, with its columns and none of its policies; absent where it takes its own place. */
  readonly target?: string | undefined;
  /** How its files are loaded. */
  readonly load: LoadWay;
  /** Soft delete period that the rows will have in their place; absent where it is not known, or nothing is to expire. */
  readonly softDeletePeriod: string | undefined;
  /** The schema script of the snapshot. */
  readonly storedScript: readonly string[];
}

type Place = Pick<StagedTable, 'run' | 'index'>;

export const rawName = ({ run, index }: Place): string => ownTable('raw', run, index);
export const stageName = ({ run, index }: Place): string => ownTable('stage', run, index);
/** Where newer rows lie on their way from the replaced table into the restored one. */
export const newerName = ({ run, index }: Place): string => ownTable('newer', run, index);
/** Where the rows of a time range lie that are to come into a table that stays. */
export const rangeName = ({ run, index }: Place): string => ownTable('range', run, index);
/** Where extents are listed that leave a table that stays. */
export const dropListName = ({ run, index }: Place): string => ownTable('drop', run, index);
/** How long the replaced contents stay in the cluster. */
export const oldLifetimeDays = 7;
export const oldName = ({ run, index }: Place): string => ownTable('old', run, index);

/** The table whose rows a restore, or an undo, puts in place. */
export function stagedNameOf(run: RunId, { index, undoes }: RestoredTable): string {
  return undoes === undefined
    ? stageName({ run, index })
    : oldName({ run: undoes.runId as RunId, index: undoes.index });
}

/** Whether a column needs its value formed by the engine after the file was read by name. */
export function loadRoute(table: TableManifest): 'direct' | 'typed' {
  return table.columns.some((column) => restoreStep(column) === 'typed') ? 'typed' : 'direct';
}

/**
 * Soft delete period that the table will have in its place: the effective one of the live table; of one that is gone its own policy's, which comes back
 * with it, or else the database's. Undefined where it is not known. Source: https://learn.microsoft.com/kusto/management/retention-policy
 */
export function periodInPlace(
  name: string,
  live: LiveTable | undefined,
  storedScript: readonly string[],
  ofDatabase: string | undefined,
): string | undefined {
  if (live !== undefined) return live.softDeletePeriod;
  const own = settingsOf(storedScript, name).table.find((text) => readStatement(text).policy?.name === 'retention');
  return own === undefined ? ofDatabase : /SoftDeletePeriod\W+([\d.:]+)/.exec(own)?.[1];
}

/**
 * Puts off the end of the staging tables whenever a part of their lifetime is over. The first call counts from now, so they have just been
 * guarded. Repeatable at any time.
 */
export function renewStaging(
  staged: readonly Place[],
  lifetime: number,
  { database, clock }: { readonly database: Pick<Database, 'change'>; readonly clock: Clock },
): () => Promise<void> {
  let renewed = clock.now().getTime();
  return async () => {
    const now = clock.now().getTime();
    if (now - renewed < lifetime / 6) return;
    renewed = now;
    const expiresAt = new Date(now + lifetime);
    for (const name of staged.flatMap((one) => [rawName(one), stageName(one)]))
      await database.change.expireTable(name, expiresAt);
  };
}

/** Makes the receiving and the staged table. Every step succeeds when it was done before. */
export async function createStaging(staged: StagedTable, database: Database, expiresAt: Date): Promise<void> {
  const { change } = database;
  const { table, live, storedScript } = staged;
  const [raw, stage] = [rawName(staged), stageName(staged)];
  const described = { folder: live?.folder ?? table.folder, docString: live?.docString ?? table.docString };
  await change.createTable({ name: stage, columns: table.columns, ...described });
  await change.guardStaging(stage, expiresAt, staged.readers);
  const { columns } = settingsFor(settingsOf(storedScript, table.name), table.name, stage);
  for (const setting of columns) await change.run(setting);
  await change.createTable({
    name: raw,
    columns: receivingColumns(table.columns),
    folder: 'kusto-rebuild',
    docString: `receives ${table.name}`,
  });
  await change.guardStaging(raw, expiresAt, staged.readers);
}

/**
 * Takes the guards off and puts the tables' own settings on, then reads back that nothing else is set: what a staged table still has
 * when it is swapped in, the live table has. Repeatable.
 */
export async function equipStages(staged: readonly StagedTable[], database: Database): Promise<void> {
  const before = await database.read.schemaScript();
  const unequal = staged.filter((one) => differencesOf(one, before).length > 0);
  for (const one of unequal) await equip(one, before, database);
  const after = unequal.length === 0 ? before : await database.read.schemaScript();
  const problems = [];
  for (const one of staged) {
    const differences = [...differencesOf(one, after), ...(await strayExpiry(one, after, database))];
    if (differences.length > 0) problems.push(notEquipped(one, differences));
  }
  throwProblems(problems);
}

async function equip(staged: StagedTable, script: readonly string[], database: Database): Promise<void> {
  const stage = stageName(staged);
  await database.change.releaseStaging(stage);
  const there = settingsOf(script, stage).table;
  const wanted = settingsFor(wantedSettings(staged, script), staged.table.name, stage).table;
  for (const setting of wanted) if (!there.includes(setting)) await database.change.run(setting);
}

/** Settings as they are now, where the table is there; what belongs to columns as the snapshot has it, since a dropped column takes its own along. */
function wantedSettings({ table, live, target, storedScript }: StagedTable, script: readonly string[]): TableSettings {
  const stored = settingsOf(storedScript, table.name);
  // Beside the live tables nothing is to feed it, to expire it or to grant it to anybody.
  const isOfRows = (text: string): boolean => readStatement(text).policy?.name === 'ingestiontime';
  if (target !== undefined) return { columns: stored.columns, table: stored.table.filter(isOfRows) };
  return live === undefined ? stored : { columns: stored.columns, table: settingsOf(script, table.name).table };
}

function differencesOf(staged: StagedTable, script: readonly string[]): readonly string[] {
  const stage = stageName(staged);
  const seen = settingsFor(settingsOf(script, stage), stage, staged.table.name);
  return compareSettings(wantedSettings(staged, script), seen);
}

/** A live table that deletes itself would be a disaster, and nothing says that the schema script tells of this policy, so it is asked for. */
async function strayExpiry(
  staged: StagedTable,
  script: readonly string[],
  database: Database,
): Promise<readonly string[]> {
  const isWanted = wantedSettings(staged, script).table.some(
    (text) => readStatement(text).policy?.name === 'auto_delete',
  );
  if (isWanted || (await database.read.deletesItself(stageName(staged))) === 'no') return [];
  return ['it still has the policy by which staging deletes itself'];
}

function notEquipped({ table }: StagedTable, differences: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `The staged copy of ${table.name} could not be given the same settings as the table; nothing was swapped.`,
    detail: differences.join('; '),
    next: 'Run restore again if the settings were being changed; otherwise please report this with the commands above.',
  };
}
