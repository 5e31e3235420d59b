import type { Self } from '../../../src/domain/snapshot/lease.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { SnapshotStore } from '../../../src/ports/snapshot-store.ts';
import { withLease } from '../../../src/procedures/hold-lease.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const paths = { data: 'data', control: 'control' };
const here: Self = { host: 'here', pid: 1, isAlive: () => 'yes' };

function world(store: SnapshotStore, clock: Clock, self: Self = here, owner = 'a') {
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const progress = { phase: note, note, warn: note, advance: () => undefined };
  return { store, paths, clock: { ...clock, randomHex: () => owner }, progress, self, notes };
}

async function leaseIn(store: SnapshotStore) {
  return JSON.parse((await store.read('control/lease.json'))?.body ?? '{}');
}

/** A lease that somebody holds and never renews. */
async function abandon(store: SnapshotStore, self: Self): Promise<void> {
  const at = '2026-11-20T09:00:00.000Z';
  const lease = {
    formatVersion: 1,
    owner: 'x',
    verb: 'snapshot',
    host: self.host,
    pid: self.pid,
    since: at,
    renewedAt: at,
  };
  await store.write('control/lease.json', JSON.stringify({ ...lease, state: 'held' }), { kind: 'if-absent' });
}

test('the lease is held while the work goes on, renewed, and given back, also after a failure', async () => {
  const [store, clock] = [memoryStore(), simulatedClock()];
  const seen: string[] = [];
  const work = async () => {
    const first = await leaseIn(store);
    await clock.sleep(40_000);
    const later = await leaseIn(store);
    seen.push(first.state, later.state);
    expect(Date.parse(later.renewedAt) - Date.parse(first.renewedAt)).toBe(30_000);
    return 'done';
  };
  expect(await withLease('snapshot', world(store, clock), work)).toBe('done');
  expect([...seen, (await leaseIn(store)).state]).toEqual(['held', 'held', 'released']);
  await expect(
    withLease('snapshot', world(store, clock), () => Promise.reject(new TypeError('a bug'))),
  ).rejects.toThrow(TypeError);
  expect((await leaseIn(store)).state).toBe('released');
});

test('of two runs that begin at once one works, and the other says who does', async () => {
  const [store, clock] = [memoryStore(), simulatedClock()];
  const working: string[] = [];
  const run = (owner: string) =>
    withLease('snapshot', world(store, clock, here, owner), async () => {
      working.push(owner);
      await clock.sleep(300_000);
    });
  const ends = await Promise.allSettled([run('a'), run('b')]);
  expect(working).toHaveLength(1);
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  expect(refused).toMatchObject([{ problems: [{ code: 'taken-over', detail: expect.stringContaining('process 1') }] }]);
});

test('what a dead process of this machine left is taken at once', async () => {
  const [store, clock] = [memoryStore(), simulatedClock()];
  await abandon(store, { ...here, pid: 77 });
  const start = clock.now().getTime();
  await withLease(
    'snapshot',
    world(store, clock, { ...here, isAlive: (pid) => (pid === 77 ? 'no' : 'yes') }),
    async () => undefined,
  );
  expect(clock.now().getTime() - start).toBeLessThan(1_000);
});

test('what another machine left is taken after a minute without a sign of life, whatever its clock says', async () => {
  const [store, clock] = [memoryStore(), simulatedClock()];
  await abandon(store, { ...here, host: 'there' });
  const start = clock.now().getTime();
  const at = world(store, clock, { ...here, isAlive: () => 'no' });
  await withLease('snapshot', at, async () => undefined);
  expect((clock.now().getTime() - start) / 1000).toBeGreaterThanOrEqual(60);
  expect(at.notes.join()).toContain('there');
});

test('a run whose lease was taken does not give it back over the new owner', async () => {
  const [store, clock] = [memoryStore(), simulatedClock()];
  const at = world(store, clock);
  await withLease('snapshot', at, async () => {
    const there = await store.read('control/lease.json');
    await store.write('control/lease.json', (there?.body ?? '').replace('"a"', '"other"'), {
      kind: 'if-match',
      etag: there?.etag ?? '',
    });
    await clock.sleep(20_000);
  });
  expect(await leaseIn(store)).toMatchObject({ owner: 'other', state: 'held' });
  expect(at.notes.join()).toContain('Another run works');
});
