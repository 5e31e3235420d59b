import type { CrashSite, Observed } from './crash-site.ts';
import { afterLoading, atSwap, damage, sitesInTurn, staging, whileLoading } from './damaged-site.ts';

const nextSite = sitesInTurn(20);
let site: CrashSite;
let before: Observed;
beforeEach(async () => {
  site = await nextSite().fill();
  before = await site.observe();
});

/** Recognises the last of several requests that come in this order. */
function inTurn(...starts: readonly string[]): (text: string) => boolean {
  let next = 0;
  return (text) => {
    if (text.startsWith(starts[next] ?? '')) next += 1;
    return next === starts.length;
  };
}

test('rows that arrive while a restore runs are refused before the swap', async () => {
  const damaged = await damage(site);
  site.proxy.holdBefore(whileLoading, () => site.talk.command('.ingest inline into table Direct <|\n4,4.5'));
  const run = await site.restore();
  expect(run).toMatchObject({
    exitCode: 3,
    output: expect.stringContaining('1 row arrived in Direct while the restore ran'),
  });
  const { rows } = (await site.observe()).contents;
  expect(rows).toEqual({ ...damaged.rows, Direct: [...(damaged.rows.Direct ?? []), [4, '4.5']] });
});

test('a table that is replaced while a restore runs is refused before the swap', async () => {
  await damage(site);
  site.proxy.holdBefore(whileLoading, async () => {
    await site.talk.command('.create table Typed (Id:guid)');
  });
  const run = await site.restore();
  expect(run).toMatchObject({
    exitCode: 3,
    output: expect.stringContaining('Typed was replaced by another table while the restore ran'),
  });
  await site.talk.command('.drop table Typed');
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  expect((await site.observe()).contents).toEqual(before.contents);
});

test('rows that come into a staged table after it was judged are not swapped in', async () => {
  await damage(site);
  site.proxy.holdBefore(inTurn('print Cursor', '.show tables details'), async () => {
    const [stage] = staging(await site.observe()).filter((name) => name.startsWith('kr_stage_'));
    await site.talk.command(`.append ${stage} <| ${stage} | take 1`);
  });
  const run = await site.restore();
  expect(run).toMatchObject({ exitCode: 3, output: expect.stringContaining('got 1 rows after it was judged') });
  expect(await site.restore()).toMatchObject({ exitCode: 3, output: expect.stringContaining('does not hold') });
  expect(await site.restore('--tables', '*,!Direct')).toMatchObject({ exitCode: 0 });
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  expect(staging(seen)).toEqual([]);
});

test('rows that arrive between the last look and the swap are kept without an end and told', async () => {
  await damage(site);
  site.proxy.holdBefore(atSwap, () => site.talk.command('.ingest inline into table Direct <|\n4,4.5'));
  const run = await site.restore();
  expect(run).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/1 rows arrived as Direct at the moment of the swap and came along into kr_old_/),
  });
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  const old = [...seen.ids.keys()].filter((name) => name.startsWith('kr_old_'));
  expect(old).toHaveLength(1);
  expect(await site.expires(old[0] ?? '')).toBe(false);
  expect(await site.talk.query(`${old[0]} | count`)).toEqual([[4]]);
  expect(await site.restore()).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing was changed') });
});

test('of two restores that start at once, one ends well and the other ends well or with exit code 11, whatever the one does meanwhile', async () => {
  await damage(site);
  const runs = await Promise.all([site.restoreDirectly(), site.restoreDirectly()]);
  const codes = runs.map(({ exitCode }) => exitCode).toSorted();
  expect([
    [0, 0],
    [0, 11],
  ]).toContainEqual(codes);
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  expect(staging(seen)).toEqual([]);
});

test('a restore that is overtaken before it has begun stops with exit code 11 and changes nothing', async () => {
  await damage(site);
  const isBegin = (text: string): boolean => text.startsWith('PUT ');
  site.proxy.holdBefore(isBegin, async () => {
    expect(await site.restoreDirectly()).toMatchObject({ exitCode: 0 });
  });
  expect(await site.restore()).toMatchObject({ exitCode: 11 });
  expect(site.proxy.requests.filter(({ text }) => /^\.(?!show)/.test(text))).toEqual([]);
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  expect(staging(seen)).toEqual([]);
});

test('a restore that is taken over while it runs stops with exit code 11, and the one that took over ends well', async () => {
  await damage(site);
  let second: ReturnType<CrashSite['restoreDirectly']> | undefined;
  site.proxy.holdBefore(afterLoading, async () => {
    second = site.restoreDirectly();
    await second;
  });
  expect(await site.restore()).toMatchObject({ exitCode: 11 });
  expect(await second).toMatchObject({ exitCode: 0 });
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  expect(staging(seen)).toEqual([]);
});

test('restore brings a database back again and again', async () => {
  for (let round = 0; round < 3; round += 1) {
    await damage(site);
    expect(await site.restore()).toMatchObject({ exitCode: 0 });
    expect((await site.observe()).contents).toEqual(before.contents);
    expect(await site.verify()).toMatchObject({ exitCode: 0 });
  }
});

test('a lost answer to the swap or to a stored step does not stop restore', async () => {
  await damage(site);
  const puts = (number: number) => {
    let seen = 0;
    return (text: string): boolean => {
      if (text.startsWith('PUT ')) seen += 1;
      return text.startsWith('PUT ') && seen === number;
    };
  };
  expect(await site.restoreLosing(atSwap)).toMatchObject({ exitCode: 0 });
  expect((await site.observe()).contents).toEqual(before.contents);
  await site.takeBack();
  for (let number = 1; ; number += 1) {
    expect(await site.restoreLosing(puts(number))).toMatchObject({ exitCode: 0 });
    expect((await site.observe()).contents).toEqual(before.contents);
    await site.takeBack();
    if (site.proxy.requests.filter(({ text }) => text.startsWith('PUT ')).length < number) break;
  }
});
