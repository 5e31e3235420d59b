import type { Column } from '../../../src/domain/column.ts';
import type { Cursor, RunId } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { Database } from '../../../src/ports/database.ts';
import { openJournal } from '../../../src/procedures/journal.ts';
import { judgeRange } from '../../../src/procedures/judge-range.ts';
import type { DeletedSince } from '../../../src/procedures/late-deletions.ts';
import { replaceRanges } from '../../../src/procedures/replace-range.ts';
import { oldName, stageName } from '../../../src/procedures/stage-table.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { manifestOf, tableManifest } from '../../fixtures/memory/manifest.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const place = { run: '0000000a' as RunId, index: 0 };
const [stage, kept] = [stageName(place), oldName(place)];
const columns: readonly Column[] = [
  { name: 'Id', type: 'string' },
  { name: 'At', type: 'datetime' },
];
const range = { column: 'At', from: '2', before: '4' };
const snapshotRows = [
  ['a', '1'],
  ['b', '2'],
  ['c', '3'],
  ['d', '4'],
  ['e', ''],
];
const passing = { code: 'service', summary: 'busy', transient: true } as const;

/** T lost one row of the range, and another one is not what it was; one row beside the range is newer than the snapshot. */
async function begin(changed: Partial<RestoreRecord['tables'][number]> = {}) {
  const store = memoryStore();
  const memory = memoryDatabase(store);
  const [first = [], , , ...rest] = snapshotRows;
  memory.put('T', columns, [first, ['bad', '3'], ...rest], { stamp: 50n });
  memory.put('T', columns, [['n', '9']]);
  memory.put(stage, columns, snapshotRows);
  const fingerprint = await memory.read.fingerprint(stage, columns, { kind: 'whole-table' });
  const manifest = manifestOf([tableManifest({ name: 'T', rows: 5n, columns, fingerprint })]);
  const replaced = { state: 'begun', after: null, stagedRows: '5', round: 0 } as const;
  const ids = { liveTableId: 'id-T', stageTableId: `id-${stage}` };
  const table = {
    name: 'T',
    index: 0,
    ...ids,
    cursor: '100',
    round: 1,
    swap: 'update-range',
    range,
    replaced,
  } as const;
  const base = {
    formatVersion: 1,
    owner: '',
    snapshotId: manifest.snapshotId,
    startedAt: '',
    phase: 'swapped',
  } as const;
  const record: RestoreRecord = { ...base, runId: place.run, tables: [{ ...table, ...changed }] };
  const calls: string[] = [];
  let now = '2026-11-20T09:10:00.0000000Z';
  const database: Database = {
    ...memory,
    read: { ...memory.read, identity: async () => ({ ...(await memory.read.identity()), now }) },
    change: {
      ...memory.change,
      keepTable: async (name) => void calls.push(`keep ${name}`),
      expireTable: async () => undefined,
    },
  };
  const journal = await openJournal(store, 'restore.json', record, undefined);
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  const clock = simulatedClock();
  const run = async (
    update: Partial<Database['update']> = {},
    deletedSince: DeletedSince = async () => ({ commands: [], doubts: [] }),
  ): Promise<readonly string[]> => {
    const world = { database: { ...database, update: { ...memory.update, ...update } }, store, clock, progress };
    const found = await replaceRanges(journal, { manifest, others: [], deletedSince }, world);
    return (found.get(0) ?? []).map(({ summary }) => summary);
  };
  return {
    memory,
    calls,
    run,
    judge: async () => judgeRange(one(journal.current()), await memory.read.tables(), memory.read),
    reached: () => one(journal.current()).replaced?.state,
    later: () => {
      now = '2026-11-20T10:10:00.0010000Z';
    },
    rows: (name = 'T') =>
      memory
        .rowsOf(name)
        .map(([id]) => id)
        .sort(),
    updates: () => memory.changes.filter((change) => change === 'update T').length,
  };
}

function one({ tables: [table] }: RestoreRecord): RestoreRecord['tables'][number] {
  if (table === undefined) throw new Error('no table in the record');
  return table;
}

test('rows of the range take the place of those that were copied aside, and all others stay', async () => {
  const { calls, judge, memory, reached, rows, run } = await begin();
  expect(await run()).toEqual([]);
  expect(rows()).toEqual(['a', 'b', 'c', 'd', 'e', 'n']);
  expect(rows(kept)).toEqual(['bad']);
  expect([reached(), calls, memory.names()]).toEqual(['replaced', [`keep ${kept}`], ['T', kept]]);
  expect(await judge()).toEqual([]);
});

test('what is in the range or beside it afterwards is compared, and what arrived later is no matter', async () => {
  const { judge, memory, run } = await begin();
  await run();
  memory.put('T', columns, [['later', '3']], { stamp: 900n });
  expect(await judge()).toEqual([]);
  memory.put('T', columns, [['moved', '8']], { stamp: 1n });
  expect(await judge()).toMatchObject([{ code: 'difference', summary: expect.stringMatching(/beside the range/) }]);
  memory.put('T', columns, [['moved', '3']], { stamp: 1n });
  expect(await judge()).toHaveLength(2);
});

test('an answer that was lost after the command was done is looked up', async () => {
  const { memory, reached, rows, run, updates } = await begin();
  const update = async (request: Parameters<Database['update']['update']>[0]): Promise<never> => {
    await memory.update.update(request);
    throw problemError(passing);
  };
  expect(await run({ update })).toEqual([]);
  expect([reached(), updates(), rows(kept)]).toEqual(['replaced', 1, ['bad']]);
});

test('a command that was not done is sent again, and what was copied aside before is not copied again', async () => {
  const { memory, reached, rows, run } = await begin();
  await expect(run({ update: () => Promise.reject(problemError(passing)) })).rejects.toThrow('busy');
  expect(reached()).toBe('ready');
  const made = memory.changes.length;
  expect(await run()).toEqual([]);
  expect(memory.changes.slice(made)).not.toContain(`create ${kept}`);
  expect([rows(), rows(kept)]).toEqual([['a', 'b', 'c', 'd', 'e', 'n'], ['bad']]);
});

test('a command that was still running may be done while it is sent again', async () => {
  const { memory, rows, run } = await begin();
  const sent: Parameters<Database['update']['update']>[0][] = [];
  const lose = async (request: Parameters<Database['update']['update']>[0]): Promise<never> => {
    sent.push(request);
    throw problemError(passing);
  };
  await expect(run({ update: lose })).rejects.toThrow('busy');
  const [request] = sent;
  if (request === undefined) throw new Error('nothing was sent');
  const update = async (): ReturnType<Database['update']['update']> => {
    await memory.update.update(request);
    return memory.update.update(request);
  };
  expect(await run({ update })).toEqual([]);
  expect(rows()).toEqual(['a', 'b', 'c', 'd', 'e', 'n']);
  const other = await begin();
  await expect(other.run({ update: lose })).rejects.toThrow('busy');
  const foresee = async (again: typeof request): ReturnType<Database['update']['foresee']> => {
    if (other.updates() === 0) await other.memory.update.update(again);
    return other.memory.update.foresee(again);
  };
  expect(await other.run({ foresee })).toEqual([]);
  expect([other.rows(kept), other.reached(), other.updates()]).toEqual([['bad'], 'replaced', 1]);
});

test('while the announced command may still run nothing that was made for it is thrown away, and an hour later all of it is', async () => {
  const { later, memory, reached, rows, run } = await begin();
  await expect(run({ update: () => Promise.reject(problemError(passing)) })).rejects.toThrow('busy');
  memory.put('T', columns, [['moved', '3']], { stamp: 1n });
  await expect(run()).rejects.toThrow(/may still be running/);
  expect([reached(), rows(kept)]).toEqual(['ready', ['bad']]);
  later();
  expect(await run()).toEqual([]);
  expect([rows(), rows(kept)]).toEqual([
    ['a', 'b', 'c', 'd', 'e', 'n'],
    ['bad', 'moved'],
  ]);
});

test('a command that the service refuses for good leaves the table as it was, and nothing aside', async () => {
  const { memory, rows, run } = await begin();
  const refused = { code: 'service', summary: 'no', transient: false } as const;
  const found = await run({ update: () => Promise.reject(problemError(refused)) });
  expect(found).toEqual(['no', expect.stringMatching(/^T is as it was/)]);
  expect([rows(), memory.names()]).toEqual([['a', 'bad', 'd', 'e', 'n'], ['T']]);
});

test('what the service refuses for good before anything was changed ends it, and what passes does not', async () => {
  const refused = { code: 'service', summary: 'rows in the row store', transient: false } as const;
  const { memory, rows, run } = await begin();
  const found = await run({ foresee: () => Promise.reject(problemError(refused)) });
  expect(found).toEqual(['rows in the row store', expect.stringMatching(/^T is as it was/)]);
  expect([rows(), memory.names()]).toEqual([['a', 'bad', 'd', 'e', 'n'], ['T']]);
  const other = await begin();
  await expect(other.run({ foresee: () => Promise.reject(problemError(passing)) })).rejects.toThrow('busy');
});

test('rows that arrive in the range while it is made ready are waited for, but not for ever', async () => {
  const { memory, rows, run } = await begin({ newerRows: 'discard' });
  let counted = 0;
  const arriving = (times: number): Database['update']['count'] => {
    return async (table, rows) => {
      if (rows.upTo === undefined && counted++ < times)
        memory.put('T', columns, [[`x${counted}`, '2']], { stamp: 'waiting' });
      return memory.update.count(table, rows);
    };
  };
  expect(await run({ count: arriving(1000) })).toEqual([expect.stringMatching(/come or go while it is replaced/)]);
  expect(rows()).toContain('bad');
});

test('a range that holds what the snapshot holds is left alone', async () => {
  const { judge, memory, reached, run, updates } = await begin();
  const [, second = [], third = []] = snapshotRows;
  memory.clear('T');
  memory.put('T', columns, [second, third], { stamp: 50n });
  expect(await run()).toEqual([]);
  expect([reached(), updates(), memory.names()]).toEqual(['begun', 0, ['T']]);
  expect(await judge()).toEqual([]);
});

test('a range with rows that arrived since the snapshot is refused unless they are given up', async () => {
  const { memory, rows, run } = await begin();
  memory.put('T', columns, [['new', '2']], { stamp: 101n });
  expect(await run()).toEqual([expect.stringMatching(/1 row that the snapshot does not have/)]);
  expect(rows()).toContain('new');
});

test('a staged copy that is not what the snapshot holds replaces nothing', async () => {
  const { memory, rows, run } = await begin();
  memory.put(stage, columns, [['twice', '7']]);
  expect(await run()).toEqual([expect.stringMatching(/staged copy of T no longer holds/)]);
  expect(rows()).toContain('bad');
});

test('another table of the name is left alone, whether the command was announced or not', async () => {
  const { memory, run } = await begin();
  memory.replaceIdentity('T');
  expect(await run()).toEqual([expect.stringMatching(/no longer the table that the restore was planned for/)]);
});

test('an undo takes away what the restore brought, puts back what was kept, and leaves what arrived since', async () => {
  const source = oldName({ run: '00000009' as RunId, index: 3 });
  const contents = { rows: '1', low: '0', high: '0' };
  const undoes = { runId: '00000009', index: 3, cursor: '100' as Cursor, contents };
  const { judge, memory, rows, run } = await begin({ undoes, stageTableId: `id-${source}`, cursor: '200' });
  memory.put(source, columns, [['back', '2']], { stamp: 150n });
  memory.put('T', columns, [['arrived', '3']], { stamp: 170n });
  memory.put('T', columns, [['later', '3']], { stamp: 300n });
  expect(await run()).toEqual([]);
  expect(rows()).toEqual(['a', 'arrived', 'back', 'd', 'e', 'later', 'n']);
  expect([rows(kept), memory.names().includes(source)]).toEqual([['bad'], false]);
  expect(await judge()).toEqual([]);
});

test('rows that were deleted since the last look leave the range as it was', async () => {
  const { calls, rows, run, updates } = await begin();
  const found = await run({}, async () => ({ commands: ['.delete table T records'], doubts: [] }));
  expect(found).toEqual([expect.stringMatching(/^Rows of T were deleted.*nothing of T was replaced/)]);
  expect([rows(), updates(), calls]).toEqual([['a', 'bad', 'd', 'e', 'n'], 0, []]);
});
