import { compareReferenceData } from '../../../src/procedures/put-reference-data.ts';
import { data, dataOf, expectClean, open, put, record, threeRows } from './pushed-worlds.ts';

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
        detail: expect.stringMatching(/Nothing more came for 6\d s/),
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

test('a wait of hours puts off the day on which the tables delete themselves', async () => {
  const place = open();
  const { pushWay } = place.world;
  if (pushWay === undefined) throw new Error('no way');
  const guards = () => place.database.changes.filter((change) => change.startsWith('guard')).length;
  let looks = 0;
  const slow = {
    ...place.clock,
    async sleep(milliseconds: number) {
      looks += 1;
      place.container.deliveries = looks === 3 ? 1 : 0;
      await place.clock.sleep(milliseconds + 4 * 3_600_000);
    },
  };
  await put(data, { ...place.world, clock: slow, pushWay: { ...pushWay, patienceSeconds: 86_400 } });
  expect([looks, guards()]).toEqual([3, 4]);
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

test('rows that are not those of the file do not go in', async () => {
  const place = open();
  const { load } = place.world.database;
  const nonEmptyValues = async () => new Map([['a', 2n]]);
  const world = { ...place.world, database: { ...place.world.database, load: { ...load, nonEmptyValues } } };
  await expect(put(data, world)).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
  expect(place.database.rowsOf('T')).toEqual([['old', '0']]);
  expect([place.database.names(), place.container.paths()]).toEqual([['T'], []]);
});

test('what is written down of a push and cannot be read is no push to go on with', async () => {
  const place = open();
  place.store.overwrite(record, '{"formatVersion":2}');
  await expect(put(data, place.world)).rejects.toMatchObject({ problems: [{ code: expect.any(String) }] });
  expect(place.container.uploads).toEqual([]);
});
