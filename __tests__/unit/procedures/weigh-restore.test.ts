import { type ProblemError, problemError } from '../../../src/domain/problem.ts';
import type { Database, LiveTable } from '../../../src/ports/database.ts';
import { findReaders } from '../../../src/procedures/find-readers.ts';
import { weighRestore } from '../../../src/procedures/weigh-restore.ts';
import { fileListText, tableManifest } from '../../fixtures/memory/manifest.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

const now = '2026-11-20T12:00:00.0000000Z';
const reader = { who: 'aadapp=1', application: 'App', times: 3n, last: '2026-11-20T11:30:00Z' };
const ofEach = (names: readonly string[]) => new Map(names.map((name) => [name, [reader]]));
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
        observe: { ...database.observe, readersOf: async (names) => ofEach(names), ...world.observe },
      },
    },
  );
  return one?.weighed;
}

const old = { rows: 1n, oldest: '2025-11-20T00:00:00.0000000Z' };

test('readers of the last hour, what tells rows by their ingestion, retention and hot cache are told', async () => {
  const asked: number[] = [];
  const observe = {
    readersOf: async (names: readonly string[], hours: number) => {
      asked.push(hours);
      return ofEach(names);
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
});

test.each(['sign-in', 'unreachable', 'input', 'service', 'unknown'] as const)(
  'a look that ends as %s is told, and ends nothing else',
  async (code) => {
    const fail = () => Promise.reject(problemError({ code, summary: 'Not today.' }));
    const failing = { observe: { readersOf: fail }, read: { defaultSoftDeletePeriod: fail } };
    const untold = await weigh({ live: 'gone', ...failing });
    expect(untold).not.toHaveProperty('retention');
    expect(untold).not.toHaveProperty('readers');
    expect(untold?.unknown).toEqual([
      'its readers within the last hour: Not today.',
      'its retention: Not today.',
      'its hot cache: the period in place is not told.',
    ]);
    const blind = await weigh({ observe: { ownRoles: fail } });
    expect(blind?.unknown).toEqual(['its readers within the last hour: Not today.']);
  },
);

test.each(['cancelled', 'bug'] as const)('what is of the process, as %s, ends it', async (code) => {
  const fail = () => Promise.reject(problemError({ code, summary: 'Stop.' }));
  await expect(weigh({ observe: { readersOf: fail } })).rejects.toMatchObject({ problems: [{ code }] });
});

test('one request asks for the readers of all tables that are looked for, and the rest is unknown', async () => {
  const { database } = await saveTable([['x', '1']]);
  const asked: (readonly string[])[] = [];
  const readersOf = async (names: readonly string[]) => {
    asked.push(names);
    return ofEach(names);
  };
  const names = Array.from({ length: 22 }, (_, index) => `T${index}`);
  const found = await findReaders(names, 1, { observe: { ...database.observe, readersOf } });
  expect(asked).toEqual([names.slice(0, 20)]);
  expect([...found.keys()]).toEqual(names);
  expect(found.get('T19')).toEqual({ readers: [reader] });
  expect(found.get('T20')).toEqual({ why: 'the log is searched for 20 tables.' });
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
