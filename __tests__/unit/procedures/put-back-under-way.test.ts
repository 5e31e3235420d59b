import { restoreRecordPath } from '../../../src/domain/snapshot/paths.ts';
import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { readRestoreRecords } from '../../../src/procedures/locate-rows.ts';
import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import { withQuarantined } from '../../../src/procedures/quarantined-rows.ts';
import { tableManifest } from '../../fixtures/memory/manifest.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { openQuarantines } from './quarantines.ts';

const rows = ['1', '2', 'x', 'y'];
const before = '2026-11-20T09:00:00.0000000Z';
const undoes = { runId: 'aaaaaaaa', index: 0, cursor: null, contents: null };

const planned = (name: string): RestorePlanTable => ({
  table: tableManifest({ name, rows: 1n }),
  index: 0,
  live: undefined,
  readers: 'all',
  state: 'damaged',
  damage: '1 row is gone',
  snapshotRows: 1n,
  impact: [],
  obstacles: [],
});

/** A restore of T was begun, from a snapshot of nine o'clock; then a deployment cleared T into quarantine. */
async function begun(phase: RestoreRecord['phase']) {
  const site = openQuarantines();
  const store = (turn: number, of: RestoreRecord['phase'], more: Partial<RestoredTable> = {}): void => {
    const table = {
      name: 'T',
      index: 0,
      liveTableId: 'id-T',
      stageTableId: 'id-stage',
      cursor: null,
      round: 0,
      ...more,
    };
    const runId = more.undoes === undefined ? 'aaaaaaaa' : 'bbbbbbbb';
    const record: RestoreRecord = {
      formatVersion: 1,
      ...{ runId, owner: '', snapshotId: 's', startedAt: before, phase: of },
      tables: [table],
    };
    site.store.overwrite(restoreRecordPath(paths, turn), JSON.stringify(record));
  };
  store(1, phase);
  await site.deploy('move');
  const id = (await site.records())[0]?.id ?? '';
  /** What stands in the way of the same restore, as far as what is in quarantine goes. */
  const restore = async (...others: readonly string[]) => {
    const restores = await readRestoreRecords(site.store, paths);
    const asked = { manifest: { clusterTime: before }, newerRows: undefined, restores };
    const plan = await withQuarantined(['T', ...others].map(planned), asked, site.world);
    return plan.flatMap(({ obstacles }) => obstacles);
  };
  return { site, id, store, restore, undo: () => site.undo(id), judge: () => site.judge(id) };
}

test('a restore that was killed while loading and a quarantine since do not send to each other in a circle', async () => {
  const { site, id, restore, undo } = await begun('loading');
  expect(await restore()).toEqual([
    expect.objectContaining({ next: expect.stringContaining(`restore --undo-quarantine ${id}`) }),
  ]);
  expect((await undo()).when).toBe('now');
  expect([site.rowsOf('T'), await restore()]).toEqual([rows, []]);
});

test.each<[string, RestoreRecord['phase'], Partial<RestoredTable>, RegExp]>([
  ['may be at its swap', 'swapping', {}, /^Restore aaaaaaaa .* was begun/],
  ['has swapped', 'swapped', {}, /^Restore aaaaaaaa .* was begun/],
  ['is an undo', 'loading', { undoes }, /^The undo bbbbbbbb .* was begun/],
])('rows are not put back while what was begun %s', async (_what, phase, more, summary) => {
  const { store, judge } = await begun('loading');
  store(1, phase, more);
  expect(await judge()).toEqual([expect.objectContaining({ summary: expect.stringMatching(summary) })]);
});

test('the way out of a restore that was killed at its swap is told, and leads out', async () => {
  const { site, store, judge, restore, undo } = await begun('swapping');
  const [found] = await judge();
  expect([found?.next, (await restore()).length]).toEqual([
    expect.stringMatching(
      / say newer-rows: discard, then undo it with restore --undo --tables T, and run this again\.$/,
    ),
    1,
  ]);
  store(1, 'closed');
  store(2, 'closed', { undoes });
  expect([await judge(), (await undo()).when, site.rowsOf('T')]).toEqual([[], 'now', rows]);
});

test('a restore that comes to its swap after the undo was judged stops it, and finds it', async () => {
  const { site, store, restore, undo } = await begun('loading');
  const { write } = site.store;
  const swapsThen: typeof write = async (...given) => {
    if (String(given[1]).includes('"undoing"')) store(1, 'swapping');
    return write(...given);
  };
  Object.assign(site.store, { write: swapsThen });
  await expect(undo()).rejects.toThrow(/^Restore aaaaaaaa of T was begun/);
  expect([site.rowsOf('T'), (await site.records())[0]?.state, (await restore()).length]).toEqual([[], 'undoing', 1]);
  // It was refused, and says that it swaps no more.
  Object.assign(site.store, { write });
  store(1, 'loading');
  expect([(await undo()).when, site.rowsOf('T')]).toEqual(['now', rows]);
});

test('a table that was replaced after the undo was judged takes no rows', async () => {
  const { site, undo } = await begun('loading');
  const { read } = site.world.database;
  const { tableIds } = read;
  Object.assign(read, { tableIds: async () => new Map([...(await tableIds()), ['T', 'id-other']]) });
  await expect(undo()).rejects.toThrow('T is not the table that was cleared');
  expect(site.rowsOf('T')).toEqual([]);
});

test('what is left of a restore without the table is named, since to take it away alone asks for all others', async () => {
  const { restore } = await begun('loading');
  expect((await restore('U', 'V')).map(({ next }) => next)).toEqual([
    expect.stringMatching(/; or restore the others alone with tables: U,V\.$/),
  ]);
  expect((await restore()).map(({ next }) => next)).toEqual([expect.stringMatching(/ to give them up\.$/)]);
});
