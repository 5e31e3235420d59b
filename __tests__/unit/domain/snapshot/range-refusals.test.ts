import { sameRange, showRange } from '../../../../src/domain/snapshot/column-range.ts';
import { checkRangeColumn, rangeRefusals } from '../../../../src/domain/snapshot/range-refusals.ts';
import type { SwapFacts, SwapTarget } from '../../../../src/domain/snapshot/swap-way.ts';

const plain: SwapFacts = { feeds: [], isFed: 'no', views: [], hidden: [], isRestricted: 'no', isMirrored: 'no' };

test('a range of a plain table can be replaced, also where update policies fill the table', () => {
  expect(rangeRefusals('T', plain, 'timed')).toEqual([]);
  expect(rangeRefusals('T', { ...plain, isFed: 'yes' }, 'timed')).toEqual([]);
});

test.each<[string, Partial<SwapFacts>, SwapTarget, RegExp, RegExp]>([
  ['a table that is gone', {}, 'absent', /no such table/, /Restore all of T/],
  [
    'a source of update policies',
    { feeds: ['D', 'E'] },
    'timed',
    /fill D, E from it/,
    /Restore all of T.*fires nothing/,
  ],
  ['a source of a view', { views: ['V'] }, 'timed', /view V is made from it/, /Drop V, restore/],
  ['row level security', { hidden: ['it has row level security'] }, 'timed', /row level security/, /policy off while/],
  ['restricted view access', { isRestricted: 'yes' }, 'timed', /restricted view access/, /policy off while/],
  ['a mirrored table', { isMirrored: 'yes' }, 'timed', /mirrored to OneLake/, /as: \{table\}_restored/],
  ['a table without ingestion times', {}, 'untimed', /IngestionTime policy is off/, /restore all of it/],
])('%s is refused with what to do', (_, facts, target, reason, next) => {
  expect(rangeRefusals('T', { ...plain, ...facts }, target)).toEqual([
    { reason: expect.stringMatching(reason), next: expect.stringMatching(next) },
  ]);
});

test('everything that is in the way is told at once', () => {
  const facts = { ...plain, feeds: ['D'], views: ['V', 'W'], isMirrored: 'yes' } as const;
  expect(rangeRefusals('T', facts, 'untimed')).toHaveLength(5);
});

test('a range needs a datetime column, and those that there are are named', () => {
  const columns = [
    { name: 'At', type: 'datetime' },
    { name: 'Id', type: 'long' },
  ] as const;
  expect(checkRangeColumn('T', { column: 'At' }, columns)).toEqual([]);
  expect(checkRangeColumn('T', { column: 'at' }, columns)).toMatchObject([
    { code: 'input', summary: expect.stringMatching(/no column at/), detail: 'Allowed: At.' },
  ]);
  expect(checkRangeColumn('T', { column: 'Id' }, columns)).toMatchObject([
    { summary: expect.stringMatching(/column Id, which is of type long/) },
  ]);
  expect(checkRangeColumn('T', { column: 'Id' }, [])).toMatchObject([{ detail: 'T has no datetime column.' }]);
});

test('a range is another one when its column or one of its ends is', () => {
  const range = { column: 'At', from: '2026-11-19T10:00:00.0000000Z' };
  expect(sameRange(range, { ...range })).toBe(true);
  expect(sameRange(undefined, undefined)).toBe(true);
  for (const other of [undefined, { column: 'At' }, { ...range, column: 'It' }, { ...range, before: range.from }])
    expect(sameRange(range, other)).toBe(false);
  expect(showRange({ ...range, before: '2026-11-19T10:00:00.1230000Z' })).toBe(
    'At from 2026-11-19T10:00:00Z and before 2026-11-19T10:00:00.123Z',
  );
});
