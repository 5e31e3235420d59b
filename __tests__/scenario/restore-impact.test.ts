import { Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  await site.talk.command('.create table Aging (n: long)');
  await site.talk.command('.alter-merge table Aging policy retention softdelete = 100d');
  await site.talk.command('.alter table Aging policy caching hot = 10d');
  for (const [n, age] of [
    [1, 60],
    [2, 1],
  ]) {
    const at = new Date(Date.now() - Number(age) * 86_400_000).toISOString();
    await site.talk.command(`.append Aging with (creationTime='${at}') <| print n=long(${n})`);
  }
  await site.talk.command('.create function Recent() { Aging | where ingestion_time() > ago(1d) }');
  await site.talk.command('.create function Named() { print "Aging | where ingestion_time() > ago(1d)" }');
  expect((await site.cli('snapshot')).document).toMatchObject({ exitCode: 0, verdict: 'pass' });
  await site.talk.command('.clear table Aging data');
  await site.talk.command('.alter-merge table Aging policy retention softdelete = 30d');
  await site.talk.command('.set Copy <| Aging | count');
});
afterAll(() => site.close());

test('the plan tells readers, callers of ingestion_time(), retention and hot cache, and the result what is hot then', async () => {
  const { document } = await site.cli('restore', '--dry-run');
  const [table] = document.data.tables as readonly { readonly cache: { readonly bytes: number } }[];
  expect(table).toMatchObject({
    name: 'Aging',
    readers: [{ times: '3' }],
    timeCallers: [{ kind: 'function', name: 'Recent' }],
    retention: { period: '30.00:00:00', past: { rows: '1' } },
    cache: { period: '10.00:00:00', hotBytes: expect.any(Number) },
    unknown: [],
  });
  const { bytes = 0 } = table?.cache ?? {};
  expect(document.data.tables).toMatchObject([{ cache: { hotBytes: Math.round(bytes / 2) } }]);

  // How long loading takes is stored before the swap, which may wait for others or, as here, be for another run to do.
  await site.talk.control({ faults: [{ kind: 'drop-before', command: 'RenameTables', count: 1 }] });
  expect(await site.cli('restore')).toMatchObject({ exitCode: 4 });
  const run = await site.cli('restore');
  expect(run.document).toMatchObject({ exitCode: 0, verdict: 'pass' });
  expect(run.stderr).toContain('!! Rows past the retention in place: Aging 1 (the oldest of ');
  expect(run.stderr).toContain('Named in queries to this database that ended within the last hour: Aging by ');
  const [share] = run.document.data.hot as readonly { readonly hotBytes: number; readonly storedBytes: number }[];
  expect(share).toEqual({ table: 'Aging', hotBytes: expect.any(Number), storedBytes: expect.any(Number) });
  expect(share?.hotBytes).toBeLessThan(share?.storedBytes ?? 0);

  const [path = ''] = [...(await site.blobVersions()).keys()].filter((name) => name.includes('/restores/'));
  expect(JSON.parse((await site.readBlob(path)).toString())).toMatchObject({
    measured: { milliseconds: expect.any(Number), bytes },
  });

  const undo = await site.cli('restore', '--undo', '--dry-run');
  expect(undo.document.data.tables).toMatchObject([{ name: 'Aging', readers: [{ times: '3' }], unknown: [] }]);
});
