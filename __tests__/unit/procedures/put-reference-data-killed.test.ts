import type { Database } from '../../../src/ports/database.ts';
import { compareReferenceData, type ReferenceWorld } from '../../../src/procedures/put-reference-data.ts';
import { mortal } from '../../fixtures/memory/mortal.ts';
import { data, dataOf, failing, killed, open, putReferenceData, recordPath } from './reference-worlds.ts';

test.each(['right before', 'right after'])(
  'a run after one that was killed %s the replacement knows the rows',
  async (when) => {
    const { world, database } = open();
    await putReferenceData(data, world);
    const next = await dataOf('b,a\n3,z\n');
    const replaceContents: Database['change']['replaceContents'] = async (request) => {
      if (when === 'right after') await database.change.replaceContents(request);
      return killed();
    };
    await expect(putReferenceData(next, failing(world, { replaceContents }))).rejects.toThrow('killed');
    expect(database.rowsOf('T')).toHaveLength(when === 'right after' ? 1 : 2);
    expect(await compareReferenceData(await dataOf('b,a\n4,w\n'), world)).toMatchObject({
      kind: 'outdated',
      foreignRows: 0n,
    });
    await putReferenceData(next, world);
    expect(database.rowsOf('T')).toEqual([['z', '3']]);
  },
);

/** The world in which the run dies at one effect, before or after it; undefined `at` lets it live. Returns how many effects there were. */
function dying(world: ReferenceWorld, at: number | undefined, when: 'before' | 'after') {
  const { guarded, effects } = mortal(at, when);
  const { database, store } = world;
  const change = guarded(database.change, ['createTable', 'guardStaging', 'replaceContents', 'dropTable']);
  const load = guarded(database.load, ['startIngest']);
  const guardedStore = guarded(store, ['write', 'writePieces', 'remove']);
  return { world: { ...world, database: { ...database, change, load }, store: guardedStore }, effects };
}

test('killed before or after any of its effects, the second run finishes, and no row is taken for a foreign one', async () => {
  const next = await dataOf('a,b\nz,3\ny,2\nx,1\n');
  const counted = open();
  await putReferenceData(data, counted.world);
  const alive = dying({ ...counted.world, partLength: 6 }, undefined, 'before');
  await putReferenceData(next, alive.world);
  expect(alive.effects()).toBeGreaterThan(9);
  for (let at = 0; at < alive.effects(); at += 1) {
    for (const when of ['before', 'after'] as const) {
      const { world, database, store } = open();
      await putReferenceData(data, world);
      const { world: mortalWorld } = dying({ ...world, partLength: 6 }, at, when);
      await expect(putReferenceData(next, mortalWorld)).rejects.toThrow('killed');
      const state = await compareReferenceData(next, world);
      expect([at, when, state.kind === 'outdated' ? state.foreignRows : 0n]).toEqual([at, when, 0n]);
      expect([2, 3]).toContain(database.rowsOf('T').length);
      if (state.kind === 'outdated') await putReferenceData(next, world);
      expect(database.rowsOf('T')).toEqual([
        ['z', '3'],
        ['y', '2'],
        ['x', '1'],
      ]);
      expect(await compareReferenceData(next, world)).toEqual({ kind: 'current' });
      expect(store.paths()).toContain(recordPath);
    }
  }
});
