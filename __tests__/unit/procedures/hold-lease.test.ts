import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type Problem, problemError } from '../../../src/domain/problem.ts';
import { isOrphan, type LeaseRecord, type Self } from '../../../src/domain/snapshot/lease.ts';
import { thisProcess } from '../../../src/gateways/node/process.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { SnapshotStore } from '../../../src/ports/snapshot-store.ts';
import { type Lease, withLease } from '../../../src/procedures/hold-lease.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { type MemoryStore, memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const paths = { data: 'data', control: 'control' };
const path = 'control/lease.json';
const here: Self = {
  host: 'here',
  pid: 1,
  bootId: 'boot-1',
  pidNamespace: 'pid:[1]',
  startTime: '500',
  isAlive: () => 'yes',
};
const nobodyLives: Self = { ...here, isAlive: () => 'no' };

/** What somebody holds and never renews. */
const abandoned: LeaseRecord = {
  formatVersion: 1,
  owner: 'x',
  verb: 'snapshot',
  host: 'here',
  pid: 77,
  bootId: 'boot-1',
  pidNamespace: 'pid:[1]',
  startTime: '400',
  since: '2026-11-20T09:00:00.000Z',
  renewedAt: '2026-11-20T09:00:00.000Z',
  state: 'held',
};

function world(store: SnapshotStore, clock: Clock, self: Self = here, owner = 'a') {
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const progress = { phase: note, note, warn: note, advance: () => undefined };
  return { store, paths, clock: { ...clock, randomHex: () => owner }, progress, self, notes };
}

async function leaseIn(store: SnapshotStore) {
  return JSON.parse((await store.read(path))?.body ?? '{}');
}

/** Another run takes the lease without asking. */
async function seize(store: MemoryStore): Promise<void> {
  store.overwrite(path, JSON.stringify({ ...(await leaseIn(store)), owner: 'other', verb: 'restore' }));
}

/** Works until the lease is lost, looking each second; how many seconds that took. */
async function workUntilLost(lease: Lease, clock: Clock, most = 600): Promise<number> {
  for (let seconds = 0; seconds < most; seconds += 1) {
    try {
      lease.check();
    } catch {
      return seconds;
    }
    await clock.sleep(1_000);
  }
  return most;
}

/** A store whose lease cannot be written after the first time while `refuses` says why. */
function faulty(store: MemoryStore, refuses: () => Error | undefined): MemoryStore {
  return {
    ...store,
    async write(...args) {
      const error = args[2].kind === 'if-match' ? refuses() : undefined;
      if (error !== undefined) throw error;
      return store.write(...args);
    },
  };
}

const away: Problem = { code: 'service', summary: 'The storage is away.', transient: true };

/** Seconds of the simulated clock until the work began. */
async function secondsToTake(store: SnapshotStore, self: Self): Promise<number> {
  const clock = simulatedClock();
  const start = clock.now().getTime();
  return withLease('snapshot', world(store, clock, self), async () => (clock.now().getTime() - start) / 1000);
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

describe('a lease that somebody left', () => {
  async function left(record: LeaseRecord = abandoned): Promise<MemoryStore> {
    const store = memoryStore();
    store.overwrite(path, JSON.stringify(record));
    return store;
  }

  test('is taken at once when its process was of this machine and is gone, or its number is of another process now', async () => {
    expect(await secondsToTake(await left(), nobodyLives)).toBe(0);
    const reused: Self = { ...here, isAlive: (_, startTime = '900') => (startTime === '900' ? 'yes' : 'no') };
    expect(await secondsToTake(await left(), reused)).toBe(0);
  });

  test('is waited for a minute where the machine has the same name but is another one', async () => {
    expect(await secondsToTake(await left({ ...abandoned, bootId: 'boot-2' }), nobodyLives)).toBe(60);
    expect(await secondsToTake(await left({ ...abandoned, pidNamespace: 'pid:[2]' }), nobodyLives)).toBe(60);
  });

  test('is waited for a minute where the system does not tell which machine it is', async () => {
    const unknown = { bootId: undefined, pidNamespace: undefined, startTime: undefined };
    expect(await secondsToTake(await left({ ...abandoned, ...unknown }), { ...nobodyLives, ...unknown })).toBe(60);
    expect(isOrphan({ ...abandoned, bootId: undefined }, nobodyLives)).toBe('unknown');
    expect(isOrphan(abandoned, { ...nobodyLives, pidNamespace: undefined })).toBe('unknown');
    expect(isOrphan({ ...abandoned, startTime: undefined }, nobodyLives)).toBe('yes');
  });

  test.each([
    ['damaged', '{"formatVersion":1,'],
    ['empty', ''],
    ['of a newer version', JSON.stringify({ ...abandoned, formatVersion: 2, priority: 'high' })],
    ['released, with a field that is not known', JSON.stringify({ ...abandoned, state: 'released', more: 1 })],
  ])('is taken after a minute when it is %s', async (_, body) => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    store.overwrite(path, body);
    expect(await secondsToTake(store, nobodyLives)).toBe(60);
    expect(await leaseIn(store)).toMatchObject({ owner: 'a', state: 'released' });
    store.overwrite(path, body);
    const at = world(store, clock);
    await withLease('snapshot', at, async () => undefined);
    expect(at.notes.join()).toContain('Somebody unknown');
  });

  test('blocks when it cannot be read and somebody goes on writing it', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    store.overwrite(path, '{"renewed":1}');
    const renewed = clock.sleep(30_000).then(() => store.overwrite(path, '{"renewed":2}'));
    await expect(withLease('snapshot', world(store, clock), async () => undefined)).rejects.toMatchObject({
      problems: [{ code: 'taken-over', detail: expect.stringContaining('Somebody unknown') }],
    });
    await renewed;
  });

  test.each([
    ['jumps ahead', (asked: number) => asked * 10_000_000],
    ['is set back', (asked: number) => -asked * 10_000_000],
  ])('is waited for a minute of sleep also when the clock %s with every look', async (_, shift) => {
    const [store, clock] = [await left({ ...abandoned, host: 'there', bootId: 'boot-2' }), simulatedClock()];
    let asked = 0;
    const now = () => new Date(clock.now().getTime() + shift(asked++));
    const start = clock.now().getTime();
    const at = world(store, { ...clock, now });
    const seconds = await withLease('snapshot', at, async () => (clock.now().getTime() - start) / 1000);
    expect(seconds).toBe(60);
    expect(at.notes.join()).toContain('there');
  });
});

describe('a lease that is held', () => {
  test('outlives failures of the storage that last less than a minute, and is renewed at once after them', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    let isAway = false;
    const at = world(
      faulty(store, () => (isAway ? problemError(away) : undefined)),
      clock,
    );
    const seconds = await withLease('snapshot', at, async (lease) => {
      for (let round = 0; round < 3; round += 1) {
        isAway = true;
        await clock.sleep(43_000);
        lease.check();
        isAway = false;
        await clock.sleep(8_000);
        const { renewedAt } = await leaseIn(store);
        expect(clock.now().getTime() - Date.parse(renewedAt)).toBeLessThanOrEqual(8_000);
      }
      return workUntilLost(lease, clock, 200);
    });
    expect(seconds).toBe(200);
    expect(at.notes).toEqual([]);
    expect((await leaseIn(store)).state).toBe('released');
  });

  test('is lost after a minute without a renewal, and the work that ended well is refused', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    const at = world(
      faulty(store, () => problemError(away)),
      clock,
    );
    let seconds = 0;
    const run = withLease('snapshot', at, async (lease) => {
      seconds = await workUntilLost(lease, clock);
      return 'done';
    });
    await expect(run).rejects.toMatchObject({
      problems: [{ code: 'taken-over', detail: 'The storage is away.', summary: expect.stringContaining('renewed') }],
    });
    expect(Math.abs(seconds - 60)).toBeLessThanOrEqual(1);
  });

  test('is lost after a minute also when the storage never answers', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    const hanging: MemoryStore = {
      ...store,
      write: (...args) => (args[2].kind === 'if-match' ? new Promise(() => undefined) : store.write(...args)),
    };
    let seconds = 0;
    const run = withLease('snapshot', world(hanging, clock), async (lease) => {
      seconds = await workUntilLost(lease, clock);
    });
    await expect(run).rejects.toMatchObject({
      problems: [{ code: 'taken-over', detail: 'The storage did not answer.' }],
    });
    expect(Math.abs(seconds - 60)).toBeLessThanOrEqual(1);
  });

  test('that was taken stops the work at its next look and is not given back over the new owner', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    let seconds = 0;
    const run = withLease('snapshot', world(store, clock), async (lease) => {
      await seize(store);
      seconds = await workUntilLost(lease, clock);
      lease.check();
    });
    await expect(run).rejects.toMatchObject({
      problems: [{ code: 'taken-over', detail: expect.stringContaining('restore on here') }],
    });
    expect(seconds).toBeLessThanOrEqual(16);
    expect(await leaseIn(store)).toMatchObject({ owner: 'other', state: 'held' });
  });

  test('that was taken right before the work ended refuses its result', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    const run = withLease('snapshot', world(store, clock), () => seize(store));
    await expect(run).rejects.toMatchObject({ problems: [{ code: 'taken-over' }] });
    expect(await leaseIn(store)).toMatchObject({ owner: 'other', state: 'held' });
  });

  test('that was removed is lost', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    const run = withLease('snapshot', world(store, clock), () => store.remove(path));
    await expect(run).rejects.toMatchObject({
      problems: [{ code: 'taken-over', detail: expect.stringContaining('removed') }],
    });
  });

  test('that was taken is told together with the problem that the work ended with', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    const run = withLease('snapshot', world(store, clock), async () => {
      await seize(store);
      throw problemError(away);
    });
    await expect(run).rejects.toMatchObject({ problems: [{ code: 'taken-over' }, away] });
  });

  test('whose renewing arrived but was not answered is still its own', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    let answers = 0;
    const deaf: MemoryStore = {
      ...store,
      async write(...args) {
        const written = await store.write(...args);
        if (written !== 'conflict') answers += 1;
        if (written !== 'conflict' && answers % 2 === 0) throw problemError(away);
        return written;
      },
    };
    const seconds = await withLease('snapshot', world(deaf, clock), (lease) => workUntilLost(lease, clock, 300));
    expect(seconds).toBe(300);
  });

  test('that cannot be given back costs a warning, not the result', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    const at = world(
      faulty(store, () => problemError(away)),
      clock,
    );
    expect(await withLease('snapshot', at, async () => 'done')).toBe('done');
    expect(at.notes.join()).toContain('could not be given back');
  });

  test('whose renewing has a defect stops the work, and the defect comes out of it alone', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const [store, clock] = [memoryStore(), simulatedClock()];
    const bug = new TypeError('a bug');
    const at = world(
      faulty(store, () => bug),
      clock,
    );
    let seconds = 0;
    const run = withLease('snapshot', at, async (lease) => {
      seconds = await workUntilLost(lease, clock);
      throw problemError(away);
    });
    await expect(run).rejects.toBe(bug);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(seconds).toBeLessThanOrEqual(16);
    expect(unhandled).toEqual([]);
    expect(at.notes).toEqual(['The storage is away.']);
  });

  test('is given back by a run that is interrupted, which is told as cancelled', async () => {
    const [store, clock] = [memoryStore(), simulatedClock()];
    const cancelled = problemError({ code: 'cancelled', summary: 'The run was interrupted.' });
    const sleep = async (milliseconds: number, end?: AbortSignal) => {
      await clock.sleep(milliseconds, end);
      if (end?.aborted !== true && clock.now().getTime() > start + 20_000) throw cancelled;
    };
    const start = clock.now().getTime();
    const at = world(store, { ...clock, sleep });
    await expect(withLease('snapshot', at, () => sleep(29_000))).rejects.toBe(cancelled);
    expect((await leaseIn(store)).state).toBe('released');
  });
});

describe('this process', () => {
  test('lives, and a process that has ended does not', () => {
    const { pid, startTime, isAlive } = thisProcess();
    expect(isAlive(pid)).toBe('yes');
    expect(isAlive(pid, startTime)).toBe('yes');
    expect(isAlive(spawnSync(process.execPath, ['--version']).pid)).toBe('no');
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('knows its machine, and another process by the time when it began', async () => {
    const { bootId, pidNamespace, startTime, isAlive } = thisProcess();
    expect(bootId).toMatch(/^[0-9a-f-]{36}$/);
    expect(pidNamespace).toMatch(/^pid:\[\d+\]$/);
    expect(startTime).toMatch(/^\d+$/);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
    await once(child, 'spawn');
    expect(isAlive(child.pid ?? 0)).toBe('yes');
    expect(isAlive(child.pid ?? 0, '1')).toBe('no');
    child.kill();
    await once(child, 'exit');
    expect(isAlive(child.pid ?? 0)).toBe('no');
  });
});
