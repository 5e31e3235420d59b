import type { Column } from '../../../src/domain/column.ts';
import { chooseForms, type StoredColumn } from '../../../src/domain/column-form.ts';
import { settleCursor } from '../../../src/procedures/settle-cursor.ts';
import type { StoredBlob } from '../../../src/ports/snapshot-store.ts';
import type { LocalCluster } from '../../fixtures/local-cluster.ts';
import { endOf, type OpenedGateways, openGateways, putLanding } from '../../fixtures/opened-gateways.ts';

export interface ExportedTable {
  readonly columns: readonly StoredColumn[];
  readonly files: readonly StoredBlob[];
}

/** Fills a new table with CSV records and exports it as a snapshot does. */
export async function exportTable(
  cluster: LocalCluster,
  table: { readonly name: string; readonly columns: readonly Column[]; readonly csv: string },
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
  return exportRows(gateways, table.name, table.columns);
}

export async function exportRows(
  gateways: OpenedGateways,
  table: string,
  columns: readonly Column[],
): Promise<ExportedTable> {
  const { database, store, clock } = gateways;
  const live = (await database.read.tables()).filter(({ name }) => name === table);
  const { cursor, populations } = await settleCursor(database.read, live, { clock, patienceMilliseconds: 30_000 });
  const stored = chooseForms(columns, populations.get(table)?.withTickRest ?? new Set());
  const destination = await store.uriForCluster(`exports/${encodeURIComponent(table)}`, 'write');
  const slice = { kind: 'timed', cursor } as const;
  const operation = await database.export.start({ table, columns: stored, slice, destination });
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
