import type { OperationId } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import type { OperationState } from '../../../src/ports/operation-state.ts';
import { type OperationKind, runOperations } from '../../../src/procedures/run-operations.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';

const busy = () => problemError({ code: 'service', summary: 'no slot', transient: true, busy: true });

/** A cluster with so many slots; every operation ends at the poll after its start, as `endAs` says. */
function cluster(slots: number, endAs: (item: string) => OperationState = () => ({ kind: 'completed' })) {
  const started: string[] = [];
  const running = new Set<string>();
  let most = 0;
  const kind: OperationKind<string> = {
    describe: (item) => `work on ${item}`,
    slots: async () => ({ total: slots + 1, remaining: slots - running.size }),
    async start(item) {
      if (running.size >= slots) throw busy();
      started.push(item);
      running.add(item);
      most = Math.max(most, running.size);
      return `id-${item}` as OperationId;
    },
    async states(ids) {
      running.clear();
      return ids.map((id) => endAs(id.slice('id-'.length)));
    },
  };
  return { kind, started, most: () => most };
}

const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('every item is started once, never more at once than there are slots, and results keep the order', async () => {
  const { kind, started, most } = cluster(3);
  const results = await runOperations(items, kind, memoryClock());
  expect(results).toEqual(items.map((item) => ({ kind: 'completed', operation: `id-${item}` })));
  expect(started).toEqual(items);
  expect(most()).toBe(3);
});

test('items that met a full cluster are started later, each of them once', async () => {
  const { kind, started } = cluster(2);
  const results = await runOperations(
    items,
    { ...kind, slots: async () => ({ total: 6, remaining: 5 }) },
    memoryClock(),
  );
  expect(results.map((result) => result.kind)).toEqual(items.map(() => 'completed'));
  expect(started).toEqual(items);
});

test('a slot is tried even when the cluster says that there is none, so that nothing waits for ever', async () => {
  const { kind } = cluster(1);
  const results = await runOperations(
    items,
    { ...kind, slots: async () => ({ total: 1, remaining: 0 }) },
    memoryClock(),
  );
  expect(results.map((result) => result.kind)).toEqual(items.map(() => 'completed'));
});

test('an item that cannot be started, fails or is lost is told as such and is not repeated; the others go on', async () => {
  const { kind, started } = cluster(3, (item) => {
    if (item === 'b') return { kind: 'failed', state: 'PartiallySucceeded', message: 'some', transient: false };
    return item === 'c' ? { kind: 'lost' } : { kind: 'completed' };
  });
  const start = async (item: string): Promise<OperationId> => {
    if (item === 'a') throw problemError({ code: 'sign-in', summary: 'no' });
    return kind.start(item);
  };
  const ended: string[] = [];
  const results = await runOperations(items, { ...kind, start, onEnd: (item) => ended.push(item) }, memoryClock());
  expect(results.slice(0, 4)).toEqual([
    { kind: 'failed', problem: { code: 'sign-in', summary: 'no' } },
    { kind: 'failed', problem: expect.objectContaining({ code: 'service', detail: 'some', transient: false }) },
    { kind: 'failed', problem: expect.objectContaining({ code: 'unknown', transient: true }) },
    { kind: 'completed', operation: 'id-d' },
  ]);
  expect(started).toEqual(items.slice(1));
  expect([...ended].sort()).toEqual(items);
});

test('polling slows down while nothing ends, up to ten seconds', async () => {
  let polls = 0;
  const { kind } = cluster(1, () => {
    polls += 1;
    return polls < 40 ? { kind: 'running' } : { kind: 'completed' };
  });
  const clock = memoryClock();
  await runOperations(['a'], kind, clock);
  expect(clock.slept).toEqual([...clock.slept].sort((a, b) => a - b));
  expect(clock.slept.at(-1)).toBe(10_000);
});

test('a state that the cluster did not answer counts as lost', async () => {
  const { kind } = cluster(1);
  const [result] = await runOperations(['a'], { ...kind, states: async () => [] }, memoryClock());
  expect(result).toMatchObject({ kind: 'failed', problem: { code: 'unknown' } });
});

test('a bug in a start is not taken for a failed item', async () => {
  const { kind } = cluster(1);
  const start = () => Promise.reject(new TypeError('a bug'));
  await expect(runOperations(['a'], { ...kind, start }, memoryClock())).rejects.toThrow(TypeError);
});

test('nothing to do sends nothing', async () => {
  const never = () => Promise.reject(new Error('sent'));
  expect(
    await runOperations([], { describe: String, slots: never, start: never, states: never }, memoryClock()),
  ).toEqual([]);
});
