import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { attemptTag, ownTable, runId } from '../domain/names.ts';
import { problemError, throwProblems } from '../domain/problem.ts';
import { check, loadFingerprint, parseJson, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
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
const record = z.strictObject({
  formatVersion: z.literal(1),
  table: z.string(),
  sha256: z.string(),
  fingerprint: z.strictObject({ rows: z.string(), low: z.string(), high: z.string() }),
});

/** Current only when the tag of every extent, the count and the fingerprint say so: a tag alone outlives an edit by hand. */
export async function compareReferenceData(data: ReferenceData, world: ReferenceWorld): Promise<ReferenceState> {
  const { database } = world;
  const live = (await database.read.tables()).find(({ name }) => name === data.table);
  if (live === undefined) return { kind: 'outdated', foreignRows: 0n };
  const extents = await database.read.rowsByExtent(data.table);
  let [ownRows, foreignRows] = [0n, 0n];
  for (const { tags, rows } of extents) {
    if (!tags.some((tag) => tag.startsWith('krref'))) foreignRows += rows;
    if (tags.includes(contentTag(data))) ownRows += rows;
  }
  const total = extents.reduce((sum, { rows }) => sum + rows, 0n);
  const isWhole = ownRows === total && total === BigInt(data.content.rows);
  if (!isWhole) return { kind: 'outdated', foreignRows };
  const stored = await storedFingerprint(data, world);
  const seen = await database.read.fingerprint(data.table, live.columns, { kind: 'whole-table' });
  return stored !== undefined && sameFingerprint(stored, seen)
    ? { kind: 'current' }
    : { kind: 'outdated', foreignRows };
}

/**
 * Loads the file into a table beside, counts rows and values there, and replaces the contents in one transaction. Names follow from the contents, so
 * that a second run meets what an interrupted one left, and begins by dropping it.
 */
export async function putReferenceData(data: ReferenceData, world: ReferenceWorld): Promise<void> {
  const { database, store, clock } = world;
  const run = runId(sha256(data).slice(0, 8));
  const stage = ownTable('data', run, 0);
  const file = `${world.paths.control}/reference-data/${encodeURIComponent(data.table)}/${sha256(data)}.csv`;
  await stageFile(file, data, store);
  await database.change.dropTable(stage);
  await database.change.createTable({
    name: stage,
    columns: data.columns,
    folder: 'kusto-rebuild',
    docString: `receives ${data.table}`,
  });
  await database.change.guardStaging(stage, new Date(clock.now().getTime() + stagingLifetime));
  await ingest(data, stage, file, attemptTag(run, 0, 1), world);
  await requireAllValues(data, stage, database);
  await database.change.replaceContents({
    table: data.table,
    from: stage,
    columns: data.columns,
    tags: [contentTag(data)],
  });
  const fingerprint = await database.read.fingerprint(data.table, data.columns, { kind: 'whole-table' });
  if (fingerprint.rows !== BigInt(data.content.rows)) {
    throw problemError({
      code: 'difference',
      summary: `${data.table} does not hold the rows of ${data.file.path} after they were put in.`,
      detail: `expected ${data.content.rows} rows, seen ${fingerprint.rows}`,
      next: 'See whether something else writes to the table, then deploy again.',
    });
  }
  await saveRecord(data, fingerprint, world);
  await database.change.dropTable(stage);
  await store.remove(file);
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
async function requireAllValues(
  { file, table, columns, content }: ReferenceData,
  stage: string,
  database: Database,
): Promise<void> {
  const { rows } = await database.read.fingerprint(stage, columns, { kind: 'whole-table' });
  const seen = await database.load.nonEmptyValues(stage, columns);
  const differences = columns.flatMap(({ name }) => {
    const expected = BigInt(content.nonEmpty.get(name) ?? 0);
    return seen.get(name) === expected
      ? []
      : [`column ${name}: expected ${expected} values, seen ${seen.get(name) ?? 'none'}`];
  });
  if (rows === BigInt(content.rows) && differences.length === 0) return;
  throw problemError({
    code: 'difference',
    summary: `${file.path} did not arrive whole; ${table} was not changed.`,
    detail: [`expected ${content.rows} rows, seen ${rows}`, ...differences].join('; '),
    at: { file: file.path, line: 1 },
  });
}

async function storedFingerprint(
  data: ReferenceData,
  { store, paths }: ReferenceWorld,
): Promise<Fingerprint | undefined> {
  const path = recordPath(data, paths);
  const blob = await store.read(path);
  if (blob === undefined) return undefined;
  const stored = check(record, parseJson(blob.body, path), path);
  return stored.sha256 === sha256(data) ? loadFingerprint(stored.fingerprint) : undefined;
}

async function saveRecord(
  data: ReferenceData,
  fingerprint: Fingerprint,
  { store, paths }: ReferenceWorld,
): Promise<void> {
  const path = recordPath(data, paths);
  const body = `${JSON.stringify({ formatVersion: 1, table: data.table, sha256: sha256(data), fingerprint: storeFingerprint(fingerprint) })}\n`;
  const there = await store.read(path);
  const written = await store.write(
    path,
    body,
    there === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag: there.etag },
  );
  if (written === 'conflict' && (await store.read(path))?.body !== body) {
    throw problemError({
      code: 'taken-over',
      summary: `Another run puts reference data into ${data.table}.`,
      next: 'Let it finish, then deploy again.',
    });
  }
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
