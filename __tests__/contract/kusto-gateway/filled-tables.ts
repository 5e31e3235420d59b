import { type Column, columnTypes } from '../../../src/domain/column.ts';
import type { Cursor } from '../../../src/domain/names.ts';
import { settleCursor } from '../../../src/procedures/settle-cursor.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { endOf, type OpenedGateways, openGateways, putLanding } from '../../fixtures/opened-gateways.ts';

export const hostile = ' where it-s a. .table -- with ünïcode 表';
/** One of each type. */
export const columns: readonly Column[] = columnTypes.map((type, index) => ({ name: `${index} -.${type} ü`, type }));
const one = ['true', '1', '2', '0.5', '1.5', '2020-01-02T03:04:05.1234567Z', '1.02:03:04.0000001'];
/** A value in each of the columns, and none in any, as csv. */
export const record = [...one, '3f2504e0-4f89-11d3-9a0c-0305e82c3301', '"a ""text"""', '"{""b"":1,""a"":[null]}"'].join(
  ',',
);
export const nothing = ','.repeat(columns.length - 1);

export interface FilledTables {
  readonly cluster: LocalCluster;
  readonly gateways: OpenedGateways;
  /** Makes a table and loads the records; the rows have their stamps afterwards. */
  fill(name: string, records: readonly string[], of?: readonly Column[]): Promise<void>;
  load(table: string, records: readonly string[], of: readonly Column[], tag: string): Promise<void>;
  /** A cursor that bounds all rows of the table. */
  settled(table: string): Promise<Cursor>;
}

/** The gateways on a local cluster that lives as long as the tests of the file, and tables to try them with. */
export async function openTables(): Promise<FilledTables> {
  const cluster = await startLocalCluster({ storage: 'memory' });
  afterAll(() => cluster.stop());
  const gateways = openGateways(cluster);
  let operations = 0;

  async function fill(name: string, records: readonly string[], of: readonly Column[] = columns): Promise<void> {
    await gateways.database.change.createTable({ name, columns: of, folder: 'a "folder"', docString: `it's\na doc` });
    if (records.length > 0) await load(name, records, of, 'tag1');
  }

  async function load(table: string, records: readonly string[], of: readonly Column[], tag: string): Promise<void> {
    operations += 1;
    const head = of.map(({ name }) => `"${name.replaceAll('"', '""')}"`).join(',');
    const operation = await gateways.database.load.startIngest({
      table,
      source: await putLanding(cluster, `f${operations}.csv`, `${[head, ...records].join('\n')}\n`),
      format: 'csv',
      tag,
      csvColumns: of.map(({ name }) => name),
    });
    expect(await endOf(gateways, operation)).toEqual({ kind: 'completed' });
  }

  async function settled(table: string): Promise<Cursor> {
    const { database, clock } = gateways;
    const live = (await database.read.tables()).filter(({ name }) => name === table);
    return (await settleCursor(database.read, live, { clock, patienceMilliseconds: 30_000 })).cursor;
  }

  return { cluster, gateways, fill, load, settled };
}
