import { type CrashSite, idsOf, ownTables, sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Before', 'After'] as const);
const at = (text: string): boolean => text.startsWith('.rename tables');

/** T and X with a snapshot; then T loses a column, X gets two rows more, and a second snapshot is taken of that. */
async function fill(site: CrashSite): Promise<readonly [string, string]> {
  const { talk } = site;
  for (const table of ['T', 'X']) {
    await talk.command(`.create table ${table} (Id:long, Name:string)`);
    await talk.command(`.ingest inline into table ${table} <|\n1,a\n2,b`);
  }
  const first = await site.snapshot();
  await talk.command('.drop column T.Name');
  await talk.command('.ingest inline into table X <|\n3,c\n4,d');
  return [first, await site.snapshot()];
}

test('another table than that of an interrupted restore comes from the newest snapshot, and both at once are refused', async () => {
  const site = siteOf('Before');
  const [first, second] = await fill(site);
  const killed = await site.restoreKilled({ at, cut: 'unsent' }, '--snapshot', first, '--tables', 'T');
  expect(killed.exitCode).toBeNull();
  await site.talk.command('.clear table X data');
  expect(await site.restore()).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(new RegExp(`of T began with ${first}.*${second} is the newest one, for X`)),
  });
  expect(await site.restore('--tables', 'X')).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(new RegExp(`Snapshot ${second} is taken, the newest one, and not ${first}`)),
  });
  expect(await idsOf(site, 'X')).toEqual([1, 2, 3, 4]);
  expect(await ownTables(site)).toEqual([expect.stringMatching(/^kr_old_/)]);
});

test('a restore that was interrupted after its swap is ended from its own snapshot, and the rest comes from the newest one', async () => {
  const site = siteOf('After');
  const [first, second] = await fill(site);
  const killed = await site.restoreKilled({ at, cut: 'before-answer' }, '--snapshot', first, '--tables', 'T');
  expect(killed.exitCode).toBeNull();
  await site.talk.command('.clear table X data');
  const planned = await site.restore('--dry-run');
  expect(planned.output).toMatch(new RegExp(`1 table would come back from snapshot ${second}`));
  expect(await site.restore()).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(new RegExp(`1 table is back from snapshot ${second}[^]*T from snapshot ${first}`)),
  });
  expect(await idsOf(site, 'X')).toEqual([1, 2, 3, 4]);
  expect(await site.talk.query('T | sort by Id asc')).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
});
