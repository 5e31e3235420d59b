import type { SnapshotId } from '../domain/names.ts';
import { doubtsOf } from '../domain/snapshot/doubt.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { Block } from '../report/blocks.ts';

/** A table that a snapshot does not hold for certain, with every reason. */
export interface DoubtfulTable {
  readonly name: string;
  readonly doubts: readonly string[];
}

export function doubtfulIn(manifest: Manifest): readonly DoubtfulTable[] {
  return manifest.tables.flatMap((table) => {
    const doubts = doubtsOf(manifest, table).map(({ why }) => why);
    return doubts.length === 0 ? [] : [{ name: table.name, doubts }];
  });
}

/** One sentence for each record of a check that cannot be read. */
export function showUnreadable(id: SnapshotId, reasons: readonly string[]): readonly Block[] {
  return reasons.map((why) => ({
    kind: 'sentence',
    text: `A record of a check of ${id} cannot be read, so its level is not known: ${why} Use a newer version of kusto-rebuild, or delete the record where it is damaged.`,
  }));
}

/** One sentence for each reason, however many tables it concerns. */
export function showDoubts(id: SnapshotId, tables: readonly DoubtfulTable[]): readonly Block[] {
  const byReason = new Map<string, string[]>();
  for (const { name, doubts } of tables) {
    for (const why of doubts) {
      const names = byReason.get(why) ?? [];
      names.push(name);
      byReason.set(why, names);
    }
  }
  return [...byReason].map(([why, names]) => ({
    kind: 'sentence',
    text: `${id} does not hold ${names.join(', ')} for certain: ${why}.`,
  }));
}
