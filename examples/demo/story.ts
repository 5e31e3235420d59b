import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { showBytes, showCount } from '../../src/report/numbers.ts';
import type { Stage, VerbRun } from './stage.ts';

const dataset = (name: string): string =>
  fileURLToPath(new URL(`../data/${name}`, import.meta.resolve('vega-datasets')));
const lateStrikes = 1000;

/** The worst week of a database, in nine steps. Each step that does not end as it must ends the demo. */
export async function tellStory(stage: Stage): Promise<void> {
  const { run, say } = stage;

  const built = await run(
    'build',
    'deploy',
    '--schema',
    'examples/schema',
    '--reference-data',
    'examples/reference-data',
  );
  require(built, 0);
  say(
    `1 built      ${built.document.outputs.statements} statements and the reference data from examples/ (${seconds(built)})`,
  );

  const { early, late } = await readStrikes();
  await stage.ingest(
    'Flights',
    'flights-3m.parquet',
    await readFile(dataset('flights-3m.parquet')),
    'format="parquet"',
  );
  await stage.ingest(
    'BirdStrikes',
    'early.csv',
    early,
    'format="csv", ignoreFirstRecord=true, ingestionMappingReference="birdstrikes"',
  );
  say('2 ingested   3 million flights from Parquet, bird strikes from CSV');

  const first = await run('snapshot', 'snapshot');
  require(first, 0);
  say(`3 snapshot   ${describeSnapshot(first)}`);

  await stage.ingest(
    'BirdStrikes',
    'late.csv',
    late,
    'format="csv", ignoreFirstRecord=true, ingestionMappingReference="birdstrikes"',
  );
  const refused = await run('refused deployment', 'deploy', '--schema', 'examples/damage');
  require(refused, 3);
  say(`4 refused    a deployment that drops Flights.delay and clears BirdStrikes:`);
  for (const { summary, detail } of refused.document.problems) say(`             ${summary} ${detail ?? ''}`);

  const second = await run('second snapshot', 'snapshot');
  require(second, 0);
  say(`5 snapshot   ${describeSnapshot(second)}`);

  const covered = await run('covered deployment', 'deploy', '--schema', 'examples/damage');
  require(covered, 0);
  say(
    `6 deployed   the same, now covered; changed on purpose: ${covered.document.outputs['changed-tables']} (${seconds(covered)})`,
  );

  const damaged = await run('verify damage', 'verify', '--level', 'full');
  require(damaged, 3);
  say(`7 verify     says exactly what is gone (${seconds(damaged)}):`);
  for (const { summary, detail } of damaged.document.problems) say(`             ${summary} (${detail ?? ''})`);
  for (const line of describeColumns(damaged)) say(`             ${line}`);

  const restored = await run('restore', 'restore');
  require(restored, 0);
  say(`8 restored   ${restored.document.outputs['restored-tables']} (${seconds(restored)})`);

  const verified = await run('verify', 'verify', '--level', 'full');
  require(verified, 0);
  say(`9 verified   every row and every value, ${verified.document.outputs.verdict} (${seconds(verified)})`);
}

/** The last thousand strikes arrive after the first snapshot. */
async function readStrikes(): Promise<{ readonly early: string; readonly late: string }> {
  const lines = (await readFile(dataset('birdstrikes.csv'), 'utf8')).trimEnd().split(/\r?\n/);
  const [header = ''] = lines;
  const cut = lines.length - lateStrikes;
  const part = (from: number, to?: number): string => `${[header, ...lines.slice(from, to)].join('\n')}\n`;
  return { early: part(1, cut), late: part(cut) };
}

function describeSnapshot(run: VerbRun): string {
  const { tables = '', rows = '0', bytes = '0', 'snapshot-id': id = '' } = run.document.outputs;
  return `${id}: ${showCount(BigInt(rows))} rows of ${tables} tables, ${showBytes(Number(bytes))} of Parquet (${seconds(run)})`;
}

/** What of each damaged table is still as it was, from the comparison column by column. */
function describeColumns({ document }: VerbRun): readonly string[] {
  const tables = document.data.tables as readonly {
    table: string;
    columns: readonly { column: string; state: string }[];
  }[];
  return tables
    .filter(({ columns }) => columns.some(({ state }) => state === 'gone'))
    .map(({ table, columns }) => {
      const equal = columns.filter(({ state }) => state === 'equal').map(({ column }) => column);
      return `${table}: the other columns hold what they held: ${equal.join(', ')}.`;
    });
}

function seconds(run: VerbRun): string {
  return `${run.seconds.toFixed(1)} s`;
}

function require({ exitCode, document }: VerbRun, expected: number): void {
  if (exitCode === expected) return;
  const problems = document.problems.map(({ summary, detail }) => `${summary} ${detail ?? ''}`).join('\n');
  throw new Error(`expected exit code ${expected}, got ${exitCode}\n${problems}`);
}
