import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'local-cluster-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    if (Object(cause).code === 'ESRCH') return false;
    throw cause;
  }
}

test('a killed cluster starts again with everything that was answered', async () => {
  const first = await startLocalCluster({ directory });
  const talk = new Talk(first);
  await talk.command('.create table Kept (a:long, b:string)');
  await talk.command('.set-or-append Kept <| range a from 1 to 1000 step 1 | project a, b=tostring(a)');
  const [[path] = []] = await talk.command(`.export to parquet (${talk.place('kept')}) <| Kept`);
  const details = await talk.command('.show table Kept details | project TableId, TotalRowCount');
  const extents = await talk.command('.show table Kept extents | project ExtentId, RowCount');
  const [[id] = []] = await talk.command(
    '.append async Kept <| range a from 1 to 30000000 step 1 | project a, b=tostring(a)',
  );
  await first.kill();
  const second = await startLocalCluster({ directory });
  const again = new Talk(second);
  expect(await again.query('Kept | count')).toEqual([[1000]]);
  expect(await again.command('.show table Kept details | project TableId, TotalRowCount')).toEqual(details);
  expect(await again.command('.show table Kept extents | project ExtentId, RowCount')).toEqual(extents);
  expect((await again.outcome(id)).state).toBe('Abandoned');
  const here = String(path).replace(/^https?:\/\/[^/]+/, new URL(second.storage).origin);
  await again.command(`.ingest into table Kept (${again.signed(here)}) with (format='parquet')`);
  expect(await again.query('Kept | count')).toEqual([[2000]]);
  await second.stop();
});

test('views, policies, roles, the journal and what was dropped outlive a kill', async () => {
  const first = await startLocalCluster({ directory });
  const talk = new Talk(first);
  await talk.command('.create tables Src (a:long), Dst (a:long), Gone (a:long)');
  await talk.command(`.alter table Dst policy update @'[{"Source":"Src","Query":"Src","IsTransactional":true}]'`);
  await talk.command('.create materialized-view V on table Src { Src | summarize n = count(), t = sum(a) }');
  await talk.command('.alter database Demo policy caching hot = 3d');
  await talk.command(`.add database Demo viewers ('aadapp=one;t')`);
  await talk.command('.append Src <| range a from 1 to 3 step 1');
  await talk.control({ run: 'background' });
  await talk.command('.append Src <| range a from 4 to 5 step 1');
  await talk.command('.append Gone <| print a = 7');
  await talk.command('.drop table Gone');
  const script = '.show database schema as csl script';
  const dropped = '.show journal | where Event == "DROP-TABLE" | project OriginalEntityVersion';
  const before = [await talk.command(script), await talk.command(dropped)];
  await first.kill();
  const second = await startLocalCluster({ directory });
  const again = new Talk(second);
  const after = [await again.command(script), await again.command(dropped)];
  await again.command(`.undo drop table Gone version="${after[1]?.[0]?.[0]}"`);
  await again.command('.clear table Src data');
  await again.command('.append Src <| print a = 10');
  expect(after).toEqual(before);
  expect(await again.query('Gone')).toEqual([[7]]);
  expect(await again.query('V')).toEqual([[4, 16]]);
  expect(await again.query('Dst | summarize sum(a)')).toEqual([[25]]);
  await second.stop();
});

test('a cluster killed amid its own work has lost none of it and done none of it twice', async () => {
  const first = await startLocalCluster({ directory });
  const talk = new Talk(first);
  await talk.command('.create table Src (a:long)');
  await talk.command('.create materialized-view V on table Src { Src | summarize n = count(), t = sum(a) }');
  await talk.control({ backgroundEveryMs: 1, cursorLagMs: 0 });
  let rows = 0;
  for (; rows < 30; rows += 1) await talk.command(`.append Src <| print a = ${rows}`);
  await first.kill();
  const second = await startLocalCluster({ directory });
  const again = new Talk(second);
  await again.control({ cursorLagMs: 0, run: 'background' });
  const wanted = [[rows, (rows * (rows - 1)) / 2]];
  expect(await again.query('V')).toEqual(wanted);
  expect(await again.query(`materialized_view('V')`)).toEqual(wanted);
  expect(await again.query('Src | summarize count(), sum(a)')).toEqual(wanted);
  await second.stop();
});

test('stopping with the timer on ends the process', async () => {
  const cluster = await startLocalCluster({ directory });
  await new Talk(cluster).control({ backgroundEveryMs: 1 });
  await cluster.stop();
  expect(isRunning(cluster.pid)).toBe(false);
});

test('stopping ends the storage too', async () => {
  const cluster = await startLocalCluster({ directory });
  const pid = Number(await readFile(join(directory, 'azurite.pid'), 'utf8'));
  expect(isRunning(pid)).toBe(true);
  await cluster.stop();
  expect(isRunning(pid)).toBe(false);
});

test('a start that cannot succeed says why', async () => {
  await expect(startLocalCluster({ directory, port: 70_000 })).rejects.toThrow("--port is a port, not '70000'");
});
