import { Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const day = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString();

/** Rows of each creation day, as the extents of the table tell. */
async function rowsByAge(table: string): Promise<readonly (readonly unknown[])[]> {
  const days =
    'summarize n=sum(RowCount) by d=startofday(MaxCreatedOn) | sort by d asc | project tostring(d),tostring(n)';
  return site.talk.command(`.show table ${table} extents | ${days}`);
}

/** One extent of two rows for each age in days, in this order of ingestion. */
async function fill(table: string, ages: readonly number[], columns: string): Promise<void> {
  await site.talk.command(`.create table ${table} (n: long, ${columns})`);
  const value = columns.endsWith('timespan') ? 'n * 1s' : '"x"';
  for (const age of ages) {
    const rows = `range n from ${age * 10} to ${age * 10 + 1} step 1 | extend v=${value}`;
    await site.talk.command(`.append ${table} with (creationTime='${daysAgo(age)}') <| ${rows}`);
  }
}

async function restoreCleared(...tables: readonly string[]): Promise<void> {
  for (const table of tables) await site.talk.command(`.clear table ${table} data`);
  const { document } = await site.cli('restore', '--tables', tables.join(','));
  expect(document).toMatchObject({ exitCode: 0, verdict: 'pass', problems: [] });
}

/** By the day, since a test may run at midnight. */
function expectBetween(early: string, day: string, late: string): void {
  expect(day.slice(0, 10) >= early.slice(0, 10) && day.slice(0, 10) <= late.slice(0, 10)).toBe(true);
}

async function slicesOf(...tables: readonly string[]): Promise<readonly (readonly number[])[]> {
  const { document } = await site.cli('snapshot', '--tables', tables.join(','), '--dry-run');
  return (document.data.tables as readonly { readonly slices: readonly string[] }[]).map(({ slices }) =>
    slices.map(Number),
  );
}

test('restored rows are as old as they were, so that retention and hot cache go on, also when the restored ones are restored again', async () => {
  await fill('Expiring', [80, 3, 40, 40, 0], 'v: string');
  await site.talk.command('.alter-merge table Expiring policy retention softdelete = 100d');
  await fill('Typed', [60, 5, 1], 'v: timespan');
  await site.talk.command('.alter-merge table Typed policy retention softdelete = 100d');
  await fill('Cooling', [200, 100, 5, 1], 'v: string');
  await site.talk.command('.alter table Cooling policy caching hot = 31d');
  const tables = ['Cooling', 'Expiring', 'Typed'];
  const before = await Promise.all(tables.map(rowsByAge));
  expect(before.map((one) => one.length)).toEqual([4, 4, 3]);

  // The two that are cold already need not be told apart.
  const planned = [
    [4, 2, 2],
    [2, 2, 4, 2],
    [2, 2, 2],
  ];
  expect(await slicesOf(...tables)).toEqual(planned);
  expect((await site.cli('snapshot')).document.exitCode).toBe(0);
  await restoreCleared(...tables);
  const cooled = [before[0]?.slice(1, 2).map(([at]) => [at, '4']), before[0]?.slice(2)].flat();
  expect(await Promise.all(tables.map(rowsByAge))).toEqual([cooled, before[1], before[2]]);

  expect(await slicesOf(...tables)).toEqual(planned);
  expect((await site.cli('snapshot')).document.exitCode).toBe(0);
  await restoreCleared(...tables);
  expect(await Promise.all(tables.map(rowsByAge))).toEqual([cooled, before[1], before[2]]);
});

test('rows past a retention that was shortened stay for two days, so that what was restored can be compared', async () => {
  await fill('Shortened', [60, 5], 'v: string');
  await site.talk.command('.alter-merge table Shortened policy retention softdelete = 100d');
  expect((await site.cli('snapshot', '--tables', 'Shortened')).document.exitCode).toBe(0);
  await site.talk.command('.alter-merge table Shortened policy retention softdelete = 30d');
  const early = daysAgo(28);
  await restoreCleared('Shortened');
  await site.talk.control({ run: 'background' });
  const [[oldest] = [], ...rest] = await rowsByAge('Shortened');
  expect(rest).toHaveLength(1);
  expectBetween(early, String(oldest), daysAgo(28));
});

test('rows past the retention of the database stay for two days too, also of a table that is gone', async () => {
  const filled = daysAgo(5);
  await fill('Inheriting', [60, 5], 'v: string');
  const wasFilled = daysAgo(5);
  await site.talk.command('.alter-merge database Demo policy retention softdelete = 100d');
  expect((await site.cli('snapshot', '--tables', 'Inheriting')).document.exitCode).toBe(0);
  await site.talk.command('.drop table Inheriting');
  await site.talk.command('.alter-merge database Demo policy retention softdelete = 30d');
  const early = daysAgo(28);
  const { document } = await site.cli('restore', '--tables', 'Inheriting');
  await site.talk.control({ run: 'background' });
  const ages = await rowsByAge('Inheriting');
  await site.talk.command('.delete database Demo policy retention');
  expect(document).toMatchObject({ exitCode: 0, verdict: 'pass', problems: [] });
  expect(ages).toHaveLength(2);
  expectBetween(early, String(ages[0]?.[0]), daysAgo(28));
  expectBetween(filled, String(ages[1]?.[0]), wasFilled);
});

test('tags that a policy of the database strips, and a single slot, do not keep a restore from ending right', async () => {
  const strip =
    '[{"TagPrefix":"kr:","RetentionPeriod":"00:00:00"},{"TagPrefix":"drop-by:","RetentionPeriod":"00:00:00"}]';
  await site.talk.command(`.alter database Demo policy extent_tags_retention '${strip}'`);
  await site.talk.control({ capacity: { ingestions: 1, dataExport: 1 }, backgroundEveryMs: 20 });
  await fill('Tagged', [50, 40, 30], 'v: timespan');
  await site.talk.command('.alter-merge table Tagged policy retention softdelete = 100d');
  expect((await site.cli('snapshot', '--tables', 'Tagged')).document.exitCode).toBe(0);
  await restoreCleared('Tagged');
  expect(await rowsByAge('Tagged')).toHaveLength(3);
  expect(await site.talk.query('Tagged | count')).toEqual([[6]]);
});
