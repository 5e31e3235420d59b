import type { Column } from '../../../src/domain/column.ts';
import { attemptTag, type OperationId, type RunId } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import { storeFingerprint } from '../../../src/domain/snapshot/manifest.ts';
import type { ReplacedExtents, RestoredTable, RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import type { Database } from '../../../src/ports/database.ts';
import type { ListedExtents } from '../../../src/ports/database-replacer.ts';
import { openJournal } from '../../../src/procedures/journal.ts';
import { type DeletedSince, lateDeletions } from '../../../src/procedures/late-deletions.ts';
import { replaceLive } from '../../../src/procedures/replace-live.ts';
import { dropListName, newerName, oldName, stageName } from '../../../src/procedures/stage-table.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const runId = '0000000a' as RunId;
const place = { run: runId, index: 0 };
const [stage, kept, newer, list] = [stageName(place), oldName(place), newerName(place), dropListName(place)];
const columns: readonly Column[] = [{ name: 'a', type: 'string' }];
const one: ListedExtents = { extents: 1, rows: 1n, before: 1n, after: 0n, newer: 0n, nowhere: 0 };

const answers = {
  permanent: { code: 'service', summary: 'too big', transient: false },
  passing: { code: 'service', summary: 'busy', transient: true },
} as const;
const rejecting = (why: keyof typeof answers) => (): Promise<never> => Promise.reject(problemError(answers[why]));

const clusterTime = '2026-11-20T08:00:00.0000000Z';
/** Asked from the last look on. */
const logOf = (texts: readonly string[]) => async (since: string) => texts.map((text) => ({ at: since, text }));

/** T holds one row, which is copied aside, and one row is staged. */
async function begin(state: Partial<ReplacedExtents>) {
  const store = memoryStore();
  const memory = memoryDatabase(store);
  memory.put('T', columns, [['old']]);
  memory.put(kept, columns, [['old']]);
  memory.put(stage, columns, [['staged']]);
  for (const name of [newer, list]) memory.put(name, columns, []);
  const keptRows = storeFingerprint(await memory.read.fingerprint(kept, columns, { kind: 'whole-table' }));
  const how = { state: 'kept', after: '100', stagedRows: '1', round: 1, keptTableId: `id-${kept}` } as const;
  const replaced = { ...how, kept: keptRows, ...state };
  const ids = { liveTableId: 'id-T', stageTableId: `id-${stage}` };
  const table = { name: 'T', index: 0, ...ids, cursor: '100', round: 1, newerRows: 'keep' } as const;
  const base = { formatVersion: 1, runId, owner: '', snapshotId: 's', startedAt: '', phase: 'swapped' } as const;
  const record: RestoreRecord = { ...base, tables: [{ ...table, swap: 'replace-extents', replaced }] };
  const calls: string[] = [];
  const lists: ReadonlyMap<string, ListedExtents>[] = [];
  const database: Database = {
    ...memory,
    load: { ...memory.load, states: async (asked) => asked.map(() => ({ kind: 'completed' })) },
    read: { ...memory.read, rewrittenRows: async () => 0n },
    change: { ...memory.change, keepTable: async (name) => void calls.push(`keep ${name}`) },
    replace: {
      createList: async () => undefined,
      startListing: async () => 'list' as OperationId,
      startListingAll: async () => 'list all' as OperationId,
      listed: async () => lists.shift() ?? bothListed(),
      replace: async () => {
        calls.push('replace');
        memory.clear(stage);
      },
      pauseMerges: async () => void calls.push('pause'),
      dropMergePolicy: async () => void calls.push('resume'),
    },
  };
  const clock = simulatedClock();
  const journal = await openJournal(store, 'restore.json', record, undefined);
  const progress = { phase: () => undefined, note: () => undefined, advance: () => undefined, warn: () => undefined };
  let deletedSince: DeletedSince = async () => ({ commands: [], doubts: [] });
  const known = { manifest: undefined, others: [], deletedSince: (at: RestoredTable) => deletedSince(at) };
  const replace = async (changed: Partial<Database> = {}): Promise<readonly string[]> => {
    const world = { database: { ...database, ...changed }, store, clock, progress };
    return ((await replaceLive(journal, known, world)).get(0) ?? []).map(({ summary }) => summary);
  };
  const reached = () => journal.current().tables[0]?.replaced?.state;
  const isDeleted = (texts: readonly string[], since: string | undefined = clusterTime) => {
    deletedSince = lateDeletions({ since, observe: { ...memory.observe, changesSince: logOf(texts) } }, database);
  };
  return { memory, database, calls, lists, reached, isDeleted, run: replace };
}

const bothListed = (more: Partial<ListedExtents> = {}): ReadonlyMap<string, ListedExtents> =>
  new Map([
    ['T', { ...one, ...more }],
    [stage, one],
  ]);

test('staged rows take the place of those that were copied aside', async () => {
  const { calls, reached, run } = await begin({});
  expect(await run()).toEqual([]);
  expect([reached(), calls]).toEqual(['replaced', ['replace', `keep ${kept}`]]);
});

test('a replacement that was done is known although another table has the name now', async () => {
  const { memory, calls, reached, run } = await begin({ state: 'ready' });
  memory.clear(stage);
  memory.replaceIdentity('T');
  expect(await run()).toEqual([]);
  expect([reached(), calls]).toEqual(['replaced', [`keep ${kept}`]]);
});

test('staged rows that are gone before the one command was announced did not replace anything', async () => {
  const { memory, calls, run } = await begin({});
  memory.clear(stage);
  expect(await run()).toEqual([expect.stringMatching(/no longer holds what was staged for T/)]);
  expect(calls).toEqual([`keep ${kept}`]);
});

test('what was copied aside stays where nothing tells whether the extents were replaced', async () => {
  const { database, memory, calls, run } = await begin({ state: 'ready', stagedRows: '5' });
  await database.change.dropTable(stage);
  expect(memory.rowsOf('T')).toHaveLength(1);
  expect(await run()).toEqual([expect.stringMatching(/Whether the extents of T were replaced cannot be told/)]);
  expect(calls).toEqual([`keep ${kept}`]);
});

test('a failure for good before the one command ends it with the table as it was, and one that passes does not', async () => {
  const first = await begin({ mergePolicy: [] });
  const failing = (why: keyof typeof answers) => ({
    replace: { ...first.database.replace, startListingAll: rejecting(why) },
  });
  expect(await first.run(failing('permanent'))).toEqual(['too big', expect.stringMatching(/^T is as it was/)]);
  expect(first.calls).toEqual(['resume']);
  const { database, run } = await begin({});
  const listed = rejecting('passing');
  await expect(run({ replace: { ...database.replace, listed } })).rejects.toThrow('busy');
});

test('a command whose answer was lost is not taken for one that was refused', async () => {
  const { database, reached, run } = await begin({});
  await expect(run({ replace: { ...database.replace, replace: rejecting('passing') } })).rejects.toThrow('busy');
  expect(reached()).toBe('ready');
  const refused = await begin({});
  const replace = { ...refused.database.replace, replace: rejecting('permanent') };
  expect(await refused.run({ replace })).toEqual(['too big', expect.stringMatching(/^T is as it was/)]);
});

test('merges go on when a run ends by an error, which stays the first', async () => {
  const { database, calls, run } = await begin({});
  await expect(run({ replace: { ...database.replace, replace: rejecting('passing') } })).rejects.toThrow('busy');
  expect(calls).toEqual(['pause', 'resume']);
  const both = await begin({});
  const replace = { ...both.database.replace, replace: rejecting('passing'), dropMergePolicy: rejecting('permanent') };
  await expect(both.run({ replace })).rejects.toThrow(/^busy; too big$/);
});

test('a copy of an earlier round that comes late is waited for and thrown away', async () => {
  const { calls, lists, reached, run } = await begin({});
  lists.push(bothListed(), new Map([...bothListed(), [newer, one]]), bothListed(), bothListed());
  expect(await run()).toEqual([]);
  expect(lists).toEqual([]);
  expect([reached(), calls]).toEqual(['replaced', ['replace', `keep ${kept}`]]);
});

test('extents are listed again while rows of them lie in no extent', async () => {
  const { calls, lists, reached, run } = await begin({});
  lists.push(bothListed({ nowhere: 1 }), bothListed(), bothListed({ nowhere: 0 }));
  expect(await run()).toEqual([]);
  expect([reached(), calls.filter((call) => call === 'replace')]).toEqual(['replaced', ['replace']]);
  expect(lists).toEqual([]);
});

test('copies of rows that stay must come after the restored rows', async () => {
  const { database, memory, calls, lists, run } = await begin({});
  const staying = new Map([...bothListed({ rows: 2n, after: 1n, newer: 1n }), [newer, one]]);
  for (let round = 0; round < 60; round += 1) lists.push(staying);
  memory.put(newer, columns, [['new']], { tags: [attemptTag(runId, 0, 1)] });
  const { read } = database;
  const fingerprint: typeof read.fingerprint = (name, all, bound) =>
    read.fingerprint(
      bound.kind === 'listed' ? newer : name,
      all,
      bound.kind === 'listed' ? { kind: 'whole-table' } : bound,
    );
  await expect(run({ read: { ...read, fingerprint } })).rejects.toThrow(/could not be replaced in 20 rounds/);
  expect(calls).toEqual([]);
});

const deletion = '.delete table T records <| T | where a == "x"';

test.each(['begun', 'kept'] as const)(
  'rows that were deleted since the last look leave the table as it was, when %s',
  async (state) => {
    const { calls, isDeleted, memory, reached, run } = await begin({ state });
    isDeleted([deletion]);
    expect(await run()).toEqual([
      expect.stringMatching(/^Rows of T were deleted after the restore had looked.*nothing of T was replaced/),
    ]);
    expect([reached(), calls, memory.rowsOf('T')]).toEqual([state, [], [['old']]]);
  },
);

test('deletions of other tables, and of this one once the replacement was announced, stop nothing', async () => {
  const other = await begin({});
  other.isDeleted(['.delete table U records <| U | where a == "x"']);
  expect([await other.run(), other.reached()]).toEqual([[], 'replaced']);
  const ready = await begin({ state: 'ready' });
  ready.isDeleted([deletion]);
  expect([await ready.run(), ready.reached()]).toEqual([[], 'replaced']);
  // One that was announced so long ago that it is over and was not done.
  const over = await begin({ state: 'ready', clusterTime });
  over.isDeleted([deletion]);
  expect(await over.run()).toEqual([expect.stringMatching(/^Rows of T were deleted/)]);
  expect(over.calls).toEqual([]);
});
