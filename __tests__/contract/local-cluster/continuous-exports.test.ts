import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

const start = Date.parse('2030-01-01T00:00:00Z');
const hour = 3_600_000;
/** Stops the clock, so many hours after the start. */
const at = (hours: number, on = talk) =>
  on.control({ clock: { nowUtc: new Date(start + hours * hour).toISOString() } });

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.control({ cursorLagMs: 0 });
});
beforeEach(() => at(0));
afterEach(async () => {
  await talk.control({ faults: [], capacity: { dataExport: 4 }, cursorLagMs: 0 });
  for (const [name] of await talk.command('.show continuous-exports'))
    await talk.command(`.drop continuous-export ${name}`);
});
afterAll(() => cluster.stop());

const run = (on = talk) => on.control({ run: 'export' });

interface Fixture {
  readonly table: string;
  readonly external: string;
  readonly job: string;
}

/** A table, an external table of the same columns, and names for them and an export. */
async function fixture(on = talk): Promise<Fixture> {
  made += 1;
  const [table, external, job] = [`T${made}`, `E${made}`, `X${made}`];
  await on.command(`.create table ${table} (a:long)`);
  await on.command(
    `.create external table ${external} (a:long) kind=storage dataformat=parquet (${on.place(`continuous/${made}-${cluster.pid}`)})`,
  );
  return { table, external, job };
}

const load = (table: string, on = talk, ...rows: number[]) =>
  on.command(`.ingest inline into table ${table} <|\n${rows.join('\n')}`);
const define = ({ table, external, job }: Fixture, given = 'intervalBetweenRuns=1h', query = table) =>
  `.create-or-alter continuous-export ${job} over (${table}) to table ${external} with (${given}) <| ${query}`;
const shown = async (job: string, columns: string, on = talk): Promise<Value[]> =>
  (await on.command(`.show continuous-export ${job} | project ${columns}`))[0] ?? [];

/** A restarted storage has another port. */
const here = (path: Value | undefined, on: Talk): string =>
  String(path).replace(/^https?:\/\/[^/]+/, new URL(on.cluster.storage).origin);

/** The rows in the files that an export lists, and how many those are. */
async function listed({ job, table }: Fixture, on = talk): Promise<{ files: number; rows: Value[] }> {
  const files = await on.command(`.show continuous-export ${job} exported-artifacts | project Path, NumRecords`);
  await on.command(`.create table ${table}Read (a:long)`);
  for (const [path] of files)
    await on.command(`.ingest into table ${table}Read (${on.signed(here(path, on))}) with (format="parquet")`);
  const rows = (await on.query(`${table}Read | order by a asc`)).map(([a = null]) => a);
  await on.command(`.drop table ${table}Read`);
  expect(files.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(rows.length);
  return { files: files.length, rows };
}

test('Each run exports the rows that came in since the last one, and those before the export never', async () => {
  const all = await fixture();
  await load(all.table, talk, 1);
  await talk.command(define(all));
  const seen: Value[][] = [];
  for (const [hours, rows] of [
    [0, [2, 3]],
    [1, [4]],
    [2, []],
  ] as const) {
    await at(hours);
    if (rows.length > 0) await load(all.table, talk, ...rows);
    await run();
    seen.push((await listed(all)).rows);
  }
  expect(seen).toEqual([
    [2, 3],
    [2, 3, 4],
    [2, 3, 4],
  ]);
  const artifacts = await talk.try(`.show continuous-export ${all.job} exported-artifacts`);
  expect(artifacts.columns).toEqual(['Timestamp', 'ExternalTableName', 'Path', 'NumRecords', 'SizeInBytes']);
  expect(artifacts.rows.map(([on, name]) => [on, name])).toEqual([
    ['2030-01-01T00:00:00Z', all.external],
    ['2030-01-01T01:00:00Z', all.external],
  ]);
  expect(artifacts.text).not.toContain('sig=');
});

test('An export shows what it is, and how far it came', async () => {
  const all = await fixture();
  const given = 'intervalBetweenRuns=1h, forcedLatency=time(00:10:00), sizeLimit=104857600, distributed=false';
  const created = await talk.try(define(all, given, `${all.table} | where a > 0`));
  const columns =
    'Name, ExternalTableName, Query, ForcedLatency, IntervalBetweenRuns, CursorScopedTables, ExportProperties';
  expect(created.columns.join(', ')).toBe(columns);
  const [, , query, latency, interval, scoped, properties] = created.rows[0] ?? [];
  expect([query, latency, interval]).toEqual([`${all.table} | where a > 0`, '00:10:00', '01:00:00']);
  expect(JSON.parse(String(scoped))).toEqual([`['Demo'].['${all.table}']`]);
  expect(JSON.parse(String(properties))).toEqual({ SizeLimit: 104857600, Distributed: false });
  const progress = 'LastRunTime, IsDisabled, LastRunResult, ExportedTo, IsRunning';
  expect(await shown(all.job, progress)).toEqual([null, false, '', null, false]);
  await run();
  expect(await shown(all.job, progress)).toEqual([
    '2030-01-01T00:00:00Z',
    false,
    'Completed',
    '2029-12-31T23:50:00Z',
    false,
  ]);
  expect((await talk.command('.show continuous-exports')).map(([name]) => name)).toContain(all.job);
});

test('An export runs when its interval has passed, and no sooner', async () => {
  const all = await fixture();
  await talk.command(define(all, 'intervalBetweenRuns=2h'));
  await run();
  await load(all.table, talk, 1);
  await at(1.5);
  await run();
  const early = await listed(all);
  await at(2);
  await run();
  expect([early.files, await listed(all)]).toEqual([0, { files: 1, rows: [1] }]);
});

test('StartCursor parts the rows before the export from its own', async () => {
  const all = await fixture();
  await load(all.table, talk, 1, 2);
  await talk.command(define(all));
  await load(all.table, talk, 3);
  await run();
  const [cursor] = await shown(all.job, 'StartCursor');
  const before = await talk.query(`${all.table} | where cursor_before_or_at('${cursor}') | summarize sum(a)`);
  expect([before, (await listed(all)).rows]).toEqual([[[3]], [3]]);
});

test('Rows that can be read before they have a cursor are left for the next run', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await talk.control({ cursorLagMs: 3_600_000 });
  await load(all.table, talk, 1);
  await talk.control({ cursorLagMs: 0 });
  await run();
  expect([await talk.query(`${all.table} | count`), (await listed(all)).rows]).toEqual([[[1]], []]);
});

test('Forced latency holds younger rows back until they are old enough', async () => {
  const all = await fixture();
  await talk.command(define(all, 'intervalBetweenRuns=1m, forcedLatency=10m'));
  await load(all.table, talk, 1);
  await at(0.1);
  await load(all.table, talk, 2);
  const seen: unknown[] = [];
  for (const hours of [0.15, 0.2, 0.3]) {
    await at(hours);
    await run();
    seen.push((await listed(all)).rows);
  }
  expect(seen).toEqual([[], [1], [1, 2]]);
});

test('A row that is deleted later stays exported, and one that is put back is exported again', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await load(all.table, talk, 1, 2);
  await run();
  await talk.command(`.delete table ${all.table} records <| ${all.table} | where a == 1`);
  await at(1);
  await run();
  const deleted = await listed(all);
  await load(all.table, talk, 1);
  await at(2);
  await run();
  expect([deleted.rows, (await listed(all)).rows]).toEqual([
    [1, 2],
    [1, 1, 2],
  ]);
});

test('Rows that are moved in with their old ingestion time, or renamed in, are not exported', async () => {
  const all = await fixture();
  const stage = `${all.table}Stage`;
  const other = `${all.table}Other`;
  await talk.command(`.create tables ${stage} (a:long), ${other} (a:long)`);
  await load(stage, talk, 1);
  await load(other, talk, 8);
  await talk.command(define(all));
  await load(all.table, talk, 2);
  await run();
  await talk.command(`.rename tables ${all.table} = ${other}, ${other} = ${all.table}`);
  await at(1);
  await run();
  await talk.command(`.rename tables ${all.table} = ${other}, ${other} = ${all.table}`);
  await talk.command(`.move extents all from table ${stage} to table ${all.table}`);
  await at(2);
  await run();
  const moved = await listed(all);
  await talk.command(`.move extents all from table ${all.table} to table ${stage} with (setNewIngestionTime=true)`);
  await talk.command(`.move extents all from table ${stage} to table ${all.table} with (setNewIngestionTime=true)`);
  await at(3);
  await run();
  expect([moved.rows, (await listed(all)).rows]).toEqual([[2], [1, 2, 2]]);
});

test('A run that fails leaves files that are not listed, and the next one exports its rows again', async () => {
  const all = await fixture();
  await talk.command(define(all, `intervalBetweenRuns=1h, distribution='per_shard'`));
  for (const row of [1, 2, 3]) await load(all.table, talk, row);
  await talk.control({ faults: [{ kind: 'partial-export', command: 'ContinuousExport', amount: 2 }] });
  await run();
  const [failed, files] = [await shown(all.job, 'LastRunResult, ExportedTo'), await listed(all)];
  await talk.control({ faults: [{ kind: 'memory', command: 'ContinuousExport' }] });
  await run();
  await talk.control({ faults: [] });
  await run();
  const failures = await talk.command(`.show continuous-export ${all.job} failures`);
  expect([failed, files]).toEqual([['Failed', null], { files: 0, rows: [] }]);
  expect(await listed(all)).toEqual({ files: 3, rows: [1, 2, 3] });
  expect(await talk.query(`external_table('${all.external}') | count`)).toEqual([[5]]);
  expect(failures.map(([on, , name, last, kind]) => [on, name, last, kind])).toEqual([
    ['2030-01-01T00:00:00Z', all.job, null, 'PartialFailure'],
    ['2030-01-01T00:00:00Z', all.job, null, 'Failure'],
  ]);
  const states = await talk.command(`.show operations ${failures[0]?.[1]} | project State, ShouldRetry`);
  expect(states).toEqual([['Failed', true]]);
});

test('An export whose table is hidden later fails until it is shown again', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await load(all.table, talk, 1);
  await talk.command(`.alter table ${all.table} policy restricted_view_access true`);
  await run();
  const failures = await talk.command(`.show continuous-export ${all.job} failures | project Details`);
  const hidden = await listed(all);
  await talk.command(`.delete table ${all.table} policy restricted_view_access`);
  await run();
  expect(failures).toEqual([[expect.stringContaining(all.table)]]);
  expect([hidden.rows, (await listed(all)).rows]).toEqual([[], [1]]);
});

test('An export that runs says so, holds a slot, and is not run a second time meanwhile', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await talk.command(`.append ${all.table} <| range a from 1 to 3000000 step 1`);
  const ended = run();
  const look = () => shown(all.job, 'IsRunning, LastRunResult');
  let seen = await look();
  while (seen[0] !== true && seen[1] === '') seen = await look();
  const [slots] = await talk.command(`.show capacity | where Resource == 'DataExport' | project Consumed`);
  await run();
  await ended;
  const files = await talk.command(`.show continuous-export ${all.job} exported-artifacts | project NumRecords`);
  expect([seen, slots, files]).toEqual([[true, ''], [1], [[3_000_000]]]);
});

test('Artifacts and failures are listed for 14 days', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await talk.control({ faults: [{ kind: 'fail-operation', command: 'ContinuousExport' }] });
  await load(all.table, talk, 1);
  await run();
  await run();
  const counts: unknown[] = [];
  for (const hours of [14 * 24, 14 * 24 + 1]) {
    await at(hours);
    const failures = await talk.command(`.show continuous-export ${all.job} failures`);
    const artifacts = await talk.command(`.show continuous-export ${all.job} exported-artifacts`);
    counts.push([failures.length, artifacts.length]);
  }
  expect(counts).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

test('An export that fails for good is disabled after 7 days, and goes on where it stopped', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await load(all.table, talk, 1);
  await talk.command(`.drop external table ${all.external}`);
  const seen: unknown[] = [];
  for (const days of [0, 7, 7.1]) {
    await at(days * 24);
    await run();
    seen.push(...(await shown(all.job, 'IsDisabled')));
  }
  const again = `.create external table ${all.external} (a:long) kind=storage dataformat=parquet (${talk.place(`again/${all.job}`)})`;
  await talk.command(again);
  await run();
  const disabled = await listed(all);
  await talk.command(`.enable continuous-export ${all.job}`);
  await run();
  expect([seen, disabled.rows, (await listed(all)).rows]).toEqual([[false, false, true], [], [1]]);
});

test('A disabled export rests, keeps its place, and a changed definition keeps it too', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await load(all.table, talk, 1);
  await run();
  const [cursor] = await shown(all.job, 'StartCursor');
  const [row] = await talk.command(`.disable continuous-export ${all.job}`);
  await load(all.table, talk, 2);
  await at(1);
  await run();
  const resting = await listed(all);
  await talk.command(define(all, 'intervalBetweenRuns=5m', `${all.table} | where a > 0`));
  await run();
  expect([row?.[9], resting.rows]).toEqual([true, [1]]);
  expect(await shown(all.job, 'StartCursor, IsDisabled')).toEqual([cursor, false]);
  expect((await listed(all)).rows).toEqual([1, 2]);
});

test('Without a free export slot an export lags behind', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await load(all.table, talk, 1);
  await talk.control({ capacity: { dataExport: 0 } });
  await run();
  const starved = await shown(all.job, 'LastRunTime');
  await talk.control({ capacity: { dataExport: 4 } });
  await run();
  expect([starved, (await listed(all)).rows]).toEqual([[null], [1]]);
});

test('Dimension tables are read whole in every run, and only the tables of the list are fact tables', async () => {
  const all = await fixture();
  const dimension = `${all.table}Names`;
  await talk.command(`.create table ${dimension} (a:long)`);
  await load(dimension, talk, 1, 2);
  const query = `${all.table} | join kind=inner ${dimension} on a | project a`;
  await talk.command(define(all, 'intervalBetweenRuns=1h', query));
  const both = { ...all, job: `${all.job}Both` };
  await talk.command(
    `.create-or-alter continuous-export ${both.job} to table ${all.external} with (intervalBetweenRuns=1h) <| ${query}`,
  );
  await load(all.table, talk, 1, 2, 3);
  await run();
  expect([(await listed(all)).rows, (await listed(both)).rows]).toEqual([[1, 2], []]);
});

test('A dropped export leaves its name to a new one that begins anew', async () => {
  const all = await fixture();
  await talk.command(define(all));
  await load(all.table, talk, 1);
  await run();
  const rest = await talk.command(`.drop continuous-export ${all.job}`);
  const gone = await talk.try(`.show continuous-export ${all.job}`);
  await talk.command(define(all));
  await at(1);
  await run();
  expect(rest.map(([name]) => name)).not.toContain(all.job);
  expect([gone.status, gone.message.includes(all.job)]).toEqual([400, true]);
  expect(await listed(all)).toEqual({ files: 0, rows: [] });
});

test('What an export cannot do is refused by name', async () => {
  const all = await fixture();
  const { table, external, job } = all;
  await talk.command(`.create table ${table}Plain (a:long)`);
  await talk.command(`.alter table ${table}Plain policy ingestiontime false`);
  await talk.command(`.create materialized-view ${table}View on table ${table} { ${table} | summarize by a }`);
  await talk.command(`.create table ${table}Secret (a:long)`);
  await talk.command(`.alter table ${table}Secret policy restricted_view_access true`);
  await talk.command(`.create table ${table}Rows (a:long)`);
  await talk.command(`.alter table ${table}Rows policy row_level_security enable "${table}Rows | where a > 1"`);
  const to = (query: string, over = '', given = 'intervalBetweenRuns=1h') =>
    `.create-or-alter continuous-export ${job} ${over} to table ${external} with (${given}) <| ${query}`;
  const cases: [string, string][] = [
    [to(`${table}Plain`), 'IngestionTime'],
    [to(`${table}View`), `${table}View`],
    [to(`${table}Secret`), 'restricted view'],
    [to(`${table}Rows`), 'row level security'],
    [to(table, 'over (NoSuch)'), 'NoSuch'],
    [to(table, `over (${table}Plain)`), 'fact table'],
    [to('print a=1'), 'fact table'],
    [to(`${table} | project b=a`), 'b:long'],
    [to(`${table}No`), `${table}No`],
    [to(table, '', 'intervalBetweenRuns=30s'), 'one minute'],
    [to(table, '', 'forcedLatency=1m'), 'intervalBetweenRuns'],
    [to(table, '', 'intervalBetweenRuns=1h, gravity=1'), 'gravity'],
    [to(table, '', 'intervalBetweenRuns=1h, managedIdentity="system"'), 'managedIdentity'],
    [to(table, '', 'intervalBetweenRuns=1h, sizeLimit=2147483648'), 'sizeLimit'],
    [to(table, '', 'intervalBetweenRuns=1h, distributionKind="odd"'), 'odd'],
    [to(table).replace(external, 'NoSuchTable'), 'NoSuchTable'],
    [`.disable continuous-export ${job}`, job],
    [`.drop continuous-export ${job}`, job],
    [`.show continuous-export ${job} failures`, job],
  ];
  for (const [text, word] of cases) {
    const { status, message } = await talk.try(text);
    expect([text, status, message]).toEqual([text, 400, expect.stringContaining(word)]);
  }
});

test('A table that an export reads cannot get row level security', async () => {
  const all = await fixture();
  await talk.command(define(all));
  const refused = await talk.try(`.alter table ${all.table} policy row_level_security enable "${all.table}"`);
  expect([refused.status, refused.message.includes(all.job)]).toEqual([400, true]);
});

test('Killed in the middle of a run, an export lists each row once when it has run again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'local-cluster-'));
  const first = await startLocalCluster({ directory });
  const talkFirst = new Talk(first);
  await talkFirst.control({ cursorLagMs: 0 });
  await at(0, talkFirst);
  const all = await fixture(talkFirst);
  await talkFirst.command(define(all, `intervalBetweenRuns=1h, distribution='per_shard'`));
  await load(all.table, talkFirst, 0);
  await run(talkFirst);
  for (let row = 1; row <= 8; row += 1) await load(all.table, talkFirst, row);
  await at(1, talkFirst);
  const ended = run(talkFirst).catch(() => undefined);
  let stored = 0;
  while (stored < 3) stored = (await talkFirst.command(`.show external table ${all.external} artifacts`)).length;
  await first.kill();
  await ended;
  const second = await startLocalCluster({ directory });
  const again = new Talk(second);
  const place = again.place(`continuous/${made}-${cluster.pid}`);
  await again.command(`.alter external table ${all.external} (a:long) kind=storage dataformat=parquet (${place})`);
  await at(2, again);
  await run(again);
  const result = await shown(all.job, 'LastRunResult, IsRunning', again);
  const { rows } = await listed(all, again);
  await second.stop();
  await rm(directory, { recursive: true, force: true });
  expect(result).toEqual(['Completed', false]);
  expect(rows).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
