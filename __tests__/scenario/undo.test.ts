import { type CrashSite, idsOf, ownTables, sitesOf } from './crash/crash-site.ts';

const names = ['Back', 'Two', 'Gone', 'Columns', 'Nothing', 'Unfinished'] as const;
const siteOf = sitesOf(names);

const atSwap = (text: string): boolean => text.startsWith('.rename tables');
const ingest = (table: string, ...ids: readonly number[]): string =>
  `.ingest inline into table ${table} <|\n${ids.map((id) => `${id},n${id}`).join('\n')}`;

async function fill({ talk }: CrashSite, table = 'T'): Promise<void> {
  await talk.command(`.create table ${table} (Id:long, Name:string)`);
  await talk.command(ingest(table, 1, 2, 3));
}

/** Two of three rows are lost; newer ones came, one in an extent that it shares with older rows and one in its own. */
async function damage({ talk }: CrashSite, table = 'T'): Promise<void> {
  await talk.command(ingest(table, 7));
  await talk.control({ run: 'merge' });
  await talk.command(ingest(table, 8));
  await talk.command(`.delete table ${table} records <| ${table} | where Id < 3`);
}

async function undoable(site: CrashSite): Promise<readonly Record<string, unknown>[]> {
  const { output } = await site.run('status', '--json');
  return JSON.parse(output.slice(output.indexOf('{'))).data.undoable;
}

test('undo gives the contents of before the restore and every row that arrived after it, and is not undone in turn when it is said again', async () => {
  const site = siteOf('Back');
  await fill(site);
  await site.snapshot();
  await damage(site);
  const before = (await site.ids()).get('T');
  expect(await undoable(site)).toEqual([]);
  expect(await site.restore('--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8]);
  await site.talk.command(ingest('T', 9));
  expect(await undoable(site)).toEqual([
    {
      table: 'T',
      restore: expect.any(String),
      kept: expect.stringMatching(/^kr_old_/),
      until: expect.stringMatching(/^20/),
    },
  ]);

  const planned = await site.restore('--undo', '--dry-run', '--json');
  expect(JSON.parse(planned.output.slice(planned.output.indexOf('{'))).data.tables).toMatchObject([
    { name: 'T', keptRows: '1', arrivedRows: '3', newer: 'keep' },
  ]);
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8, 9]);
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([3, 7, 8, 9]);
  expect((await site.ids()).get('T')).toBe(before);
  expect(await site.expires('T')).toBe(false);
  expect(await ownTables(site)).toHaveLength(1);

  await site.talk.command(ingest('T', 10));
  expect(await site.restore('--undo')).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining('is undone already; nothing was changed'),
  });
  expect(await idsOf(site)).toEqual([3, 7, 8, 9, 10]);
  expect(await undoable(site)).toEqual([]);
  expect(await site.restore('--newer-rows', 'keep')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8, 9, 10]);
  expect(await site.verify()).toMatchObject({ exitCode: 0 });
});

test('undo of one table leaves the others alone, and of two is one rename', async () => {
  const site = siteOf('Two');
  for (const table of ['A', 'B']) await fill(site, table);
  await site.snapshot();
  for (const table of ['A', 'B']) await site.talk.command(`.delete table ${table} records <| ${table} | where Id == 1`);
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  expect(await site.restore('--undo', '--dry-run')).toMatchObject({
    output: expect.stringMatching(/restore of 2 tables would/),
  });
  expect(await site.restore('--undo', '--tables', 'A')).toMatchObject({ exitCode: 0 });
  expect([await idsOf(site, 'A'), await idsOf(site, 'B')]).toEqual([
    [2, 3],
    [1, 2, 3],
  ]);
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect([await idsOf(site, 'A'), await idsOf(site, 'B')]).toEqual([
    [2, 3],
    [2, 3],
  ]);
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(site.proxy.requests.filter(({ text }) => atSwap(text))).toHaveLength(1);
  expect([await idsOf(site, 'A'), await idsOf(site, 'B')]).toEqual([
    [2, 3],
    [2, 3],
  ]);
});

test('undo is refused when the kept contents are gone, and when the table is another one', async () => {
  const site = siteOf('Gone');
  for (const table of ['A', 'B']) await fill(site, table);
  await site.snapshot();
  for (const table of ['A', 'B']) await site.talk.command(`.delete table ${table} records <| ${table} | where Id == 1`);
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  const [first = ''] = (await ownTables(site)).toSorted();
  await site.talk.command(`.drop table ${first}`);
  await site.talk.command('.drop table B');
  await fill(site, 'B');
  const ids = await site.ids();
  const run = await site.restore('--undo');
  expect(run).toMatchObject({ exitCode: 3, output: expect.stringMatching(/as A is gone: there is no table kr_old_/) });
  expect(run.output).toMatch(/B is not the table that restore [0-9a-f]{8} put in place/);
  expect(await site.ids()).toEqual(ids);
  expect(await undoable(site)).toEqual([]);
});

test('rows that arrived with a column which the kept contents lack are not dropped silently: undo is refused until discard is said', async () => {
  const site = siteOf('Columns');
  await fill(site);
  await site.snapshot();
  await site.talk.command('.drop column T.Name');
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  await site.talk.command(ingest('T', 9));
  expect(await site.restore('--undo')).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(
      /column Name is string now and absent in the kept contents[\s\S]*newer-rows: discard/,
    ),
  });
  expect(await site.restore('--undo', '--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  expect(await site.talk.query('T | sort by Id asc')).toEqual([[1], [2], [3]]);
  const [kept = ''] = await ownTables(site);
  expect(await idsOf(site, kept)).toEqual([1, 2, 3, 9]);
});

test('undo without any restore says that there is nothing to undo', async () => {
  const site = siteOf('Nothing');
  await fill(site);
  expect(await site.restore('--undo')).toMatchObject({ output: expect.stringContaining('there is nothing to undo') });
});

test('undo waits for an interrupted restore to be ended', async () => {
  const site = siteOf('Unfinished');
  await fill(site);
  await site.snapshot();
  await damage(site);
  await site.restoreKilled({ at: atSwap, cut: 'before-answer' }, '--newer-rows', 'keep');
  expect(await site.restore('--undo')).toMatchObject({
    exitCode: 3,
    output: expect.stringContaining('was interrupted and is not ended'),
  });
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([3, 7, 8]);
});
