import { type CrashSite, idsOf } from './crash/crash-site.ts';
import { passMinute, sitesInMinutes } from './crash/minutes-pass.ts';

const names = ['Anew', 'Gap', 'Killed', 'GivenUp'] as const;
const siteOf = sitesInMinutes(names);

const atSwap = (text: string): boolean => text.startsWith('.rename tables');
const keep = ['--tables', 'T', '--newer-rows', 'keep'] as const;
const restart = [...keep, '--continuous-exports', 'restart'] as const;
const ingest = ({ talk }: CrashSite, ...ids: readonly number[]) =>
  talk.command(`.ingest inline into table T <|\n${ids.map((id) => `${id},n${id}`).join('\n')}`);

/** A table that an export follows, with a snapshot, lost rows, and newer ones that are exported too unless `pending`. */
async function begin(site: CrashSite, newer: 'exported' | 'pending' = 'exported'): Promise<void> {
  for (const table of ['T', 'Other']) await site.talk.command(`.create table ${table} (Id:long, Name:string)`);
  await site.talk.command(
    `.create external table Out (Id:long, Name:string) kind=storage dataformat=parquet (${site.talk.place(`out/${site.talk.database}`)})`,
  );
  await site.talk.command(
    '.create-or-alter continuous-export E over (T) to table Out with (intervalBetweenRuns=1m, sizeLimit=104857600, distributed=false) <| T | where Id > 0 | project Id, Name="it\'s \\"T\\""',
  );
  await ingest(site, 1, 2, 3);
  await site.snapshot();
  await ingest(site, 7);
  await site.talk.control({ run: 'merge' });
  await exported(site);
  await ingest(site, 8);
  if (newer === 'exported') await exported(site);
  await site.talk.command('.delete table T records <| T | where Id < 3');
}

/** How many rows the export lists as exported since it was made, after a run. */
async function exported({ talk }: CrashSite): Promise<number> {
  await passMinute(talk);
  await talk.control({ run: 'export' });
  const rows = await talk.command('.show continuous-export E exported-artifacts | project NumRecords');
  return rows.reduce((sum, [count]) => sum + Number(count), 0);
}

const shown = async ({ talk }: CrashSite, columns: string) =>
  (await talk.command(`.show continuous-export E | project ${columns}`))[0];
const definition = 'Query, ExternalTableName, IntervalBetweenRuns, ForcedLatency, CursorScopedTables, ExportProperties';

test('an export is made anew as it was, exports nothing that a restore or its undo brings, and goes on with what comes', async () => {
  const site = siteOf('Anew');
  await begin(site, 'pending');
  const before = await shown(site, `StartCursor, ${definition}`);
  expect(await site.restore(...keep)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/The continuous export E follows T[\s\S]*continuous-exports: restart/),
  });
  expect(await site.restore(...restart)).toMatchObject({
    exitCode: 3,
    output: expect.stringMatching(/E has not exported 1 row of T yet[\s\S]*nothing was swapped/),
  });
  expect(await shown(site, 'IsDisabled')).toEqual([false]);
  expect(await exported(site)).toBe(5);

  expect((await site.restore(...restart, '--dry-run')).output).toMatch(
    /E follows T: it is switched off before the swap/,
  );
  const run = await site.restore(...restart, '--json');
  expect(run.exitCode).toBe(0);
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8]);
  const [start, ...after] = (await shown(site, `StartCursor, ${definition}`)) ?? [];
  expect(after).toEqual(before?.slice(1));
  expect(JSON.parse(run.output.slice(run.output.indexOf('{'))).data.exports).toEqual([
    { name: 'E', before: before?.[0], now: start },
  ]);
  expect(start).not.toBe(before?.[0]);
  expect(await exported(site)).toBe(0);
  await ingest(site, 9);
  expect(await exported(site)).toBe(1);

  expect(await site.restore('--undo', '--continuous-exports', 'restart')).toMatchObject({ exitCode: 0 });
  expect(await idsOf(site)).toEqual([3, 7, 8, 9]);
  expect(await exported(site)).toBe(0);
  await ingest(site, 10);
  expect(await exported(site)).toBe(1);
});

test('a row that comes while the export is off is exported by neither epoch, which is told with where it lies', async () => {
  const site = siteOf('Gap');
  await begin(site);
  site.proxy.holdBefore(atSwap, () => ingest(site, 200));
  const run = await site.restore(...restart);
  expect(run).toMatchObject({
    exitCode: 4,
    output: expect.stringMatching(/1 row came into T while the continuous export E was off/),
  });
  expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8, 200]);
  expect(await exported(site)).toBe(0);
  const [, from, to] = /cursor_after\("(.+?)"\) and cursor_before_or_at\("(.+?)"\)/.exec(run.output) ?? [];
  expect(
    await site.talk.query(
      `T | where cursor_after('${from}') and cursor_before_or_at('${to}') | sort by Id asc | project Id`,
    ),
  ).toEqual([[7], [8], [200]]);
});

test('a restore that is killed between the steps makes the export anew once, with its definition from the journal', async () => {
  const site = siteOf('Killed');
  await begin(site);
  const before = await shown(site, definition);
  for (const step of ['.drop continuous-export', '.create-or-alter continuous-export']) {
    const at = (text: string): boolean => text.startsWith(step);
    const { exitCode } = await site.restoreKilled({ at, cut: 'before-answer' }, ...restart);
    expect(exitCode).toBeNull();
    expect(await site.restore(...restart)).toMatchObject({ exitCode: 0 });
    expect(await idsOf(site)).toEqual([1, 2, 3, 7, 8]);
    expect([await shown(site, definition), await shown(site, 'IsDisabled')]).toEqual([before, [false]]);
    expect(await exported(site)).toBe(0);
    await site.talk.command('.delete table T records <| T | where Id < 3');
  }
});

test('an export that was switched off goes on where it was when the restore is given up', async () => {
  const site = siteOf('GivenUp');
  await begin(site);
  const start = await shown(site, 'StartCursor');
  const { exitCode } = await site.restoreKilled({ at: atSwap, cut: 'unsent' }, ...restart);
  expect([exitCode, await shown(site, 'IsDisabled')]).toEqual([null, [true]]);
  await ingest(site, 9);
  expect(await site.restore('--tables', '!T')).toMatchObject({ exitCode: 0 });
  expect(await shown(site, 'IsDisabled, StartCursor')).toEqual([false, start?.[0]]);
  expect(await exported(site)).toBe(6);
});
