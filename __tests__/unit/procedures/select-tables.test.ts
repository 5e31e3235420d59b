import { ProblemError } from '../../../src/domain/problem.ts';
import { selectTables, selectViews } from '../../../src/procedures/select-tables.ts';

const names = ['.hidden', 'Events', 'EventsOld', 'a b', 'a/b', 'x[1]', 'kr_raw_0a1b2c3d_0'];
const select = (...globs: readonly string[]): readonly string[] =>
  selectTables(
    names.map((name) => ({ name })),
    globs,
  ).map(({ name }) => name);
const own = names.slice(0, -1);

test.each([
  [['*'], own],
  [['Events'], ['Events']],
  [['Events*'], ['Events', 'EventsOld']],
  [
    ['Events', 'a b'],
    ['Events', 'a b'],
  ],
  [
    ['*', '!Events*'],
    ['.hidden', 'a b', 'a/b', 'x[1]'],
  ],
  [['!Events'], ['.hidden', 'EventsOld', 'a b', 'a/b', 'x[1]']],
  [['x[1]'], ['x[1]']],
  [['{Events,a b}'], ['Events', 'a b']],
])('%j selects %j', (globs, expected) => {
  expect(select(...globs)).toEqual(expected);
});

test('a selection that leaves nothing of the tables is told, and an empty database is not', () => {
  expect(() => select('!*')).toThrow('No table is left of');
  expect(selectTables([], ['*'])).toEqual([]);
});

test('a glob that matches nothing is told, with the tables there are and without our own', () => {
  for (const globs of [['events'], ['Events', 'Nothing*'], ['kr_raw_0a1b2c3d_0']]) {
    expect(() => select(...globs)).toThrow(ProblemError);
    expect(() => select(...globs)).toThrow(/No table matches (events|Nothing\*|kr_raw_0a1b2c3d_0)\.$/);
  }
});

test('a glob that takes nothing away is told with those that choose nothing', () => {
  expect(() => select('*', '!Evnts', 'Nothing', '!Events')).toThrow('No table matches !Evnts, Nothing.');
  expect(() => selectViews(views, ['nope', '!nor'])).toThrow('No materialized view matches nope, !nor.');
  expect(selectViews(views, ['!*'])).toEqual([]);
});

test('an empty database gives no tables for *', () => {
  expect(selectTables([], ['*'])).toEqual([]);
});

const views = ['Daily', 'DailyOld', 'Newest'].map((name) => ({ name }));

test.each([
  [[], []],
  [['*'], ['Daily', 'DailyOld', 'Newest']],
  [['Daily*', '!*Old'], ['Daily']],
  [['!Newest'], ['Daily', 'DailyOld']],
])('the globs %j choose the views %j', (globs, chosen) => {
  expect(selectViews(views, globs).map(({ name }) => name)).toEqual(chosen);
});

test('a glob that no view matches is refused, and all views of none are none', () => {
  expect(() => selectViews(views, ['daily'])).toThrow('No materialized view matches daily.');
  expect(selectViews([], ['*'])).toEqual([]);
});
