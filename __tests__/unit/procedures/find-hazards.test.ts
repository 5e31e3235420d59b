import type { Column } from '../../../src/domain/column.ts';
import type { Cursor } from '../../../src/domain/names.ts';
import { problemError } from '../../../src/domain/problem.ts';
import { type Finding, found } from '../../../src/domain/snapshot/finding.ts';
import type { ExtentTotals } from '../../../src/domain/snapshot/hazards.ts';
import type { DatabaseObserver } from '../../../src/ports/database-observer.ts';
import { findHazards, type HazardRequest } from '../../../src/procedures/find-hazards.ts';
import type { SnapshotSource } from '../../../src/procedures/snapshot-sources.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const columns: readonly Column[] = [{ name: 't', type: 'string' }];
const source = (name: string): SnapshotSource => ({
  estimate: { rows: 2n, originalBytes: 100 },
  ...{ name, tableId: `id-${name}`, schemaVersion: '1.0', columns, folder: '', docString: '' },
  ...{ kind: 'table', bound: 'cursor' },
});
const totals = (names: readonly string[], rows: bigint): ReadonlyMap<string, ExtentTotals> =>
  new Map(names.map((name) => [name, { rows, deletedRows: 0n }]));
const throttled = (): Promise<never> =>
  Promise.reject(problemError({ code: 'service', summary: 'Too many requests.', transient: true }));

const denied = (): Promise<never> => Promise.reject(problemError({ code: 'sign-in', summary: 'Not allowed.' }));

/** Tables of two counted rows each. */
function requestOf(names: readonly string[], others: Partial<HazardRequest> = {}): HazardRequest {
  const counts = {
    atCursor: 2n,
    newer: 0n,
    untimed: 0n,
    times: { low: 0n, high: 0n },
    withTickRest: new Set<string>(),
  };
  return {
    tables: names.map(source),
    schemaScript: [],
    identity: { now: '2026-11-20T09:10:00.0000000Z' },
    populations: new Map(names.map((name) => [name, { total: 2n, ...counts }])),
    extents: { value: totals(names, 2n) },
    previous: new Map(),
    measured: new Map(),
    ...others,
  };
}

async function find(request: HazardRequest, observe: Partial<DatabaseObserver>): Promise<readonly Finding[]> {
  const steady = { extentTotals: async (names: readonly string[]) => totals(names, 2n) };
  const all = await findHazards(request, {
    observe: { ...memoryDatabase(memoryStore()).observe, ...steady, ...observe },
    folder: 'f',
  });
  return all.filter(({ name }) => name !== 'event-grid-not-asked' && name !== 'purges-not-asked');
}

const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ severity, name, table }) => [severity, name, table ?? ''].join(' ').trim()).sort();

test('a second look that fails leaves its own table unknown, and takes nothing from what was seen of the others', async () => {
  const seen = await find(
    requestOf(['Cold', 'Lost', 'Plain'], { extents: { value: hidden(['Cold', 'Lost', 'Plain']) } }),
    {
      extentTotals: async (names) => hidden(names),
      rowCounts: ([name]) => (name === 'Lost' ? throttled() : Promise.resolve([2n])),
    },
  );
  expect(told(seen)).toEqual(['unknown forced-scope Cold', 'unknown rows-not-proven Lost']);
  expect(seen.find(({ table }) => table === 'Lost')?.summary).toContain('Too many requests.');
});

/** Of all but Plain one row more lies in extents than queries see. */
const hidden = (names: readonly string[]): ReadonlyMap<string, ExtentTotals> =>
  new Map(names.map((name) => [name, { rows: name === 'Plain' ? 2n : 3n, deletedRows: 0n }]));

test('tables are looked at again a few at a time', async () => {
  const names = Array.from({ length: 20 }, (_, place) => `T${place}`);
  let [running, most] = [0, 0];
  await find(requestOf(names, { extents: { value: hidden(names) } }), {
    extentTotals: async (asked) => hidden(asked),
    rowCounts: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [2n];
    },
  });
  expect(most).toBe(4);
});

const forcing = (IsRelaxable: boolean) => ({
  name: 'default',
  definition: JSON.stringify({ RequestLimitsPolicy: { DataScope: { IsRelaxable, Value: 'HotCache' } } }),
});
const notShown = 'note scope-not-proven';
const noSizes = 'warning not-looked-at';
const unknown = 'unknown rows-not-proven';

test.each<readonly [string, Partial<DatabaseObserver>, readonly string[]]>([
  ['extents and workload groups can be read', {}, []],
  ['only extents can be read', { workloadGroups: denied }, [notShown]],
  ['only workload groups can be read', { extentTotals: throttled }, [noSizes]],
  ['neither can be read', { extentTotals: throttled, workloadGroups: denied }, [notShown, unknown, noSizes]],
  [
    'extents cannot be read, and groups have another shape',
    { extentTotals: throttled, workloadGroups: async () => [{ name: 'default', definition: '[]' }] },
    [notShown, unknown, noSizes],
  ],
  [
    'extents cannot be read, and nobody knows whether the group that forces is ours',
    { extentTotals: throttled, workloadGroups: async () => [forcing(true), forcing(false)] },
    [notShown, unknown, noSizes],
  ],
  [
    'extents cannot be read, and the only group forces',
    { extentTotals: throttled, workloadGroups: async () => [forcing(false)] },
    ['unknown forced-scope', noSizes],
  ],
])('that queries see every row is unknown where nothing shows it: %s', async (_, observe, expected) => {
  expect(told(await find(requestOf(['T']), observe))).toEqual(expected);
});

test('each command of the log is read once, whatever the number of tables', async () => {
  let reads = 0;
  const command = (place: number) => ({
    at: `2026-11-20T09:00:${String(place).padStart(2, '0')}.0000000Z`,
    get text() {
      reads += 1;
      return `.clear table T${place} data`;
    },
  });
  const names = Array.from({ length: 50 }, (_, place) => `T${place}`);
  const since = { snapshotId: 'before', clusterTime: '2026-11-20T09:00:10.0000000Z' };
  const previous = new Map(names.map((name) => [name, since]));
  const seen = await find(requestOf(names, { previous }), {
    changesSince: async () => names.map((_, n) => command(n)),
  });
  expect(told(seen)).toEqual(names.slice(10).map((name) => `warning purge-or-delete-since-base ${name}`));
  expect(reads).toBe(names.length);
});

test('values of rows that the base holds are not measured again, and what it found of them is told', async () => {
  const asked: (string | undefined)[][] = [];
  const cursor = '42' as Cursor;
  const known = found('beyond-encoding-limit', 'Values of Held.t that reach it: 7.', 'Held');
  const measured = new Map([['Held', { cursor, findings: [known] }]]);
  const all = await find(requestOf(['Held', 'New'], { measured }), {
    valuesAtLimit: async (tables) => {
      asked.push(...tables.map(({ name, after }) => [name, after]));
      return tables.map(() => [1n]);
    },
  });
  expect(asked).toEqual([
    ['Held', '42'],
    ['New', undefined],
  ]);
  expect(all.map(({ summary }) => summary)).toEqual([
    known.summary,
    expect.stringMatching(/^Values of Held\.t, in rows that are newer than the base, that reach .*: 1\.$/),
    expect.stringMatching(/^Values of New\.t that reach .*: 1\.$/),
  ]);
});

test('where the values of some tables cannot be measured, those of the others are told', async () => {
  const names = Array.from({ length: 30 }, (_, place) => `T${place}`);
  const all = await find(requestOf(names), {
    valuesAtLimit: (tables) =>
      tables.some(({ name }) => name === 'T0') ? throttled() : Promise.resolve(tables.map(() => [1n])),
  });
  expect(told(all)).toEqual(
    [
      ...names.slice(0, 25).map((name) => `warning not-looked-at ${name}`),
      ...names.slice(25).map((name) => `warning beyond-encoding-limit ${name}`),
    ].sort(),
  );
});
