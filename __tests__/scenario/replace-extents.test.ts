import { CrashSite } from './crash/crash-site.ts';

const names = ['Live', 'Merged'] as const;
let sites: readonly CrashSite[];
beforeAll(async () => {
  sites = await CrashSite.openMany(names);
});
afterAll(() => sites[0]?.close());

function siteOf(name: (typeof names)[number]): CrashSite {
  const site = sites[names.indexOf(name)];
  if (site === undefined) throw new Error(name);
  return site;
}

const atReplace = (text: string): boolean => text.startsWith('.replace extents');
const policy =
  '[{"IsEnabled":true,"Source":"Source","Query":"Source | extend Name=tostring(Id)","IsTransactional":true}]';
const ingest = ({ talk }: CrashSite, ...ids: readonly number[]) =>
  talk.command(`.ingest inline into table Source <|\n${ids.join('\n')}`);

/** A table that an update policy fills, with a snapshot. */
async function fill(site: CrashSite): Promise<void> {
  await site.talk.command('.create table Source (Id:long)');
  await site.talk.command('.create table T (Id:long, Name:string)');
  await site.talk.command(`.alter table T policy update '${policy}'`);
  await ingest(site, 1, 2, 3);
  await site.snapshot();
}

/** Rows of the snapshot are lost; newer ones came, one in an extent that it shares with older rows and one in its own. */
async function damage(site: CrashSite): Promise<void> {
  await ingest(site, 7);
  await site.talk.control({ run: 'merge' });
  await ingest(site, 8);
  await site.talk.command('.delete table T records <| T | where Id < 3');
}

async function idsOf({ talk }: CrashSite, table = 'T'): Promise<readonly number[]> {
  return (await talk.query(`${table} | sort by Id asc | project Id`)).map(([id]) => Number(id));
}

const ownTables = async (site: CrashSite): Promise<readonly string[]> =>
  [...(await site.ids()).keys()].filter((name) => name.startsWith('kr_'));

test('a table that an update policy goes on filling stays, gets its rows back in one step, and can be undone', async () => {
  const site = siteOf('Live');
  await fill(site);
  await damage(site);
  const before = (await site.ids()).get('T');
  const planned = await site.restore('--tables', 'T', '--newer-rows', 'keep', '--dry-run');
  expect(planned).toMatchObject({ exitCode: 0 });
  expect(planned.output).toMatch(/it stays, and its extents are replaced in one transaction.*1 row, is copied aside/);
  site.proxy.holdBefore(atReplace, () => ingest(site, 9));
  expect(await site.restore('--tables', 'T', '--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8, 9]);
  expect((await site.ids()).get('T')).toBe(before);
  const [kept = '', ...more] = await ownTables(site);
  expect([kept, more]).toEqual([expect.stringMatching(/^kr_old_/), []]);
  expect(await idsOf(site, kept)).toEqual([3]);
  await ingest(site, 10);
  expect(await site.verify()).toMatchObject({ exitCode: 0 });

  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([3, 7, 8, 9, 10]);
  expect((await site.ids()).get('T')).toBe(before);
  expect(await ownTables(site)).toHaveLength(1);
  expect(await site.restore('--undo')).toMatchObject({ output: expect.stringContaining('is undone already') });
  expect(await site.restore('--tables', 'T', '--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8, 9, 10]);
});
