import { type CrashSite, sitesOf } from './crash/crash-site.ts';
import { ingest, make, run, take } from './top-ups.ts';

const siteOf = sitesOf(['Changed', 'Left']);

type Change = readonly [table: string, why: string, act: (site: CrashSite) => Promise<unknown>];

const untimed = (site: CrashSite, name: string) =>
  site.talk.command(`.delete table ${name} policy ingestiontime`).then(async () => {
    await ingest(site, name, 20);
    await site.talk.command(`.alter table ${name} policy ingestiontime true`);
  });

/** What may have become of a table since the base, and why nothing of it can be used again. */
const changes: readonly Change[] = [
  [
    'Deleted',
    '1 rows that the base holds are gone',
    ({ talk }) => talk.command('.delete table Deleted records <| Deleted | where Id == 2'),
  ],
  ['Cleared', '4 rows that the base holds are gone', ({ talk }) => talk.command('.clear table Cleared data')],
  [
    'Swapped',
    'replaced by as many others',
    ({ talk }) =>
      talk.command(
        '.replace extents in table Swapped <| { .show table Swapped extents }, { .show table Twin extents }',
      ),
  ],
  ['Moved', 'came among those', ({ talk }) => talk.command('.move extents all from table Twin2 to table Moved')],
  [
    'Recreated',
    'another table',
    async (site) => {
      await site.talk.command('.drop table Recreated');
      await make(site, 'Recreated');
    },
  ],
  ['Widened', 'columns were changed', ({ talk }) => talk.command('.alter-merge table Widened (More:int)')],
  [
    'Emptied',
    'values that the base holds were changed',
    async ({ talk }) => {
      await talk.command('.drop column Emptied.At');
      await talk.command('.alter-merge table Emptied (At:datetime)');
    },
  ],
  ['Untimed', 'without ingestion time', (site) => untimed(site, 'Untimed')],
  [
    'Finer',
    'At now has times that are finer',
    ({ talk }) => talk.command('.ingest inline into table Finer <|\n9,nine,2026-01-02T03:04:05.1234567Z'),
  ],
  ['Created', 'the base does not hold it', (site) => make(site, 'Created')],
  [
    'Lost',
    'the base is damaged',
    async (site) => {
      const [path = ''] = [...(await site.blobs('.parquet')).keys()].filter((name) => name.includes('-Lost/'));
      await site.overwrite(path, 'other');
    },
  ],
];

test('whatever became of a table since the base, it is exported whole and the report says why; the others are topped up', async () => {
  const site = siteOf('Changed');
  const names = changes.map(([name]) => name).filter((name) => name !== 'Created');
  for (const name of ['Twin', 'Twin2', ...names, 'Kept', 'Old', 'Dropped']) await make(site, name);
  await untimed(site, 'Old');
  const chosen = ['--tables', '*,!Twin*'];
  const base = await take(site, ...chosen);
  expect(base.exitCode).toBe(0);
  for (const [, , act] of changes) await act(site);
  await site.talk.command('.drop table Dropped');
  await ingest(site, 'Kept', 5);
  await ingest(site, 'Old', 5);
  const topUp = await take(site, ...chosen, '--top-up', base.id);
  expect([topUp.exitCode, topUp.document.verdict]).toEqual([0, 'pass']);
  const told = [...topUp.tables].map(([name, { reused, notReused }]) => [name, reused ?? notReused]);
  const expected = changes.map(([name, why]) => [name, expect.stringContaining(why)]);
  const kept = { rows: '4', files: 1, bytes: expect.any(Number) };
  const old = { rows: '6', files: 2, bytes: expect.any(Number) };
  const all = [...expected, ['Kept', kept], ['Old', old]].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  expect(told).toEqual(all);
  const forPeople = await site.run('snapshot', ...chosen, '--top-up', base.id, '--dry-run');
  for (const [name, why] of changes) expect(forPeople.output).toMatch(new RegExp(`${name}.*${why}`));
  expect((await run(site, 'verify', '--snapshot', topUp.id, '--level', 'full')).exitCode).toBe(0);
});

test('rows of the base that leave while the top-up runs make the table fuzzy, and whole when it is exported again', async () => {
  const site = siteOf('Left');
  for (const name of ['A', 'B']) await make(site, name);
  await take(site);
  for (const name of ['A', 'B']) await ingest(site, name, 5);
  const deletion = () => site.talk.command('.delete table A records <| A | where Id == 1');
  site.proxy.holdBefore((text) => text.startsWith('.export'), deletion);
  const fuzzy = await take(site, '--top-up', 'latest');
  expect([fuzzy.exitCode, fuzzy.document.verdict]).toEqual([5, 'unknown']);
  expect([...fuzzy.tables.values()].map(({ exactness }) => (exactness as { kind: string }).kind)).toEqual([
    'fuzzy',
    'exact',
  ]);
  const [first] = (await run(site, 'status')).document.data.snapshots.toReversed();
  site.proxy.holdBefore(
    (text) => text.startsWith('.export'),
    () => site.talk.command('.delete table B records <| B | where Id == 1'),
  );
  const again = await take(site, '--top-up', first.id, '--retry-fuzzy', '1');
  expect([again.exitCode, again.document.verdict]).toEqual([0, 'pass']);
  expect([...again.tables].map(([name, { notReused }]) => [name, notReused])).toEqual([
    ['A', expect.stringContaining('1 rows that the base holds are gone')],
    ['B', expect.stringContaining('1 rows that the base holds are gone')],
  ]);
});
