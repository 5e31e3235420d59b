import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ContainerClient } from '@azure/storage-blob';
import { DuckDBInstance } from '@duckdb/node-api';
import { Talk } from '../__tests__/contract/local-cluster/talk.ts';
import { type LocalCluster, startLocalCluster } from '../local-cluster/start.ts';

const require = createRequire(import.meta.url);
/** Flights of the United States Bureau of Transportation Statistics, 3,000,000 rows. */
const flights = join(dirname(require.resolve('vega-datasets')), '../data/flights-3m.parquet');
const cli = join(import.meta.dirname, '../dist/cli.js');

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
    const snapshot = await timed(() => run(cluster, 'snapshot', '--tables', 'Flights'));
    await new Talk(cluster).command('.clear table Flights data');
    const restore = await timed(() => run(cluster, 'restore', '--tables', 'Flights'));
    return { snapshot, restore, ...(await alone(folder)) };
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function loadFlights(cluster: LocalCluster): Promise<void> {
  const talk = new Talk(cluster);
  await talk.control({ cursorLagMs: 0 });
  await new ContainerClient(cluster.landing).getBlockBlobClient('flights.parquet').uploadFile(flights);
  await talk.command(
    '.create table Flights (["date"]:datetime, delay:long, distance:long, origin:string, destination:string)',
  );
  const uri = cluster.landing.replace('?', '/flights.parquet?');
  await talk.command(`.ingest into table Flights (h"${uri}") with (format="parquet")`);
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

function run({ cluster, database, storage }: LocalCluster, ...args: readonly string[]): Promise<void> {
  const environment = {
    KUSTO_REBUILD_CLUSTER: cluster,
    KUSTO_REBUILD_DATABASE: database,
    KUSTO_REBUILD_STORAGE: storage,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject).once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${args[0]} ended with ${code}`));
    });
  });
}
