import type { Cursor } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import type { Slice } from '../../../src/domain/snapshot/slice.ts';
import { windowsByAge } from '../../../src/procedures/divide-by-age.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const slice: Extract<Slice, { kind: 'timed' }> = { kind: 'timed', cursor: '1' as Cursor };
const always = { floor: '0001-01-01T00:00:00.0000000Z', now: '2027-01-01T00:00:00.0000000Z', tolerated: 1 };

const milliseconds = { '1d': 86_400_000, '1h': 3_600_000, '1m': 60_000, '1s': 1000, '1ms': 1, '1tick': 1 } as const;
const instant = (at: number): string => new Date(at).toISOString().replace('Z', '0000Z');
const day = milliseconds['1d'];
const start = Date.UTC(2026, 0, 1);

const windowsIn = async (...asked: Parameters<typeof windowsByAge>) => (await windowsByAge(...asked)) ?? [];

interface ModelRow {
  readonly at: number;
  readonly extent: string;
}

/** Answers as the engine does; `created` is by the extent's id. */
function modelOf(rows: readonly ModelRow[], created: ReadonlyMap<string, number>) {
  const asked: string[] = [];
  return {
    asked,
    async extentBins(
      _table: string,
      _cursor: Cursor,
      { from, before }: { from?: string | undefined; before?: string | undefined },
      step: keyof typeof milliseconds,
    ) {
      asked.push(step);
      const bins = new Map<string, { start: string; extentId: string; rows: bigint }>();
      for (const { at, extent } of rows) {
        const time = instant(at);
        if ((from !== undefined && time < from) || (before !== undefined && time >= before)) continue;
        const bin = instant(Math.floor(at / milliseconds[step]) * milliseconds[step]);
        const known = bins.get(`${bin} ${extent}`);
        bins.set(`${bin} ${extent}`, { start: bin, extentId: extent, rows: (known?.rows ?? 0n) + 1n });
      }
      return [...bins.values()];
    },
    async creationTimes() {
      asked.push('creation times');
      return new Map([...created].map(([id, at]) => [id, instant(at)]));
    },
  };
}

test.each([1, 2, 3, 4, 5])('windows hold every row once and nothing older than they say (seed %i)', async (seed) => {
  const random = seededRandom(seed);
  const created = new Map<string, number>();
  const rows: ModelRow[] = [];
  for (let extent = 0; extent < 60; extent += 1) {
    const ingested = start + random.below(20 * day);
    created.set(`e${extent}`, random.below(5) === 0 ? start - random.below(300 * day) : ingested);
    const spread = random.below(2) === 0 ? 1 : day / 4;
    for (let row = 0; row < 20; row += 1) rows.push({ at: ingested + random.below(spread), extent: `e${extent}` });
  }
  const windows = (await windowsByAge(slice, 'T', always, modelOf(rows, created))) ?? [];
  expect(windows.reduce((sum, one) => sum + one.rows, 0n)).toBe(BigInt(rows.length));
  for (const { window, rows: counted, creationTime } of windows) {
    const own = rows.filter(({ at }) => {
      const time = instant(at);
      return (
        (window.from === undefined || time >= window.from) && (window.before === undefined || time < window.before)
      );
    });
    expect(BigInt(own.length)).toBe(counted);
    expect(creationTime).toBe(
      own
        .map(({ extent }) => instant(created.get(extent) ?? 0))
        .toSorted()
        .at(-1),
    );
  }
  expect(windows[0]?.window.from).toBeUndefined();
  expect(windows.at(-1)?.window.before).toBeUndefined();
  expect(windows.slice(1).map(({ window }) => window.from)).toEqual(
    windows.slice(0, -1).map(({ window }) => window.before),
  );
});

test('a table that is filled day by day has a window of each day, in two looks at its rows', async () => {
  const created = new Map<string, number>();
  const rows: ModelRow[] = [];
  for (let hour = 0; hour < 10 * 24; hour += 1) {
    created.set(`e${hour}`, start + hour * milliseconds['1h']);
    rows.push({ at: start + hour * milliseconds['1h'], extent: `e${hour}` });
  }
  const model = modelOf(rows, created);
  const windows = await windowsIn(slice, 'T', always, model);
  expect(windows.map(({ rows: count }) => count)).toEqual(Array(10).fill(24n));
  expect(model.asked).toEqual(['1d', 'creation times']);
});

test('a restore of years within one minute is told apart again', async () => {
  const created = new Map<string, number>();
  const rows: ModelRow[] = [];
  for (let extent = 0; extent < 50; extent += 1) {
    created.set(`e${extent}`, start - extent * 30 * day);
    rows.push({ at: start + extent * 997, extent: `e${extent}` });
  }
  const model = modelOf(rows, created);
  expect(await windowsByAge(slice, 'T', always, model)).toHaveLength(50);
  expect(model.asked.length).toBeLessThan(8);
});

test('backfills that alternate with today thousands of times stay together as rows of today', async () => {
  const rows: ModelRow[] = [];
  for (let turn = 0; turn < 2000; turn += 1) rows.push({ at: start + turn, extent: turn % 2 === 0 ? 'old' : 'new' });
  const created = new Map([
    ['old', start - 300 * day],
    ['new', start],
  ]);
  const windows = await windowsIn(slice, 'T', always, modelOf(rows, created));
  expect(windows.length).toBeLessThan(110);
  expect(new Set(windows.map(({ creationTime }) => creationTime))).toEqual(new Set([instant(start)]));
});

test('rows in no extent, and in an extent that a merge has just made, count as created now at the earliest', async () => {
  const rows = [{ at: start, extent: 'nowhere' }];
  const [window] = await windowsIn(slice, 'T', always, modelOf(rows, new Map()));
  expect(window?.creationTime).toBe(always.now);
});

const tooBig = () =>
  Promise.reject(problemError({ code: 'service', summary: 'too many', transient: true, tooBig: 'memory' }));

test('more extents than one answer can tell leave the rows together', async () => {
  const model = modelOf([{ at: start, extent: 'e' }], new Map([['e', start]]));
  expect(await windowsByAge(slice, 'T', always, { ...model, extentBins: tooBig })).toBeUndefined();
  expect(await windowsByAge(slice, 'T', always, { ...model, creationTimes: tooBig })).toBeUndefined();
  const other = () => Promise.reject(problemError({ code: 'service', summary: 'busy', transient: true }));
  await expect(windowsByAge(slice, 'T', always, { ...model, extentBins: other })).rejects.toThrow('busy');
});

test('a finer look that is too big leaves the days as they were seen', async () => {
  const rows = [0, 1, 2].map((turn) => ({ at: start + turn * 7_200_000, extent: `e${turn}` }));
  const model = modelOf(rows, new Map(rows.map(({ extent }, turn) => [extent, start - turn * 30 * day])));
  const extentBins: typeof model.extentBins = (table, cursor, window, step) =>
    step === '1d' ? model.extentBins(table, cursor, window, step) : tooBig();
  const windows = await windowsByAge(slice, 'T', always, { ...model, extentBins });
  expect(windows).toMatchObject([{ rows: 3n, creationTime: instant(start) }]);
});

test('few rows of some days stay together while that is tolerated', async () => {
  const rows = Array.from({ length: 30 }, (_, turn) => ({ at: start + turn * day, extent: `e${turn}` }));
  const created = new Map(rows.map(({ at, extent }) => [extent, at]));
  const windows = await windowsIn(slice, 'T', { ...always, tolerated: 10 }, modelOf(rows, created));
  expect(windows.map(({ rows: count }) => count)).toEqual([11n, 11n, 8n]);
});
