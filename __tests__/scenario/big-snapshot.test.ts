import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ContainerClient } from '@azure/storage-blob';
import { Site } from '../fixtures/site.ts';

const require = createRequire(import.meta.url);
/** Flights of the United States Bureau of Transportation Statistics, 3,000,000 rows. */
const flights = join(dirname(require.resolve('vega-datasets')), '../data/flights-3m.parquet');
const million = 1_000_000;

let site: Site;

beforeAll(async () => {
  site = await Site.open('disk');
  const { landing } = site.cluster;
  await new ContainerClient(landing).getBlockBlobClient('flights.parquet').uploadFile(flights);
});
afterAll(() => site.close());

async function loadFlights(table: string): Promise<void> {
  const uri = site.cluster.landing.replace('?', '/flights.parquet?');
  await site.talk.command(
    `.create table ${table} (["date"]:datetime, delay:long, distance:long, origin:string, destination:string)`,
  );
  await site.talk.command(`.ingest into table ${table} (h"${uri}") with (format="parquet")`);
}

const memoryAbove = (rows: number) => ({
  faults: [{ kind: 'memory', command: 'ExportToStorage', amount: rows, count: 1_000_000 }],
});

interface TableSeen {
  readonly exactness: object;
  readonly fingerprint: { readonly rows: string };
  readonly exported: { readonly rowGroupRows: number; readonly sliceRows: number };
}

async function snapshot(...flags: readonly string[]): Promise<{ table: TableSeen; stderr: string }> {
  const { exitCode, document, stderr } = await site.cli('snapshot', ...flags);
  expect({ exitCode, problems: document.problems }).toEqual({ exitCode: 0, problems: [] });
  const [table] = document.data.tables as readonly [TableSeen];
  return { table, stderr };
}

const threeMillion = { exactness: { kind: 'exact' }, fingerprint: { rows: String(3 * million) } };

test('three million rows under memory errors above 200,000 are exact, and the next snapshot remembers what worked', async () => {
  await loadFlights('Flights');
  await site.talk.control(memoryAbove(200_000));
  const first = await snapshot('--tables', 'Flights');
  expect(first.stderr).toContain('needs too much memory');
  expect(first.table).toMatchObject(threeMillion);

  const again = await snapshot('--tables', 'Flights');
  expect(again.stderr).not.toContain('needs too much memory');
  expect(again.table.exported).toEqual(first.table.exported);
  expect(again.table.fingerprint).toEqual(first.table.fingerprint);

  const verified = await site.cli('verify', '--level', 'contents', '--tables', 'Flights');
  expect(verified.document.verdict).toBe('pass');
});

test('the same with a single export slot, in a folder that remembers nothing', async () => {
  await site.talk.control({ capacity: { dataExport: 1 }, ...memoryAbove(200_000) });
  const elsewhere = ['--storage', site.cluster.storage.replace('?', '/elsewhere?')];
  const { table, stderr } = await snapshot('--tables', 'Flights', ...elsewhere);
  expect(stderr).toContain('needs too much memory');
  expect(table).toMatchObject(threeMillion);
  await site.talk.control({ capacity: { dataExport: 4 } });
});

test('what smaller row groups do not cure is divided by hash, since all its rows share one ingestion time; no row is missing or twice', async () => {
  await site.talk.command('.set Part <| Flights | take 100000');
  await site.talk.control({ capacity: { dataExport: 4 }, ...memoryAbove(500) });
  const { table, stderr } = await snapshot('--tables', 'Part', '--slice-rows', '30000');
  expect(stderr).toContain('is too big');
  expect(table).toMatchObject({ exactness: { kind: 'exact' }, fingerprint: { rows: '100000' } });
  expect(table.exported.sliceRows).toBeLessThan(30_000);
  const { document } = await site.cli('verify', '--level', 'contents', '--tables', 'Part');
  expect(document.verdict).toBe('pass');
  await site.talk.control({ faults: [] });
});

async function plannedSlices(table: string, rows: number): Promise<readonly number[]> {
  const { document } = await site.cli('snapshot', '--tables', table, '--slice-rows', String(rows), '--dry-run');
  const [planned] = document.data.tables as readonly [{ readonly slices: readonly string[] }];
  return planned.slices.map(Number);
}

test('extents with creation times of other years, as a restore makes them, are planned in bounded slices', async () => {
  await site.talk.command('.create table Backfilled (Id:long)');
  for (let year = 2000; year < 2020; year += 1) {
    const query = `range Id from 1 to 1000 step 1`;
    await site.talk.command(`.append Backfilled with (creationTime='${year}-06-01') <| ${query}`);
  }
  const slices = await plannedSlices('Backfilled', 5_000);
  expect(slices.reduce((sum, rows) => sum + rows, 0)).toBe(20_000);
  expect(slices).toHaveLength(4);
  expect(Math.max(...slices)).toBe(5_000);
});

test('five million rows with a single ingestion time are split', async () => {
  await site.talk.command(`.set Single <| range Id from 1 to ${5 * million} step 1`);
  expect(await site.talk.query('Single | summarize by ingestion_time() | count')).toEqual([[1]]);
  const slices = await plannedSlices('Single', million);
  expect(slices.reduce((sum, rows) => sum + rows, 0)).toBe(5 * million);
  expect(slices).toHaveLength(5);
  expect(Math.max(...slices)).toBeLessThan(1.01 * million);
});
