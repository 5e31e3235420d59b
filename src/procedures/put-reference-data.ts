import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Column, columnTypes, compareColumns, schemaHash } from '../domain/column.ts';
import { type Fingerprint, sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import { attemptTag, ownTable, runId } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { check, loadFingerprint, parseJson, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { ReferenceData } from './read-repository.ts';
import { runOperations } from './run-operations.ts';

export interface ReferenceWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly clock: Clock;
}

/** What the table holds compared with the file. `foreignRows` were put there by other means and would be lost. */
export type ReferenceState = { readonly kind: 'current' } | { readonly kind: 'outdated'; readonly foreignRows: bigint };

const stagingLifetime = 86_400_000;
/** Contents that are remembered while runs are interrupted one after the other. */
const mostKnownContents = 8;
const record = z.strictObject({
  formatVersion: z.literal(1),
  table: z.string(),
  /** What deploy put into the table or was about to put, oldest first. */
  known: z.array(
    z.strictObject({
      sha256: z.string(),
      columns: z.array(z.strictObject({ name: z.string(), type: z.enum(columnTypes) })),
      fingerprint: z.strictObject({ rows: z.string(), low: z.string(), high: z.string() }),
    }),
  ),
});

interface KnownContents {
  readonly sha256: string;
  /** Those of the fingerprint, in its order. */
  readonly columns: readonly Column[];
  readonly fingerprint: Fingerprint;
}

/**
 * Current only when the tag of every extent, the count and the fingerprint say so: a tag alone outlives an edit by hand. Rows are taken for reference
 * data only while all of them together are contents that deploy put there; tags cannot say it, since a merged extent has the tags of all its parts.
 */
export async function compareReferenceData(data: ReferenceData, world: ReferenceWorld): Promise<ReferenceState> {
  const { database } = world;
  const live = (await database.read.tables()).find(({ name }) => name === data.table);
  if (live === undefined) return { kind: 'outdated', foreignRows: 0n };
  const extents = await database.read.rowsByExtent(data.table);
  const rows = extents.reduce((sum, extent) => sum + extent.rows, 0n);
  const held = await findHeld(await readRecord(data, world), live, database);
  const isCurrent =
    held?.sha256 === sha256(data) &&
    schemaHash(held.columns) === schemaHash(live.columns) &&
    rows === BigInt(data.content.rows) &&
    extents.every(({ tags }) => tags.includes(contentTag(data)));
  if (isCurrent) return { kind: 'current' };
  return { kind: 'outdated', foreignRows: held === undefined ? rows : 0n };
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
 * Loads the file into a table beside, counts rows and values there, and replaces the contents in one transaction. What is put there is written down
 * before, so that a run after an interrupted one knows the rows again, whichever of the two contents it meets. `findObjection` is asked last, when all that is left to do is the replacement: loading takes time, in which
 * rows may have come.
 */
export async function putReferenceData(
  data: ReferenceData,
  world: ReferenceWorld,
  findObjection: () => Promise<Problem | undefined>,
): Promise<void> {
  const { database, store, clock } = world;
  await requireColumns(data, database);
  const run = runId(clock.randomHex(8));
  const stage = ownTable('data', run, 0);
  const file = `${world.paths.control}/reference-data/${encodeURIComponent(data.table)}/${sha256(data)}.csv`;
  await stageFile(file, data, store);
  await database.change.createTable({
    name: stage,
    columns: data.columns,
    folder: 'kusto-rebuild',
    docString: `receives ${data.table}`,
  });
  await database.change.guardStaging(stage, new Date(clock.now().getTime() + stagingLifetime), 'all');
  await ingest(data, stage, file, attemptTag(run, 0, 1), world);
  const staged = await database.read.fingerprint(stage, data.columns, { kind: 'whole-table' });
  const missing = await findMissingValues(data, { stage, rows: staged.rows }, database);
  const contents = { sha256: sha256(data), columns: data.columns, fingerprint: staged };
  if (missing === undefined)
    await saveKnown(data, (known) => [...known.filter((one) => !isSame(one, contents)), contents], world);
  const problem = missing ?? (await findObjection());
  if (problem !== undefined) {
    await database.change.dropTable(stage);
    throw problemError(problem);
  }
  await database.change.replaceContents({
    table: data.table,
    from: stage,
    columns: data.columns,
    tags: [contentTag(data)],
  });
  await requireContents(data, staged, database);
  await saveKnown(data, () => [contents], world);
  await database.change.dropTable(stage);
  await store.remove(file);
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

/** A file that an interrupted run left there serves, if it is whole. */
async function stageFile(path: string, { file }: ReferenceData, store: SnapshotStore): Promise<void> {
  if ((await store.write(path, file.text, { kind: 'if-absent' })) !== 'conflict') return;
  const there = await store.read(path);
  if (there?.body === file.text) return;
  const etag = there?.etag;
  const again = await store.write(
    path,
    file.text,
    etag === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag },
  );
  if (again === 'conflict') {
    const summary = `Another run puts ${file.path} into place at this moment.`;
    throw problemError({ code: 'taken-over', summary, next: 'Let it finish, then deploy again.' });
  }
}

async function ingest(
  data: ReferenceData,
  stage: string,
  file: string,
  tag: string,
  { database, store, clock }: ReferenceWorld,
): Promise<void> {
  const results = await runOperations(
    [data],
    {
      describe: ({ file: { path } }) => `loading ${path}`,
      slots: () => database.load.slots(),
      states: (ids) => database.load.states(ids),
      start: async ({ content }) =>
        database.load.startIngest({
          table: stage,
          source: await store.uriForCluster(file, 'read'),
          format: 'csv',
          tag,
          csvColumns: content.columns,
        }),
    },
    clock,
  );
  throwProblems(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : [])));
}

/** Ingestion turns what it cannot read into null without a word, so rows are not enough. */
async function findMissingValues(
  { file, table, columns, content }: ReferenceData,
  { stage, rows }: { readonly stage: string; readonly rows: bigint },
  database: Database,
): Promise<Problem | undefined> {
  const seen = await database.load.nonEmptyValues(stage, columns);
  const differences = columns.flatMap(({ name }) => {
    const expected = BigInt(content.nonEmpty.get(name) ?? 0);
    return seen.get(name) === expected
      ? []
      : [`column ${name}: expected ${expected} values, seen ${seen.get(name) ?? 'none'}`];
  });
  if (rows === BigInt(content.rows) && differences.length === 0) return undefined;
  return {
    code: 'difference',
    summary: `${file.path} did not arrive whole; ${table} was not changed.`,
    detail: [`expected ${content.rows} rows, seen ${rows}`, ...differences].join('; '),
    at: { file: file.path, line: 1 },
  };
}

async function readRecord(
  data: ReferenceData,
  { store, paths }: ReferenceWorld,
): Promise<{ readonly known: readonly KnownContents[]; readonly etag?: string }> {
  const path = recordPath(data, paths);
  const blob = await store.read(path);
  if (blob === undefined) return { known: [] };
  const stored = check(record, parseJson(blob.body, path), path);
  const known = stored.known.map((one) => ({ ...one, fingerprint: loadFingerprint(one.fingerprint) }));
  return { known, etag: blob.etag };
}

async function saveKnown(
  data: ReferenceData,
  change: (known: readonly KnownContents[]) => readonly KnownContents[],
  world: ReferenceWorld,
): Promise<void> {
  const { known, etag } = await readRecord(data, world);
  const contents = change(known).slice(-mostKnownContents);
  const stored = contents.map((one) => ({ ...one, fingerprint: storeFingerprint(one.fingerprint) }));
  const body = `${JSON.stringify({ formatVersion: 1, table: data.table, known: stored })}\n`;
  const condition = etag === undefined ? ({ kind: 'if-absent' } as const) : ({ kind: 'if-match', etag } as const);
  const path = recordPath(data, world.paths);
  const written = await world.store.write(path, body, condition);
  if (written === 'conflict' && (await world.store.read(path))?.body !== body) {
    throw problemError({
      code: 'taken-over',
      summary: `Another run puts reference data into ${data.table}.`,
      next: 'Let it finish, then deploy again.',
    });
  }
}

function isSame(a: KnownContents, b: KnownContents): boolean {
  return a.sha256 === b.sha256 && sameFingerprint(a.fingerprint, b.fingerprint);
}

function recordPath({ table }: ReferenceData, { control }: SnapshotPaths): string {
  return `${control}/reference-data/${encodeURIComponent(table)}.json`;
}

/** Without a colon, so that no extent tags retention policy applies. */
function contentTag(data: ReferenceData): string {
  return `krref${sha256(data)}`;
}

function sha256({ file, columns }: ReferenceData): string {
  const schema = JSON.stringify(columns.map(({ name, type }) => [name, type]));
  return createHash('sha256').update(schema).update('\n').update(file.text).digest('hex');
}
