import { type CrashSite, idsOf, ownTables } from './crash/crash-site.ts';
import { letMinutesPass, sitesInMinutes } from './crash/minutes-pass.ts';

const names = ['Kept', 'Again', 'Late', 'Busy', 'Both', 'GivenUp'] as const;
const siteOf = sitesInMinutes(names);

const atSwap = (text: string): boolean => text.startsWith('.rename tables');
const ofSource = ['--tables', 'S', '--newer-rows', 'keep'] as const;
const create = '.create table S (Id:long, Name:string)';
const ingest = ({ talk }: CrashSite, ...ids: readonly number[]) =>
  talk.command(`.ingest inline into table S <|\n${ids.map((id) => `${id},n${id}`).join('\n')}`);

/** `D` gets each row of `S` within its transaction, `L` after it. */
async function fill(site: CrashSite): Promise<void> {
  await site.talk.command(create);
  for (const [table, transactional] of [
    ['D', true],
    ['L', false],
  ] as const) {
    await site.talk.command(`.create table ${table} (Id:long)`);
    const policy = { IsEnabled: true, Source: 'S', Query: 'S | project Id', IsTransactional: transactional };
    await site.talk.command(`.alter table ${table} policy update '${JSON.stringify([policy])}'`);
  }
  await ingest(site, 1, 2, 3);
  await site.snapshot();
}

/** Rows of the snapshot are lost; newer ones came, one in an extent that it shares with older rows and one in its own. */
async function damage(site: CrashSite): Promise<void> {
  await ingest(site, 7);
  await site.talk.control({ run: 'merge' });
  await ingest(site, 8);
  await site.talk.command('.delete table S records <| S | where Id < 3');
}

const allOf = async (site: CrashSite) => ({
  S: await idsOf(site, 'S'),
  D: await idsOf(site, 'D'),
  L: await idsOf(site, 'L'),
});
test('newer rows of a table from which others are filled are kept, nothing is derived twice, and an undo keeps the later ones in the same way', async () => {
  const site = siteOf('Kept');
  await fill(site);
  await damage(site);
  const before = (await site.ids()).get('S');
  expect(await site.restore(...ofSource, '--dry-run')).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/stop what ingests into S meanwhile, since the swap waits until nothing has come/),
  });
  expect(await site.restore(...ofSource)).toMatchObject({ exitCode: 0 });
  const derived = [1, 2, 3, 7, 8];
  expect(await allOf(site)).toEqual({ S: derived, D: derived, L: derived });
  const [kept = '', ...more] = await ownTables(site);
  expect([kept, more]).toEqual([expect.stringMatching(/^kr_old_/), []]);
  expect(await idsOf(site, kept)).toEqual([3, 7, 8]);
  expect(await site.expires(kept)).toBe(true);
  expect(await site.verify()).toMatchObject({ exitCode: 0 });

  await ingest(site, 9);
  await site.talk.control({ run: 'merge' });
  await ingest(site, 10);
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  const all = [...derived, 9, 10];
  expect(await allOf(site)).toEqual({ S: [3, 7, 8, 9, 10], D: all, L: all });
  expect((await site.ids()).get('S')).toBe(before);
  expect(await ownTables(site)).toHaveLength(1);
  expect(await site.restore('--undo')).toMatchObject({ output: expect.stringContaining('is undone already') });

  await ingest(site, 11);
  expect(await site.restore(...ofSource)).toMatchObject({ exitCode: 0 });
  expect(await allOf(site)).toEqual({ S: [...all, 11], D: [...all, 11], L: [...all, 11] });
});

test('all rows of a source that was made again are newer, and a column that it lacks comes back empty in them', async () => {
  const site = siteOf('Again');
  await fill(site);
  await site.talk.command('.drop table S');
  await site.talk.command('.create table S (Id:long)');
  await site.talk.command('.ingest inline into table S <|\n4');
  expect(await site.restore(...ofSource)).toMatchObject({ exitCode: 0 });
  expect(await site.talk.query('S | sort by Id asc')).toEqual([
    [1, 'n1'],
    [2, 'n2'],
    [3, 'n3'],
    [4, ''],
  ]);
  expect(await idsOf(site, 'D')).toEqual([1, 2, 3, 4]);
});

test('rows that come while it waits or copies are kept too; one that comes at the moment of the swap is left, told, and ends in 4', async () => {
  const site = siteOf('Late');
  await fill(site);
  await damage(site);
  let next = 100;
  site.proxy.holdBefore(
    (text) => text.startsWith('.append async') && text.includes('kr_newer'),
    async () => {
      await ingest(site, next);
      next += 1;
      site.proxy.holdBefore(
        (text) => text.startsWith('.move extents') && text.includes('kr_newer'),
        async () => {
          await ingest(site, next);
          next += 1;
          site.proxy.holdBefore(atSwap, () => ingest(site, 200));
        },
      );
    },
  );
  const run = await site.restore(...ofSource);
  expect(run).toMatchObject({
    exitCode: 4,
    output: expect.stringMatching(
      /1 row came into S at the moment of the swap, and is in kr_old_\w+ only[\s\S]*Stop what ingests into S, disable the update policies/,
    ),
  });
  expect(next).toBe(102);
  expect(await idsOf(site, 'S')).toEqual([1, 2, 3, 7, 8, 100, 101]);
  expect(await idsOf(site, 'D')).toEqual([1, 2, 3, 7, 8, 100, 101, 200]);
  const [kept = '', ...more] = await ownTables(site);
  expect(more).toEqual([]);
  const upTo = /cursor_after\("([^"]+)"\)/.exec(run.output)?.[1];
  expect(await site.talk.query(`${kept} | where cursor_after('${upTo}') | project Id`)).toEqual([[200]]);
  expect(await site.expires(kept)).toBe(false);
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site, 'S')).toEqual([3, 7, 8, 100, 101, 200]);
});

test('while rows go on arriving nothing is swapped, and the next run goes on once they have stopped', async () => {
  const site = siteOf('Busy');
  await fill(site);
  await damage(site);
  const before = (await site.ids()).get('S');
  let next = 100;
  letMinutesPass(site, async () => {
    await ingest(site, next);
    next += 1;
  });
  expect(await site.restore(...ofSource)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/Rows go on arriving in S[\s\S]*Stop what ingests into S[\s\S]*newer-rows: discard/),
  });
  expect(site.proxy.requests.filter(({ text }) => atSwap(text))).toEqual([]);
  expect((await site.ids()).get('S')).toBe(before);
  letMinutesPass(site);
  expect(await site.restore(...ofSource)).toMatchObject({ exitCode: 0 });
  const later = Array.from({ length: next - 100 }, (_, index) => 100 + index);
  expect(await idsOf(site, 'S')).toEqual([1, 2, 3, 7, 8, ...later]);
  expect(await idsOf(site, 'D')).toEqual([1, 2, 3, 7, 8, ...later]);
});

test('a source by rename and its targets by their extents come back in one run, with what was derived meanwhile', async () => {
  const site = siteOf('Both');
  await fill(site);
  await damage(site);
  for (const table of ['D', 'L']) await site.talk.command(`.delete table ${table} records <| ${table} | where Id == 2`);
  const ids = await site.ids();
  site.proxy.holdBefore(
    (text) => text.startsWith('.replace extents'),
    () => ingest(site, 9),
  );
  expect(await site.restore('--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  const sent = site.proxy.requests.map(({ text }) => text);
  expect(
    sent.filter((text) => /^\.(rename tables|replace extents)/.test(text)).map((text) => text.slice(0, 8)),
  ).toEqual(['.rename ', '.replace', '.replace']);
  const all = [1, 2, 3, 7, 8, 9];
  expect(await allOf(site)).toEqual({ S: all, D: all, L: all });
  const after = await site.ids();
  expect([after.get('D'), after.get('L')]).toEqual([ids.get('D'), ids.get('L')]);
  await ingest(site, 10);
  expect(await allOf(site)).toEqual({ S: [...all, 10], D: [...all, 10], L: [...all, 10] });
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  const undone = [1, 3, 7, 8, 9, 10];
  expect(await allOf(site)).toEqual({ S: [3, 7, 8, 9, 10], D: undone, L: undone });
  expect(await ownTables(site)).toHaveLength(3);
});

test('newer rows that were staged already are taken out again when the next run gives them up', async () => {
  const site = siteOf('GivenUp');
  await fill(site);
  await damage(site);
  const { exitCode } = await site.restoreKilled({ at: atSwap, cut: 'unsent' }, ...ofSource);
  expect(exitCode).toBeNull();
  const [stage = ''] = (await ownTables(site)).filter((name) => name.startsWith('kr_stage_'));
  expect(await idsOf(site, stage)).toEqual([1, 2, 3, 7, 8]);
  expect(await site.restore('--tables', 'S', '--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site, 'S')).toEqual([1, 2, 3]);
  expect(await idsOf(site, 'D')).toEqual([1, 2, 3, 7, 8]);
  const [kept = '', ...more] = await ownTables(site);
  expect(more).toEqual([]);
  expect(await idsOf(site, kept)).toEqual([3, 7, 8]);
});
