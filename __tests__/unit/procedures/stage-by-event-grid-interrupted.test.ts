import { createLossGuard } from '../../../src/procedures/guard-losses.ts';
import type { ReferenceWorld } from '../../../src/procedures/put-reference-data.ts';
import type { ReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { runDeployment } from '../../../src/procedures/run-deployment.ts';
import { mortal } from '../../fixtures/memory/mortal.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { data, expectClean, open, other, type Place, put, threeRows } from './pushed-worlds.ts';

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

/** How a deployment of the data ends. */
async function deployed(what: ReferenceData, { world, store, clock }: Place): Promise<string | undefined> {
  const { read, observe } = world.database;
  const guard = createLossGuard(['T'], { read, observe, store, paths, clock });
  const nothing = async (): Promise<void> => undefined;
  const progress = world.pushWay?.progress ?? Promise.reject(new Error('no progress'));
  const rest = { guard, progress: await progress, record: { begin: nothing, end: nothing, restores: '' } };
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
