import { type Problem, problemError } from '../../../src/domain/problem.ts';
import type { RestoredTable } from '../../../src/domain/snapshot/records.ts';
import { clearStreamCaches } from '../../../src/procedures/clear-stream-caches.ts';
import { streamedInto } from '../../../src/procedures/plan-swap.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

type Answer = { readonly cleared: readonly string[]; readonly failed: readonly string[] } | Problem;
type Streaming = 'on' | 'off' | undefined;

const old = 'kr_old_0000000a_0';
const restored: RestoredTable = {
  ...{ name: 'T', index: 0, liveTableId: 'was', stageTableId: 'is', cursor: '1', round: 1 },
};
const all: Answer = { cleared: ['a', 'b'], failed: [] };
const some: Answer = { cleared: ['a'], failed: ['b'] };
const busy: Problem = { code: 'service', summary: 'Busy.', transient: true };
const denied: Problem = { code: 'sign-in', summary: 'Not allowed.' };

/** After a swap of T; the answers to the command in their order, the last again and again. */
async function cleared(
  answers: readonly Answer[],
  policies: { readonly now?: Streaming; readonly before?: Streaming } = { now: 'on', before: 'on' },
  table: RestoredTable = restored,
) {
  const memory = memoryDatabase(memoryStore());
  for (const name of ['T', old]) memory.put(name, [], []);
  const sent: string[] = [];
  const tables = async () => {
    const [base] = await memory.read.tables();
    if (base === undefined) throw new Error('no table');
    const { streaming: _, ...bare } = base;
    const row = (name: string, tableId: string, streaming: Streaming) => ({
      ...bare,
      ...{ name, tableId },
      ...(streaming === undefined ? {} : { streaming }),
    });
    return [row('T', 'is', policies.now), row(old, 'was', policies.before)];
  };
  const clearStreamCache = async (name: string) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)] ?? all;
    sent.push(name);
    if ('code' in answer) throw problemError(answer);
    return answer;
  };
  const clock = memoryClock();
  const database = { read: { ...memory.read, tables }, change: { ...memory.change, clearStreamCache } };
  const problems = await clearStreamCaches({ runId: '0000000a', tables: [table] }, { database, clock });
  return { sent, problems: problems.get(0) ?? [], slept: clock.slept.reduce((sum, one) => sum + one, 0) };
}

test('a table is cleared until every node has, also after failures that pass', async () => {
  expect(await cleared([all])).toEqual({ sent: ['T'], problems: [], slept: 0 });
  const { sent, problems } = await cleared([some, busy, { cleared: [], failed: [] }, all]);
  expect([sent.length, problems]).toEqual([4, []]);
});

test.each<[string, Streaming, Streaming, number]>([
  ['both are off', 'off', 'off', 0],
  ['it is on now', 'on', 'off', 1],
  ['it was on', 'off', 'on', 1],
  ['nobody says', undefined, 'off', 1],
])('the policy decides whether it is: %s', async (_, now, before, times) => {
  expect((await cleared([all], { now, before })).sent).toHaveLength(times);
});

test('a table that stays, or that was not there, is left alone', async () => {
  const stays: RestoredTable = { ...restored, swap: 'replace-extents' };
  expect((await cleared([all], undefined, stays)).sent).toEqual([]);
  expect((await cleared([all], undefined, { ...restored, liveTableId: null })).sent).toEqual([]);
});

test('a node that goes on failing is waited for a minute, and is then told as unknown', async () => {
  const { problems, slept } = await cleared([some]);
  expect(problems).toMatchObject([
    {
      code: 'unknown',
      summary: expect.stringContaining(`may still write into ${old}`),
      detail: expect.stringContaining('on b'),
    },
  ]);
  expect(slept).toBeGreaterThan(40_000);
  expect(slept).toBeLessThanOrEqual(60_000);
});

test('no node at all is not taken for every node, and a refusal is told at once', async () => {
  expect((await cleared([{ cleared: [], failed: [] }])).problems).toMatchObject([{ code: 'unknown' }]);
  const { sent, problems } = await cleared([denied]);
  expect([sent.length, problems]).toMatchObject([
    1,
    [{ code: 'unknown', detail: expect.stringContaining('Not allowed.') }],
  ]);
});

test('an interruption is no answer of a node', async () => {
  await expect(cleared([{ code: 'cancelled', summary: 'Stopped.' }])).rejects.toThrow('Stopped.');
});

test('the plan says what becomes of what is streamed at the moment of the swap', () => {
  const table = { name: 'T', streaming: 'on' } as const;
  expect(streamedInto({ ...table, streaming: 'off' }, 'keep')).toEqual([]);
  expect(streamedInto(table, 'keep')).toEqual([expect.stringContaining('brought over')]);
  expect(streamedInto(table, 'discard')).toEqual([expect.stringContaining('stays there')]);
  expect(streamedInto(table, undefined)).toEqual([expect.stringContaining('is told')]);
});
