import type { SnapshotId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { FileRecord } from '../domain/snapshot/manifest.ts';
import {
  parseSliceRecordPath,
  type SnapshotPaths,
  sliceRecordPath,
  sliceRecordsPrefix,
} from '../domain/snapshot/paths.ts';
import { writeDocument } from '../domain/snapshot/plan.ts';
import type { SizedSlice } from '../domain/snapshot/slice.ts';
import { parseSliceRecord, type SliceRecord } from '../domain/snapshot/slice-record.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { ifReadable } from './stored-snapshot.ts';

/** Places of a slice in its plan. */
export interface SlicePlace {
  readonly table: number;
  readonly index: number;
}

export type NumberedSlice = SizedSlice & { readonly index: number };

/**
 * What is stored about slices before and after each attempt, in the name of the run that writes it; nothing of it but versions is kept in memory. Rejects
 * with `taken-over` when another run has written about the same slice.
 */
export interface SliceJournal {
  /** Before anything of the attempt is sent. */
  begin(place: SlicePlace, attempt: number): Promise<void>;
  written(place: SlicePlace, attempt: number, files: readonly FileRecord[]): Promise<void>;
  divided(place: SlicePlace, attempt: number, into: readonly NumberedSlice[]): Promise<void>;
  /** What is stored about a slice; undefined when nothing is. */
  read(place: SlicePlace): Promise<SliceRecord | undefined>;
  /** Numbers of the slices of a table about which something is stored, in no order. */
  indicesOf(table: number): readonly number[];
}

/** `check` throws once the run may not go on; it is asked before each record. */
export async function openSliceJournal(
  store: SnapshotStore,
  paths: SnapshotPaths,
  { id, owner, check }: { readonly id: SnapshotId; readonly owner: string; readonly check: () => void },
): Promise<SliceJournal> {
  const versions = await readVersions(store, paths, id);
  const versionsOf = (table: number): Map<number, string> => {
    const known = versions.get(table) ?? new Map<number, string>();
    versions.set(table, known);
    return known;
  };

  const save = async (record: SliceRecord): Promise<void> => {
    check();
    const path = sliceRecordPath(paths, id, record.table, record.index);
    const body = writeDocument(record);
    const known = versionsOf(record.table).get(record.index);
    const condition = known === undefined ? { kind: 'if-absent' as const } : { kind: 'if-match' as const, etag: known };
    const written = await store.write(path, body, condition);
    const etag = written === 'conflict' ? await overOwn(store, path, body, owner) : written.etag;
    versionsOf(record.table).set(record.index, etag);
  };
  const head = (place: SlicePlace, attempt: number) => ({ formatVersion: 1 as const, owner, ...place, attempt });
  return {
    begin: (place, attempt) => save({ ...head(place, attempt), state: 'begun' }),
    written: (place, attempt, files) => save({ ...head(place, attempt), state: 'written', files: [...files] }),
    divided: (place, attempt, into) => save({ ...head(place, attempt), state: 'divided', into: [...into] }),
    async read({ table, index }) {
      if (versions.get(table)?.has(index) !== true) return undefined;
      const path = sliceRecordPath(paths, id, table, index);
      const blob = await store.read(path);
      if (blob === undefined) return undefined;
      const record = parseSliceRecord(blob.body, path);
      versionsOf(table).set(index, blob.etag);
      return record;
    },
    indicesOf: (table) => [...(versions.get(table)?.keys() ?? [])],
  };
}

/** By table, then by slice. */
async function readVersions(
  store: SnapshotStore,
  paths: SnapshotPaths,
  id: SnapshotId,
): Promise<Map<number, Map<number, string>>> {
  const versions = new Map<number, Map<number, string>>();
  for await (const { path, etag } of store.list(sliceRecordsPrefix(paths, id))) {
    const place = parseSliceRecordPath(path);
    if (place === undefined) continue;
    const known = versions.get(place.table);
    if (known === undefined) versions.set(place.table, new Map([[place.index, etag]]));
    else known.set(place.index, etag);
  }
  return versions;
}

/** A conflict may come of an own write whose answer was lost: what is newer takes its place. */
async function overOwn(store: SnapshotStore, path: string, body: string, owner: string): Promise<string> {
  const there = await store.read(path);
  if (there?.body === body) return there.etag;
  if (there !== undefined && (await ifReadable(() => parseSliceRecord(there.body, path)))?.owner === owner) {
    const written = await store.write(path, body, { kind: 'if-match', etag: there.etag });
    if (written !== 'conflict') return written.etag;
  }
  throw problemError({
    code: 'taken-over',
    summary: 'Another run goes on with this snapshot.',
    detail: `${path} was written by someone else.`,
    next: 'Let the other run finish.',
  });
}
