import type { NewerRowsWay, RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';
import { withQuarantined } from '../../../src/procedures/quarantined-rows.ts';
import { tableManifest } from '../../fixtures/memory/manifest.ts';
import { openQuarantines } from './quarantines.ts';

const planned = (more: Partial<RestorePlanTable> = {}): RestorePlanTable => ({
  table: tableManifest({ name: 'T', rows: 1n }),
  index: 0,
  live: undefined,
  readers: 'all',
  state: 'damaged',
  damage: '1 row is gone',
  snapshotRows: 1n,
  impact: [],
  obstacles: [],
  ...more,
});

const before = '2026-11-20T09:00:00.0000000Z';
const after = '2026-11-20T09:20:00.0000000Z';

interface Given {
  readonly snapshotAt?: string;
  readonly newerRows?: NewerRowsWay;
  readonly restores?: readonly RestoreRecord[];
  readonly plan?: Partial<RestorePlanTable>;
}

/** What is judged of T, whose two rows a deployment has put aside at ten past nine. */
async function judge(given: Given = {}, site = openQuarantines()) {
  const { snapshotAt: clusterTime = before, newerRows, restores = [] } = given;
  const asked = { manifest: { clusterTime }, newerRows, restores };
  const [one] = await withQuarantined([planned(given.plan)], asked, site.world);
  const { obstacles = [], impact = [], quarantined = [] } = one ?? {};
  const summaries = obstacles.map(({ code, summary }) => `${code}: ${summary}`);
  return { summaries, next: obstacles[0]?.next, impact, quarantined };
}

async function putAside(way: 'rename' | 'move') {
  const site = openQuarantines();
  await site.deploy(way);
  const [record] = await site.records();
  return { site, id: record?.id ?? '', kept: record?.tables[0]?.kept ?? '' };
}

test.each(['rename', 'move'] as const)(
  'rows that were put aside since the snapshot (%s) are in the way, with their number and the way back',
  async (way) => {
    const { site, id } = await putAside(way);
    const { summaries, next, quarantined } = await judge({}, site);
    expect(summaries).toEqual([
      `refused: T: quarantine ${id} holds 2 rows that were put aside since the snapshot; restoring would leave them behind.`,
    ]);
    expect(next).toContain(`restore --undo-quarantine ${id}`);
    expect(quarantined).toMatchObject([{ id, rows: 2n, isSince: true }]);
    expect((await judge({ newerRows: 'keep' }, site)).summaries).toHaveLength(1);
  },
);

test('they are given up by word, and told', async () => {
  const { site, id, kept } = await putAside('move');
  const { summaries, impact } = await judge({ newerRows: 'discard' }, site);
  expect(summaries).toEqual([]);
  expect(impact).toEqual([
    expect.stringMatching(`^Quarantine ${id} holds 2 rows of T, put aside since the snapshot: .* lie in ${kept} until`),
  ]);
});

test('what was put aside before the snapshot is told and is in no way, unless the deployment that did it was not ended', async () => {
  const { site } = await putAside('move');
  const { summaries, impact, quarantined } = await judge({ snapshotAt: after }, site);
  expect([summaries, impact.length, quarantined[0]?.isSince]).toEqual([[], 1, false]);
  const killed = openQuarantines();
  await expect(killed.deploy('move', 6)).rejects.toThrow('killed');
  expect(killed.kept()).toHaveLength(1);
  expect((await judge({ snapshotAt: after }, killed)).summaries).toHaveLength(1);
});

const restored: RestoredTable = {
  name: 'T',
  index: 0,
  liveTableId: 'a',
  stageTableId: 'b',
  cursor: null,
  round: 0,
};
const restoreAt = (clusterTime: string, table: Partial<RestoredTable> = {}): RestoreRecord => ({
  formatVersion: 1,
  runId: 'r',
  owner: '',
  snapshotId: 's',
  startedAt: '',
  phase: 'closed',
  clusterTime,
  tables: [{ ...restored, ...table }],
});
const undoes = { runId: 'r', index: 0, cursor: null, contents: null };

test.each([
  ['a later restore gave them up', 0, [restoreAt(after)]],
  ['an earlier restore did not', 1, [restoreAt(before)]],
  ['a later restore was undone', 1, [restoreAt(after), restoreAt(after, { undoes })]],
  ['a later restore put the table beside', 1, [restoreAt(after, { target: 'T_beside' })]],
] as const)('%s, so that %i of one quarantine is in the way', async (_, number, restores) => {
  const { site } = await putAside('move');
  expect((await judge({ restores }, site)).summaries).toHaveLength(number);
});

test('nothing stands in the way of other tables, of tables beside the live ones, after an undo, and where nothing was put aside', async () => {
  const { site, id } = await putAside('move');
  expect((await judge({ plan: { table: tableManifest({ name: 'U', rows: 1n }) } }, site)).summaries).toEqual([]);
  expect((await judge({ plan: { target: 'T_beside' } }, site)).summaries).toEqual([]);
  await site.undo(id);
  expect(await judge({}, site)).toMatchObject({ summaries: [], impact: [], quarantined: [] });
  expect(await judge()).toMatchObject({ summaries: [], impact: [], quarantined: [] });
});

test('a quarantine that cannot be read, and rows that cannot be counted, are in the way as unknown', async () => {
  const { site, id } = await putAside('move');
  const [path = ''] = await pathsOf(site);
  const broken = { ...site.world, store: { ...site.store, read: async () => ({ body: 'no JSON', etag: '1' }) } };
  const asked = { manifest: { clusterTime: before }, restores: [] };
  const [refused] = await withQuarantined([planned()], { ...asked, newerRows: undefined }, broken);
  expect(refused?.obstacles).toMatchObject([{ code: 'unknown', summary: expect.stringContaining(path) }]);
  const [given] = await withQuarantined([planned()], { ...asked, newerRows: 'discard' }, broken);
  expect([given?.obstacles, given?.impact.length]).toEqual([[], 1]);
  const { database } = site.world;
  const uncounted = { ...database, observe: { ...database.observe, rowCounts: async () => [] } };
  const [unknown] = await withQuarantined(
    [planned()],
    { ...asked, newerRows: undefined },
    { ...site.world, database: uncounted },
  );
  expect(unknown?.obstacles[0]?.summary).toContain(`quarantine ${id} holds rows, of unknown number,`);
});

async function pathsOf(site: ReturnType<typeof openQuarantines>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { path } of site.store.list('')) found.push(path);
  return found;
}
