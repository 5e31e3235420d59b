import { type ProblemError, problemError } from '../../../src/domain/problem.ts';
import type { Database, LiveTable } from '../../../src/ports/database.ts';
import { readHotShares } from '../../../src/procedures/hot-shares.ts';
import { weighRestore } from '../../../src/procedures/weigh-restore.ts';
import { fileListText, tableManifest } from '../../fixtures/memory/manifest.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

const now = '2026-11-20T12:00:00.0000000Z';
const reader = { who: 'aadapp=1', application: 'App', times: 3n, last: '2026-11-20T11:30:00Z' };
const refuse = async () => {
  throw problemError({ code: 'sign-in', summary: 'Not allowed.' });
};
const recent = '.create-or-alter function Recent() { T | where ingestion_time() > ago(1d) }';
const periods = { softDeletePeriod: '30.00:00:00', hotPeriod: '7.00:00:00' };

interface Asked {
  readonly live?: Partial<LiveTable> | 'gone';
  readonly target?: string;
  readonly range?: object;
  readonly schemaScript?: readonly string[];
  readonly storedScript?: readonly string[];
  readonly observe?: Partial<Database['observe']>;
  readonly read?: Partial<Database['read']>;
}

/** Of two files of a table T, one of them a year old. */
async function weigh({ live = {}, target, range, schemaScript = [], storedScript = [], ...world }: Asked) {
  const { store, database, record } = await saveTable([['x', '1']]);
  const records = ['2025-11-20', '2026-11-19'].map((date) => ({
    ...record,
    creationTime: `${date}T00:00:00.0000000Z`,
  }));
  const table = tableManifest({ name: 'T', rows: 2n, records });
  for (const { path } of table.fileLists) store.overwrite(path, fileListText(records));
  const [found] = await database.read.tables();
  const planned = {
    table,
    live: found === undefined || live === 'gone' ? undefined : { ...found, ...periods, ...live },
    ...(target !== undefined && { target }),
    ...(range !== undefined && { range }),
  };
  const [one] = await weighRestore(
    [planned],
    { schemaScript, storedScript, now },
    {
      store,
      database: {
        name: 'Db',
        read: { ...database.read, ...world.read },
        observe: { ...database.observe, readersOf: async () => [reader], ...world.observe },
      },
    },
  );
  return one?.weighed;
}

const old = { rows: 1n, oldest: '2025-11-20T00:00:00.0000000Z' };

test('readers of the last hour, what tells rows by their ingestion, retention and hot cache are told', async () => {
  const asked: number[] = [];
  const observe = {
    readersOf: async (_: string, hours: number) => {
      asked.push(hours);
      return [reader];
    },
  };
  expect(await weigh({ schemaScript: [recent], observe })).toEqual({
    readers: [reader],
    timeCallers: [{ kind: 'function', name: 'Recent' }],
    retention: { period: '30.00:00:00', past: old },
    cache: { period: '7.00:00:00', hotBytes: 7, bytes: 14 },
    unknown: [],
  });
  expect(asked).toEqual([1]);
});

test('what may not be looked at is absent and unknown, never nothing', async () => {
  const live = { softDeletePeriod: undefined, hotPeriod: 'some' } as unknown as Partial<LiveTable>;
  const unread = ".alter table T policy of_tomorrow 'T | where ingestion_time() > ago(1d)'";
  expect(await weigh({ live, schemaScript: [unread], observe: { ownRoles: async () => ['User'] } })).toEqual({
    unknown: [
      'its readers within the last hour: the log shows this identity its own queries only.',
      `what tells its rows by their ingestion: this command cannot be read: ${unread}.`,
      'its retention: the period in place is not told.',
      'its hot cache: the period some cannot be read.',
    ],
  });
  const refused = await weigh({ observe: { readersOf: refuse } });
  expect(refused).not.toHaveProperty('readers');
  expect(refused?.unknown).toEqual(['its readers within the last hour: Not allowed.']);
});

test('of a table that is gone its own policies count, as the snapshot has them, or else the retention of the database', async () => {
  const own = [
    '.create-merge table T (a:string)',
    `.alter table T policy retention '{"SoftDeletePeriod":"30.00:00:00"}'`,
    '.alter table T policy caching hot = 400d',
  ];
  expect(await weigh({ live: 'gone', storedScript: own })).toMatchObject({
    retention: { period: '30.00:00:00', past: old },
    cache: { hotBytes: 14 },
    unknown: [],
  });
  const bare = await weigh({ live: 'gone', read: { defaultSoftDeletePeriod: async () => '10.00:00:00' } });
  expect(bare?.retention).toEqual({ period: '10.00:00:00', past: old });
  expect(bare?.unknown).toEqual(['its hot cache: the period in place is not told.']);
  const untold = await weigh({ live: 'gone', read: { defaultSoftDeletePeriod: refuse } });
  expect(untold).not.toHaveProperty('retention');
  expect(untold?.unknown).toContain('its retention: Not allowed.');
});

test('beside the live tables nobody knows it yet, and rows of a range come back as new', async () => {
  expect(await weigh({ target: 'T2' })).toBeUndefined();
  const range = await weigh({ range: {} });
  expect(range).toEqual({ readers: [reader], timeCallers: [], unknown: [] });
});

test('a damaged list of files ends it', async () => {
  const { database, store, table } = await saveTable([['x', '1']]);
  for (const { path } of table.fileLists) store.overwrite(path, 'other');
  const planned = { table, live: undefined };
  const known = { schemaScript: [], storedScript: [], now };
  await expect(weighRestore([planned], known, { database, store })).rejects.toMatchObject({
    problems: [{ code: 'difference' }],
  } satisfies Partial<Record<keyof ProblemError, unknown>>);
});

async function shareOf(estimate: Partial<LiveTable['estimate']> | undefined, rowsBefore?: bigint) {
  const { database } = await saveTable([
    ['x', '1'],
    ['y', '2'],
  ]);
  const tables = (await database.read.tables()).map((one) => ({
    ...one,
    ...(estimate && { estimate: { rows: 2n, originalBytes: 9, ...estimate } }),
  }));
  const [share] = await readHotShares([{ name: 'T', rowsBefore }], {
    observe: database.observe,
    read: { ...database.read, tables: async () => tables },
  });
  return share;
}

test('the hot share counts only where the details go with the rows that are there now', async () => {
  const sizes = { storedBytes: 8, hotBytes: 6 };
  const late = { table: 'T', why: expect.stringContaining('a quarter of an hour ago') };
  expect(await shareOf(sizes, 1n)).toEqual({ table: 'T', ...sizes });
  expect(await shareOf({ ...sizes, rows: 1n }, 1n)).toEqual(late);
  expect(await shareOf(sizes, 2n)).toEqual(late);
  const untold = { table: 'T', why: 'the service does not tell it.' };
  expect(await shareOf({ storedBytes: 8 })).toEqual(untold);
  expect(await shareOf(undefined)).toEqual(untold);
});

test('a restore that is done does not fail because nobody tells what is hot', async () => {
  const { database } = await saveTable([['x', '1']]);
  const read = { ...database.read, tables: refuse };
  expect(await readHotShares([{ name: 'T' }], { read, observe: database.observe })).toEqual([
    { table: 'T', why: 'Not allowed.' },
  ]);
});
