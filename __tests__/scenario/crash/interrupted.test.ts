import type { CrashSite, Observed } from './crash-site.ts';
import { afterLoading, atSwap, damage, sitesInTurn, staging, whileLoading } from './damaged-site.ts';

const nextSite = sitesInTurn(20);
let site: CrashSite;
let before: Observed;
beforeEach(async () => {
  site = await nextSite().fill();
  before = await site.observe();
});

/** Kills restore right before what is named reaches the cluster. */
async function killBefore(what: (text: string) => boolean): Promise<void> {
  const run = await site.restoreKilled({ at: what, cut: 'unsent' });
  expect(run.exitCode).toBeNull();
}

async function killAfter(what: (text: string) => boolean): Promise<void> {
  const run = await site.restoreKilled({ at: what, cut: 'before-answer' });
  expect(run.exitCode).toBeNull();
}

test('rows that arrive while a restore lies interrupted right before its swap are refused, never swapped away', async () => {
  await damage(site);
  await killBefore(atSwap);
  await site.talk.command('.ingest inline into table Direct <|\n4,4.5');
  const refused = await site.restore();
  expect(refused).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Direct holds 1 row that the snapshot does not have/),
  });
  expect((await site.observe()).contents.rows.Direct).toHaveLength(4);

  expect(await site.restore('--tables', '*,!Direct')).toMatchObject({ exitCode: 0 });
  const seen = await site.observe();
  expect(seen.contents.rows.Typed).toEqual(before.contents.rows.Typed);
  expect(seen.contents.rows.Direct).toHaveLength(4);
  expect(staging(seen)).toEqual([]);

  await site.talk.command('.delete table Direct records <| Direct | where Id == 4');
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  expect((await site.observe()).contents).toEqual(before.contents);
});

test('a restore that is killed after it changed staged rows and columns stages them anew', async () => {
  await site.talk.command('.delete table Direct records <| Direct | where Id == 2');
  await site.talk.command('.rename column Direct.Name to Label');
  const flags = ['--tables', 'Direct', '--deleted-rows', 'replay', '--columns', 'Direct.Name=Label'];
  const renaming = (text: string): boolean => text.startsWith('.rename column');
  for (const trap of [{ at: renaming, cut: 'before-answer' } as const, { at: atSwap, cut: 'unsent' } as const])
    expect((await site.restoreKilled(trap, ...flags)).exitCode).toBeNull();
  expect(await site.restore(...flags)).toMatchObject({ exitCode: 0 });
  expect(await site.talk.query('Direct | sort by Id asc | project Id, Label')).toEqual([
    [1, 'one'],
    [3, 'three'],
  ]);
  expect(staging(await site.observe())).toEqual([]);
});

test('a table that gets another identity while a restore lies interrupted is planned anew and does not block', async () => {
  await damage(site);
  await killAfter(afterLoading);
  await site.talk.command('.drop table Direct');
  await site.talk.command('.create table Direct (Other:string)');
  expect(await site.restore()).toMatchObject({
    exitCode: 3,
    output: expect.stringContaining('Direct has columns that the snapshot does not have: Other'),
  });
  await site.talk.command('.drop table Direct');
  const run = await site.restore();
  expect(run).toMatchObject({ exitCode: 0, output: expect.stringMatching(/cleaning up restore [0-9a-f]{8}/) });
  const seen = await site.observe();
  expect(seen.contents.rows).toEqual(before.contents.rows);
  expect(staging(seen)).toEqual([]);
});

test('files that are still being loaded when restore is run again are waited for, not sent again', async () => {
  await damage(site);
  const release = site.proxy.holdLoads();
  await killAfter(whileLoading);
  const first = [...site.proxy.requests];
  site.proxy.holdBefore(
    (text) => text.startsWith('.show operations ('),
    async () => release(),
  );
  const run = await site.restore();
  release();
  expect(run).toMatchObject({ exitCode: 0 });
  const sent = [...first, ...site.proxy.requests].filter(({ text }) => whileLoading(text));
  const files = sent.map(
    ({ text }) => `${/kr_raw_\w+?_(\d)\b/.exec(text)?.[1]} ${/kr[0-9a-z]+f(\d{7})a\d{3}/.exec(text)?.[1]}`,
  );
  expect(files.toSorted()).toEqual(['0 0000000', '0 0000001', '1 0000000']);
  expect((await site.observe()).contents).toEqual(before.contents);
});

test('staging that someone has dropped is made and loaded again', async () => {
  await damage(site);
  await killBefore(atSwap);
  const [stage = ''] = staging(await site.observe()).filter((name) => name.includes('stage'));
  await site.talk.command(`.drop table ${stage}`);
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  expect(staging(seen)).toEqual([]);
});

test('settings that change while a restore lies interrupted right before its swap are the ones that the table has after it', async () => {
  await damage(site);
  await killBefore(atSwap);
  await site.talk.command('.alter table Direct policy caching hot=9d');
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  const { contents } = await site.observe();
  expect(contents.settings).toContain(".alter table ['Direct'] policy caching hot = time(9.00:00:00)");
  expect(contents.rows).toEqual(before.contents.rows);
});

test('restoring another snapshot cleans up after an interrupted restore that swapped nothing', async () => {
  const damaged = await damage(site);
  const second = await site.snapshot();
  const killed = await site.restoreKilled({ at: afterLoading, cut: 'before-answer' }, '--snapshot', site.snapshotId);
  expect(killed.exitCode).toBeNull();
  await site.talk.command('.clear table Whole data');
  expect(await site.restore('--snapshot', second)).toMatchObject({ exitCode: 0 });
  const seen = await site.observe();
  expect(seen.contents).toEqual(damaged);
  expect(staging(seen)).toEqual([]);
});

test('restoring another snapshot first finishes an interrupted restore that has swapped', async () => {
  await damage(site);
  const second = await site.snapshot();
  const killed = await site.restoreKilled({ at: atSwap, cut: 'before-answer' }, '--snapshot', site.snapshotId);
  expect(killed.exitCode).toBeNull();
  const run = await site.restore('--snapshot', second);
  expect(run.output).toMatch(/finishing restore [0-9a-f]{8}, which was interrupted after its swap/);
  expect(run.exitCode).toBe(0);
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  expect(staging(seen)).toEqual([]);
});

test('without a snapshot named, an interrupted restore goes on with the one that it began with, though a newer one was taken of the damage', async () => {
  await damage(site);
  await killAfter(afterLoading);
  await site.snapshot();
  expect(await site.restore()).toMatchObject({ exitCode: 0, output: expect.stringContaining(site.snapshotId) });
  expect((await site.observe()).contents).toEqual(before.contents);
});

test('a table that is dropped after the swap of an interrupted restore is told, and the next restore brings it back', async () => {
  await damage(site);
  await killAfter(atSwap);
  await site.talk.command('.drop table Direct');
  expect(await site.restore()).toMatchObject({
    exitCode: 3,
    output: expect.stringContaining('Direct is not the table that the restore put in place'),
  });
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  const seen = await site.observe();
  expect(seen.contents.rows).toEqual(before.contents.rows);
  expect(staging(seen)).toEqual([]);
});

test('kept contents that someone has dropped after the swap do not block the end of an interrupted restore', async () => {
  await damage(site);
  await killAfter(atSwap);
  const old = [...(await site.ids()).keys()].find((name) => name.startsWith('kr_old_'));
  await site.talk.command(`.drop table ${old}`);
  // Whether rows came last into what is gone, nobody can tell any more.
  const ended = await site.restore();
  expect([ended.exitCode, ended.output]).toEqual([5, expect.stringContaining('is gone: somebody dropped it')]);
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  expect((await site.observe()).contents).toEqual(before.contents);
});

test('a dry run beside an interrupted restore says so and changes nothing', async () => {
  await damage(site);
  await killBefore(atSwap);
  const there = await site.observe();
  const run = await site.restore('--dry-run');
  expect(run).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/2 tables would come back[\s\S]*was interrupted/),
  });
  expect(await site.observe()).toEqual(there);
  expect(site.proxy.requests.filter(({ text }) => /^\.(?!show)|^PUT/.test(text))).toEqual([]);
});
