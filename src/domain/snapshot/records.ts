import { z } from 'zod';
import { heldDeployment } from '../schema/deployment-record.ts';
import { columnShape } from './column-map.ts';
import { columnRange } from './column-range.ts';
import { check, parseJson, type StoredFingerprint, storedFingerprint, type TableManifest } from './manifest.ts';

/** How deep a check went; each level includes those before it. */
export const levels = ['counts', 'files', 'contents', 'full'] as const;
export type Level = (typeof levels)[number];

/** Whether a check at `level` includes what `part` asks for. */
export function includes(level: Level, part: Level): 'yes' | 'no' {
  return levels.indexOf(level) >= levels.indexOf(part) ? 'yes' : 'no';
}

/**
 * How far newer rows were brought over from the table that was replaced, which nobody writes to any more. Each step is stored before the next begins.
 * `found`: extents with newer rows only are being moved. `copying`: what is left of the newer rows lies in extents with older ones and is being copied
 * aside. `copied`: the copy is whole and is being moved. `brought`: all of them are in the live table.
 */
const carriedRows = z.strictObject({
  state: z.enum(['found', 'copying', 'copied', 'brought']),
  /** All newer rows, as they were before any was moved. */
  found: storedFingerprint,
  /** Those that were copied, and so are still in the replaced table too; absent in `found`. */
  copied: storedFingerprint.optional(),
  /** The cursor after which rows are newer; null where all rows of the table are. */
  after: z.string().nullable(),
  /** How often a copy was begun; part of its tag. */
  round: z.int(),
});
export type CarriedRows = z.infer<typeof carriedRows>;

/** What a swap does with rows that the snapshot does not have. */
export const newerRowsWays = ['keep', 'discard'] as const;
export type NewerRowsWay = (typeof newerRowsWays)[number];

/**
 * How far the extents of a table that stays were replaced. Each step is stored before the next begins. `begun`: what the table holds is being copied aside.
 * `kept`: the copy is whole; extents are being listed. `ready`: the one command that replaces them may or may not have been done; staged rows that are
 * gone tell. `replaced`: it has.
 */
const replacedExtents = z.strictObject({
  state: z.enum(['begun', 'kept', 'ready', 'replaced']),
  /** The cursor after which rows of the table stay in it; null where all of them do. */
  after: z.string().nullable(),
  /** How many rows take their place. */
  stagedRows: z.string(),
  /** The number of the last list of extents; part of the tags of what is copied. */
  round: z.int(),
  /** Identity of the table that holds what was copied aside. */
  keptTableId: z.string().optional(),
  /** What leaves the table, as it was before, and is kept. */
  kept: storedFingerprint.optional(),
  /** How many of those were no longer in the table when they were to leave it; absent where all were. */
  gone: z.string().optional(),
  /** Rows that stay although their extents leave: they are copied and come back with the staged ones. */
  newer: storedFingerprint.optional(),
  /** Present while merging is paused: the commands that set the merge policy as it was. */
  mergePolicy: z.array(z.string()).optional(),
  /** By the clock of the service, right before. */
  clusterTime: z.string().optional(),
  /** Of a time range: identity of the table whose extents move in. */
  sourceTableId: z.string().optional(),
  /** Of a time range: what the table has to hold in it afterwards, and beside it before and afterwards, as far as the cursor of the table reaches. */
  inside: storedFingerprint.optional(),
  outside: storedFingerprint.optional(),
});
export type ReplacedExtents = z.infer<typeof replacedExtents>;

/**
 * Newer rows that come into the staged table before the swap, since update policies would derive them once more when they came into the live one. Each step is
 * stored before the next begins.
 */
const stagedTail = z.strictObject({
  /** How often a copy was begun; part of its tag. */
  round: z.int(),
  /** Newer rows of the live table lie at or before it: later ones in the replaced table came during the swap. Null while none of them is in the staged table. */
  upTo: z.string().nullable(),
  /** In the restored table they lie at or before it, and every later row after it; null until all of them are staged. */
  cursor: z.string().nullable(),
});
export type StagedTail = z.infer<typeof stagedTail>;

/** An undo puts back what a restore replaced: what it swaps in is the kept contents of that restore. */
const undoneSwap = z.strictObject({
  /** The restore that is undone, and the table's place in it; together the name of the kept contents. */
  runId: z.string(),
  index: z.int(),
  /** What that restore recorded as the cursor before which its rows lie; later ones arrived after it. */
  cursor: z.string().nullable(),
  /** Rows of the kept contents after this cursor were copied into the restored table, and leave the kept contents before these go back; absent where none were. */
  copiedAfter: z.string().optional(),
  /** What the undone restore copied aside as the kept contents; absent where it renamed them. */
  kept: storedFingerprint.optional(),
  /** The kept contents right before the swap; null until they were judged. */
  contents: storedFingerprint.nullable(),
});

/** What becomes of continuous exports that follow a table: the restore is refused, or they are made anew after it. */
export const exportWays = ['refuse', 'restart'] as const;
export type ExportWay = (typeof exportWays)[number];

/** How files are loaded: each by a command of its own, or by the service from its queue. */
export const loadWays = ['direct', 'queued'] as const;
export type LoadWay = (typeof loadWays)[number];

const restoredTable = z.strictObject({
  name: z.string(),
  /** Name under which it is put beside the live tables; absent where it takes its own place. */
  target: z.string().optional(),
  /** The table's place in the snapshot; part of the names of its staging tables. */
  index: z.int(),
  /** Identity that the live table had when the restore was planned; null when there was none. */
  liveTableId: z.string().nullable(),
  /** How the staged rows get into their place; absent: their table takes the name. */
  swap: z.enum(['replace-extents', 'update-range']).optional(),
  /** The time range that is brought back; absent where all rows are. */
  range: columnRange.optional(),
  /** Present in a swap that replaces extents, once the staged rows were judged. */
  replaced: replacedExtents.optional(),
  /** Identity of the staged table, which becomes the live one unless extents are replaced. */
  stageTableId: z.string().nullable(),
  /** Every restored row lies at or before it, every later row after it; null until it is judged, and where the IngestionTime policy of the table is off. */
  cursor: z.string().nullable(),
  /** How often files were sent; part of the tags of what was sent. */
  round: z.int(),
  /** `keep`: they are brought over after the swap. `discard`: they stay in the kept contents. Absent: the swap is refused while there are any. */
  newerRows: z.enum(newerRowsWays).optional(),
  /** Present where they were to be kept and that was given up after the swap: `newerRows` is `discard` from then on. */
  newerRowsGivenUp: z.literal(true).optional(),
  /**
   * The command that sets the row level security of the live table. What is staged admits only who runs the restore, and the live name has this policy again right
   * after the swap. Absent where it has none.
   */
  security: z.string().optional(),
  /** What its columns become; absent where they stay as the snapshot has them. */
  shape: columnShape.optional(),
  /** What is left of the snapshot's rows after deletions were replayed on the staged ones, in the columns that these have then; absent where nothing changed them. */
  replayed: storedFingerprint.optional(),
  /** Present once newer rows were to be staged before the swap. */
  tail: stagedTail.optional(),
  /** Present once the swap is done and newer rows are kept; before it, once they are staged. */
  carried: carriedRows.optional(),
  /** Present in the record of an undo. */
  undoes: undoneSwap.optional(),
});

/** A continuous export that is made anew, so that it exports neither what a restore puts in nor anything twice. Each step is stored before the next begins. */
const restartedExport = z.strictObject({
  name: z.string(),
  /** `off`: it is switched off, and made anew once all rows are in place. */
  state: z.enum(['off', 'made-anew']),
  /** The command that makes it. */
  definition: z.string(),
  /** The tables that it follows, and how many rows each has after the restore when none comes meanwhile. */
  tables: z.array(z.strictObject({ name: z.string(), rows: z.string() })),
  /** Where the epoch that ends began; by it the export is known. */
  startCursor: z.string(),
  /** Every row that lay at or before it was exported. */
  exportedUpTo: z.string(),
  /** Where the new epoch begins; absent while it is off. */
  startsAgain: z.string().optional(),
});
export type RestartedExport = z.infer<typeof restartedExport>;

export const restoreRecord = z.strictObject({
  formatVersion: z.literal(1),
  runId: z.string(),
  /** Changes with every process that works on the restore, so that an older one notices. */
  owner: z.string(),
  snapshotId: z.string(),
  /** Host name of the cluster and the database of which the snapshot was taken; absent where it is the one that the tables come into. */
  source: z.strictObject({ cluster: z.string(), database: z.string() }).optional(),
  startedAt: z.string(),
  /** `queued` once any run of it has put files into the queue; directly where it is absent. */
  load: z.enum(loadWays).optional(),
  /**
   * `loading`: nothing live has changed. `swapping`: the one rename may or may not have happened; the identities tell. `swapped`: it has, and extents of
   * tables that stay are replaced.
   * `closed`: verified and cleaned up. `abandoned`: given up before the swap and cleaned up.
   */
  phase: z.enum(['loading', 'swapping', 'swapped', 'closed', 'abandoned']),
  /** By the clock of the service, right before deletions were looked for that staged rows take part in: those that ended since are new. */
  clusterTime: z.string().optional(),
  tables: z.array(restoredTable),
  /** How long loading and comparing took, and the size of the files; absent where more than one run took part in it. */
  measured: z.strictObject({ milliseconds: z.int(), bytes: z.int() }).optional(),
  /** Present once continuous exports were switched off. */
  exports: z.array(restartedExport).optional(),
  /** What deployments did to these tables since the snapshot; stored before the swap. They are on hold once it is done. */
  holds: z.array(heldDeployment).optional(),
  /** When the kept contents delete themselves, set when it is closed. */
  keptUntil: z.string().optional(),
});
export type RestoreRecord = z.infer<typeof restoreRecord>;
export type RestoredTable = z.infer<typeof restoredTable>;

/** Whether a record is that of an undo. */
export function isUndo({ tables }: Pick<RestoreRecord, 'tables'>): boolean {
  return tables.some(({ undoes }) => undoes !== undefined);
}

/** The rows of the snapshot that the restore brings: all of the table's, but for deletions that were replayed. */
export function contentsOf(
  { replayed }: Pick<RestoredTable, 'replayed'>,
  { fingerprint }: Pick<TableManifest, 'fingerprint'>,
): StoredFingerprint {
  return replayed ?? fingerprint;
}

/** Identity that the live table has after the swap. */
export function liveIdAfter({ swap, liveTableId, stageTableId }: RestoredTable): string | null {
  return swap === undefined ? stageTableId : liveTableId;
}

/** Identity of the table that keeps what was replaced; null where nothing was. */
export function keptIdOf({ swap, liveTableId, replaced }: RestoredTable): string | null {
  return swap === undefined ? liveTableId : (replaced?.keptTableId ?? null);
}

/** In the table that a restore has put in place, later rows lie after it; null where nothing tells them. */
export function laterThan({ tail, cursor }: RestoredTable): string | null {
  return tail?.cursor ?? cursor;
}

/** How many newer rows lie in the kept contents and, as copies, in the live table too; those of an unfinished crossing lie in the kept contents only. */
export function copiedRowsOf({ tail, carried }: Pick<RestoredTable, 'tail' | 'carried'>): bigint {
  return tail?.cursor || carried?.state !== 'brought' ? 0n : BigInt(carried.copied?.rows ?? 0);
}

/** The name that the table has after the swap. */
export function targetOf({ name, target }: Pick<RestoredTable, 'name' | 'target'>): string {
  return target ?? name;
}

export const parseRestoreRecord = (text: string, path: string): RestoreRecord =>
  check(restoreRecord, parseJson(text, path), path);
