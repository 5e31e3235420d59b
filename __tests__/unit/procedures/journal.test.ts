import { problemError } from '../../../src/domain/problem.ts';
import type { SnapshotStore } from '../../../src/ports/snapshot-store.ts';
import { openJournal } from '../../../src/procedures/journal.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

interface State {
  readonly step: number;
}
const advance = ({ step }: State): State => ({ step: step + 1 });

async function stepIn(store: SnapshotStore): Promise<number> {
  return JSON.parse((await store.read('j'))?.body ?? '{"step":-1}').step;
}

test('a state is in storage before it is the current one', async () => {
  const store = memoryStore();
  const journal = await openJournal<State>(store, 'j', { step: 0 }, undefined);
  expect(await stepIn(store)).toBe(0);
  await journal.advance(advance);
  expect([journal.current().step, await stepIn(store)]).toEqual([1, 1]);
});

test('of two that create or advance the same document, the later one is told that it was taken over', async () => {
  const store = memoryStore();
  const first = await openJournal<State>(store, 'j', { step: 0 }, undefined);
  const takenOver = { problems: [{ code: 'taken-over' }] };
  await expect(openJournal<State>(store, 'j', { step: 50 }, undefined)).rejects.toMatchObject(takenOver);
  const known = await store.read('j');
  const second = await openJournal<State>(store, 'j', { step: 100 }, known);
  await expect(first.advance(advance)).rejects.toMatchObject(takenOver);
  expect([first.current().step, await stepIn(store)]).toEqual([0, 100]);
  await second.advance(advance);
  expect(await stepIn(store)).toBe(101);
});

test('a write whose answer was lost is recognised as our own', async () => {
  const store = memoryStore();
  const forgetful: SnapshotStore = {
    ...store,
    async write(...request) {
      await store.write(...request);
      return 'conflict';
    },
  };
  const journal = await openJournal<State>(forgetful, 'j', { step: 0 }, undefined);
  await journal.advance(advance);
  await journal.advance(advance);
  expect([journal.current().step, await stepIn(store)]).toEqual([2, 2]);
});

test('work that fails because another has taken over says so, and any other failure stays what it is', async () => {
  const store = memoryStore();
  const journal = await openJournal<State>(store, 'j', { step: 0 }, undefined);
  const fail = () => Promise.reject(problemError({ code: 'service', summary: 'gone' }));
  await expect(journal.whileOwn(fail)).rejects.toMatchObject({ problems: [{ code: 'service' }] });
  expect(await journal.whileOwn(async () => 7)).toBe(7);
  store.overwrite('j', '{"step":9}');
  await expect(journal.whileOwn(fail)).rejects.toMatchObject({ problems: [{ code: 'taken-over' }] });
  await expect(journal.whileOwn(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow(TypeError);
});
