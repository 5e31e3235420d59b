import pLimit from 'p-limit';
import type { SnapshotId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { FileRecord } from '../domain/snapshot/manifest.ts';
import { type SnapshotPaths, sliceRecordPath, sliceRecordsPrefix } from '../domain/snapshot/paths.ts';
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
 * What is stored about slices before and after each attempt, in the name of the run that writes it. Rejects with `taken-over` when another run has
 * written about the same slice.
 */
export interface SliceJournal {
  /** Before anything of the attempt is sent. */
  begin(place: SlicePlace, attempt: number): Promise<void>;
  written(place: SlicePlace, attempt: number, files: readonly FileRecord[]): Promise<void>;
  divided(place: SlicePlace, attempt: number, into: readonly NumberedSlice[]): Promise<void>;
}

export interface OpenedSliceJournal extends SliceJournal {
  /** What earlier runs stored. */
  readonly records: readonly SliceRecord[];
}

const parallelReads = 16;

/** `check` throws once the run may not go on; it is asked before each record. */
export async function openSliceJournal(
  store: SnapshotStore,
  paths: SnapshotPaths,
  { id, owner, check }: { readonly id: SnapshotId; readonly owner: string; readonly check: () => void },
): Promise<OpenedSliceJournal> {
  const stored = await readRecords(store, sliceRecordsPrefix(paths, id));
  const etags = new Map(stored.map(({ path, etag }) => [path, etag]));

  const save = async (record: SliceRecord): Promise<void> => {
    check();
    const path = sliceRecordPath(paths, id, record.table, record.index);
    const body = writeDocument(record);
    const known = etags.get(path);
    const condition = known === undefined ? { kind: 'if-absent' as const } : { kind: 'if-match' as const, etag: known };
    const written = await store.write(path, body, condition);
    etags.set(path, written === 'conflict' ? await overOwn(store, path, body, owner) : written.etag);
  };
  const head = (place: SlicePlace, attempt: number) => ({ formatVersion: 1 as const, owner, ...place, attempt });
  return {
    records: stored.map(({ record }) => record),
    begin: (place, attempt) => save({ ...head(place, attempt), state: 'begun' }),
    written: (place, attempt, files) => save({ ...head(place, attempt), state: 'written', files: [...files] }),
    divided: (place, attempt, into) => save({ ...head(place, attempt), state: 'divided', into: [...into] }),
  };
}

interface StoredRecord {
  readonly path: string;
  readonly etag: string;
  readonly record: SliceRecord;
}

async function readRecords(store: SnapshotStore, prefix: string): Promise<readonly StoredRecord[]> {
  const limit = pLimit(parallelReads);
  const reads: Promise<StoredRecord | undefined>[] = [];
  for await (const { path } of store.list(prefix)) {
    reads.push(
      limit(async () => {
        const blob = await store.read(path);
        return blob === undefined ? undefined : { path, etag: blob.etag, record: parseSliceRecord(blob.body, path) };
      }),
    );
  }
  return (await Promise.all(reads)).filter((one) => one !== undefined);
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
