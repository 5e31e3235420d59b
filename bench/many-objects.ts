import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCluster, startLocalCluster } from '../local-cluster/start.ts';
import { runVerb } from './run-verb.ts';
import { command } from './talk.ts';

const tableCount = 4_000;
const functionCount = 1_000;
const atOnce = 500;
/** One file in so many is changed. */
const changedEvery = 100;

/** Seconds. */
export interface ManyObjects {
  readonly cold: number;
  readonly again: number;
}

/** A repo of many tables and functions, one file each: planned against an empty database, and, with some files changed, against one that has it all. */
export async function measureManyObjects(): Promise<ManyObjects> {
  const folder = await mkdtemp(join(tmpdir(), 'kusto-rebuild-bench-'));
  const cluster = await startLocalCluster({ directory: join(folder, 'cluster'), storage: 'memory' });
  try {
    const schema = join(folder, 'schema');
    await writeSchema(schema, 'as-deployed');
    const cold = await timedPlan(cluster, schema, tableCount + functionCount);
    await fill(cluster);
    await writeSchema(schema, 'some-changed');
    const again = await timedPlan(cluster, schema, (tableCount + functionCount) / changedEvery);
    return { cold, again };
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const columns = 'At: datetime, Device: string, Value: real, Count: long, Details: dynamic';
const tableOf = (place: number): string => `Measure${place}`;

function tableText(place: number, version: Version): string {
  const more = version === 'some-changed' && place % changedEvery === 0 ? ', Added: string' : '';
  return `.create-merge table ${tableOf(place)} (${columns}${more})\n`;
}

/** Each function reads a few tables, and most call the function before them; no chain of calls is long. */
function functionText(place: number, version: Version): string {
  const limit = version === 'some-changed' && place % changedEvery === 0 ? 2 : 1;
  const before = place % 4 === 0 ? '' : `\n    | union (Summary${place - 1}() | take 1)`;
  const tables = [0, 1, 2, 3].map((step) => tableOf((place * 4 + step) % tableCount)).join(', ');
  return `.create-or-alter function with (folder = "summaries", skipvalidation = "true") Summary${place}() {
    union ${tables}
    | where Value > ${limit}
    | summarize Total = sum(Count), Last = max(At) by Device${before}
}
`;
}

type Version = 'as-deployed' | 'some-changed';

async function writeSchema(folder: string, version: Version): Promise<void> {
  for (const [kind, count, text] of [
    ['tables', tableCount, tableText],
    ['functions', functionCount, functionText],
  ] as const) {
    await mkdir(join(folder, kind), { recursive: true });
    for (let place = 0; place < count; place += 1)
      await writeFile(join(folder, kind, `${place}.kql`), text(place, version));
  }
}

/** The functions first, which are not validated: with thousands of tables there the local cluster takes its time for each command. */
async function fill(cluster: LocalCluster): Promise<void> {
  for (let place = 0; place < functionCount; place += 1) await command(cluster, functionText(place, 'as-deployed'));
  for (let start = 0; start < tableCount; start += atOnce) {
    const shapes = Array.from({ length: atOnce }, (_, place) => `${tableOf(start + place)} (${columns})`);
    await command(cluster, `.create tables ${shapes.join(', ')}`);
  }
}

async function timedPlan(cluster: LocalCluster, schema: string, expected: number): Promise<number> {
  const begun = performance.now();
  const { data } = await runVerb(cluster, 'plan', '--json', '--schema', schema);
  const seconds = (performance.now() - begun) / 1000;
  const { plan } = data as { readonly plan: { readonly steps: readonly object[] } };
  if (plan.steps.length !== expected) throw new Error(`${plan.steps.length} changes are planned, not ${expected}`);
  return seconds;
}
