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
