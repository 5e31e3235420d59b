import { type CrashSite, ownTables, sitesOf } from './crash/crash-site.ts';

const names = ['Range', 'Late', 'Fed'] as const;
const siteOf = sitesOf(names);

const range = [
  '--time-column',
  'At',
  '--time-from',
  '2026-11-19T10:00Z',
  '--time-before',
  '2026-11-19T12:00Z',
] as const;
const restore = (site: CrashSite, ...flags: readonly string[]) => site.restore('--tables', 'T', ...range, ...flags);
const atUpdate = (text: string): boolean => text.startsWith('.update table') && !text.includes('whatif');
const ingest = ({ talk }: CrashSite, ...rows: readonly string[]) =>
  talk.command(`.ingest inline into table T <|\n${rows.join('\n')}`);

/** Rows at both ends of the range, one of them without a time, in one extent. */
async function fill(site: CrashSite): Promise<void> {
  await site.talk.command('.create table T (Id:long, At:datetime, Name:string)');
  await ingest(
    site,
    '1,2026-11-19T09:59:59.9999999Z,before',
    '2,2026-11-19T10:00:00Z,first',
    '3,2026-11-19T11:00:00Z,middle',
    '4,2026-11-19T11:59:59.9999999Z,last',
    '5,2026-11-19T12:00:00Z,after',
    '6,,without',
  );
  await site.snapshot();
}

async function rowsOf({ talk }: CrashSite, table = 'T'): Promise<readonly (readonly [number, string])[]> {
  return (await talk.query(`${table} | sort by Id asc, Name asc | project Id, Name`)).map(([id, name]) => [
    Number(id),
    String(name),
  ]);
}

/** Ingestion times of the rows that no restore of the range may touch. */
const untouched = ({ talk }: CrashSite) =>
  talk.query('T | where Id in (1, 5, 6, 7) | sort by Id asc | project Id, Name, tostring(ingestion_time())');

test('a time range comes back in one step, every other row stays as it was, and an undo puts back what left', async () => {
  const site = siteOf('Range');
  await fill(site);
  await ingest(site, '7,2026-11-19T13:00:00Z,newer');
  await site.talk.command('.delete table T records <| T | where Id == 2');
  await site.talk.command(
    '.update table T delete D append A <| let D = T | where Id == 3; let A = T | where Id == 3 | extend Name = "changed";',
  );
  await ingest(site, '30,2026-11-19T11:30:00Z,bad');
  const damaged = await rowsOf(site);
  const [identity, others] = [(await site.ids()).get('T'), await untouched(site)];

  const refused = await restore(site);
  expect(refused.exitCode).toBe(3);
  expect(refused.output).toMatch(
    /The range of T holds 2 rows that the snapshot does not have[\s\S]*newer-rows: discard/,
  );
  const planned = await restore(site, '--newer-rows', 'discard', '--dry-run');
  expect(planned).toMatchObject({ exitCode: 0 });
  expect(planned.output).toMatch(/At from 2026-11-19T10:00:00Z and before 2026-11-19T12:00:00Z\D+3\D+2\D+3\D/);
  expect(planned.output).toContain('Time, estimate');
  expect(planned.output).toMatch(/Next: Run restore .*\n.*kusto-rebuild restore .*--time-column At/);
  expect(await rowsOf(site)).toEqual(damaged);
  expect(await ownTables(site)).toEqual([]);

  site.proxy.holdBefore(atUpdate, () => ingest(site, '8,2026-11-19T11:45:00Z,late', '9,2026-11-19T14:00:00Z,late'));
  expect(await restore(site, '--newer-rows', 'discard')).toMatchObject({ exitCode: 0 });
  const back = [
    [1, 'before'],
    [2, 'first'],
    [3, 'middle'],
    [4, 'last'],
    [5, 'after'],
    [6, 'without'],
    [7, 'newer'],
    [8, 'late'],
    [9, 'late'],
  ];
  expect(await rowsOf(site)).toEqual(back);
  expect(await untouched(site)).toEqual(others);
  expect((await site.ids()).get('T')).toBe(identity);
  const [kept = '', ...more] = await ownTables(site);
  expect([kept, more]).toEqual([expect.stringMatching(/^kr_old_/), []]);
  expect(await rowsOf(site, kept)).toEqual([
    [3, 'changed'],
    [4, 'last'],
    [30, 'bad'],
  ]);
  expect(await site.expires(kept)).toBe(true);

  await ingest(site, '10,2026-11-19T10:30:00Z,arrived');
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  const undone = [...damaged, [8, 'late'], [9, 'late'], [10, 'arrived']].sort(([a], [b]) => Number(a) - Number(b));
  expect(await rowsOf(site)).toEqual(undone);
  expect(await untouched(site)).toEqual(others);
  expect(await ownTables(site)).toHaveLength(1);
  expect(await site.restore('--undo')).toMatchObject({ output: expect.stringContaining('is undone already') });
  expect(await rowsOf(site)).toEqual(undone);
});

test('a command whose answer is lost is not done twice, and a range that is right is left alone', async () => {
  const site = siteOf('Late');
  await fill(site);
  await site.talk.command('.delete table T records <| T | where Id == 3');
  expect(await site.restoreLosing(atUpdate, '--tables', 'T', ...range)).toMatchObject({ exitCode: 0 });
  expect((await rowsOf(site)).map(([id]) => id)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(site.proxy.requests.filter(({ text }) => atUpdate(text))).toHaveLength(1);
  const again = await restore(site, '--newer-rows', 'discard');
  expect(again).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing was changed') });
  expect(site.proxy.requests.filter(({ text }) => atUpdate(text))).toEqual([]);
  expect(await ownTables(site)).toHaveLength(1);
  expect(await site.verify()).toMatchObject({ exitCode: 0 });
});

test('a table that an update policy goes on filling gets its range back, and one that feeds others is refused before anything is done', async () => {
  const site = siteOf('Fed');
  const policy = (source: string) =>
    `[{"IsEnabled":true,"Source":"${source}","Query":"${source}","IsTransactional":true}]`;
  await fill(site);
  await site.talk.command('.create table Source (Id:long, At:datetime, Name:string)');
  await site.talk.command(`.alter table T policy update '${policy('Source')}'`);
  await site.talk.command('.create table Derived (Id:long, At:datetime, Name:string)');
  await site.talk.command(`.alter table Derived policy update '${policy('T')}'`);
  await site.talk.command('.delete table T records <| T | where Id in (2, 3)');
  const refused = await restore(site);
  expect(refused.exitCode).toBe(3);
  expect(refused.output).toMatch(/fill Derived from it[\s\S]*Restore all of T/);
  expect(site.proxy.requests.filter(({ text }) => text.includes('kr_'))).toEqual([]);

  await site.talk.command('.delete table Derived policy update');
  const derive = () => site.talk.command('.ingest inline into table Source <| 8,2026-11-19T11:45:00Z,derived');
  site.proxy.holdBefore(atUpdate, derive);
  expect(await restore(site)).toMatchObject({ exitCode: 0 });
  expect((await rowsOf(site)).map(([id]) => id)).toEqual([1, 2, 3, 4, 5, 6, 8]);
  await site.talk.command(`.alter table Derived policy update '${policy('T')}'`);
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 3 });
  await site.talk.command('.delete table Derived policy update');
  expect(await site.restore('--undo')).toMatchObject({ exitCode: 0 });
  expect((await rowsOf(site)).map(([id]) => id)).toEqual([1, 4, 5, 6, 8]);
});
