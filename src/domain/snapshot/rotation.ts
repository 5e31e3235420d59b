import { createHash } from 'node:crypto';
import { includes, type Level } from './records.ts';
import type { TableResult, Verification } from './verification.ts';

/** One of `of` parts of the files of a snapshot, from 0. */
export interface Rotation {
  readonly of: number;
  readonly part: number;
}

/** In which of so many parts a file is: fixed by its path, so that parts do not overlap and nothing has to be remembered. */
export function partOfFile(path: string, of: number): number {
  return createHash('sha256').update(path).digest().readUInt32BE(0) % of;
}

export function isInPart(path: string, rotation: Rotation | undefined): boolean {
  return rotation === undefined || partOfFile(path, rotation.of) === rotation.part;
}

/** Whether the check went through the table's files, or through those of one part, which may hold none of them. A rotation always looks at storage. */
export function hasTurned({ rotation }: Verification, { files }: TableResult): boolean {
  return files !== undefined || rotation !== undefined;
}

/** Whether the check read this part, at the level or deeper; a check of all files read every part. */
function hasRead({ level, rotation }: Verification, at: Level, { of, part }: Rotation): boolean {
  if (includes(level, at) === 'no') return false;
  return rotation === undefined || (rotation.of === of && rotation.part === part);
}

/**
 * The part whose turn it is: the one that one of the tables has waited for the longest, at this level. With the same inputs, so many runs read
 * every file once. The first of several that waited as long.
 */
export function nextPart(
  of: number,
  level: Level,
  tables: readonly string[],
  verifications: readonly Verification[],
): Rotation {
  const parts = Array.from({ length: of }, (_, part) => ({ of, part }));
  const waiting = parts.map((rotation) => ({ rotation, since: leastRecent(rotation, level, tables, verifications) }));
  return waiting.reduce((first, next) => (next.since < first.since ? next : first)).rotation;
}

/** When the table that waited longest was last looked at, as text whose order is that of time; empty for never. */
function leastRecent(
  rotation: Rotation,
  level: Level,
  tables: readonly string[],
  verifications: readonly Verification[],
): string {
  const reads = verifications.filter((one) => hasRead(one, level, rotation));
  const newest = new Map<string, string>();
  for (const read of reads) {
    const { at, tables: seen } = read;
    for (const result of seen) {
      if (hasTurned(read, result) && at > (newest.get(result.name) ?? '')) newest.set(result.name, at);
    }
  }
  const [least = ''] = tables.map((name) => newest.get(name) ?? '').sort();
  return least;
}
