import type { Column } from '../../../src/domain/column.ts';
import { chooseForms, type StoredColumn } from '../../../src/domain/column-form.ts';
import { usualSettings } from '../../../src/domain/export-settings.ts';
import type { OperationId } from '../../../src/domain/names.ts';
import { createKustoClient } from '../../../src/gateways/kusto/client.ts';
import { exportSlice } from '../../../src/gateways/kusto/commands/exporting.ts';
import type { StoredBlob } from '../../../src/ports/snapshot-store.ts';
import { settleCursor } from '../../../src/procedures/settle-cursor.ts';
import type { LocalCluster } from '../../fixtures/local-cluster.ts';
import { endOf, openGateways, putLanding } from '../../fixtures/opened-gateways.ts';

export interface ExportedTable {
  readonly columns: readonly StoredColumn[];
  readonly files: readonly StoredBlob[];
}

/** Fills a new table with CSV records and exports it as a snapshot does. */
export async function exportTable(
  cluster: LocalCluster,
  table: { readonly name: string; readonly columns: readonly Column[]; readonly csv: string },
  layout: Layout = asSnapshotsDo,
): Promise<ExportedTable> {
  const gateways = openGateways(cluster);
  const { database } = gateways;
  await database.change.createTable({ name: table.name, columns: table.columns, folder: '', docString: '' });
  const operation = await database.load.startIngest({
    table: table.name,
    source: await putLanding(cluster, `${encodeURIComponent(table.name)}.csv`, table.csv),
    format: 'csv',
    tag: 'seed',
    csvColumns: table.columns.map(({ name }) => name),
  });
  const state = await endOf(gateways, operation);
  if (state.kind !== 'completed') throw new Error(JSON.stringify(state));
  return exportRows(cluster, table, layout);
}

/** Changes the export command that a snapshot sends. */
export type Layout = (command: string) => string;

const asSnapshotsDo: Layout = (command) => command;

/** Values lie in the file as they are, and in several row groups. */
export const plainAndSplit: Layout = (command) =>
  command
    .replace('.export async compressed', '.export async')
    .replace(', compressionType="zstd"', '')
    .replace('parquetRowGroupSize=100000', 'parquetRowGroupSize=2048');

async function exportRows(
  cluster: LocalCluster,
  { name, columns }: { readonly name: string; readonly columns: readonly Column[] },
  layout: Layout,
): Promise<ExportedTable> {
  const gateways = openGateways(cluster);
  const { database, store, clock } = gateways;
  const live = (await database.read.tables()).filter((table) => table.name === name);
  const { cursor, populations } = await settleCursor(database.read, live, { clock, patienceMilliseconds: 30_000 });
  const stored = chooseForms(columns, populations.get(name)?.withTickRest ?? new Set());
  const destination = await store.uriForCluster(`exports/${encodeURIComponent(name)}`, 'write');
  const command = exportSlice(
    { table: name, columns: stored, slice: { kind: 'timed', cursor }, settings: usualSettings(undefined), destination },
    'async',
  );
  const [started] = await createKustoClient(cluster, clock).change(layout(command));
  const operation = String(started?.get('OperationId')) as OperationId;
  const state = await endOf(gateways, operation);
  if (state.kind !== 'completed') throw new Error(JSON.stringify(state));
  const files: StoredBlob[] = [];
  for (const { uri } of await database.export.files(operation)) {
    const blob = await store.inspect(store.pathOf(uri) ?? uri);
    if (blob === undefined) throw new Error(`${uri} is not there`);
    files.push(blob);
  }
  return { columns: stored, files };
}

/** One record; undefined is null. */
export function csvRecord(values: readonly (string | undefined)[]): string {
  return `${values.map((value) => (value === undefined ? '' : `"${value.replaceAll('"', '""')}"`)).join(',')}\n`;
}
