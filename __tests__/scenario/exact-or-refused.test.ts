import { idsOf, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Meanwhile'] as const);

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
