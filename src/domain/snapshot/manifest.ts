import { z } from 'zod';
import { columnTypes } from '../column.ts';
import type { Exactness } from '../cursor-bound.ts';
import type { Fingerprint } from '../fingerprint.ts';
import { fidelities, formProof } from '../form-proof.ts';
import { type Problem, problemError } from '../problem.ts';
import { recoverWays } from '../recover-from.ts';
import { findingRecord } from './finding.ts';

export const manifestFormatVersion = 1;

const count = z.string().regex(/^\d+$/);
export const storedFingerprint = z.strictObject({ rows: count, low: count, high: count });
export const digest = z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** By the clock of the service: what ended before `from` is in the rows, and what began after `to` is not. Nothing tells it of what ran in between. */
export const takenTimes = z.strictObject({ from: z.string(), to: z.string() });
export type TakenTimes = z.infer<typeof takenTimes>;

const otherWays = recoverWays.filter((way) => way !== 'snapshot');
export const leftOut = z.strictObject({ name: z.string(), recoverFrom: z.enum(otherWays) });

export const baseSnapshot = z.strictObject({ snapshotId: z.string(), manifest: digest });

export const storedColumn = z.strictObject({
  name: z.string(),
  type: z.enum(columnTypes),
  form: z.enum(['native', 'text', 'microseconds', 'microseconds-and-ticks']),
  tickColumn: z.string().optional(),
});

/** Materialized views are data of their own: their retention is, and they outlive their source. */
export const tableKind = z.enum(['table', 'materialized-view']);
/** `cursor`: rows at or before it, and rows without ingestion time. `whole-table`: all rows at the moment of the export. */
export const boundKind = z.enum(['cursor', 'whole-table']);
/** Ingestion times, in the engine's text of a datetime: `from` inclusive, `before` exclusive, open at an end that is absent. */
export const storedRange = z.strictObject({ from: z.string().optional(), before: z.string().optional() });
/** What the service says of a materialized view. What it does not say is absent. */
export const storedView = z.strictObject({
  source: z.string(),
  query: z.string(),
  materializedTo: z.string().optional(),
  lookback: z.string().optional(),
  lookbackColumn: z.string().optional(),
});
/** A view that was asked for and could not be read at all. */
export const unreadableView = z.strictObject({ name: z.string(), reason: z.string() });

const table = z.strictObject({
  name: z.string(),
  kind: tableKind,
  /** Present for views. */
  view: storedView.optional(),
  /** Empty for views, which have none. */
  tableId: z.string(),
  schemaHash: z.string(),
  /** Of the database's schema when the table was read; while it is the same, no column of any table was changed. */
  schemaVersion: z.string(),
  folder: z.string(),
  docString: z.string(),
  columns: z.array(storedColumn.extend({ fidelity: z.enum(fidelities) })),
  bound: boundKind,
  /** What bounds it where a cursor does: the snapshot's, or a later one where it was exported again. */
  cursor: z.string(),
  /** Around the reading of its cursor; where no cursor bounds all of its rows, until they were compared. Absent in snapshots of before. */
  taken: takenTimes.optional(),
  exactness: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('exact') }),
    z.strictObject({ kind: z.literal('fuzzy'), reason: z.string(), rows: z.string().optional() }),
  ]),
  /** Rows at the cursor, rows without ingestion time (all of them where no cursor bounds the table), and rows that were newer when the snapshot was taken. */
  populations: z.strictObject({
    atCursor: count,
    untimed: count,
    /** Absent where no cursor bounds the table: nothing tells newer rows from others. */
    newer: count.optional(),
    /** Present with a range: rows at the cursor outside of it, and rows without ingestion time. */
    leftOut: z.strictObject({ outside: count, untimed: count }).optional(),
    /** Sums of the lowest 24 bits and of the next 24 of the XXH64 of every ingestion time at the cursor. */
    times: z.strictObject({ low: count, high: count }),
  }),
  fingerprint: storedFingerprint,
  files: z.int(),
  bytes: z.int(),
  /** Of its files; a top-up's first names the base's, then its own. Each list is in slice order; together they hold every row once. */
  fileLists: z.array(digest),
  /** How to restore it without this tool. */
  handScript: digest,
  /** Of a top-up: what of the table lies in the base's files. */
  reused: z.strictObject({ rows: count, files: z.int(), bytes: z.int() }).optional(),
  /** Of a top-up: why nothing of it could be reused, so that it was exported whole. */
  notReused: z.string().optional(),
  /** With what its exports succeeded, for the next snapshot to begin with. */
  exported: z.strictObject({
    rowGroupRows: z.int(),
    fanOut: z.enum(['all', 'half']),
    distributed: z.enum(['yes', 'no']),
    /** Present where larger slices were too big. */
    sliceRows: z.int().optional(),
  }),
});

export const manifest = z.strictObject({
  formatVersion: z.literal(manifestFormatVersion),
  snapshotId: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  tool: z.strictObject({ name: z.literal('kusto-rebuild'), version: z.string() }),
  cluster: z.strictObject({ host: z.string(), buildVersion: z.string() }),
  database: z.string(),
  cursor: z.string(),
  /** When the snapshot was planned, by the clock of the service. */
  clusterTime: z.string(),
  /** Present where only a part of the rows was asked for. */
  range: storedRange.optional(),
  /** Present where a view that was asked for is not in the snapshot. */
  unreadableViews: z.array(unreadableView).optional(),
  fingerprintRecipe: z.literal(1),
  /** Whether the forms of columns keep extreme values of each type, as tried on this version of the cluster. */
  forms: formProof,
  /** How far the snapshot was checked when it was taken. */
  level: z.literal('files'),
  /** What this snapshot tops up: some of its files lie there. */
  base: baseSnapshot.optional(),
  /** Tables that were chosen and would be recovered otherwise, as the person said who took the snapshot; absent when there are none. */
  leftOut: z.array(leftOut).optional(),
  schemaScript: digest,
  /** What was found before, while and after it was taken, the gravest first. */
  findings: z.array(findingRecord),
  /** How fast its exports went; absent when the run that finished it had nothing left to export. */
  measured: z.strictObject({ milliseconds: z.int(), rows: count, bytes: z.int() }).optional(),
  /** `RESTORE.md`. */
  handPage: digest,
  tables: z.array(table),
});

export const fileRecord = z.strictObject({
  path: z.string(),
  bytes: z.int(),
  etag: z.string(),
  rowGroups: z.int(),
  slice: z.int(),
  /** The newest creation time of the extents that its rows lay in; absent where it did not matter, or was not known. */
  creationTime: z.string().optional(),
  fingerprint: storedFingerprint,
});

export type StoredFingerprint = z.infer<typeof storedFingerprint>;
export type Manifest = z.infer<typeof manifest>;
export type TableManifest = z.infer<typeof table>;
export type StoredRange = z.infer<typeof storedRange>;
export type StoredView = z.infer<typeof storedView>;
export type UnreadableView = z.infer<typeof unreadableView>;
/** One line of a table's `files.jsonl`. */
export type FileRecord = z.infer<typeof fileRecord>;
export type Digest = z.infer<typeof digest>;

export function storeFingerprint({ rows, low, high }: Fingerprint): StoredFingerprint {
  return { rows: rows.toString(), low: low.toString(), high: high.toString() };
}

export function loadFingerprint({ rows, low, high }: StoredFingerprint): Fingerprint {
  return { rows: BigInt(rows), low: BigInt(low), high: BigInt(high) };
}

export function storeExactness(exactness: Exactness): TableManifest['exactness'] {
  return exactness.kind === 'exact' ? { kind: 'exact' } : { ...exactness };
}

/** Reads a manifest; rejects one of another format version by name and a malformed one with every place that is wrong. */
export function parseManifest(text: string, path: string): Manifest {
  const value = parseJson(text, path);
  const version = z.looseObject({ formatVersion: z.number() }).safeParse(value);
  if (version.success && version.data.formatVersion !== manifestFormatVersion) {
    throw problemError({
      code: 'format-version',
      summary: `The snapshot at ${path} has format version ${version.data.formatVersion}; this version reads ${manifestFormatVersion}.`,
      next: 'Use a newer version of kusto-rebuild.',
    });
  }
  return check(manifest, value, path);
}

/** Reads one line of `files.jsonl`; `place` names the list and the line. */
export function parseFileRecord(line: string, place: string): FileRecord {
  return check(fileRecord, parseJson(line, place), place);
}

export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problemError(damaged(path, error instanceof Error ? error.message : String(error)), { cause: error });
  }
}

/** Checks a stored document against its schema; a document that does not fit is damaged. */
export function check<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw problemError(damaged(path, z.prettifyError(result.error)));
}

function damaged(path: string, detail: string): Problem {
  return { code: 'difference', summary: `${path} is damaged: it does not hold what kusto-rebuild wrote.`, detail };
}
