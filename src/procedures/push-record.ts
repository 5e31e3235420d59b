import { z } from 'zod';
import { ownTable, type RunId, runId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import { check, parseJson } from '../domain/snapshot/manifest.ts';
import type { ContentRecords } from './known-contents.ts';

/** Of reference data on its way by Event Grid; written before anything of it is, and removed after everything is. */
const record = z.strictObject({
  formatVersion: z.literal(1),
  table: z.string(),
  /** Of the contents. */
  sha256: z.string(),
  /** Names its tables and its folder. */
  run: z.string(),
  /** The process that works on it, in random characters. */
  owner: z.string(),
  /** Characters of one part. */
  partLength: z.number(),
  /** The label of what its parts are uploaded to. */
  container: z.string(),
});

export type Push = z.infer<typeof record>;

/** Undefined where none is under way. */
export async function readPush(
  table: string,
  records: ContentRecords,
): Promise<{ readonly push: Push; readonly etag: string } | undefined> {
  const path = pathOf(table, records);
  const blob = await records.store.read(path);
  return blob === undefined ? undefined : { push: check(record, parseJson(blob.body, path), path), etag: blob.etag };
}

/** Rejects with `taken-over` when another run wrote it since `etag`, or, without one, wrote it at all. */
export async function writePush(
  push: Omit<Push, 'formatVersion'>,
  etag: string | undefined,
  records: ContentRecords,
): Promise<{ readonly push: Push; readonly etag: string }> {
  const stored: Push = { formatVersion: 1, ...push };
  const body = `${JSON.stringify(stored)}\n`;
  const condition = etag === undefined ? ({ kind: 'if-absent' } as const) : ({ kind: 'if-match', etag } as const);
  const written = await records.store.write(pathOf(push.table, records), body, condition);
  if (written !== 'conflict') return { push: stored, etag: written.etag };
  // A request that was repeated after a lost answer meets its own.
  const there = await readPush(push.table, records);
  if (there?.push.owner !== push.owner) throw takenOver(push.table);
  return there;
}

/** Rejects with `taken-over` once another run works on it, or has ended it. */
export async function requireOwner({ table, owner }: Pick<Push, 'table' | 'owner'>, records: ContentRecords) {
  if ((await readPush(table, records))?.push.owner !== owner) throw takenOver(table);
}

/** Succeeds when there is none. */
export async function removePush(table: string, records: ContentRecords): Promise<void> {
  await records.store.remove(pathOf(table, records));
}

/** The table that the service loads into, and the one whose rows were counted. */
export function tablesOf({ run }: Push): { readonly landing: string; readonly stage: string; readonly run: RunId } {
  const id = runId(run);
  return { landing: ownTable('raw', id, 0), stage: ownTable('data', id, 0), run: id };
}

/** Below the root of the watched container. The database and the table are there for people only. */
export function pushFolder({ table, run }: Push, database: string): string {
  const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 60);
  return `kusto-rebuild/${plain(database)}/${plain(table)}/${run}`;
}

function takenOver(table: string) {
  return problemError({
    code: 'taken-over',
    summary: `Another run puts reference data into ${table}.`,
    next: 'Let it finish, then deploy again.',
  });
}

function pathOf(table: string, { paths }: ContentRecords): string {
  return `${paths.control}/pushed-data/${encodeURIComponent(table)}.json`;
}
