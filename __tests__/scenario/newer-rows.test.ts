import { type CrashSite, ownTables, sitesOf } from './crash/crash-site.ts';

const names = ['Word', 'Column', 'Again', 'Swap', 'Refused', 'Masked', 'GivenUp', 'Left', 'Rewritten'] as const;
const atSwap = (text: string): boolean => text.startsWith('.rename tables');

const siteOf = sitesOf(names);

const create = '.create table T (Id:long, Name:string)';
const ingest = (table: string, ...rows: readonly string[]): string =>
  `.ingest inline into table ${table} <|\n${rows.join('\n')}`;

/** Makes a table of two rows, takes a snapshot, loses one of them and gains others. */
async function damage(site: CrashSite, ...newer: readonly string[]): Promise<void> {
  await site.talk.command(create);
  await site.talk.command(ingest('T', '1,one', '2,two'));
  await site.snapshot();
  await site.talk.command('.delete table T records <| T | where Id == 1');
  if (newer.length > 0) await site.talk.command(ingest('T', ...newer));
}

const rowsOf = ({ talk }: CrashSite, table = 'T') => talk.query(`${table} | sort by Id asc | project Id, Name`);

test('without a word newer rows are refused with their number and both words; with discard they stay in the kept contents', async () => {
  const site = siteOf('Word');
  await damage(site, '7,new', '8,new');
  const refused = await site.restore();
  expect(refused).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/T holds 2 rows[\s\S]*newer-rows: keep[\s\S]*newer-rows: discard/),
  });
  expect(await rowsOf(site)).toEqual([
    [2, 'two'],
    [7, 'new'],
    [8, 'new'],
  ]);
  const planned = await site.restore('--newer-rows', 'discard', '--dry-run');
  expect(planned).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/Newer rows that leave and stay in the kept contents for 7 days: T 2\./),
  });
  expect(await site.restore('--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(site)).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
  const [old = ''] = await ownTables(site);
  expect(await rowsOf(site, old)).toEqual([
    [2, 'two'],
    [7, 'new'],
    [8, 'new'],
  ]);
  expect(await site.expires(old)).toBe(true);
});

test('newer rows that lack a column which comes back are kept, in extents of their own and in shared ones', async () => {
  const site = siteOf('Column');
  await damage(site, '7,new');
  await site.talk.control({ run: 'merge' });
  await site.talk.command('.drop column T.Name');
  await site.talk.command(ingest('T', '8'));
  const planned = await site.restore('--newer-rows', 'keep', '--dry-run', '--json');
  expect(JSON.parse(planned.output).data.tables).toMatchObject([
    { nowRows: '3', snapshotRows: '2', newerRows: '2', newer: 'keep', afterRows: '4' },
  ]);
  expect(await site.restore('--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(site)).toEqual([
    [1, 'one'],
    [2, 'two'],
    [7, ''],
    [8, ''],
  ]);
  expect(await ownTables(site)).toEqual([expect.stringMatching(/^kr_old_/)]);
  expect(await site.verify()).toMatchObject({ exitCode: 0 });
});

test('all rows of a table that was dropped and made again are newer, and kept', async () => {
  const site = siteOf('Again');
  await damage(site);
  await site.talk.command('.drop table T');
  await site.talk.command(create);
  await site.talk.command(ingest('T', '9,other'));
  expect(await site.restore('--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(site)).toEqual([
    [1, 'one'],
    [2, 'two'],
    [9, 'other'],
  ]);
});

test('rows of the snapshot that were written again are not kept beside themselves', async () => {
  const site = siteOf('Rewritten');
  await damage(site, '7,new');
  await site.talk.command('.delete table T records <| T | where Id == 2');
  await site.talk.command(ingest('T', '2,two'));
  const before = await site.ids();
  const refused = await site.restore('--newer-rows', 'keep');
  expect(refused).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(
      /1 of them have the values of rows of the snapshot that are gone[\s\S]*newer-rows: discard/,
    ),
  });
  expect([...(await site.ids())].filter(([name]) => !name.startsWith('kr_'))).toEqual([...before]);
  expect(await site.restore('--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(site)).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
});

test('rows that arrive right before the swap are brought over, and those that arrive right after it are left alone', async () => {
  const site = siteOf('Swap');
  await damage(site);
  site.proxy.holdBefore(atSwap, async () => {
    await site.talk.command(ingest('T', '7,before'));
    site.proxy.holdBefore(
      (text) => text.startsWith('.move extents') && text.includes('kr_old_'),
      () => site.talk.command(ingest('T', '8,after')),
    );
  });
  const run = await site.restore('--newer-rows', 'keep');
  expect(run).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(site)).toEqual([
    [1, 'one'],
    [2, 'two'],
    [7, 'before'],
    [8, 'after'],
  ]);
});

test('keep is refused with the reason where it cannot be exact, and nothing is touched', async () => {
  const site = siteOf('Refused');
  const tables = ['Source', 'MovedIn', 'Retyped', 'Unbounded', 'Plain'] as const;
  for (const table of tables) {
    await site.talk.command(`.create table ${table} (Id:long, Name:string)`);
    await site.talk.command(ingest(table, '1,one', '2,two'));
  }
  await site.talk.command('.create table Derived (Id:long, Name:string)');
  await site.talk.command('.create table Side (Id:long, Name:string)');
  await site.talk.command(ingest('Side', '7,new'));
  await site.snapshot();
  for (const table of tables) {
    if (table === 'MovedIn') continue;
    await site.talk.command(`.delete table ${table} records <| ${table} | where Id == 1`);
    await site.talk.command(ingest(table, '7,new', '8,new'));
  }
  const policy = '[{"IsEnabled":true,"Source":"Source","Query":"Source","IsTransactional":true}]';
  await site.talk.command(`.alter table Derived policy update '${policy}'`);
  await site.talk.command('.move extents all from table Side to table MovedIn');
  await site.talk.command('.alter column Retyped.Name type=dynamic');
  await site.talk.command('.alter table Unbounded policy ingestiontime false');
  const before = await site.ids();
  const run = await site.restore('--newer-rows', 'keep', '--json', '--tables', tables.join(','));
  expect(run.exitCode).toBe(3);
  const { problems } = JSON.parse(run.output.slice(run.output.indexOf('{')));
  const said = problems.map(({ summary, detail, next }: Record<string, string>) => `${summary} ${detail} ${next}`);
  expect(said).toEqual([
    expect.stringMatching(/^MovedIn holds 1 row .*cannot be kept exactly.*moved in with an ingestion time of before/),
    expect.stringMatching(/^Retyped holds 2 rows.*column Name is dynamic now and string in the snapshot/),
    expect.stringMatching(/^Unbounded holds .*IngestionTime policy is or was off/),
  ]);
  const planned = await site.restore('--newer-rows', 'discard', '--dry-run', '--tables', 'Source');
  expect(planned.output).toMatch(/Update policies fill Derived from Source[\s\S]*restore --undo puts it back/);
  expect(await site.ids()).toEqual(before);
});

test('rows that were moved in with old ingestion times while as many were deleted are seen before the swap, by their values', async () => {
  const site = siteOf('Masked');
  await site.talk.command('.create table Side (Id:long, Name:string)');
  await site.talk.command(ingest('Side', '9,moved'));
  await damage(site, '7,new');
  await site.talk.command('.move extents all from table Side to table T');
  const before = await rowsOf(site);
  expect(await site.restore('--newer-rows', 'keep', '--tables', 'T')).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Nothing was swapped: T holds[\s\S]*1 of them were moved in/),
  });
  expect(await rowsOf(site)).toEqual(before);
});

test('an interrupted keeping can be given up in favour of the kept contents', async () => {
  const site = siteOf('GivenUp');
  await damage(site, '7,new');
  const killed = await site.restoreKilled({ at: atSwap, cut: 'before-answer' }, '--newer-rows', 'keep');
  expect(killed.exitCode).toBeNull();
  const run = await site.restore('--newer-rows', 'discard');
  expect(run).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(site)).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
  const [old = '', ...more] = await ownTables(site);
  expect(more).toEqual([]);
  expect(await rowsOf(site, old)).toEqual([
    [2, 'two'],
    [7, 'new'],
  ]);
});

test('kept contents that are dropped before newer rows came over are told, and the next restore is not held up', async () => {
  const site = siteOf('Left');
  await damage(site, '7,new');
  await site.restoreKilled({ at: atSwap, cut: 'before-answer' }, '--newer-rows', 'keep');
  const [old = ''] = (await ownTables(site)).filter((name) => name.startsWith('kr_old_'));
  await site.talk.command(`.drop table ${old}`);
  expect(await site.restore()).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/was dropped before the newer rows of T could be brought over/),
  });
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(site)).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
});
