import { createHash } from 'node:crypto';
import type { Cursor } from '../../../src/domain/names.ts';
import type { SizedSlice, Slice, TimeBin } from '../../../src/domain/snapshot/slice.ts';
import { divideSlice } from '../../../src/procedures/divide-slice.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const cursor = '1' as Cursor;
const timed: Slice = { kind: 'timed', cursor };
const table = { name: 'T', columns: [{ name: 'v', type: 'long' }] } as const;

interface ModelRow {
  /** Ticks since some midnight; undefined is no ingestion time. */
  readonly ticks: bigint | undefined;
  readonly value: number;
  /** In which extent it lies. */
  readonly extent?: string;
}

const stepTicks = {
  '1h': 36_000_000_000n,
  '1m': 600_000_000n,
  '1s': 10_000_000n,
  '1ms': 10_000n,
  '1tick': 1n,
} as const;

function textOf(ticks: bigint): string {
  const instant = new Date(Date.UTC(2026, 10, 20) + Number(ticks / 10_000n)).toISOString().replace('Z', '');
  return `${instant}${String(ticks % 10_000n).padStart(4, '0')}Z`;
}

function hash({ value }: ModelRow): bigint {
  return createHash('sha256').update(String(value)).digest().readBigUInt64LE();
}

function isIn(slice: Slice, row: ModelRow): boolean {
  if (slice.part !== undefined && hash(row) % BigInt(slice.part.of) !== BigInt(slice.part.index)) return false;
  if (slice.kind === 'whole') return true;
  if (slice.kind === 'extents') return slice.ids.includes(row.extent ?? '');
  if (slice.kind === 'untimed' || row.ticks === undefined)
    return (slice.kind === 'untimed') === (row.ticks === undefined);
  const time = textOf(row.ticks);
  return (slice.from === undefined || time >= slice.from) && (slice.before === undefined || time < slice.before);
}

/** Answers as the engine does. */
function modelOf(rows: readonly ModelRow[]) {
  const asked: string[] = [];
  return {
    asked,
    async timeBins(
      _table: string,
      at: Cursor,
      window: { from?: string | undefined; before?: string | undefined },
      step: keyof typeof stepTicks,
    ) {
      asked.push(step);
      const bins = new Map<bigint, bigint>();
      for (const row of rows.filter((one) => isIn({ kind: 'timed', cursor: at, ...window }, one))) {
        const start = ((row.ticks ?? 0n) / stepTicks[step]) * stepTicks[step];
        bins.set(start, (bins.get(start) ?? 0n) + 1n);
      }
      return [...bins]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([start, count]): TimeBin => ({ start: textOf(start), rows: count }));
    },
    async partRows(_table: string, _columns: unknown, slice: Slice, of: number) {
      asked.push('hash');
      const parts = new Map<number, bigint>();
      for (const row of rows.filter((one) => isIn(slice, one))) {
        const part = Number(hash(row) % BigInt(of));
        parts.set(part, (parts.get(part) ?? 0n) + 1n);
      }
      return parts;
    },
    async rowsByExtent() {
      asked.push('extents');
      const extents = Map.groupBy(rows, ({ extent = '' }) => extent);
      return [...extents].map(([extentId, own]) => ({ extentId, tags: [], rows: BigInt(own.length) }));
    },
  };
}

type Reader = Parameters<typeof divideSlice>[3];

function divide(rows: readonly ModelRow[], slice: Slice, most: bigint) {
  const model = modelOf(rows);
  const count = BigInt(rows.filter((row) => isIn(slice, row)).length);
  return { model, slices: divideSlice({ slice, rows: count }, table, most, model as unknown as Reader) };
}

function expectComplete(rows: readonly ModelRow[], whole: Slice, slices: readonly SizedSlice[]): void {
  for (const row of rows.filter((one) => isIn(whole, one))) {
    expect(slices.filter(({ slice }) => isIn(slice, row))).toHaveLength(1);
  }
  for (const { slice, rows: count } of slices)
    expect(BigInt(rows.filter((row) => isIn(slice, row)).length)).toBe(count);
}

test('a small slice is not looked into', async () => {
  const { model, slices } = divide([{ ticks: 1n, value: 1 }], timed, 5n);
  expect(await slices).toEqual([{ slice: timed, rows: 1n }]);
  expect(model.asked).toEqual([]);
});

test('windows touch and are open at both ends, so that a row of any time lies in exactly one', async () => {
  const hour = stepTicks['1h'];
  const rows = Array.from({ length: 10 }, (_, index) => ({ ticks: BigInt(index) * hour, value: index }));
  const slices = await divide(rows, timed, 4n).slices;
  expect(slices.map(({ rows: count }) => count)).toEqual([4n, 4n, 2n]);
  expect(slices.map(({ slice }) => slice)).toEqual([
    { kind: 'timed', cursor, before: textOf(4n * hour) },
    { kind: 'timed', cursor, from: textOf(4n * hour), before: textOf(8n * hour) },
    { kind: 'timed', cursor, from: textOf(8n * hour) },
  ]);
});

test('a load whose rows all share one tick is divided by hash', async () => {
  const rows = Array.from({ length: 1_000 }, (_, value) => ({ ticks: 77n, value }));
  const { model, slices } = divide(rows, timed, 300n);
  const found = await slices;
  expect(found.length).toBe(4);
  expect(found.every(({ rows: count }) => count < 400n)).toBe(true);
  expect(model.asked).toEqual(['1h', '1m', '1s', '1ms', '1tick', 'hash']);
  expectComplete(rows, timed, found);
});

test('rows without ingestion time are divided by hash, and a part can be divided again', async () => {
  const rows = Array.from({ length: 500 }, (_, value) => ({ ticks: undefined, value }));
  const first = await divide(rows, { kind: 'untimed' }, 250n).slices;
  expectComplete(rows, { kind: 'untimed' }, first);
  const [part] = first;
  if (part === undefined) throw new Error('no part');
  const again = await divide(rows, part.slice, part.rows / 2n).slices;
  expect(again.length).toBeGreaterThan(1);
  expectComplete(rows, part.slice, again);
});

test('equal rows cannot be told apart and stay together', async () => {
  const rows = Array.from({ length: 50 }, () => ({ ticks: 5n, value: 1 }));
  const slices = await divide(rows, timed, 10n).slices;
  expect(slices.map(({ rows: count }) => count)).toEqual([50n]);
});

test('whatever the times are, every row lies in one slice, and no slice is too big unless its rows are equal in time', async () => {
  const random = seededRandom(11);
  for (let round = 0; round < 60; round += 1) {
    const spread = 10 ** (1 + random.below(12));
    const rows = Array.from({ length: 200 }, (_, value) => ({
      ticks: random.below(20) === 0 ? undefined : BigInt(random.below(spread)),
      value,
    }));
    const most = BigInt(1 + random.below(60));
    const slices = await divide(rows, timed, most).slices;
    random.check(() => {
      expectComplete(rows, timed, slices);
      expect(slices.filter(({ slice, rows: count }) => count > most && slice.part === undefined)).toEqual([]);
    });
  }
});

const whole: Slice = { kind: 'whole' };
const guid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

test('a table without ingestion times is divided by its extents, and an extent that is too big by hash', async () => {
  const rows = Array.from({ length: 100 }, (_, value) => ({
    ticks: undefined,
    value,
    extent: guid(Math.floor(value / 10)),
  }));
  const big = Array.from({ length: 90 }, (_, value) => ({ ticks: undefined, value: 1_000 + value, extent: guid(99) }));
  const { model, slices } = divide([...rows, ...big], whole, 45n);
  const found = await slices;
  expectComplete([...rows, ...big], whole, found);
  expect(found.filter(({ slice }) => slice.part === undefined).map(({ rows: count }) => count)).toEqual([
    40n,
    40n,
    20n,
  ]);
  expect(model.asked).toEqual(['extents', 'hash']);
});

test('no slice names more than 500 extents', async () => {
  const rows = Array.from({ length: 1_200 }, (_, value) => ({ ticks: undefined, value, extent: guid(value) }));
  const found = await divide(rows, whole, 1_100n).slices;
  expect(found.map(({ rows: count }) => count)).toEqual([500n, 500n, 200n]);
});

test('a slice of extents that was too big is divided by them, and a slice of one by hash', async () => {
  const rows = Array.from({ length: 60 }, (_, value) => ({ ticks: undefined, value, extent: guid(value % 3) }));
  const two: Slice = { kind: 'extents', ids: [guid(0), guid(1)] };
  const found = await divide(rows, two, 20n).slices;
  expect(found.map(({ slice }) => slice)).toEqual([guid(0), guid(1)].map((id) => ({ kind: 'extents', ids: [id] })));
  const one: Slice = { kind: 'extents', ids: [guid(2)] };
  expectComplete(rows, one, await divide(rows, one, 10n).slices);
});

test('rows that lie in no extent, and rows of a view, are divided by hash alone', async () => {
  const none = '00000000-0000-0000-0000-000000000000';
  const rows = Array.from({ length: 80 }, (_, value) => ({
    ticks: undefined,
    value,
    extent: value < 3 ? none : guid(1),
  }));
  const streamed = await divide(rows, whole, 30n).slices;
  expectComplete(rows, whole, streamed);
  expect(streamed.every(({ slice }) => slice.kind === 'whole')).toBe(true);
  const model = modelOf(rows);
  const view = { ...table, kind: 'materialized-view' } as const;
  expectComplete(rows, whole, await divideSlice({ slice: whole, rows: 80n }, view, 30n, model as unknown as Reader));
  expect(model.asked).toEqual(['hash']);
});
