import type { Populations } from '../../../src/domain/cursor-bound.ts';
import type { Cursor } from '../../../src/domain/names.ts';
import type { RowCounter } from '../../../src/procedures/count-rows.ts';
import type { RowsOfSnapshot } from '../../../src/procedures/locate-rows.ts';
import { countNewer } from '../../../src/procedures/plan-restore.ts';

const sameEpoch: RowsOfSnapshot = {
  kind: 'same-epoch',
  bound: { kind: 'cursor', cursor: '100' as Cursor },
  atCursor: 10n,
  untimed: 2n,
};

function newerOf(counts: Omit<Populations, 'times'>, rows: RowsOfSnapshot = sameEpoch): Promise<bigint | undefined> {
  const seen = { ...counts, times: { low: 0n, high: 0n }, withTickRest: new Set<string>() };
  const read: RowCounter = {
    populations: async (tables) => new Map(tables.map(({ name }) => [name, seen])),
    wholePopulations: async () => ({ ...seen, atCursor: 0n, newer: 0n, untimed: seen.total }),
  };
  return countNewer(read, 'T', rows).then(({ newer }) => newer);
}

test.each([
  ['nothing has changed', { total: 12n, atCursor: 10n, newer: 0n, untimed: 2n }, undefined],
  ['rows are gone', { total: 5n, atCursor: 4n, newer: 0n, untimed: 1n }, undefined],
  ['rows are gone, and none without ingestion time is left', { total: 4n, atCursor: 4n, newer: 0n, untimed: 0n }, 0n],
  ['rows were ingested since', { total: 15n, atCursor: 10n, newer: 3n, untimed: 2n }, 3n],
  ['rows wait for their stamp', { total: 16n, atCursor: 10n, newer: 0n, untimed: 2n }, 4n],
  ['rows were moved in with an old ingestion time', { total: 17n, atCursor: 15n, newer: 0n, untimed: 2n }, 5n],
  ['rows came without an ingestion time', { total: 18n, atCursor: 10n, newer: 0n, untimed: 8n }, 6n],
  ['rows are gone at the cursor and others came untimed', { total: 9n, atCursor: 4n, newer: 0n, untimed: 5n }, 3n],
] as const)(
  '%s: rows that are not of the snapshot are counted, whichever way they came, unless only their values tell',
  async (_, populations, newer) => {
    expect(await newerOf(populations)).toBe(newer);
  },
);

test('where nothing bounds the rows, more of them than the snapshot has are told, and otherwise only an empty table is', async () => {
  const rows: RowsOfSnapshot = { kind: 'same-epoch', bound: { kind: 'whole-table' }, atCursor: 0n, untimed: 5n };
  const newer = (total: bigint) => newerOf({ total, atCursor: 0n, newer: 0n, untimed: total }, rows);
  expect([await newer(8n), await newer(5n), await newer(3n), await newer(0n)]).toEqual([3n, undefined, undefined, 0n]);
});

test('every row of a foreign table is not of the snapshot', async () => {
  const foreign: RowsOfSnapshot = { kind: 'foreign', bound: { kind: 'whole-table' }, atCursor: 0n, untimed: 0n };
  expect(await newerOf({ total: 7n, atCursor: 5n, newer: 1n, untimed: 1n }, foreign)).toBe(7n);
});
