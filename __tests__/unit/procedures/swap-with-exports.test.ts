import type { Cursor } from '../../../src/domain/names.ts';
import { type Problem, problemError } from '../../../src/domain/problem.ts';
import type { RestartedExport, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { ContinuousExport, Database } from '../../../src/ports/database.ts';
import { openJournal } from '../../../src/procedures/journal.ts';
import { prepareSwap } from '../../../src/procedures/prepare-swap.ts';
import { restartExports } from '../../../src/procedures/restart-exports.ts';
import { swapTables } from '../../../src/procedures/swap-tables.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const stage = 'kr_stage_0000000a_0';
const epoch = { startCursor: '100' as Cursor, isRunning: 'no', definition: 'define E', unread: [] } as const;

/** T, which the continuous export E follows or nothing does, is staged and about to be swapped. */
async function begin(exports: 'followed' | 'not-followed' = 'followed') {
  const store = memoryStore();
  const memory = memoryDatabase(store);
  for (const name of ['T', stage]) memory.put(name, pairColumns, [['x', '1']]);
  const clock = simulatedClock();
  const calls: string[] = [];
  let isDisabled: ContinuousExport['isDisabled'] = 'no';
  const shown = (): ContinuousExport => ({ name: 'E', tables: ['T'], query: 'T', isDisabled, epoch });
  const database: Database = {
    ...memory,
    read: {
      ...memory.read,
      identity: async () => ({ ...(await memory.read.identity()), now: clock.now().toISOString() }),
      continuousExports: async () => (exports === 'followed' ? [shown()] : []),
    },
    change: {
      ...memory.change,
      switchExport: async (name, to) => {
        calls.push(`${name} ${to}`);
        isDisabled = to === 'on' ? 'no' : 'yes';
      },
    },
  };
  const ids = { liveTableId: 'id-T', stageTableId: `id-${stage}` };
  const table = { name: 'T', index: 0, ...ids, cursor: '100', round: 1 } as const;
  const base = { formatVersion: 1, runId: '0000000a', owner: '', snapshotId: 's', startedAt: '' } as const;
  const record: RestoreRecord = { ...base, phase: 'swapping', tables: [table] };
  const journal = await openJournal(store, 'restore.json', record, undefined);
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const world = { database, store, clock, progress };
  const look = async (): Promise<void> => void calls.push('look');
  const prepare = (onLook = look) =>
    prepareSwap(journal, { look: onLook, rowsOf: () => undefined, exports: 'restart' }, world);
  const swaps = [{ name: 'T', stage, stageId: `id-${stage}`, old: 'kr_old_0000000a_0' }];
  /** The service answers with the problem, or its answer is lost. */
  const swap = (problem: Problem, more: Partial<Database['read']> = {}) => {
    const change = { ...database.change, renameTables: () => Promise.reject(problemError(problem)) };
    return swapTables(swaps, journal, { read: { ...database.read, ...more }, change });
  };
  /** What is told of an export that was made anew, when T was to have so many rows then; it has one. */
  const restart = async (rows: string, asTheyWere: readonly string[] = []) => {
    const cursors = { startCursor: '1', exportedUpTo: '100', startsAgain: '101' } as const;
    const one: RestartedExport = {
      ...{ name: 'E', state: 'made-anew', definition: 'define E', tables: [{ name: 'T', rows }] },
      ...cursors,
    };
    await journal.advance((current) => ({ ...current, exports: [one] }));
    return restartExports(journal, new Set(asTheyWere), world);
  };
  return { journal, calls, look, prepare, swap, restart };
}

test('after the minute in which exports are paused there is another look, and without exports there is one', async () => {
  const { calls, journal, prepare } = await begin();
  await prepare();
  expect(calls).toEqual(['look', 'E off', 'look']);
  expect(journal.current().exports).toMatchObject([{ name: 'E', state: 'off' }]);
  const bare = await begin('not-followed');
  await bare.prepare();
  expect(bare.calls).toEqual(['look']);
});

test('what that other look finds refuses the swap, and the export goes on', async () => {
  const { calls, journal, look, prepare } = await begin();
  const refuseSecond = async (): Promise<void> => {
    if (calls.includes('look')) throw problemError({ code: 'refused', summary: 'rows were deleted' });
    await look();
  };
  await expect(prepare(refuseSecond)).rejects.toThrow(/^rows were deleted$/);
  const { exports, phase } = journal.current();
  expect([calls, exports, phase]).toEqual([['look', 'E off', 'E on'], undefined, 'loading']);
});

const refused: Problem = { code: 'service', summary: 'too many tables', transient: false };

test('exports go on when the service refuses the rename for good', async () => {
  const { calls, journal, prepare, swap } = await begin();
  await prepare();
  await expect(swap(refused)).rejects.toThrow(/^too many tables$/);
  const { exports, phase } = journal.current();
  expect([calls.at(-1), exports, phase]).toEqual(['E on', undefined, 'loading']);
});

test.each<[string, Problem, Partial<Database['read']>]>([
  ['the answer to the rename was lost', { code: 'service', summary: 'broke', transient: true }, {}],
  ['the command was out of time', { ...refused, summary: 'broke', tooBig: 'time' }, {}],
  ['the cluster does not answer any more', { code: 'unreachable', summary: 'broke' }, {}],
  ['the staged table is gone', { ...refused, summary: 'broke' }, { tableIds: async () => new Map() }],
])('exports stay off, which is told, when %s', async (_, problem, read) => {
  const { calls, journal, prepare, swap } = await begin();
  await prepare();
  const told = { summary: 'broke', detail: expect.stringMatching(/off until restore has run again: .* export E\.$/) };
  await expect(swap(problem, read)).rejects.toMatchObject({ problems: [told] });
  const { exports, phase } = journal.current();
  expect([calls.at(-1), exports, phase]).toMatchObject(['look', [{ name: 'E', state: 'off' }], 'swapping']);
  const bare = await begin('not-followed');
  await expect(bare.swap(problem, read)).rejects.toMatchObject({ problems: [problem] });
});

test('a rename that was done although its answer was lost is done', async () => {
  const { calls, prepare, swap } = await begin();
  await prepare();
  const tableIds = async () => new Map([['T', `id-${stage}`]]);
  await swap({ code: 'service', summary: 'broke', transient: true }, { tableIds });
  expect(calls.at(-1)).toBe('look');
});

test.each([
  ['0', 'partly-done', /^1 row came into T while the continuous export E was off/],
  ['3', 'unknown', /^Whether rows came into T while .* E was off is not known: 2 rows are gone/],
] as const)(
  'a table with another number of rows than the %s expected is told with the cursors',
  async (rows, code, summary) => {
    const { restart } = await begin();
    const next = expect.stringContaining('where cursor_after("100") and cursor_before_or_at("101")');
    expect(await restart(rows)).toEqual([
      expect.objectContaining({ code, summary: expect.stringMatching(summary), next }),
    ]);
    expect(await restart('1')).toEqual([]);
    // What could not be replaced has the rows that it had.
    expect(await restart(rows, ['T'])).toEqual([]);
  },
);
