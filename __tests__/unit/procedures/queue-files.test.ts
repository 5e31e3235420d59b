import { problemError } from '../../../src/domain/problem.ts';
import { type QueuedFile, queueFiles } from '../../../src/procedures/queue-files.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const file = (tag: string, rows: bigint): QueuedFile => ({
  file: 0,
  rows,
  tag,
  request: async () => ({ table: 'raw', source: 'file', tag }),
});

const columns = [{ name: 'n', type: 'long' }] as const;

/** A service whose `arrive` is asked at every look at the table. */
function serviceOf(arrive: (look: number, put: (tag: string) => void) => void) {
  const database = memoryDatabase(memoryStore());
  database.put('raw', columns, []);
  const queued: string[] = [];
  let looks = 0;
  return {
    queued,
    database: {
      ...database,
      read: {
        ...database.read,
        async rowsByExtent(table: string) {
          looks += 1;
          arrive(looks - 1, (tag) => database.put('raw', columns, [['1']], { tags: [tag] }));
          return database.read.rowsByExtent(table);
        },
      },
      load: {
        ...database.load,
        queueIngest: async ({ tag }: { readonly tag: string }) => void queued.push(tag),
        failedIngestions: async (): Promise<ReadonlyMap<string, string>> => new Map([['before', 'long ago']]),
      },
    },
  };
}

test('it ends when every file has come, with as many rows as it has or more', async () => {
  const { database, queued } = serviceOf((look, put) => {
    if (look < 3) put('a');
    if (look === 5) put('b');
  });
  const problems = await queueFiles(
    { table: 'raw', files: [file('a', 2n), file('b', 1n)] },
    { database, clock: simulatedClock() },
  );
  expect({ problems, queued }).toEqual({ problems: [], queued: ['a', 'b'] });
});

test('a file that does not come in an hour may be sent again', async () => {
  const { database } = serviceOf((look, put) => {
    if (look === 1) put('a');
  });
  const clock = simulatedClock();
  const began = clock.now().getTime();
  const files = [file('a', 1n), file('b', 1n)];
  const problems = await queueFiles({ table: 'raw', files }, { database, clock });
  expect(problems).toMatchObject([{ transient: true, summary: 'Not all queued files came into raw.' }]);
  expect((clock.now().getTime() - began) / 60_000).toBeGreaterThan(60);
});

test('what the service gives up ends the wait for as many files, may be tried by another way, and what it gave up before is not told', async () => {
  const { database } = serviceOf(() => undefined);
  const answers = [new Map([['before', 'old']]), new Map([['before', 'old']]), new Map([['now', 'too old']])];
  const load = { ...database.load, failedIngestions: async () => answers.shift() ?? new Map<string, string>() };
  const clock = simulatedClock();
  const began = clock.now().getTime();
  const world = { database: { ...database, load }, clock };
  const problems = await queueFiles({ table: 'raw', files: [file('a', 1n)] }, world);
  expect(problems.map(({ detail, transient }) => [detail, transient])).toEqual([['too old', true]]);
  expect(clock.now().getTime() - began).toBeLessThan(60_000);
});

test('a failure of an older attempt keeps no file from coming', async () => {
  const { database } = serviceOf((look, put) => {
    if (look === 3) put('a');
    if (look === 5) put('b');
  });
  let asked = 0;
  const load = {
    ...database.load,
    failedIngestions: async () => new Map((asked++ === 0 ? [] : [['late', 'of an older one']]) as [string, string][]),
  };
  const files = [file('a', 1n), file('b', 1n), file('c', 1n)];
  const world = { database: { ...database, load }, clock: simulatedClock() };
  const problems = await queueFiles({ table: 'raw', files }, world);
  expect(problems).toMatchObject([{ transient: true, detail: 'of an older one' }]);
  expect(await database.read.rowsByExtent('raw')).toHaveLength(2);
});

test('a message that the queue does not take is told once the other files have come', async () => {
  const { database, queued } = serviceOf((look, put) => {
    if (look === 4) put('b');
  });
  const load = {
    ...database.load,
    queueIngest: async (request: { readonly tag: string }) => {
      if (request.tag === 'a') throw problemError({ code: 'service', summary: 'full', transient: true });
      queued.push(request.tag);
    },
  };
  const world = { database: { ...database, load }, clock: simulatedClock() };
  const problems = await queueFiles({ table: 'raw', files: [file('a', 1n), file('b', 1n)] }, world);
  expect(problems).toMatchObject([{ summary: 'full', transient: true }]);
  expect(queued).toEqual(['b']);
});

test('trouble that may pass while it looks is waited out', async () => {
  const { database } = serviceOf((look, put) => {
    if (look < 3) throw problemError({ code: 'service', summary: 'busy', transient: true });
    put('a');
  });
  const world = { database, clock: simulatedClock() };
  expect(await queueFiles({ table: 'raw', files: [file('a', 1n)] }, world)).toEqual([]);
});

test('whoever may not read the failures waits for the files alone, and any other trouble is told', async () => {
  const { database } = serviceOf((look, put) => {
    if (look === 2) put('a');
  });
  const failing = (code: 'sign-in' | 'service') => ({
    ...database,
    load: { ...database.load, failedIngestions: () => Promise.reject(problemError({ code, summary: 'no' })) },
  });
  const run = (code: 'sign-in' | 'service') =>
    queueFiles({ table: 'raw', files: [file('a', 1n)] }, { database: failing(code), clock: simulatedClock() });
  expect(await run('sign-in')).toEqual([]);
  await expect(run('service')).rejects.toMatchObject({ problems: [{ code: 'service' }] });
});
