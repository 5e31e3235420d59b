import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCluster, startLocalCluster } from '../local-cluster/start.ts';
import { runVerb } from './run-verb.ts';
import { command, withoutCursorLag } from './talk.ts';

const tableCount = 10_000;
const atOnce = 500;
/** One table in so many has rows. */
const rowsEvery = 50;

/** Seconds. */
export interface ManyTables {
  readonly snapshot: number;
  readonly verify: number;
}

/** A database of many tables, on the local cluster: every one must be in the snapshot and pass its verification. */
export async function measureManyTables(): Promise<ManyTables> {
  const folder = await mkdtemp(join(tmpdir(), 'kusto-rebuild-bench-'));
  const cluster = await startLocalCluster({ directory: join(folder, 'cluster'), storage: 'memory' });
  try {
    await fill(cluster);
    const snapshot = await timed(() => everyTable(cluster, 'snapshot'));
    const verify = await timed(() => everyTable(cluster, 'verify', '--level', 'files'));
    return { snapshot, verify };
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const nameOf = (place: number): string => `['Table number ${place}']`;

async function fill(cluster: LocalCluster): Promise<void> {
  await withoutCursorLag(cluster);
  for (let start = 0; start < tableCount; start += atOnce) {
    const shapes = Array.from({ length: atOnce }, (_, place) => `${nameOf(start + place)} (n: long, t: string)`);
    await command(cluster, `.create tables ${shapes.join(', ')}`);
  }
  for (let place = 0; place < tableCount; place += rowsEvery) {
    await command(cluster, `.ingest inline into table ${nameOf(place)} <|\n1,a\n2,b`);
  }
}

async function everyTable(cluster: LocalCluster, verb: string, ...flags: readonly string[]): Promise<void> {
  const { verdict, data } = await runVerb(cluster, verb, '--json', ...flags);
  const { tables } = data as { readonly tables: readonly object[] };
  if (verdict !== 'pass' || tables.length !== tableCount)
    throw new Error(`${verb}: ${verdict} for ${tables.length} tables`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}
