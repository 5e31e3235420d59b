import pLimit from 'p-limit';
import { sameFingerprint } from '../domain/fingerprint.ts';
import type { Cursor } from '../domain/names.ts';
import { ProblemError } from '../domain/problem.ts';
import { judgeRows, judgeShape, needsValues } from '../domain/snapshot/chain.ts';
import { loadFingerprint, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { DatabaseReader, TablePopulations } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { countOne } from './count-tables.ts';
import { findLostFile } from './file-list.ts';
import type { Base } from './open-base.ts';
import type { SnapshotSource } from './snapshot-sources.ts';

/** Whether files of the base can be used again for a table, or why all of it has to be exported. */
export type Chain =
  | { readonly kind: 'reuse'; readonly table: TableManifest }
  | { readonly kind: 'whole'; readonly why: string };

export interface ChainWorld {
  readonly read: DatabaseReader;
  readonly store: SnapshotStore;
}

const parallelTables = 4;

/**
 * Asks the engine, table by table, whether it still holds at the base's cursor exactly what the base holds, and the storage whether the files are there
 * in the version that was read back. A table where anything else is so, or where it cannot be told, is exported whole.
 */
export async function checkChains(
  tables: readonly SnapshotSource[],
  populations: ReadonlyMap<string, TablePopulations>,
  base: Base,
  world: ChainWorld,
): Promise<ReadonlyMap<string, Chain>> {
  const limit = pLimit(parallelTables);
  const held = new Map(base.manifest.tables.map((table) => [table.name, table]));
  const checks = tables.map((live) =>
    limit(async (): Promise<readonly [string, Chain]> => {
      const [table, counts] = [held.get(live.name), populations.get(live.name)];
      const why = await findBreak(table, live, counts, base, world);
      if (table !== undefined && why === undefined) return [live.name, { kind: 'reuse', table }];
      return [live.name, { kind: 'whole', why: why ?? 'the base does not hold it' }];
    }),
  );
  return new Map(await Promise.all(checks));
}

async function findBreak(
  table: TableManifest | undefined,
  live: SnapshotSource,
  counts: TablePopulations | undefined,
  { check }: Base,
  { read, store }: ChainWorld,
): Promise<string | undefined> {
  if (counts === undefined) return 'it was not counted';
  if (live.bound === 'whole-table') return 'no cursor bounds its rows, so newer ones cannot be told';
  if (table?.bound === 'whole-table') return 'the base holds it without a cursor';
  const shape = { ...live, withTickRest: counts.withTickRest };
  const unfit = judgeShape(table, shape);
  if (unfit !== undefined || table === undefined) return unfit;
  const cursor = table.cursor as Cursor;
  const moved = judgeRows(table, await countOne(read, { name: live.name, columns: [] }, cursor));
  if (moved !== undefined) return moved;
  if (counts.atCursor < BigInt(table.populations.atCursor)) return 'rows left it while it was counted';
  if (needsValues(table, shape, check)) {
    const seen = await read.fingerprint(live.name, table.columns, { kind: 'cursor', cursor });
    if (!sameFingerprint(seen, loadFingerprint(table.fingerprint))) return 'values that the base holds were changed';
  }
  return findDamage(table, store);
}

/** What is wrong with the files of a base, in words; undefined when all are there. */
export async function findDamage(
  table: Pick<TableManifest, 'fileLists'>,
  store: SnapshotStore,
): Promise<string | undefined> {
  try {
    const lost = await findLostFile(store, table);
    return lost === undefined ? undefined : `the base is damaged: ${lost}`;
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'difference'))
      return `the base is damaged: ${error.message}`;
    throw error;
  }
}
