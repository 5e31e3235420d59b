import { z } from 'zod';
import { type Column, columnTypes } from '../domain/column.ts';
import { type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { problemError } from '../domain/problem.ts';
import { check, loadFingerprint, parseJson, storeFingerprint } from '../domain/snapshot/manifest.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

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

/** Contents that deploy put into a table, or was about to put. */
export interface KnownContents {
  readonly sha256: string;
  /** Those of the fingerprint, in its order. */
  readonly columns: readonly Column[];
  readonly fingerprint: Fingerprint;
}

/** Where it is written down what deploy put into tables. */
export interface ContentRecords {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
}

/** The folder of what is staged for a table. */
export function stagingFolder(table: string, { control }: SnapshotPaths): string {
  return `${control}/reference-data/${encodeURIComponent(table)}`;
}

/** Oldest first; none where nothing was ever put into the table. */
export async function readKnown(
  table: string,
  { store, paths }: ContentRecords,
): Promise<{ readonly known: readonly KnownContents[]; readonly etag?: string }> {
  const path = recordPath(table, paths);
  const blob = await store.read(path);
  if (blob === undefined) return { known: [] };
  const stored = check(record, parseJson(blob.body, path), path);
  const known = stored.known.map((one) => ({ ...one, fingerprint: loadFingerprint(one.fingerprint) }));
  return { known, etag: blob.etag };
}

/** Rejects with `taken-over` when another run writes them at the same moment. */
export async function saveKnown(
  table: string,
  change: (known: readonly KnownContents[]) => readonly KnownContents[],
  records: ContentRecords,
): Promise<void> {
  const { store, paths } = records;
  const { known, etag } = await readKnown(table, records);
  const contents = change(known).slice(-mostKnownContents);
  const stored = contents.map((one) => ({ ...one, fingerprint: storeFingerprint(one.fingerprint) }));
  const body = `${JSON.stringify({ formatVersion: 1, table, known: stored })}\n`;
  const condition = etag === undefined ? ({ kind: 'if-absent' } as const) : ({ kind: 'if-match', etag } as const);
  const path = recordPath(table, paths);
  const written = await store.write(path, body, condition);
  if (written === 'conflict' && (await store.read(path))?.body !== body) {
    throw problemError({
      code: 'taken-over',
      summary: `Another run puts reference data into ${table}.`,
      next: 'Let it finish, then deploy again.',
    });
  }
}

export function sameContents(a: KnownContents, b: KnownContents): boolean {
  return a.sha256 === b.sha256 && sameFingerprint(a.fingerprint, b.fingerprint);
}

function recordPath(table: string, paths: SnapshotPaths): string {
  return `${stagingFolder(table, paths)}.json`;
}
