import type { EndedRun } from '../fixtures/start-cli.ts';
import { type CrashSite, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Brought', 'Killed', 'Failing']);

const isClearing = (text: string): boolean => text.startsWith(".clear table ['T'] cache streamingingestion schema");
const dataOf = ({ output }: EndedRun) => JSON.parse(output.slice(output.indexOf('{')));
const ids = async ({ talk }: CrashSite, table = 'T') =>
  (await talk.query(`${table} | project Id | sort by Id asc`)).flat();
const keptBy = async (site: CrashSite): Promise<readonly string[]> =>
  [...(await site.ids()).keys()].filter((name) => name.startsWith('kr_old_'));

async function stream({ talk }: CrashSite, id: number): Promise<void> {
  const address = `${talk.cluster.cluster}/v1/rest/ingest/${talk.database}/T?streamFormat=Csv`;
  const { status } = await fetch(address, { method: 'POST', body: `${id}\n` });
  if (status !== 200) throw new Error(`The stream was answered with ${status}.`);
}

/** A table with the rows 1 to 3, the last of which was streamed; the first is deleted after the snapshot. */
async function damaged(name: 'Brought' | 'Killed' | 'Failing'): Promise<CrashSite> {
  const site = siteOf(name);
  await site.talk.control({ sealAfterMs: 100, faults: [] });
  await site.talk.command('.create table T (Id:long)');
  await site.talk.command(`.alter table T policy streamingingestion '{"IsEnabled":true}'`);
  await site.talk.command('.ingest inline into table T <|\n1\n2');
  await stream(site, 3);
  await site.talk.control({ run: 'seal' });
  await site.snapshot();
  await site.talk.command('.delete table T records <| T | where Id == 1');
  return site;
}

const keep = ['--newer-rows', 'keep', '--deleted-rows', 'accept', '--json'] as const;

test('what is streamed between the swap and the clearing comes along, and later streams find the restored table, also after an undo', async () => {
  const site = await damaged('Brought');
  const { proxy } = site;
  const planned = dataOf(await site.restore(...keep, '--dry-run'));
  expect(JSON.stringify(planned)).toContain('T takes streaming ingestion');
  proxy.begin();
  proxy.holdBefore(isClearing, () => stream(site, 4));
  const restored = await site.restore(...keep);
  expect([dataOf(restored).problems, restored.exitCode]).toEqual([[], 0]);
  expect(await ids(site)).toEqual([1, 2, 3, 4]);
  await stream(site, 5);
  expect(await ids(site)).toEqual([1, 2, 3, 4, 5]);

  const undo = await site.run('restore', '--undo', '--dry-run');
  expect(undo.output.replaceAll(/\s+/g, ' ')).toContain('T takes streaming ingestion');
  proxy.holdBefore(isClearing, () => stream(site, 6));
  const undone = await site.run('restore', '--undo', '--json');
  expect([dataOf(undone).problems, undone.exitCode]).toEqual([[], 0]);
  await stream(site, 7);
  expect(await ids(site)).toEqual([2, 3, 4, 5, 6, 7]);
});

test('a restore that is killed before the clearing goes on with it, and nothing is left behind', async () => {
  const site = await damaged('Killed');
  await site.restoreKilled({ at: isClearing, cut: 'unsent' }, ...keep);
  await stream(site, 4);
  expect(await ids(site)).toEqual([1, 2, 3]);
  const restored = await site.restore(...keep);
  expect([dataOf(restored).problems, restored.exitCode]).toEqual([[], 0]);
  await stream(site, 5);
  expect(await ids(site)).toEqual([1, 2, 3, 4, 5]);
});

test('what cannot be cleared is told as unknown, and what may be written on is kept without an end', async () => {
  const site = await damaged('Failing');
  const command = 'ClearTableCacheStreamingIngestionSchema';
  await site.talk.control({ faults: [{ kind: 'partial-result', command }] });
  const restored = await site.restore(...keep);
  expect(restored.exitCode).toBe(5);
  expect(dataOf(restored).problems).toMatchObject([
    { code: 'unknown', summary: expect.stringContaining('may still write into kr_old_') },
  ]);
  const [old = ''] = await keptBy(site);
  expect([await site.expires(old), await ids(site)]).toEqual([false, [1, 2, 3]]);
});
