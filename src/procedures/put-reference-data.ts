import { type Column, compareColumns, schemaHash } from '../domain/column.ts';
import { type Fingerprint, sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import { ownTable, runId } from '../domain/names.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import {
  type ContentRecords,
  type KnownContents,
  readKnown,
  sameContents,
  saveKnown,
  stagingFolder,
} from './known-contents.ts';
import type { ReferenceData } from './read-reference-data.ts';
import { requireCountable, stagingReaders } from './reference-readers.ts';
import { type Staged, stageByEventGrid } from './stage-by-event-grid.ts';
import { removeParts, type StagingWorld, stageRows } from './stage-reference-data.ts';

export type ReferenceWorld = StagingWorld & ContentRecords;

/** What the table holds compared with the file. `foreignRows` were put there by other means and would be lost. */
export type ReferenceState =
  | { readonly kind: 'current' }
  | { readonly kind: 'outdated'; readonly rows: bigint; readonly foreignRows: bigint };

const stagingLifetime = 86_400_000;

/**
 * Current only when the tag of every extent, the count and the fingerprint say so: a tag alone outlives an edit by hand. Rows are taken for reference
 * data only while all of them together are contents that deploy put there; tags cannot say it, since a merged extent has the tags of all its parts. Rejects where the
 * table has row level security.
 */
export async function compareReferenceData(data: ReferenceData, world: ReferenceWorld): Promise<ReferenceState> {
  const { database } = world;
  const live = (await database.read.tables()).find(({ name }) => name === data.table);
  if (live === undefined) return { kind: 'outdated', rows: 0n, foreignRows: 0n };
  await requireCountable(data, database.read);
  const extents = await database.read.rowsByExtent(data.table);
  const rows = extents.reduce((sum, extent) => sum + extent.rows, 0n);
  const held = await findHeld(await readKnown(data.table, world), live, database);
  const isCurrent =
    held?.sha256 === data.content.sha256 &&
    schemaHash(held.columns) === schemaHash(live.columns) &&
    rows === BigInt(data.content.rows) &&
    extents.every(({ tags }) => tags.includes(contentTag(data)));
  if (isCurrent) return { kind: 'current' };
  return { kind: 'outdated', rows, foreignRows: held === undefined ? rows : 0n };
}

/** The newest known contents that the table holds; columns may have been added meanwhile, as long as nobody has filled them. */
async function findHeld(
  { known }: { readonly known: readonly KnownContents[] },
  { name, columns }: LiveTable,
  { read, load }: Database,
): Promise<KnownContents | undefined> {
  for (const contents of known.toReversed()) {
    const differences = compareColumns(contents.columns, columns);
    if (differences.some(({ expected }) => expected !== 'absent')) continue;
    const seen = await read.fingerprint(name, contents.columns, { kind: 'whole-table' });
    if (!sameFingerprint(seen, contents.fingerprint)) continue;
    const added = columns.filter((column) => differences.some((one) => one.column === column.name));
    const values = added.length === 0 ? new Map<string, bigint>() : await load.nonEmptyValues(name, added);
    if ([...values.values()].every((count) => count === 0n)) return contents;
  }
  return undefined;
}

/**
 * Loads the file into a table beside, compares what is there with the file, and replaces the contents in one transaction, which keeps the table's identity. What is put
 * there is written down before, so that a run after an interrupted one knows the rows again, whichever of the two contents it meets. `findObjection` is asked last, when
 * all that is left to do is the replacement: loading takes time, in which rows may have come.
 */
export async function putReferenceData(
  data: ReferenceData,
  world: ReferenceWorld,
  findObjection: () => Promise<Problem | undefined>,
): Promise<void> {
  const { database } = world;
  await requireColumns(data, database);
  const staged = await (data.options.ingestion === 'event-grid' ? stageByEventGrid : stageDirectly)(data, world);
  const { fingerprint, problem: notWhole } = staged.rows;
  const contents = { sha256: data.content.sha256, columns: data.columns, fingerprint };
  if (notWhole === undefined)
    await saveKnown(data.table, (known) => [...known.filter((one) => !sameContents(one, contents)), contents], world);
  const problem = notWhole ?? (await findObjection());
  if (problem !== undefined) {
    await staged.discard();
    throw problemError(problem);
  }
  await staged.fence();
  await database.change.replaceContents({
    table: data.table,
    from: staged.table,
    columns: data.columns,
    tags: [contentTag(data)],
  });
  await requireContents(data, fingerprint, database);
  await saveKnown(data.table, () => [contents], world);
  await staged.discard();
}

/** Into a table that only this run knows. */
async function stageDirectly(data: ReferenceData, world: ReferenceWorld): Promise<Staged> {
  const { database, store, clock } = world;
  const run = runId(clock.randomHex(8));
  const stage = { run, table: ownTable('data', run, 0), folder: stagingFolder(data.table, world.paths) };
  await database.change.createTable({
    name: stage.table,
    columns: data.columns,
    folder: 'kusto-rebuild',
    docString: `receives ${data.table}`,
  });
  const readers = await stagingReaders(data.table, database.read);
  await database.change.guardStaging(stage.table, new Date(clock.now().getTime() + stagingLifetime), readers);
  return {
    table: stage.table,
    rows: await stageRows(data, stage, world),
    fence: () => Promise.resolve(),
    async discard() {
      await database.change.dropTable(stage.table);
      await removeParts(stage.folder, store);
    },
  };
}

/** The rows of the stage go in by the place of their columns, so these must be the ones the file was checked against. */
async function requireColumns({ file, table, columns }: ReferenceData, database: Database): Promise<void> {
  const live = (await database.read.tables()).find(({ name }) => name === table);
  if (live !== undefined && schemaHash(live.columns) === schemaHash(columns)) return;
  const show = (list: readonly Column[]): string => list.map(({ name, type }) => `${name}:${type}`).join(', ');
  throw problemError({
    code: 'reference-data',
    summary: `${table} has other columns than ${file.path} was checked against.`,
    detail: `expected ${show(columns)}, seen ${live === undefined ? 'no such table' : show(live.columns)}`,
    next: 'See what else changes the table, then deploy again.',
    at: { file: file.path, line: 1 },
  });
}

async function requireContents({ file, table, columns }: ReferenceData, staged: Fingerprint, database: Database) {
  const seen = await database.read.fingerprint(table, columns, { kind: 'whole-table' });
  if (sameFingerprint(seen, staged)) return;
  throw problemError({
    code: 'difference',
    summary: `${table} does not hold the rows of ${file.path} after they were put in.`,
    detail: `expected ${staged.rows} rows (${showFingerprint(staged)}), seen ${seen.rows} (${showFingerprint(seen)})`,
    next: 'See whether something else writes to the table, then deploy again.',
    at: { file: file.path, line: 1 },
  });
}

/** Without a colon, so that no extent tags retention policy applies. */
export function contentTag(data: ReferenceData): string {
  return `krref${data.content.sha256}`;
}
