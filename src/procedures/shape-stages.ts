import { schemaHash } from '../domain/column.ts';
import { type ColumnShape, renameSteps, shaped } from '../domain/snapshot/column-map.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import { rawName, type StagedTable, stageName } from './stage-table.ts';

type Shapes = Pick<RestoreRecord, 'tables'>;

/** The snapshot as the restore brings it: its tables with the columns that they have afterwards. */
export function asShaped<T extends Pick<Manifest, 'tables'>>(manifest: T, { tables }: Shapes): T {
  if (tables.every(({ shape }) => shape === undefined)) return manifest;
  const shapeOf = (index: number) => tables.find((one) => one.index === index)?.shape;
  return { ...manifest, tables: manifest.tables.map((table, index) => shaped(table, shapeOf(index))) };
}

/** Gives a staged table, which was judged, the columns that it is to have. */
export async function shapeStage(
  staged: StagedTable,
  shape: ColumnShape | undefined,
  { change }: Pick<Database, 'change'>,
): Promise<void> {
  if (shape === undefined) return;
  const table = stageName(staged);
  const { dropped, added } = shape;
  if (dropped.length > 0) await change.run(change.write({ kind: 'drop-columns', table, columns: dropped }));
  for (const { from, to } of renameSteps(shape, staged.table.columns)) await change.renameColumn(table, from, to);
  if (added.length > 0) await change.run(change.write({ kind: 'add-columns', table, columns: added }));
}

/** Drops what an interrupted run has given other columns than the files have: nothing more can be loaded into it, so it is staged anew. */
export async function dropShaped(
  staged: readonly StagedTable[],
  { tables }: Shapes,
  { read, change }: Pick<Database, 'read' | 'change'>,
): Promise<void> {
  const begun = tables.filter(({ shape, stageTableId }) => shape !== undefined && stageTableId !== null);
  if (begun.length === 0) return;
  const live = await read.tables();
  for (const one of staged) {
    const stage = live.find(({ name }) => name === stageName(one));
    const isOurs = begun.some(({ index }) => index === one.index);
    if (!isOurs || stage === undefined || schemaHash(stage.columns) === schemaHash(one.table.columns)) continue;
    await change.dropTable(rawName(one));
    await change.dropTable(stageName(one));
  }
}
