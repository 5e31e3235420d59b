import { z } from 'zod';
import { check, parseJson } from './manifest.ts';

/** How deep a check went; each level includes those before it. */
export const levels = ['counts', 'files', 'contents', 'full'] as const;
export type Level = (typeof levels)[number];

/** Whether a check at `level` includes what `part` asks for. */
export function includes(level: Level, part: Level): 'yes' | 'no' {
  return levels.indexOf(level) >= levels.indexOf(part) ? 'yes' : 'no';
}

const restoredTable = z.strictObject({
  name: z.string(),
  /** The table's place in the snapshot; part of the names of its staging tables. */
  index: z.int(),
  /** Identity that the live table had when the restore was planned; null when there was none. */
  liveTableId: z.string().nullable(),
  /** Identity of the staged table, which becomes the live one. */
  stageTableId: z.string().nullable(),
  /** Every restored row lies at or before it, every later row after it; null until it is judged, and where the IngestionTime policy of the table is off. */
  cursor: z.string().nullable(),
  /** How often files were sent; part of the tags of what was sent. */
  round: z.int(),
});

export const restoreRecord = z.strictObject({
  formatVersion: z.literal(1),
  runId: z.string(),
  /** Changes with every process that works on the restore, so that an older one notices. */
  owner: z.string(),
  snapshotId: z.string(),
  startedAt: z.string(),
  /**
   * `loading`: nothing live has changed. `swapping`: the one rename may or may not have happened; the identities tell. `swapped`: it has.
   * `closed`: verified and cleaned up. `abandoned`: given up before the swap and cleaned up.
   */
  phase: z.enum(['loading', 'swapping', 'swapped', 'closed', 'abandoned']),
  tables: z.array(restoredTable),
});
export type RestoreRecord = z.infer<typeof restoreRecord>;
export type RestoredTable = z.infer<typeof restoredTable>;

export const parseRestoreRecord = (text: string, path: string): RestoreRecord =>
  check(restoreRecord, parseJson(text, path), path);
