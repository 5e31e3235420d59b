import { type CrashSite, idsOf, ownTables, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Extents', 'Range', 'Moved', 'Copied'] as const);

const atSwap = (text: string): boolean => text.startsWith('.rename tables');
const atListing = (text: string): boolean => text.startsWith('.create table') && text.includes('kr_drop_');
const atIncoming = (text: string): boolean => text.includes('brings a range to');
const atNewerCopy = (text: string): boolean => text.includes('brings newer rows to');
const policy =
  '[{"IsEnabled":true,"Source":"Source","Query":"Source | extend Name=tostring(Id)","IsTransactional":true}]';
const keep = ['--newer-rows', 'keep', '--deleted-rows', 'replay'] as const;
const discard = ['--tables', 'T', '--newer-rows', 'discard', '--deleted-rows', 'replay'] as const;

const erase = ({ talk }: CrashSite, id: number) => talk.command(`.delete table T records <| T | where Id == ${id}`);
const change = ({ talk }: CrashSite) =>
  talk.command(
    '.update table T delete D append A <| let D = T | where Id == 1; let A = T | where Id == 1 | extend Name = "bad";',
  );

/** T with two rows. */
async function fill({ talk }: CrashSite): Promise<void> {
  await talk.command('.create table T (Id:long, Name:string)');
  await talk.command('.ingest inline into table T <|\n1,a\n2,b');
}

test('rows that somebody deletes while extents are being replaced do not come back, and are deleted again when it is run again', async () => {
  const site = siteOf('Extents');
  await site.talk.command('.create table Source (Id:long)');
  await site.talk.command('.create table T (Id:long, Name:string)');
  await site.talk.command(`.alter table T policy update '${policy}'`);
  await site.talk.command('.ingest inline into table Source <|\n1\n2\n3');
  await site.snapshot();
  await change(site);
  site.proxy.holdBefore(atListing, () => erase(site, 3));
  expect(await site.restore(...discard)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Rows of T were deleted after the restore had looked[\s\S]*where Id == 3/),
  });
  expect(await idsOf(site)).toEqual([1, 2]);
  expect(await site.talk.query('T | where Id == 1 | project Name')).toEqual([['bad']]);
  expect(await site.restore(...discard)).toMatchObject({ exitCode: 0 });
  expect(await site.talk.query('T | sort by Id asc')).toEqual([
    [1, '1'],
    [2, '2'],
  ]);
});

test('rows that somebody deletes while a range is being replaced do not come back', async () => {
  const site = siteOf('Range');
  await site.talk.command('.create table T (Id:long, At:datetime, Name:string)');
  await site.talk.command(
    '.ingest inline into table T <|\n1,2026-11-19T10:00:00Z,a\n2,2026-11-19T11:00:00Z,b\n3,2026-11-19T12:00:00Z,c',
  );
  await site.snapshot();
  await change(site);
  const range = [...discard, '--time-column', 'At', '--time-from', '2026-11-19T09:00Z'];
  site.proxy.holdBefore(atIncoming, () => erase(site, 3));
  expect(await site.restore(...range)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Rows of T were deleted after the restore had looked[\s\S]*where Id == 3/),
  });
  expect(await site.talk.query('T | sort by Id asc | project Id, Name')).toEqual([
    [1, 'bad'],
    [2, 'b'],
  ]);
});

test('newer rows that somebody deletes while a restore lies interrupted after its swap are not brought over', async () => {
  const site = siteOf('Moved');
  await fill(site);
  await site.snapshot();
  await site.talk.command('.ingest inline into table T <|\n7,x');
  await site.talk.command('.drop column T.Name');
  expect((await site.restoreKilled({ at: atSwap, cut: 'before-answer' }, ...keep)).exitCode).toBeNull();
  await erase(site, 7);
  const ended = await site.restore(...keep);
  expect(ended).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/newer rows that had not come over before are left in kr_old_[\s\S]*where Id == 7/),
  });
  expect(ended.output).not.toMatch(/at the moment of the swap/);
  expect(await idsOf(site)).toEqual([1, 2]);
  const [kept = '', ...others] = await ownTables(site);
  expect([await idsOf(site, kept), others, await site.expires(kept)]).toEqual([[1, 2, 7], [], false]);
});

test('newer rows that somebody deletes while they are copied stay out, and an undo has them in what it puts back', async () => {
  const site = siteOf('Copied');
  await fill(site);
  await site.snapshot();
  await site.talk.command('.ingest inline into table T <|\n7,x');
  await site.talk.control({ run: 'merge' });
  await site.talk.command('.ingest inline into table T <|\n8,y');
  await site.talk.command('.drop column T.Name');
  site.proxy.holdBefore(atNewerCopy, () => erase(site, 7));
  expect(await site.restore(...keep)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/newer rows that had not come over before are left in kr_old_[\s\S]*where Id == 7/),
  });
  expect(await idsOf(site)).toEqual([1, 2, 8]);
  const [kept = '', ...others] = await ownTables(site);
  expect([await idsOf(site, kept), others]).toEqual([[1, 2, 7], []]);
  // Rows that arrived go along only into the columns of the kept contents.
  await site.talk.command('.drop column T.Name');
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 7, 8]);
});
