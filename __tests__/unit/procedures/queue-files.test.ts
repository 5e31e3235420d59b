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
          arrive(looks, (tag) => database.put('raw', columns, [['1']], { tags: [tag] }));
          looks += 1;
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
  const problems = await queueFiles('raw', [file('a', 2n), file('b', 1n)], { database, clock: simulatedClock() });
  expect({ problems, queued }).toEqual({ problems: [], queued: ['a', 'b'] });
});

test('a file that does not come in an hour may be sent again', async () => {
  const { database } = serviceOf((look, put) => {
    if (look === 1) put('a');
  });
  const problems = await queueFiles('raw', [file('a', 1n), file('b', 1n)], { database, clock: simulatedClock() });
  expect(problems).toMatchObject([{ transient: true, summary: expect.stringContaining('1 queued files') }]);
});

test('what the service gives up is told, and what it gave up before is not', async () => {
  const { database } = serviceOf(() => undefined);
  const answers = [new Map([['before', 'old']]), new Map([['before', 'old']]), new Map([['now', 'too old']])];
  const load = { ...database.load, failedIngestions: async () => answers.shift() ?? new Map<string, string>() };
  const problems = await queueFiles('raw', [file('a', 1n)], {
    database: { ...database, load },
    clock: simulatedClock(),
  });
  expect(problems.map(({ detail, transient }) => [detail, transient])).toEqual([['too old', undefined]]);
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
    queueFiles('raw', [file('a', 1n)], { database: failing(code), clock: simulatedClock() });
  expect(await run('sign-in')).toEqual([]);
  await expect(run('service')).rejects.toMatchObject({ problems: [{ code: 'service' }] });
});
