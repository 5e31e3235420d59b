import type { Column } from '../../../src/domain/column.ts';
import type { RunId } from '../../../src/domain/names.ts';
import type { RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { serves } from '../../../src/procedures/open-restore.ts';
import { planRange } from '../../../src/procedures/plan-range.ts';
import { planUndo } from '../../../src/procedures/plan-undo.ts';
import { oldName } from '../../../src/procedures/stage-table.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const columns: readonly Column[] = [
  { name: 'Id', type: 'string' },
  { name: 'At', type: 'datetime' },
];
const range = { column: 'At', from: '2', before: '4' };
const table = tableManifest({ name: 'T', rows: 5n, columns });
const manifest = manifestOf([table]);
type Request = Parameters<typeof planRange>[0];

/** Two rows of the range are of before the snapshot, and one is newer. */
async function planOf(more: Partial<Request> = {}, rowsInRange?: bigint) {
  const memory = memoryDatabase(memoryStore());
  memory.put(
    'T',
    columns,
    [
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ],
    { stamp: 50n },
  );
  memory.put('T', columns, [['n', '3']], { stamp: 101n });
  const live = await memory.read.tables();
  const nothing = { schemaScript: [], storedScript: [], exports: [], restores: [] };
  const identity = { readsRestricted: 'yes' } as const;
  const request: Request = { manifest, tables: [table], live, ...nothing, identity, range, ...more };
  const count = async () => rowsInRange ?? 0n;
  const update = rowsInRange === undefined ? memory.update : { ...memory.update, count };
  const [plan] = await planRange(request, { update });
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

const refused = async (more: Partial<Request>, rowsInRange?: bigint): Promise<readonly string[]> =>
  (await planOf({ newerRows: 'discard', ...more }, rowsInRange)).obstacles.map(({ summary }) => summary);

test('rows of the range are counted, and among them those that the snapshot does not have', async () => {
  const plan = await planOf({ newerRows: 'discard' });
  expect(plan).toMatchObject({ nowRows: 3n, newerRows: 1n, snapshotRows: 5n, swap: 'update-range', obstacles: [] });
  const { obstacles } = await planOf();
  expect(obstacles).toMatchObject([{ code: 'refused', next: expect.stringContaining('newer-rows: discard') }]);
});

test('in another table of the same name every row of the range is newer, and nothing tells where the snapshot had no bound', async () => {
  const foreign = { ...table, tableId: 'other' };
  expect(await planOf({ manifest: manifestOf([foreign]), tables: [foreign] })).toMatchObject({ newerRows: 3n });
  const unbounded = { ...table, bound: 'whole-table' } as const;
  const plan = await planOf({ manifest: manifestOf([unbounded]), tables: [unbounded] });
  expect(plan.newerRows).toBeUndefined();
  expect(plan.obstacles).toMatchObject([{ summary: expect.stringMatching(/nothing tells which of them/) }]);
});

test('more rows than one command deletes are refused', async () => {
  expect(await refused({}, 5_000_000n)).toEqual([]);
  expect(await refused({}, 5_000_001n)).toEqual([
    expect.stringMatching(/5000001 rows, and one command deletes 5000000/),
  ]);
});

test('what stands in the way is told at once, and what cannot be counted is absent', async () => {
  const live = {
    name: 'T',
    tableId: 'id-T',
    schemaVersion: '1.0',
    columns: columns.slice(0, 1),
    folder: '',
    docString: '',
  };
  const plan = await planOf({
    live: [{ ...live, ingestionTime: 'off' }],
    schemaScript: ['.create materialized-view V on table T { T | summarize count() by Id }'],
    exports: [{ name: 'E', tables: ['T'], query: 'T', isDisabled: 'no' }],
  });
  expect(plan.obstacles.map(({ summary }) => summary)).toEqual([
    expect.stringMatching(/materialized view V/),
    expect.stringMatching(/IngestionTime policy is off/),
    expect.stringMatching(/At is absent and was datetime/),
    expect.stringMatching(/continuous export E/),
  ]);
  expect(plan.nowRows).toBeUndefined();
  expect(await refused({ live: [] })).toEqual([expect.stringMatching(/there is no such table/)]);
});

test.each([
  ['Nope', /has no column Nope/],
  ['Id', /Id, which is of type string/],
])(
  'a range of what is no datetime column is bad input, before anything else is looked at: %s',
  async (column, text) => {
    const wrong = planOf({ range: { column, from: '2' } });
    await expect(wrong).rejects.toMatchObject({ problems: [{ code: 'input', summary: expect.stringMatching(text) }] });
  },
);

test('a range comes back into exactly one table', async () => {
  await expect(planOf({ tables: [] })).rejects.toThrow('exactly one table');
  await expect(planOf({ tables: [table, table] })).rejects.toThrow('exactly one table');
});

const runId = '0000000a' as RunId;
const kept = oldName({ run: runId, index: 0 });

function recordOf(more: Partial<RestoredTable> = {}): RestoreRecord {
  const { snapshotId } = manifest;
  const replaced = { state: 'replaced', after: '1', stagedRows: '2', round: 1, keptTableId: `id-${kept}` } as const;
  const ids = { liveTableId: 'id-T', stageTableId: 'staged' };
  const done: RestoredTable = {
    name: 'T',
    index: 0,
    ...ids,
    cursor: '100',
    round: 1,
    swap: 'update-range',
    range,
    replaced,
  };
  const base = { formatVersion: 1, owner: '', startedAt: '', phase: 'closed' } as const;
  return { ...base, runId, snapshotId, tables: [{ ...done, ...more }] };
}

test('an interrupted restore of a range serves that range and no other', async () => {
  const plan = await planOf();
  const wanted = { manifest, source: undefined };
  expect(serves(recordOf(), wanted, [plan])).toBe(true);
  expect(serves(recordOf({ range: { ...range, before: '5' } }), wanted, [plan])).toBe(false);
  expect(serves(recordOf(), wanted, [{ ...plan, range: { column: 'At', from: '2' } }])).toBe(false);
});

test('an undo of a range is refused where policies forbid it by now, and leaves rows that arrived in any case', async () => {
  const memory = memoryDatabase(memoryStore());
  for (const name of ['T', kept]) memory.put(name, columns, [['a', '2']]);
  const live = await memory.read.tables();
  const nothing = { restores: [recordOf()], live, globs: [], schemaScript: [], exports: [], newerRows: undefined };
  const obstacles = async (more: Partial<typeof nothing> | Readonly<Record<string, unknown>> = {}) =>
    (await planUndo({ ...nothing, ...more } as typeof nothing, memory)).flatMap((one) => one.obstacles);
  expect(await obstacles()).toEqual([]);
  memory.put('T', columns, [['late', '2']]);
  expect(await planUndo({ ...nothing, restores: [recordOf({ cursor: '1' })] }, memory)).toMatchObject([
    { arrived: 2n },
  ]);
  expect(await obstacles({ newerRows: 'discard' })).toMatchObject([{ next: 'Leave newer-rows out.' }]);
  const feeding = [
    '.create table D (Id:string)',
    `.alter table D policy update '[{"IsEnabled":true,"Source":"T","Query":"T"}]'`,
  ];
  const names = [...live, { ...live[0], name: 'D', tableId: 'id-D' }];
  expect(await obstacles({ schemaScript: feeding, live: names })).toMatchObject([
    { summary: expect.stringMatching(/update policies fill D from it/) },
  ]);
  const turned = live.map((one) => (one.name === 'T' ? { ...one, columns: [...columns].reverse() } : one));
  expect(await obstacles({ live: turned })).toMatchObject([{ summary: expect.stringMatching(/another order/) }]);
});
