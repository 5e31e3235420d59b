import { problemError } from '../../../src/domain/problem.ts';
import { digestOfStatement } from '../../../src/domain/schema/deployment-record.ts';
import type { DeletedRowsWay } from '../../../src/domain/snapshot/deleted-rows.ts';
import type { DatabaseObserver } from '../../../src/ports/database-observer.ts';
import { changeStages, refuseOtherDeletions } from '../../../src/procedures/change-stages.ts';
import { readDeletionLog, replaysOf, withDeletions } from '../../../src/procedures/plan-deletions.ts';
import type { RestorePlanTable } from '../../../src/procedures/plan-restore.ts';

import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

const now = '2026-11-20T12:00:00.0000000Z';
const deletes = ".delete table T records <| T | where a == 'x'";
type Observe = Pick<DatabaseObserver, 'ownRoles' | 'changesSince'>;
const logOf = (...texts: readonly string[]): Observe => ({
  ownRoles: async () => ['Database Admin'],
  changesSince: async () => texts.map((text, index) => ({ at: `2026-11-20T1${index}:00:00.0000000Z`, text })),
});
const cannot = (): Promise<never> => Promise.reject(problemError({ code: 'unreachable', summary: 'It is away.' }));

function tableOf(name: string, index: number): RestorePlanTable {
  const table = tableManifest({ name, rows: 3n });
  return {
    table,
    index,
    live: undefined,
    readers: 'all',
    state: 'damaged',
    damage: '',
    snapshotRows: 3n,
    impact: [],
    obstacles: [],
  };
}
const plan = [tableOf('T', 0), tableOf('U', 1)];

async function planned(
  observe: Observe,
  way?: DeletedRowsWay,
  takenBack: readonly string[] = [],
  at = now,
  of: readonly RestorePlanTable[] = plan,
) {
  const log = await readDeletionLog(manifestOf([]), at, observe);
  return withDeletions(of, log, {
    way,
    takenBack: new Set(takenBack.map(digestOfStatement)),
    manifest: manifestOf(plan.map(({ table }) => table)),
  });
}
const problemsOf = (tables: readonly RestorePlanTable[]) =>
  tables.map(({ obstacles }) =>
    obstacles.map(({ code, summary, detail = '', next = '' }) => `${code} ${summary} ${detail} ${next}`),
  );

test('rows that were deleted since do not come back unsaid, table by table', async () => {
  const [ofT, ofU] = problemsOf(await planned(logOf(deletes, '.delete table V records <| V | where a == 1')));
  expect(ofT).toEqual([expect.stringMatching(/^refused Rows of T.*where a == 'x'.*replay.*accept.*!T/)]);
  expect(ofU).toEqual([]);
  expect(problemsOf(await planned(logOf(deletes), 'accept'))).toEqual([[], []]);
  const replayed = await planned(logOf(deletes, deletes), 'replay');
  expect(problemsOf(replayed)).toEqual([[], []]);
  expect([...replaysOf(replayed)]).toEqual([
    [0, ["| where a == 'x'"]],
    [1, []],
  ]);
  expect(replayed[0]?.impact).toEqual([expect.stringContaining('2 deletions of rows of T')]);
});

test('what only told what it would do, and what a deployment did that is taken back, is no deletion', async () => {
  const trial = '.delete table T records with (whatif=true) <| T | where b == 1';
  expect(problemsOf(await planned(logOf(trial, deletes), undefined, [deletes]))).toEqual([[], []]);
});

test('a purge and dropped extents are refused unsaid too; extents, and what may be of any table, cannot be repeated', async () => {
  const purge = '.purge table T records in database Db <| where b == 1';
  expect(problemsOf(await planned(logOf(purge)))[0]).toHaveLength(1);
  expect([...replaysOf(await planned(logOf(purge), 'replay'))][0]).toEqual([0, ['| where b == 1']]);
  const drop = '.drop extents (e1b2) from T';
  expect(problemsOf(await planned(logOf(drop)))).toEqual([[expect.stringContaining('refused')], []]);
  expect(problemsOf(await planned(logOf(drop), 'replay'))[0]).toEqual([expect.stringContaining('names no rows')]);
  expect(problemsOf(await planned(logOf('.drop extents (e1b2)'), 'replay')).map((of) => of.length)).toEqual([1, 1]);
});

test.each([
  ['has another name now', { renamed: [{ from: 'a', to: 'z' }] }],
  ['is the new name of another column', { renamed: [{ from: 'b', to: 'a' }], dropped: ['a'] }],
  ['does not come back', { dropped: ['a'] }],
  ['was made anew', { renamed: [{ from: 'a', to: 'z' }], added: [{ name: 'a', type: 'string' }] }],
] as const)(
  'a deletion that names a column which %s cannot be repeated, since it may mean another one',
  async (_, changed) => {
    const shape = { renamed: [], dropped: [], added: [], ...changed };
    const of = plan.map((one) => (one.table.name === 'T' ? { ...one, shape } : one)) as readonly RestorePlanTable[];
    const [ofT] = problemsOf(await planned(logOf(deletes), 'replay', [], now, of));
    expect(ofT).toEqual([expect.stringMatching(/Not every deletion of rows of T can be repeated exactly.*it uses a/)]);
    expect(problemsOf(await planned(logOf(deletes), 'accept', [], now, of))).toEqual([[], []]);
  },
);

test('a deletion that names only columns that stay as they are is repeated beside others that change', async () => {
  const shape = { renamed: [{ from: 'b', to: 'z' }], dropped: [], added: [] };
  const [replayed] = await planned(logOf(deletes), 'replay', [], now, [{ ...tableOf('T', 0), shape }]);
  expect([replayed?.obstacles, [...replaysOf(replayed ? [replayed] : [])]]).toEqual([[], [[0, ["| where a == 'x'"]]]]);
});

test.each([
  ['cannot be read', { ...logOf(), changesSince: cannot }, now, 'away'],
  ['shows own commands only', { ...logOf(), ownRoles: async () => ['Database Ingestor'] }, now, 'own commands'],
  ['shows perhaps own commands only', { ...logOf(), ownRoles: cannot }, now, 'own commands'],
  ['does not reach back to the snapshot', logOf(), '2026-12-25T00:00:00.0000000Z', '30 days'],
] as const)('a log that %s is unknown, which only accept passes', async (_, observe, at, why) => {
  for (const way of [undefined, 'replay'] as const)
    for (const problems of problemsOf(await planned(observe, way, [], at)))
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^unknown .*${why}.*accept`))]);
  expect(problemsOf(await planned(observe, 'accept', [], at))).toEqual([[], []]);
});

test('filters run on the staged table, and what is left of it is told', async () => {
  const { database } = await saveTable([['x', '1']]);
  const stage = 'kr_stage_0123abcd_0';
  const { columns } = tableManifest({ name: 'T', rows: 3n });
  database.put(stage, columns, [['y', '2']]);
  const ran: string[] = [];
  const note = async (...said: string[]) => void ran.push(said.join(' '));
  const change = { ...database.change, deleteMatching: note, renameColumn: note };
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const staged = plan.map(
    ({ table, index }) =>
      ({
        ...tableOf(table.name, index),
        run: '0123abcd',
        load: 'direct',
        softDeletePeriod: undefined,
        storedScript: [],
      }) as never,
  );
  const filters = new Map([[0, ['| where a == 1', '| where b == 2']]]);
  const boundOf = () => ({ kind: 'whole-table' }) as const;
  const world = { database: { ...database, change }, progress };
  const shape = { renamed: [{ from: 'a', to: 'z' }], dropped: [], added: [] };
  const tables = [{ name: 'T', index: 0, liveTableId: null, stageTableId: null, cursor: null, round: 0 }];
  const left = await changeStages(staged, { record: { tables }, filters, boundOf }, world);
  expect(ran).toEqual([`${stage} | where a == 1`, `${stage} | where b == 2`]);
  expect([...left].map(([index, { rows }]) => [index, rows])).toEqual([[0, '1']]);
  // Before columns get other names, since deletions speak of those of the snapshot.
  await changeStages(staged, { record: { tables: tables.map((one) => ({ ...one, shape })) }, filters, boundOf }, world);
  expect(ran.slice(2)).toEqual([...ran.slice(0, 2), `${stage} a z`]);
});

test('a deletion that comes after the staged rows were changed stops the swap', () => {
  const before = new Map([[0, ['| where a == 1']]]);
  expect(() => refuseOtherDeletions(before, new Map([[0, ['| where a == 1']]]))).not.toThrow();
  expect(() => refuseOtherDeletions(before, new Map())).not.toThrow();
  expect(() => refuseOtherDeletions(before, new Map([[1, ['| where a == 1']]]))).toThrow(/nothing was swapped/);
});
