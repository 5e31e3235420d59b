import type { RunId } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import type { FileRecord, TableManifest } from '../../../src/domain/snapshot/manifest.ts';
import type { LoadWay } from '../../../src/domain/snapshot/records.ts';
import { loadTable } from '../../../src/procedures/load-table.ts';
import type { PastLoads } from '../../../src/procedures/receive-files.ts';
import { rawName, renewStaging, type StagedTable, stageName } from '../../../src/procedures/stage-table.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const columns = [{ name: 'n', type: 'long' }] as const;
const files = [0, 1].map(() => ({
  path: 'x',
  fingerprint: { rows: '1', low: '0', high: '0' },
})) as never as FileRecord[];

const tableOf = (load: LoadWay): StagedTable => ({
  table: { name: 'T', columns } as never as TableManifest,
  run: '00000001' as RunId,
  index: 0,
  live: undefined,
  readers: 'all',
  load,
  softDeletePeriod: undefined,
  storedScript: [],
});

/** Whoever is sent a file: `queue` and `direct` are told the tag and may bring its row. */
function worldOf(arrive: {
  readonly queue: (tag: string, put: (tag: string) => void) => void;
  readonly direct?: (tag: string) => 'loaded' | 'refused';
}) {
  const store = memoryStore();
  const memory = memoryDatabase(store);
  const staged = tableOf('queued');
  const [raw, stage] = [rawName(staged), stageName(staged)];
  memory.put(raw, columns, []);
  memory.put(stage, columns, []);
  const put = (tag: string): void => memory.put(raw, columns, [['1']], { tags: [tag] });
  const events: string[] = [];
  const database = {
    ...memory,
    read: {
      ...memory.read,
      rowsByExtent: async (table: string) => {
        events.push(`look ${table.slice(0, 6)}`);
        return memory.read.rowsByExtent(table);
      },
    },
    load: {
      ...memory.load,
      failedIngestions: async () => new Map<string, string>(),
      queueIngest: async ({ tag }: { readonly tag: string }) => {
        events.push(`queue ${tag.slice(11)}`);
        arrive.queue(tag, put);
      },
      startIngest: async ({ tag }: { readonly tag: string }) => {
        events.push(`direct ${tag.slice(11)}`);
        if (arrive.direct?.(tag) === 'refused')
          throw problemError({ code: 'service', summary: 'too old', transient: false });
        put(tag);
        return 'done' as never;
      },
      states: async () => [{ kind: 'completed' } as const],
      moveExtents: async (_from: string, _into: string, ids: readonly string[]) => {
        events.push('move');
        const there = await memory.read.rowsByExtent(raw);
        for (const { tags } of there.filter(({ extentId }) => ids.includes(extentId)))
          memory.put(stage, columns, [['1']], { tags });
        memory.clear(raw);
      },
    },
  };
  const clock = simulatedClock();
  let round = 0;
  const past = (changes: Partial<PastLoads> = {}): PastLoads => ({
    before: 'nothing-sent',
    wasQueued: 'yes',
    nextRound: async () => {
      round += 1;
      return round;
    },
    fence: async () => void events.push('fence'),
    renew: async () => undefined,
    ...changes,
  });
  return { world: { database, store, clock }, staged, events, past, stage, raw, memory, put };
}

const tag = (file: number, round: number): string => `kr00000001f000000${file}a00${round}`;

test("before every move of queued files the restore is seen to be still this process's, and one that was taken over moves nothing", async () => {
  const { world, staged, events, past, memory, stage } = worldOf({ queue: (one, put) => put(one) });
  await loadTable(staged, files, past(), world);
  expect(events.indexOf('move')).toBe(events.indexOf('fence') + 1);
  expect(memory.rowsOf(stage)).toHaveLength(2);

  const other = worldOf({ queue: (one, put) => put(one) });
  const fence = () => Promise.reject(problemError({ code: 'taken-over', summary: 'another' }));
  await expect(loadTable(other.staged, files, other.past({ fence }), other.world)).rejects.toMatchObject({
    problems: [{ code: 'taken-over' }],
  });
  expect(other.events).not.toContain('move');
});

test('what lies in the staged table is never remembered where there is a queue', async () => {
  const seen = (run: { readonly events: readonly string[] }) =>
    run.events.filter((text) => text === 'look kr_sta').length;
  const queued = worldOf({ queue: (one, put) => put(one) });
  await loadTable(queued.staged, files, queued.past(), queued.world);
  const direct = worldOf({ queue: () => undefined });
  await loadTable(tableOf('direct'), files, direct.past({ wasQueued: 'no' }), direct.world);
  expect([seen(queued), seen(direct)]).toEqual([1, 0]);
});

test('a file that does not come by the queue is loaded directly, which tells what is wrong with it', async () => {
  const queue = (one: string, put: (tag: string) => void): void => {
    if (one.includes('f0000000')) put(one);
  };
  const { world, staged, events, past, memory, stage } = worldOf({ queue });
  await loadTable(staged, files, past(), world);
  expect(events.filter((text) => /^(queue|direct)/.test(text))).toEqual([
    'queue 0000000a001',
    'queue 0000001a001',
    'direct 0000001a002',
  ]);
  expect(memory.rowsOf(stage)).toHaveLength(2);

  const hopeless = worldOf({ queue, direct: () => 'refused' });
  await expect(loadTable(hopeless.staged, files, hopeless.past(), hopeless.world)).rejects.toMatchObject({
    problems: [{ summary: 'too old' }],
  });
});

test('a run that goes on waits for what was queued before and sends only what does not come', async () => {
  const { world, staged, events, past, memory, stage, put } = worldOf({ queue: (one, bring) => bring(one) });
  let looks = 0;
  const rowsByExtent = async (table: string) => {
    looks += 1;
    if (looks === 10) put(tag(0, 1));
    return memory.read.rowsByExtent(table);
  };
  const database = { ...world.database, read: { ...world.database.read, rowsByExtent } };
  const nextRound = async (): Promise<number> => 2;
  await loadTable(staged, files, past({ before: 'maybe-sent', nextRound }), { ...world, database });
  expect(events.filter((text) => text.startsWith('queue'))).toEqual(['queue 0000001a002']);
  expect(memory.rowsOf(stage)).toHaveLength(2);
});

test('the end of staging is put off once a part of its lifetime is over, of both tables', async () => {
  const clock = simulatedClock();
  const ends: string[] = [];
  const { change } = memoryDatabase(memoryStore());
  const expireTable = async (name: string, at: Date) => void ends.push(`${name.slice(0, 6)} ${at.getTime()}`);
  const renew = renewStaging([tableOf('direct')], 6000, { database: { change: { ...change, expireTable } }, clock });
  await clock.sleep(900);
  await renew();
  expect(ends).toEqual([]);
  await clock.sleep(200);
  await renew();
  await renew();
  const end = clock.now().getTime() + 6000;
  expect(ends).toEqual([`kr_raw ${end}`, `kr_sta ${end}`]);
});
