import { z } from 'zod';
import type { Cursor } from '../names.ts';
import { recoverWays } from '../recover-from.ts';
import { findingRecord } from './finding.ts';
import {
  baseSnapshot,
  boundKind,
  check,
  digest,
  leftOut,
  parseJson,
  storedColumn,
  storedRange,
  storedView,
  tableKind,
  takenTimes,
  unreadableView,
} from './manifest.ts';

/** Counts are decimal text in storage, since JSON numbers lose digits beyond 2^53. */
const count = z.string().regex(/^\d+$/).transform(BigInt);

/** How the rows of a base are compared with the live ones: by number and times, or also by value. */
export const baseChecks = ['counts', 'contents'] as const;
export type BaseCheck = (typeof baseChecks)[number];

const part = z.strictObject({ index: z.int(), of: z.int() });
const slice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('timed'),
    cursor: z.string().transform((text) => text as Cursor),
    after: z
      .string()
      .transform((text) => text as Cursor)
      .optional(),
    from: z.string().optional(),
    before: z.string().optional(),
    part: part.optional(),
  }),
  z.strictObject({ kind: z.literal('untimed'), part: part.optional() }),
  z.strictObject({ kind: z.literal('whole'), part: part.optional() }),
  z.strictObject({ kind: z.literal('extents'), ids: z.array(z.string()).readonly(), part: part.optional() }),
]);
export const sizedSlice = z.strictObject({
  slice,
  rows: count,
  /** The newest creation time of the extents of its rows; absent where it does not matter, or is not known. */
  creationTime: z.string().optional(),
});

const exportSettings = z.strictObject({
  rowGroupRows: z.int(),
  fanOut: z.enum(['all', 'half']),
  distributed: z.enum(['yes', 'no']),
});

const plannedTable = z.strictObject({
  name: z.string(),
  kind: tableKind,
  /** What a materialized view is made by; present for views. */
  view: storedView.optional(),
  tableId: z.string(),
  /** Of the database's schema when the table was read; another one may have other columns. */
  schemaVersion: z.string(),
  /** The table's own folder, as ADX shows it. */
  folder: z.string(),
  docString: z.string(),
  columns: z.array(storedColumn),
  bound: boundKind,
  /** What bounds it where a cursor does: the plan's, or a later one where it is exported again. */
  cursor: z.string().transform((text) => text as Cursor),
  /** Around the reading of the cursor. */
  taken: takenTimes.optional(),
  /** Another entry of the same name takes its place; what was written of it counts for nothing. */
  superseded: z.enum(['yes', 'no']),
  populations: z.strictObject({
    total: count,
    atCursor: count,
    newer: count,
    untimed: count,
    times: z.strictObject({ low: count, high: count }),
    leftOut: z.strictObject({ outside: count, untimed: count }).optional(),
  }),
  /** Where its blobs lie. */
  path: z.string(),
  /** Whether its oldest rows may expire while the snapshot runs. */
  expires: z.enum(['yes', 'no']),
  /** What one row takes before compression, in bytes; absent when the service did not say. */
  rowBytes: z.number().optional(),
  /** As it lies in the cluster, compressed, and what of it is in the hot cache; absent when the service did not say. */
  storedBytes: z.number().optional(),
  hotBytes: z.number().optional(),
  settings: exportSettings,
  /** Rows of one slice at most, where larger ones were too big before. */
  learntRows: count.optional(),
  /** Of a top-up: what of the table lies in the base's files already. Its slices are the rows after that. */
  reused: z
    .strictObject({
      fileLists: z.array(digest),
      files: z.int(),
      bytes: z.int(),
      fingerprint: z.strictObject({ rows: count, low: count, high: count }),
    })
    .optional(),
  /** Of a top-up: why nothing of it could be reused. */
  notReused: z.string().optional(),
  slices: z.array(sizedSlice),
});
/** A table of a snapshot, and everything that was decided about it before anything was written. */
export type PlannedTable = z.infer<typeof plannedTable>;

export const snapshotPlan = z.strictObject({
  formatVersion: z.literal(1),
  snapshotId: z.string(),
  startedAt: z.string(),
  toolVersion: z.string(),
  buildVersion: z.string(),
  /** What was asked for; a run that asks for the same goes on with this snapshot. */
  asked: z.strictObject({
    tables: z.array(z.string()),
    /** Materialized views; none where it is absent. */
    views: z.array(z.string()).optional(),
    range: storedRange.optional(),
    sliceRows: z.int(),
    topUp: z.string().optional(),
    baseCheck: z.enum(baseChecks).optional(),
    recoverFrom: z.array(z.strictObject({ tables: z.string(), from: z.enum(recoverWays) })).optional(),
  }),
  /** What a top-up adds to. */
  base: baseSnapshot.optional(),
  /** Chosen tables that are not in it, since they would be recovered otherwise. */
  leftOut: z.array(leftOut),
  cursor: z.string().transform((text) => text as Cursor),
  /** When it was planned, by the clock of the service. */
  clusterTime: z.string(),
  /** What was found when it was planned. */
  findings: z.array(findingRecord),
  schemaScript: z.array(z.string()),
  tables: z.array(plannedTable),
  unreadableViews: z.array(unreadableView).optional(),
});
/** The intent of a snapshot: stored before its first effect, and all that a run needs to go on with it. */
export type SnapshotPlan = z.infer<typeof snapshotPlan>;

export function serializePlan(plan: SnapshotPlan): string {
  return writeDocument(plan);
}

export function parsePlan(text: string, path: string): SnapshotPlan {
  return check(snapshotPlan, parseJson(text, path), path);
}

/** One line of JSON in which counts are decimal text. */
export function writeDocument(document: unknown): string {
  return `${JSON.stringify(document, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}\n`;
}
