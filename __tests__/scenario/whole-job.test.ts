import type { CliRun } from '../fixtures/run-cli.ts';
import { leaksOf } from '../fixtures/secrets.ts';
import { type Effects, noEffects, Site } from '../fixtures/site.ts';
import {
  buildSmallDatabase,
  oddTable,
  oddTableQuoted,
  readRows,
  readSchema,
  rowCounts,
} from '../fixtures/small-database.ts';

const damage = `// Loses data in five ways.
.drop column AllTypes.ts

.clear table Plain data

.delete table ${oddTableQuoted} records <| ${oddTableQuoted} | where ['quote-d'] == 1

.drop table Wide

.alter column Codes.weight type = string
`;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await buildSmallDatabase(site);
  await site.write({ 'damage/01_loses.kql': damage });
});
afterAll(() => site.close());

const rowsOf = (run: CliRun): Readonly<Record<string, unknown>> =>
  Object.fromEntries(tablesOf(run).map(({ name, populations }) => [name, Number(populations.atCursor)]));

interface SnapshotTable {
  readonly name: string;
  readonly fingerprint: unknown;
  readonly populations: { readonly atCursor: string };
}

function tablesOf({ document }: CliRun): readonly SnapshotTable[] {
  return document.data.tables as readonly SnapshotTable[];
}

const deploy = (): Promise<CliRun> => site.cli('deploy', '--schema', 'schema', '--reference-data', 'reference-data');
const deployDamage = (): Promise<CliRun> => site.cli('deploy', '--schema', 'damage');

/** The tests of this file are one story, in order. */
const story: {
  rows: Awaited<ReturnType<typeof readRows>>;
  schema: readonly string[];
  snapshot: string;
  fingerprints: readonly unknown[];
} = { rows: {}, schema: [], snapshot: '', fingerprints: [] };

const fingerprintsOf = (run: CliRun): readonly unknown[] =>
  tablesOf(run).map(({ name, fingerprint }) => [name, fingerprint]);

test('a second deployment of the same repository loads nothing and calls the reference data unchanged', async () => {
  let run: CliRun | undefined;
  const effects = await site.effectsOf(async () => {
    run = await deploy();
  });
  expect(run?.document).toMatchObject({ exitCode: 0, outputs: { 'reference-tables': '', 'changed-tables': '' } });
  expect(run?.document.outcomes.at(-1)).toMatchObject({ kind: 'done', note: 'unchanged' });
  expect(effects.commands.filter((text) => /^\.(ingest|set|append|clear|drop|move|rename)/.test(text))).toEqual([]);
  expect(effects.blobs).toEqual([]);
});

test('what loses data is refused while no snapshot exists, and nothing runs', async () => {
  const { run, effects } = await refused();
  expect(run.document.problems.map(({ code, at }) => [code, at?.file, at?.line])).toEqual([
    ['not-covered', 'damage/01_loses.kql', 2],
    ['not-covered', 'damage/01_loses.kql', 4],
    ['not-covered', 'damage/01_loses.kql', 6],
    ['not-covered', 'damage/01_loses.kql', 8],
    ['not-covered', 'damage/01_loses.kql', 10],
  ]);
  expect(effects).toEqual(noEffects);
});

test('a snapshot holds every table with every row, and is exact', async () => {
  const run = await site.cli('snapshot');
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { tables: '6', rows: '55' } });
  expect(rowsOf(run)).toEqual(rowCounts);
});

test('one row that arrives after the snapshot makes the same deployment refused again, for that table alone', async () => {
  await site.talk.command('.ingest inline into table Plain <|\n1000,late');
  const { run, effects } = await refused();
  expect(run.document.problems).toMatchObject([
    { code: 'not-covered', at: { file: 'damage/01_loses.kql', line: 4 }, detail: expect.stringContaining('1 ') },
  ]);
  expect(effects).toEqual(noEffects);
});

test('after a second snapshot the deployment runs, and says which tables it changed on purpose', async () => {
  const taken = await site.cli('snapshot');
  story.snapshot = taken.document.outputs['snapshot-id'] ?? '';
  story.fingerprints = fingerprintsOf(taken);
  story.rows = await readRows(site);
  story.schema = await readSchema(site);
  expect(story.rows.Plain).toHaveLength(41);
  const run = await deployDamage();
  expect(run.document).toMatchObject({
    exitCode: 0,
    outputs: { statements: '5', 'changed-tables': `AllTypes,Plain,${oddTable},Wide,Codes` },
  });
  expect(run.document.outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('done'));
  expect(await site.talk.query('Plain | count')).toEqual([[0]]);
});

test('verify ends with 3 and names exactly what is gone', async () => {
  const run = await site.cli('verify');
  expect(run.document).toMatchObject({
    exitCode: 3,
    verdict: 'fail',
    outputs: {
      verdict: 'fail',
      'snapshot-id': story.snapshot,
      'failed-tables': `AllTypes,Codes,Plain,Wide,${oddTable}`,
    },
  });
  expect(run.document.problems.map(({ code, summary, detail }) => `${code}: ${summary} ${detail}`)).toEqual([
    'difference: AllTypes: column ts is gone. expected timespan, seen absent',
    'difference: Codes: column weight has another type. expected real, seen string',
    'difference: Plain: 41 rows of the snapshot are gone. expected 41 rows, seen 0',
    'difference: Table Wide is gone. expected 2 rows, seen no such table',
    `difference: ${oddTable}: 1 row of the snapshot is gone. expected 3 rows, seen 2`,
  ]);
});

test('restore brings the damaged tables back and only those', async () => {
  const run = await site.cli('restore');
  expect(run.document).toMatchObject({
    exitCode: 0,
    verdict: 'pass',
    outputs: { 'snapshot-id': story.snapshot, 'restored-tables': `AllTypes,Codes,Plain,Wide,${oddTable}` },
  });
});

test('after the restore every value of every type is what it was', async () => {
  expect(await readRows(site)).toEqual(story.rows);
  expect(await site.talk.query('AllTypes | where id == 2 | project tostring(l), tostring(dt), tostring(ts)')).toEqual([
    ['-9223372036854775808', '0001-01-01T00:00:00.0000000Z', '-10675199.02:48:05.4775808'],
  ]);
});

test('after the restore policies, mappings, folders and docstrings of tables and columns are what they were', async () => {
  expect(story.schema.join('\n')).toMatch(/retention[\s\S]*caching|caching[\s\S]*retention/);
  expect(await readSchema(site)).toEqual(story.schema);
});

test('after the restore verify passes at level full', async () => {
  const run = await site.cli('verify', '--level', 'full');
  expect(run.document.problems).toEqual([]);
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { 'failed-tables': '' } });
});

test('a snapshot of the restored database has the same row fingerprints', async () => {
  const run = await site.cli('snapshot');
  expect(run.document.exitCode).toBe(0);
  expect(fingerprintsOf(run)).toEqual(story.fingerprints);
});

test('a second restore finds nothing to do and changes nothing', async () => {
  let run: CliRun | undefined;
  const effects = await site.effectsOf(async () => {
    run = await site.cli('restore');
  });
  expect(run?.document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { 'restored-tables': '' } });
  expect(effects).toEqual(noEffects);
});

test('no staging table is left behind', async () => {
  const names = (await site.talk.command('.show tables | project TableName')).flat().map(String);
  expect(names.filter((name) => name.startsWith('kr_') && !name.startsWith('kr_old_'))).toEqual([]);
  expect(names.filter((name) => !name.startsWith('kr_')).sort()).toEqual(Object.keys(rowCounts).sort());
});

test('the deployment that did the damage is on hold, at each of its lines, until it is said again', async () => {
  const { run, effects } = await refused();
  expect(run.document.problems.map(({ code, at }) => [code, at?.file, at?.line])).toEqual(
    [2, 4, 6, 8, 10].map((line) => ['on-hold', 'damage/01_loses.kql', line]),
  );
  expect(effects).toEqual(noEffects);
  const { holds } = (await site.cli('status')).document.data;
  const [hold, ...others] = holds as readonly { readonly id: string; readonly steps: readonly unknown[] }[];
  expect([hold?.steps.length, others]).toEqual([5, []]);
  expect(run.document.problems[0]?.next).toContain(`--release-hold ${hold?.id}`);
  const again = await site.cli('deploy', '--schema', 'damage', '--release-hold', hold?.id ?? '');
  expect(again.document).toMatchObject({ exitCode: 0, outputs: { statements: '5' } });
});

test('with what: all the tables come back, then the rest of the schema; what was made since stays', async () => {
  await site.talk.command('.drop function Above');
  await site.talk.command('.create function Since() { print 1 }');
  const run = await site.cli('restore', '--what', 'all');
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass', data: { schema: { kept: ['function:Since'] } } });
  expect(run.document.outcomes.map(({ kind }) => kind)).toEqual(Array(6).fill('done'));
  expect(await readRows(site)).toEqual(story.rows);
  expect(await site.talk.query('Above(30) | count')).toEqual([[expect.any(Number)]]);
});

test('no secret stands in clear in what was said, stored or sent', async () => {
  expect(await leaksOf(site)).toEqual([]);
});

async function refused(): Promise<{ readonly run: CliRun; readonly effects: Effects }> {
  const runs: CliRun[] = [];
  const effects = await site.effectsOf(async () => {
    runs.push(await deployDamage());
  });
  const [run] = runs;
  expect(run?.document).toMatchObject({ exitCode: 3, result: 'failed' });
  if (run === undefined) throw new Error('The deployment did not run.');
  return { run, effects };
}
