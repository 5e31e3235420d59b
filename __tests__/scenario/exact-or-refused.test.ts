import { idsOf, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Meanwhile', 'Anew', 'Carried'] as const);

const ingest = (table: string, ...rows: readonly string[]): string =>
  `.ingest inline into table ${table} <|\n${rows.join('\n')}`;

test('rows that came after a deletion while the snapshot read its table are not deleted again', async () => {
  const site = siteOf('Meanwhile');
  const { talk, proxy } = site;
  await talk.command('.create table Early (Id:long, Name:string)');
  await talk.command('.create table Untimed (Id:long, Name:string)');
  await talk.command('.alter table Untimed policy ingestiontime false');
  for (const table of ['Early', 'Untimed']) await talk.command(ingest(table, '1,one', '2,two'));
  const again = async (table: string): Promise<void> => {
    await talk.command(`.delete table ${table} records <| ${table} | where Name == "two"`);
    await talk.command(ingest(table, '22,two'));
  };
  const isAt = (word: string) => (text: string) => text.startsWith(word);

  proxy.holdBefore(isAt('print Cursor'), async () => {
    await again('Early');
    proxy.holdBefore(
      (text) => text.startsWith('.export') && text.includes('Untimed'),
      () => again('Untimed'),
    );
  });
  expect(await site.run('snapshot')).toMatchObject({ exitCode: 0 });
  for (const table of ['Early', 'Untimed']) {
    await talk.command(`.clear table ${table} data`);
    const refused = await site.restore('--tables', table, '--deleted-rows', 'replay');
    expect(refused).toMatchObject({
      exitCode: 3,
      output: expect.stringMatching(/Not every deletion[\s\S]*it ran while the snapshot read the table/),
    });
    const accepted = await site.restore('--tables', table, '--deleted-rows', 'accept');
    expect(accepted).toMatchObject({ exitCode: 0, output: expect.stringContaining('verified live') });
    expect(await idsOf(site, table)).toEqual([1, 22]);
  }
});

test('rows that were updated since the snapshot do not come back beside their new versions', async () => {
  const site = siteOf('Anew');
  const { talk } = site;
  await talk.command('.create table T (Id:long, Name:string)');
  await talk.command(ingest('T', '1,one', '2,two', '3,three'));
  await site.snapshot();
  const update =
    '.update table T delete D append A <| let D = T | where Id == 1; let A = T | where Id == 1 | extend Name = "erased";';
  await talk.command(update);
  await talk.command('.delete table T records <| T | where Id == 2');
  const keep = ['--newer-rows', 'keep'];
  expect(await site.restore(...keep)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Rows of T were written anew since[\s\S]*\.update table T[\s\S]*newer-rows: discard/),
  });
  expect(await site.restore('--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  await talk.command(ingest('T', '7,new'));
  await talk.command('.delete table T records <| T | where Id == 3');
  // What was updated left with that restore.
  expect(await site.restore(...keep)).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 3, 7]);
  await talk.command('.delete table T records <| T | where Id == 3');
  site.proxy.holdBefore(
    (text) => text.startsWith('.create') && text.includes('kr_stage'),
    () => talk.command(update),
  );
  const before = (await site.ids()).get('T');
  expect(await site.restore(...keep)).toMatchObject({
    exitCode: 3,
    output: expect.stringContaining('Rows of T were written anew since'),
  });
  expect((await site.ids()).get('T')).toBe(before);
});

test('an undo that gives up what arrived since gives the contents of before the restore, or is refused', async () => {
  const site = siteOf('Carried');
  const { talk } = site;
  const tables = ['Moved', 'Copied'];
  for (const table of tables) {
    await talk.command(`.create table ${table} (Id:long, Name:string)`);
    await talk.command(ingest(table, '1,one', '2,two', '3,three'));
  }
  await site.snapshot();
  for (const table of tables) await talk.command(ingest(table, '7,new'));
  await talk.control({ run: 'merge' });
  await talk.command(ingest('Moved', '8,new'));
  for (const table of tables) await talk.command(`.delete table ${table} records <| ${table} | where Id < 3`);
  expect(await site.restore('--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  for (const table of tables) await talk.command(ingest(table, '9,later'));
  const discard = ['--undo', '--newer-rows', 'discard'];
  expect(await site.restore(...discard, '--tables', 'Moved')).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Rows of Moved that the restore kept are only among those that arrived since/),
  });
  expect(await idsOf(site, 'Moved')).toEqual([1, 2, 3, 7, 8, 9]);
  expect(await site.restore(...discard, '--tables', 'Copied')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site, 'Copied')).toEqual([3, 7]);
  expect(await site.restore('--undo', '--tables', 'Moved')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site, 'Moved')).toEqual([3, 7, 8, 9]);
});
