import { type CrashSite, idsOf, ownTables, sitesOf } from './crash/crash-site.ts';

const names = ['Live', 'Merged', 'Discarded', 'Again', 'Deleted', 'Interrupted', 'Changed', 'Busy'] as const;
const siteOf = sitesOf(names);

const atReplace = (text: string): boolean => text.startsWith('.replace extents');
const atListing = (text: string): boolean =>
  text.includes('kr_drop_') && text.includes('countif(isnull(ingestion_time())');
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

test('an extent that is merged away between list and replacement fails it, and the next list is right; merging is paused when that goes on', async () => {
  const site = siteOf('Merged');
  await fill(site);
  await site.talk.command(`.alter table T policy merge '{"MaxRangeInHours":5}'`);
  await damage(site);
  let merges = 0;
  const mergeFirst = async (): Promise<void> => {
    merges += 1;
    await ingest(site, 100 + merges);
    await site.talk.control({ run: 'merge' });
    site.proxy.holdBefore(atReplace, mergeFirst);
  };
  site.proxy.holdBefore(atReplace, mergeFirst);
  expect(await site.restore('--tables', 'T', '--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(merges).toBe(6);
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8, 101, 102, 103, 104, 105, 106]);
  const [policy = []] = await site.talk.command('.show table T policy merge | project Policy');
  expect(JSON.parse(String(policy[0]))).toMatchObject({ MaxRangeInHours: 5 });
  expect(JSON.parse(String(policy[0]))).not.toHaveProperty('AllowMerge');
  expect(await site.verify()).toMatchObject({ exitCode: 0 });
});

test('newer rows that are given up leave the table and are kept, and those that come while extents are replaced stay', async () => {
  const site = siteOf('Discarded');
  await fill(site);
  await damage(site);
  site.proxy.holdBefore(atReplace, () => ingest(site, 9));
  expect(await site.restore('--tables', 'T', '--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 3, 9]);
  const [kept = ''] = await ownTables(site);
  expect(await idsOf(site, kept)).toEqual([3, 7, 8]);
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([3, 7, 8, 9]);
});

test('a table that was made again keeps what it got since, and one that lacks a column is refused with what to do', async () => {
  const site = siteOf('Again');
  await fill(site);
  await site.talk.command('.drop table T');
  expect(await site.restore('--tables', 'T')).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(
      /T cannot be replaced exactly[\s\S]*Create T with its update policy first, as deploy/,
    ),
  });
  await site.talk.command('.create table T (Id:long)');
  await site.talk.command(`.alter table T policy update '${policy.replace(' | extend Name=tostring(Id)', '')}'`);
  await ingest(site, 4);
  expect(await site.restore('--tables', 'T', '--newer-rows', 'keep')).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Name is absent and was string[\s\S]*Give it these columns first/),
  });
  await site.talk.command('.alter-merge table T (Name:string)');
  expect(await site.restore('--tables', 'T', '--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 3, 4]);
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([4]);
});

test('rows that go while extents are replaced and may come back do so with the others, which is told', async () => {
  const site = siteOf('Deleted');
  await fill(site);
  await damage(site);
  site.proxy.holdBefore(atListing, () => site.talk.command('.delete table T records <| T | where Id == 3'));
  const accepting = ['--tables', 'T', '--newer-rows', 'keep', '--deleted-rows', 'accept'];
  expect(await site.restore(...accepting)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Rows of T were deleted or expired while[\s\S]*1 rows are in the kept contents/),
  });
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8]);
  const [kept = ''] = await ownTables(site);
  expect(await idsOf(site, kept)).toEqual([3]);
  expect(await site.talk.command(`.show table ${kept} policy auto_delete | project Policy`)).toEqual([['null']]);
});

test('rows that are deleted while a restore lies interrupted after its swap do not come back when it is run again', async () => {
  const site = siteOf('Interrupted');
  await fill(site);
  await damage(site);
  const flags = ['--tables', 'T', '--newer-rows', 'keep', '--deleted-rows'] as const;
  expect((await site.restoreKilled({ at: atListing, cut: 'unsent' }, ...flags, 'replay')).exitCode).toBeNull();
  await site.talk.command('.delete table T records <| T | where Id == 3');
  expect(await site.restore(...flags, 'replay')).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Rows of T were deleted after the restore had looked[\s\S]*where Id == 3/),
  });
  expect(await idsOf(site)).toEqual([7, 8]);
  expect(await site.restore(...flags, 'replay')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([7, 8]);
});

test('what is changed while extents are replaced, be it columns, views or rows, ends it with the table as it was', async () => {
  const site = siteOf('Changed');
  await fill(site);
  await damage(site);
  const changes: readonly (readonly [string, (text: string) => boolean, RegExp, string])[] = [
    [
      '.alter-merge table T (Extra:string)',
      atListing,
      /column Extra is string now and was absent before/,
      '.drop column T.Extra',
    ],
    [
      '.create materialized-view V on table T { T | summarize count() by Id }',
      atListing,
      /materialized view V/,
      '.drop materialized-view V',
    ],
    [
      '.ingest inline into table T <|\n1,1',
      atListing,
      /1 of them have the values of rows of the snapshot/,
      '.delete table T records <| T | where Id == 1',
    ],
  ];
  for (const [change, when, said, mend] of changes) {
    site.proxy.holdBefore(when, () => site.talk.command(change));
    const before = await idsOf(site);
    const ended = await site.restore('--tables', 'T', '--newer-rows', 'keep');
    expect(ended).toMatchObject({ exitCode: 3, output: expect.stringMatching(said) });
    expect(site.proxy.requests.filter(({ text }) => atReplace(text))).toEqual([]);
    await site.talk.command(mend);
    expect(await idsOf(site)).toEqual(before);
  }
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 10 });
});

test('while rows are derived all the time, a reader never misses one that was there nor sees one twice', async () => {
  const site = siteOf('Busy');
  await fill(site);
  await damage(site);
  const acknowledged = [3, 7, 8];
  let isOver = false;
  const write = async (): Promise<void> => {
    for (let id = 100; !isOver; id += 1) {
      await ingest(site, id);
      acknowledged.push(id);
      if (id % 4 === 0) await site.talk.control({ run: 'merge' });
    }
  };
  let reads = 0;
  const read = async (): Promise<void> => {
    while (!isOver) {
      const expected = [...acknowledged];
      const seen = await idsOf(site);
      expect(seen).toEqual([...new Set(seen)]);
      expect(seen).toEqual(expect.arrayContaining(expected));
      reads += 1;
    }
  };
  const restore = async (): Promise<void> => {
    try {
      expect(await site.restore('--tables', 'T', '--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
    } finally {
      isOver = true;
    }
  };
  const ends = await Promise.allSettled([restore(), write(), read()]);
  expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))).toEqual([]);
  expect(reads).toBeGreaterThan(3);
  expect(await idsOf(site)).toEqual([1, 2, ...acknowledged]);
  expect(await site.verify()).toMatchObject({ exitCode: 0 });
});
