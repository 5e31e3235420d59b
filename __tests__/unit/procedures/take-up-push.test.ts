import type { ReferenceWorld } from '../../../src/procedures/put-reference-data.ts';
import { tidyPush } from '../../../src/procedures/take-up-push.ts';
import { watchedStore } from '../../fixtures/memory/data-connection.ts';
import { data, expectClean, open, other, type Place, put, record, threeRows } from './pushed-worlds.ts';

/** A run that is interrupted while it waits for its parts. */
async function interrupted(what: typeof data, { world, clock }: Place): Promise<void> {
  const stopped = { ...clock, sleep: () => Promise.reject(new Error('interrupted')) };
  await expect(put(what, { ...world, clock: stopped })).rejects.toThrow('interrupted');
}

test('where a table is current, what another run uploads for other contents of it is left alone', async () => {
  const place = open();
  await put(data, place.world);
  await interrupted(other, place);
  await tidyPush(data, place.world);
  expect(place.store.paths()).toContain(record);
  await put(other, place.world);
  expect(place.container.uploads).toHaveLength(4);
  expect(place.database.rowsOf('T')).toEqual([['q', '7']]);
  expectClean(place);
});

test('what a run of the same contents left is removed', async () => {
  const place = open();
  await put(data, place.world);
  await interrupted(data, place);
  await tidyPush(data, place.world);
  expectClean(place);
});

test('a run that lost its claim while it looked removes nothing of the other one', async () => {
  const place = open();
  await interrupted(data, place);
  const before = [place.database.names(), place.container.paths()];
  const { read } = place.world.database;
  let looks = 0;
  const tableIds: typeof read.tableIds = async () => {
    looks += 1;
    if (looks === 1) await interrupted(data, place);
    return read.tableIds();
  };
  const slow: ReferenceWorld = {
    ...place.world,
    database: { ...place.world.database, read: { ...read, tableIds } },
  };
  await expect(put(other, slow)).rejects.toMatchObject({ problems: [{ code: 'taken-over' }] });
  expect([place.database.names(), place.container.paths()]).toEqual(before);
  await put(data, place.world);
  expect(place.container.uploads).toHaveLength(3);
  expect(place.database.rowsOf('T')).toEqual(threeRows);
});

test('where event-grid-storage is another by now, all begins anew there, and what lies in the former one is named', async () => {
  const place = open();
  await interrupted(data, place);
  const { pushWay } = place.world;
  if (pushWay === undefined) throw new Error('no way');
  const container = { ...watchedStore(place.database), label: 'memory://moved/' };
  const warnings: string[] = [];
  const progress = { ...pushWay.progress, warn: (text: string) => void warnings.push(text) };
  const clock = { ...place.clock, sleep: async () => container.deliver() };
  await put(data, { ...place.world, clock, pushWay: { ...pushWay, container, progress } });
  expect(warnings).toEqual([
    expect.stringMatching(
      /^What an earlier run uploaded for T stays in memory:\/\/watched\/, below kusto-rebuild\/Db\/T\/[0-9a-f]{8}: event-grid-storage is memory:\/\/moved\/ by now/,
    ),
  ]);
  expect(place.database.rowsOf('T')).toEqual(threeRows);
  expect([place.database.names(), container.paths(), place.container.paths().length]).toEqual([['T'], [], 3]);
});
