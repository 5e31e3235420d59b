import { swapFactsOf } from '../../../../src/domain/kql/swap-facts.ts';
import { chooseSwap, type SwapFacts, type SwapTarget } from '../../../../src/domain/snapshot/swap-way.ts';

const plain: SwapFacts = { feeds: [], isFed: 'no', views: [], hidden: [], isRestricted: 'no', isMirrored: 'no' };
const source = { feeds: ['Derived'] };
const target = { isFed: 'yes' as const };

test.each<[string, Partial<SwapFacts>, SwapTarget, 'rename' | 'replace-extents']>([
  ['a plain table', {}, 'timed', 'rename'],
  ['a plain table without ingestion times', {}, 'untimed', 'rename'],
  ['a table that is gone', {}, 'absent', 'rename'],
  ['a source of update policies', source, 'timed', 'rename'],
  ['a table with restricted view access', { isRestricted: 'yes' }, 'timed', 'rename'],
  ['a table with row level security', { hidden: ['h'] }, 'timed', 'rename'],
  ['a live target of update policies', target, 'timed', 'replace-extents'],
])('%s is swapped in its own way', (_, facts, there, way) => {
  expect(chooseSwap('T', { ...plain, ...facts }, there)).toEqual({ kind: way });
});

test.each<[string, Partial<SwapFacts>, SwapTarget, RegExp, RegExp]>([
  ['a source of a view', { views: ['V'] }, 'timed', /materialized view V is made from it/, /drop V, restore/],
  ['a target with a view', { ...target, views: ['V'] }, 'timed', /materialized view V is made from it/, /drop V/],
  ['a source and target', { ...source, ...target }, 'timed', /fills it, .* fill Derived from it/, /delete the update/],
  ['a target without ingestion times', target, 'untimed', /IngestionTime policy is off/, /delete the update policy/],
  ['a restricted target', { ...target, isRestricted: 'yes' }, 'timed', /restricted view access/, /policy off while/],
  ['a target that is gone', target, 'absent', /fills it, and would do so while it is staged/, /deploy does; then/],
  [
    'a target with hidden rows',
    { ...target, hidden: ['h'] },
    'timed',
    /h and update policies fill it/,
    /policy off while/,
  ],
  [
    'a source with hidden rows',
    { ...source, hidden: ['h'] },
    'timed',
    /h, and .* Derived from it would fail/,
    /delete these/,
  ],
  ['a mirrored table', { isMirrored: 'yes' }, 'timed', /mirrored to OneLake/, /beside the live tables/],
])('%s is refused with what to do', (_, facts, there, reason, next) => {
  const way = chooseSwap('T', { ...plain, ...facts }, there);
  expect(way).toEqual({
    kind: 'refuse',
    refusals: [{ reason: expect.stringMatching(reason), next: expect.stringMatching(next) }],
  });
});

test('everything that is in the way is told at once', () => {
  const way = chooseSwap(
    'T',
    { feeds: ['D'], isFed: 'yes', views: ['V', 'W'], hidden: ['h'], isRestricted: 'yes', isMirrored: 'yes' },
    'untimed',
  );
  expect(way.kind === 'refuse' && way.refusals).toHaveLength(7);
});

test('what a table is to others is read from the schema script', () => {
  const script = [
    '.create-merge table T (a:int)',
    '.create-or-alter materialized-view V on table T { T | summarize count() by a }',
    `.alter table Target policy update @'[{"Source":"T","Query":"T"}]'`,
    '.alter table Hidden policy row_level_security enable "Hidden | where false"',
    '.alter table Off policy row_level_security disable "Off"',
    '.alter table Limited policy restricted_view_access true',
    '.alter-merge table Mirrored policy mirroring dataformat=parquet',
  ];
  const factsOf = (table: string) => swapFactsOf(script, table, ['T', 'Target', 'Hidden', 'Off', 'Mirrored']);
  expect(factsOf('T')).toEqual({ ...plain, feeds: ['Target'], views: ['V'] });
  expect(factsOf('Target')).toEqual({ ...plain, isFed: 'yes' });
  expect(factsOf('Hidden')).toEqual({ ...plain, hidden: ['it has a row level security policy'] });
  expect(factsOf('Off')).toEqual(plain);
  expect(factsOf('Limited')).toEqual({ ...plain, isRestricted: 'yes' });
  expect(factsOf('Mirrored')).toEqual({ ...plain, isMirrored: 'yes' });
});
