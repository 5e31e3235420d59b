import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ContainerClient } from '@azure/storage-blob';
import { DuckDBInstance } from '@duckdb/node-api';
import { type LocalCluster, startLocalCluster } from '../local-cluster/start.ts';
import { runVerb } from './run-verb.ts';
import { command, withoutCursorLag } from './talk.ts';

const require = createRequire(import.meta.url);
/** Flights of the United States Bureau of Transportation Statistics, 3,000,000 rows. */
const flights = join(dirname(require.resolve('vega-datasets')), '../data/flights-3m.parquet');

/** Milliseconds. */
export interface RoundTrip {
  readonly snapshot: number;
  readonly restore: number;
  /** DuckDB alone, writing the same rows to one Parquet file of the same compression, and reading them into a table. */
  readonly write: number;
  readonly read: number;
}

export async function measureRoundTrip(): Promise<RoundTrip> {
  const folder = await mkdtemp(join(tmpdir(), 'kusto-rebuild-bench-'));
  const cluster = await startLocalCluster({ directory: join(folder, 'cluster'), storage: 'disk' });
  try {
    await loadFlights(cluster);
    const snapshot = await timed(() => runVerb(cluster, 'snapshot', '--json', '--tables', 'Flights'));
    await command(cluster, '.clear table Flights data');
    const restore = await timed(() => runVerb(cluster, 'restore', '--json', '--tables', 'Flights'));
    return { snapshot, restore, ...(await alone(folder)) };
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadFlights(cluster: LocalCluster): Promise<void> {
  await withoutCursorLag(cluster);
  await new ContainerClient(cluster.landing).getBlockBlobClient('flights.parquet').uploadFile(flights);
  await command(
    cluster,
    '.create table Flights (["date"]:datetime, delay:long, distance:long, origin:string, destination:string)',
  );
  const uri = cluster.landing.replace('?', '/flights.parquet?');
  await command(cluster, `.ingest into table Flights (h"${uri}") with (format="parquet")`);
}

async function alone(folder: string): Promise<Pick<RoundTrip, 'write' | 'read'>> {
  const instance = await DuckDBInstance.create(join(folder, 'alone.duckdb'));
  const connection = await instance.connect();
  const copy = join(folder, 'alone.parquet');
  await connection.run(`CREATE TABLE flights AS SELECT * FROM '${flights}'`);
  const write = await timed(() => connection.run(`COPY flights TO '${copy}' (FORMAT parquet, COMPRESSION zstd)`));
  const read = await timed(() => connection.run(`CREATE TABLE again AS SELECT * FROM '${copy}'`));
  connection.closeSync();
  instance.closeSync();
  return { write, read };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
