import { problemError } from '../../../src/domain/problem.ts';
import { type RestoreRecord, restoreRecord } from '../../../src/domain/snapshot/records.ts';
import { findQuarantines } from '../../../src/procedures/standing-quarantines.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { openQuarantines } from './quarantines.ts';

type Site = ReturnType<typeof openQuarantines>;

const rows = ['1', '2', 'x', 'y'];
const idOf = async (site: Site): Promise<string> => (await site.records())[0]?.id ?? '';
const statesOf = async ({ world }: Site) =>
  (await findQuarantines(world.database, world)).map(({ state, rows: kept }) => [state, kept]);

/** T is cleared or dropped, and what it held is in quarantine. */
async function deployed(way: 'move' | 'rename' = 'move', settings: readonly string[] = []) {
  const site = openQuarantines(settings);
  await site.deploy(way);
  return { site, id: await idOf(site) };
}

const after = '2026-11-20T10:00:00.0000000Z';
const before = '2026-11-19T10:00:00.0000000Z';

interface Restored {
  readonly runId?: string;
  readonly phase?: RestoreRecord['phase'];
  readonly target?: string;
  readonly swap?: 'replace-extents' | 'update-range';
  readonly table?: string;
  readonly state?: 'kept' | 'ready' | 'replaced';
  readonly clusterTime?: string;
  readonly undoes?: string;
}

async function restore(site: Site, one: Restored): Promise<void> {
  const { runId = 'aaaaaaaa', phase = 'closed', target, swap = 'replace-extents', undoes } = one;
  const record = restoreRecord.parse({
    formatVersion: 1,
    runId,
    owner: 'o',
    snapshotId: 's',
    startedAt: after,
    phase,
    tables: [
      {
        name: 'T',
        ...(target !== undefined && { target }),
        index: 0,
        liveTableId: one.table ?? 'id-T',
        swap,
        replaced: {
          state: one.state ?? 'replaced',
          after: null,
          stagedRows: '2',
          round: 1,
          ...('clusterTime' in one ? { clusterTime: one.clusterTime } : { clusterTime: after }),
        },
        stageTableId: 'stage',
        cursor: null,
        round: 0,
        ...(undoes !== undefined && { undoes: { runId: undoes, index: 0, cursor: null, contents: null } }),
      },
    ],
  });
  await site.store.write(`${paths.control}/restores/${runId}.json`, JSON.stringify(record), { kind: 'if-absent' });
}

test.each<[string, Restored, refused: number]>([
  ['that replaced its extents', {}, 1],
  ['of a range of its rows', { swap: 'update-range' }, 1],
  ['whose command may still be done', { state: 'ready' }, 1],
  ['that is under way', { phase: 'swapped', state: 'kept' }, 1],
  ['that has loaded, and looks at its tables once more', { phase: 'loading', state: 'kept' }, 0],
  ['that is under way and may have put them in', { phase: 'swapping', state: 'ready' }, 1],
  ['of an unknown time', { clusterTime: undefined } as unknown as Restored, 1],
  ['that came before', { clusterTime: before }, 0],
  ['beside it', { target: 'T_back' }, 0],
  ['of another table', { table: 'id-U' }, 0],
  ['that was given up', { phase: 'abandoned' }, 0],
  ['that is under way beside it', { phase: 'loading', state: 'kept', target: 'T_back' }, 0],
  ['that has replaced nothing', { state: 'kept' }, 0],
])('rows are not moved back beside those of a restore %s', async (_what, one, refused) => {
  const { site, id } = await deployed();
  await restore(site, one);
  expect((await site.judge(id)).map(({ code, summary }) => [code, summary.startsWith('Restore aaaaaaaa')])).toEqual(
    Array(refused).fill(['refused', true]),
  );
});

const unknown = undefined as unknown as string;
test.each([
  [after, after, []],
  [before, before, []],
  [before, after, ['The undo bbbbbbbb']],
  [unknown, after, ['The undo bbbbbbbb']],
  [before, unknown, ['The undo bbbbbbbb']],
])(
  'with a restore at %s and its undo at %s rows are judged before they are moved back',
  async (restored, undone, by) => {
    const { site, id } = await deployed();
    await restore(site, { clusterTime: restored });
    await restore(site, { runId: 'bbbbbbbb', undoes: 'aaaaaaaa', clusterTime: undone });
    expect((await site.judge(id)).map(({ summary }) => summary.slice(0, 17))).toEqual(by);
  },
);

test.each([
  ['30.00:00:00', '2026-11-19T00:00:00.0000000Z', []],
  ['1.00:00:00', '2026-11-19T00:00:00.0000000Z', ['refused']],
  ['36500.00:00:00', '1900-01-01T00:00:00.0000000Z', []],
  ['what?', '2026-11-19T00:00:00.0000000Z', ['unknown']],
])(
  'with a retention of %s rows of %s are judged before they are moved back',
  async (softDeletePeriod, created, codes) => {
    const { site, id } = await deployed();
    Object.assign(site.age, { softDeletePeriod, created });
    expect((await site.judge(id)).map(({ code }) => code)).toEqual(codes);
    if (codes.length > 0) expect(site.rowsOf('T')).toEqual([]);
  },
);

test('restricted rows are not moved into a table that everybody reads', async () => {
  const restricted = '.alter table T policy restricted_view_access true';
  const { site, id } = await deployed('move', [restricted]);
  site.script.push(`.alter table ['${site.kept()[0]}'] policy restricted_view_access true`);
  expect(await site.judge(id)).toEqual([]);
  site.script.splice(site.script.indexOf(restricted), 1);
  expect(await site.judge(id)).toEqual([
    expect.objectContaining({ code: 'refused', summary: expect.stringContaining('read by every viewer') }),
  ]);
});

test.each(['rename', 'move'] as const)(
  '%s: what was announced and not done is not put back, and stays announced',
  async (way) => {
    const site = openQuarantines();
    const call = way === 'rename' ? 2 : 5;
    await expect(site.deploy(way, call, 'killed-before')).rejects.toThrow('killed');
    expect(site.rowsOf('T')).toEqual(rows);
    await expect(site.undo(await idOf(site))).rejects.toThrow('Nothing of T is in quarantine');
    expect((await site.records()).map(({ state }) => state)).toEqual(['begun']);
  },
);

test.each(['rename', 'move'] as const)(
  '%s: a command that comes after the undo is seen, and undone again',
  async (way) => {
    const { site, id } = await deployed(way);
    const [kept = ''] = site.kept();
    expect(await statesOf(site)).toEqual([['kept', 2n]]);
    await site.undo(id);
    expect([await statesOf(site), (await site.undo(id)).when]).toEqual([[], 'before']);
    if (way === 'rename') await site.database.change.renameTables([{ from: 'T', to: kept }]);
    else await site.database.load.moveAllExtents('T', kept);
    expect(await statesOf(site)).toEqual([['late', 2n]]);
    expect([(await site.undo(id)).when, site.rowsOf('T'), await statesOf(site)]).toEqual(['now', rows, []]);
  },
);

test('rows in quarantine are counted by one query for all tables, and unknown where it fails', async () => {
  const { site, id } = await deployed();
  site.database.put('T', pairColumns, [['z', '3']]);
  await site.deploy('move');
  await site.undo(id);
  const { database } = site.world;
  let asked = 0;
  const rowCounts = async (names: readonly string[]) => {
    asked += 1;
    return database.observe.rowCounts(names);
  };
  const look = (observe: Partial<typeof database.observe>) =>
    findQuarantines({ read: database.read, observe: { ...database.observe, ...observe } }, site.world);
  expect((await look({ rowCounts })).map(({ state }) => state)).toEqual(['kept']);
  expect(asked).toBe(1);
  const failing = () => Promise.reject(problemError({ code: 'service', summary: 'No.' }));
  expect(await look({ rowCounts: failing })).toEqual([
    expect.objectContaining({ id, state: 'unknown' }),
    expect.not.objectContaining({ rows: expect.anything() }),
  ]);
});

test('what somebody took out of a quarantine is not told as put back', async () => {
  const { site, id } = await deployed();
  site.database.clear(site.kept()[0] ?? '');
  await expect(site.undo(id)).rejects.toThrow('holds nothing of T any more');
});

test('a rename that was taken back by hand is recorded by the undo', async () => {
  const { site, id } = await deployed('rename');
  await site.database.change.renameTables([{ from: site.kept()[0] ?? '', to: 'T' }]);
  expect([(await site.undo(id)).when, (await site.records())[0]?.state]).toEqual(['before', 'undone']);
});
