import { throwProblems } from '../../../src/domain/problem.ts';
import { createLossGuard } from '../../../src/procedures/guard-losses.ts';
import {
  compareReferenceData,
  putReferenceData,
  type ReferenceWorld,
} from '../../../src/procedures/put-reference-data.ts';
import { type ReferenceData, readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { runDeployment } from '../../../src/procedures/run-deployment.ts';
import { type MemoryClock, memoryClock } from '../../fixtures/memory/clock.ts';
import { type WatchedStore, watchedStore } from '../../fixtures/memory/data-connection.ts';
import { type MemoryDatabase, memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { mortal } from '../../fixtures/memory/mortal.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { type MemoryStore, memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const files = memoryReferenceFiles({});
const known = `${paths.control}/reference-data/T.json`;
const record = `${paths.control}/pushed-data/T.json`;
const threeRows = [
  ['x', '1'],
  ['y', '2'],
  ['z', '3'],
];
let data: ReferenceData;
let other: ReferenceData;

async function dataOf(folder: string, text: string): Promise<ReferenceData> {
  files.write(`${folder}/T.csv`, text);
  files.write(`${folder}/T.yml`, 'ingestion: event-grid\n');
  const found = await readReferenceData(files, [`${folder}/T.csv`], new Map([['T', pairColumns]]));
  throwProblems(found.problems);
  return found.data[0] ?? Promise.reject(new Error('no data'));
}

beforeAll(async () => {
  data = await dataOf('one', 'a,b\nx,1\ny,2\nz,3\n');
  other = await dataOf('two', 'a,b\nq,7\n');
});

interface Place {
  readonly world: ReferenceWorld;
  readonly database: MemoryDatabase;
  readonly store: MemoryStore;
  readonly container: WatchedStore;
  readonly clock: MemoryClock;
  readonly notes: string[];
  readonly failures: Map<string, string>;
}

/** Three parts of one row; news arrive in every sleep. */
function open(): Place {
  const store = memoryStore();
  const database = memoryDatabase(store);
  const container = watchedStore(database);
  const clock = memoryClock(() => container.deliver());
  const notes: string[] = [];
  const failures = new Map<string, string>();
  database.put('T', pairColumns, [['old', '0']]);
  const ignore = (): void => undefined;
  const progress = { phase: ignore, advance: ignore, warn: ignore, note: (text: string) => void notes.push(text) };
  const load = { ...database.load, failedIngestions: async () => failures };
  const pushWay = { container, patienceSeconds: 60, progress };
  const world = { database: { ...database, load }, store, paths, clock, files, partLength: 1, pushWay };
  return { world, database, store, container, clock, notes, failures };
}

const put = (what: ReferenceData, world: ReferenceWorld) => putReferenceData(what, world, async () => undefined);

function expectClean({ database, store, container }: Place): void {
  expect(database.names()).toEqual(['T']);
  expect(container.paths()).toEqual([]);
  expect(store.paths()).toEqual([known]);
}

test('parts are uploaded once each, with metadata that leads them to a table of their own, and put in when all have come', async () => {
  const place = open();
  await put(data, place.world);
  expect(place.database.rowsOf('T')).toEqual(threeRows);
  expectClean(place);
  expect(place.container.uploads).toHaveLength(3);
  expect(place.container.uploads[2]).toMatch(/^kusto-rebuild\/Db\/T\/[0-9a-f]{8}\/[0-9a-f]{64}\/0002\.csv$/);
  expect(place.container.said).toEqual({
    kustoDatabase: 'Db',
    kustoTable: expect.stringMatching(/^kr_raw_[0-9a-f]{8}_0$/),
    kustoDataFormat: 'csv',
    kustoIngestionMappingReference: 'kusto_rebuild',
    kustoIgnoreFirstRecord: 'true',
    kustoExtentTags: expect.stringMatching(/^\["kr[0-9a-f]{8}f0000002a001"\]$/),
    rawSizeBytes: '8',
    krsha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(place.notes).toEqual([
    '3 files of one/T.csv uploaded to memory://watched/',
    expect.stringMatching(/^3 of 3 files came into kr_raw_/),
  ]);
  expect(await compareReferenceData(data, place.world)).toEqual({ kind: 'current' });
});

test('what arrives twice is there once, and what arrives once more after that meets no table', async () => {
  const place = open();
  place.container.deliveries = 2;
  await put(data, place.world);
  expect(place.database.rowsOf('T')).toEqual(threeRows);
  place.container.deliver('again');
  expectClean(place);
});

test('an empty file needs no upload', async () => {
  const place = open();
  await put(await dataOf('empty', 'a,b\n'), place.world);
  expect(place.database.rowsOf('T')).toEqual([]);
  expect(place.container.uploads).toEqual([]);
});

test('the text of a list in a tag is as good as the tag', async () => {
  const place = open();
  const { read } = place.world.database;
  const rowsByExtent = async (table: string) =>
    (await read.rowsByExtent(table)).map((one) => ({ ...one, tags: one.tags.map((tag) => `["${tag}"]`) }));
  await put(data, { ...place.world, database: { ...place.world.database, read: { ...read, rowsByExtent } } });
  expect(place.database.rowsOf('T')).toEqual(threeRows);
});

test('nothing comes: the table stays, everything is removed, and what to look at is said', async () => {
  const place = open();
  place.container.deliveries = 0;
  await expect(put(data, place.world)).rejects.toMatchObject({
    problems: [
      {
        code: 'service',
        summary: expect.stringMatching(
          /^3 of 3 files of one\/T.csv did not come into kr_raw_\w+ by Event Grid; T was not/,
        ),
        detail: expect.stringContaining('Nothing more came for 60 s'),
        next: expect.stringContaining('event subscription'),
        at: { file: 'one/T.csv', line: 1 },
      },
    ],
  });
  expect(place.database.rowsOf('T')).toEqual([['old', '0']]);
  expect([place.database.names(), place.container.paths(), place.store.paths()]).toEqual([['T'], [], []]);
  place.container.deliveries = 1;
  place.container.deliver();
  expect(place.database.names()).toEqual(['T']);
  await put(data, place.world);
  expect(place.database.rowsOf('T')).toEqual(threeRows);
});

test('what the service gave up is told, and not waited for', async () => {
  const place = open();
  place.container.deliveries = 0;
  for (const part of ['a', 'b', 'c']) place.failures.set(part, `Stream ${part} has a bad line 7.`);
  await expect(put(data, place.world)).rejects.toMatchObject({
    problems: [{ code: 'service', detail: expect.stringContaining('Stream a has a bad line 7.; Stream b') }],
  });
  expect(place.clock.slept).toEqual([]);
});

test('a run that was interrupted while it waited is gone on with, and uploads nothing', async () => {
  const place = open();
  const stopped = { ...place.clock, sleep: () => Promise.reject(new Error('interrupted')) };
  await expect(put(data, { ...place.world, clock: stopped })).rejects.toThrow('interrupted');
  expect(place.container.uploads).toHaveLength(3);
  await put(data, place.world);
  expect(place.container.uploads).toHaveLength(3);
  expect(place.notes).toContain('0 files of one/T.csv uploaded to memory://watched/; 3 were there from an earlier run');
  expect(place.database.rowsOf('T')).toEqual(threeRows);
  expectClean(place);
});

test.each([
  ['another file is deployed', 1, () => undefined],
  [
    'a blob is another by now',
    3,
    ({ container }: Place) => container.overwrite(container.uploads[1] ?? '', 'a,b\nnot,9\n'),
  ],
  [
    'rows came and their blob is gone',
    3,
    async ({ container }: Place) => {
      container.deliver();
      await container.remove(container.uploads[0] ?? '');
    },
  ],
  ['the service had given a part up', 3, ({ failures }: Place) => void failures.set('a', 'may not read')],
  [
    'its tables have deleted themselves',
    3,
    async ({ database }: Place) => {
      for (const name of database.names()) if (name !== 'T') await database.change.dropTable(name);
    },
  ],
])('after an interruption, when %s, all begins anew and nothing of before is left', async (_, parts, meanwhile) => {
  const place = open();
  const stopped = { ...place.clock, sleep: () => Promise.reject(new Error('interrupted')) };
  await expect(put(data, { ...place.world, clock: stopped })).rejects.toThrow('interrupted');
  await meanwhile(place);
  await put(parts === 1 ? other : data, place.world);
  expect(place.database.rowsOf('T')).toEqual(parts === 1 ? [['q', '7']] : threeRows);
  expect(place.container.uploads).toHaveLength(3 + parts);
  expectClean(place);
});

test('a second run takes over, and the first stops before it changes anything', async () => {
  const place = open();
  let second: Promise<void> | undefined;
  const paused = {
    ...place.clock,
    async sleep(milliseconds: number) {
      second ??= put(data, place.world);
      await second;
      return place.clock.sleep(milliseconds);
    },
  };
  await expect(put(data, { ...place.world, clock: paused })).rejects.toMatchObject({
    problems: [{ code: 'taken-over' }],
  });
  expect(place.container.uploads).toHaveLength(3);
  expect(place.database.changes.filter((change) => change.startsWith('replace'))).toHaveLength(1);
  expect(place.database.rowsOf('T')).toEqual(threeRows);
  expectClean(place);
});

test('of two runs that begin at once only one begins', async () => {
  const place = open();
  const results = await Promise.allSettled([put(data, place.world), put(data, place.world)]);
  expect(place.container.uploads).toHaveLength(3);
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  expect(place.database.rowsOf('T')).toEqual(threeRows);
  expectClean(place);
});

test('rows that are not those of the file do not go in', async () => {
  const place = open();
  const { load } = place.world.database;
  const nonEmptyValues = async () => new Map([['a', 2n]]);
  const world = { ...place.world, database: { ...place.world.database, load: { ...load, nonEmptyValues } } };
  await expect(put(data, world)).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
  expect(place.database.rowsOf('T')).toEqual([['old', '0']]);
  expect([place.database.names(), place.container.paths()]).toEqual([['T'], []]);
});

/** How a deployment of the data ends. */
async function deployed(what: ReferenceData, { world, store, clock }: Place): Promise<string | undefined> {
  const { read, observe } = world.database;
  const guard = createLossGuard(['T'], { read, observe, store, paths, clock });
  const nothing = async (): Promise<void> => undefined;
  const progress = world.pushWay?.progress ?? Promise.reject(new Error('no progress'));
  const rest = { guard, progress: await progress, record: { begin: nothing, end: nothing } };
  const [ended] = await runDeployment([{ kind: 'reference-data', item: 'T', data: what }], { ...world, ...rest });
  return ended?.outcome.kind;
}

/** The world in which the run dies at one effect, before or after it; at a number too high it lives. */
function dying({ world, container }: Place, at: number, when: 'before' | 'after') {
  const { guarded, effects } = mortal(at, when);
  const { database, store, pushWay } = world;
  if (pushWay === undefined) throw new Error('no way');
  const changes = ['createTable', 'prepareReceiving', 'guardStaging', 'replaceContents', 'dropTable'];
  const guardedWorld: ReferenceWorld = {
    ...world,
    database: {
      ...database,
      change: guarded(database.change, changes),
      load: guarded(database.load, ['moveExtents']),
    },
    store: guarded(store, ['write', 'remove']),
    pushWay: { ...pushWay, container: guarded(container, ['writePieces', 'remove']) },
  };
  return { world: guardedWorld, effects };
}

test('killed before or after any of its effects, the second run finishes, and no part is uploaded twice into one table', async () => {
  const all = dying(open(), Number.POSITIVE_INFINITY, 'before');
  await put(data, all.world);
  expect(all.effects()).toBeGreaterThan(18);
  for (let at = 0; at < all.effects(); at += 1) {
    for (const when of ['before', 'after'] as const) {
      const place = open();
      place.database.clear('T');
      await expect(put(data, dying(place, at, when).world)).rejects.toThrow('killed');
      expect([0, 3]).toContain(place.database.rowsOf('T').length);
      expect([at, when, await deployed(data, place)]).toEqual([at, when, 'done']);
      expect([at, when, place.database.rowsOf('T')]).toEqual([at, when, threeRows]);
      expect(new Set(place.container.uploads).size).toBe(place.container.uploads.length);
      expectClean(place);
    }
  }
});

test('what is written down of a push and cannot be read is no push to go on with', async () => {
  const place = open();
  place.store.overwrite(record, '{"formatVersion":2}');
  await expect(put(data, place.world)).rejects.toMatchObject({ problems: [{ code: expect.any(String) }] });
  expect(place.container.uploads).toEqual([]);
});
