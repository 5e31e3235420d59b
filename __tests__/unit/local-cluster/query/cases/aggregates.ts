import type { AggregateCases } from './case.ts';

/** Aggregates of one value. */
export const aggregateCases: AggregateCases = {
  count: [['count()', 3, 1, 0]],
  countif: [['countif(f)', 1, 0, 0]],
  count_distinct: [['count_distinct(i)', 2, 0, 0]],
  count_distinctif: [['count_distinctif(i, l > 10)', 1, 0, 0]],
  dcount: [
    ['dcount(b)', 3, 1, 0],
    ['dcount(i)', 2, 0, 0],
  ],
  dcountif: [['dcountif(b, f)', 1, 0, 0]],
  sum: [
    ['sum(i)', 4, 0, 0],
    ['sum(r)', 3.5, 0, 0],
    ['sum(m)', '11.5', '0', '0'],
  ],
  sumif: [['sumif(l, f)', 10, 0, 0]],
  avg: [
    ['avg(i)', 2, null, null],
    ['avg(s)', '13:01:32', null, null],
    ['avg(m)', '5.75', null, null],
  ],
  avgif: [['avgif(l, f)', 10, null, null]],
  min: [
    ['min(i)', 1, null, null],
    ['min(b)', '', '', ''],
  ],
  minif: [['minif(l, l > 10)', 30, null, null]],
  max: [
    ['max(i)', 3, null, null],
    ['max(m)', '10', null, null],
    ['max(t)', '2020-01-01T00:00:00.0000001Z', null, null],
  ],
  maxif: [['maxif(l, f)', 10, null, null]],
  stdev: [['round(stdev(l), 4)', 14.1421, 0, 0]],
  stdevif: [['stdevif(l, f)', 0, 0, 0]],
  stdevp: [['stdevp(l)', 10, 0, 0]],
  variance: [['variance(l)', 200, 0, 0]],
  varianceif: [['varianceif(l, f)', 0, 0, 0]],
  variancep: [['variancep(l)', 100, 0, 0]],
  percentile: [
    ['percentile(i, 50)', 1, null, null],
    ['percentile(l, 100)', 30, null, null],
    ['percentile(t, 95)', '2020-01-01T00:00:00.0000001Z', null, null],
  ],
  binary_all_and: [['binary_all_and(i)', 1, null, null]],
  binary_all_or: [['binary_all_or(i)', 3, null, null]],
  binary_all_xor: [['binary_all_xor(i)', 2, null, null]],
  make_bag: [['make_bag(d)', '{"x":[{"r":5}],"k":"v"}', '{}', '[]']],
  make_bag_if: [['make_bag_if(d, f)', '{"x":[{"r":5}],"k":"v"}', '[]', '[]']],
  make_list: [
    ['make_list(i)', '[1,3]', '[]', '[]'],
    ['make_list(b, 1)', '["foo"]', '[""]', '[]'],
    ['make_list(d)', '[{"x":[{"r":5}], "k":"v"},[1,2,3]]', '[]', '[]'],
  ],
  make_list_if: [
    ['make_list_if(i, f)', '[1]', '[]', '[]'],
    ['make_list_if(i, i > 0, 1)', '[1]', '[]', '[]'],
  ],
  make_list_with_nulls: [['make_list_with_nulls(i)', '[1,null,3]', '[null]', '[]']],
  make_set: [
    ['array_length(make_set(b))', 3, 1, 0],
    ['make_set(i)', '[1,3]', '[]', '[]'],
    ['make_set(d)', '[1,2,3,{"x":[{"r":5}], "k":"v"}]', '[]', '[]'],
    ['array_length(make_set(i, -1))', 0, 0, 0],
  ],
  makelist: [['makelist(i)', '[1,3]', '[]', '[]']],
  makeset: [['makeset(i)', '[1,3]', '[]', '[]']],
  make_set_if: [['make_set_if(i, f)', '[1]', '[]', '[]']],
  take_any: [
    ['take_any(l)', 10, null, null],
    ['take_any(g)', 'aaaaaaaa-1111-2222-3333-444444444444', null, null],
  ],
  take_anyif: [
    ['take_anyif(b, i == 3)', 'Bar baz', '', ''],
    ['take_anyif(l, i == 3)', 30, null, null],
  ],
  anyif: [['anyif(l, i == 3)', 30, null, null]],
  any: [['any(l)', 10, null, null]],
};

/** Aggregates of several values: over T, over its null row, over no rows. */
export const severalCases: Readonly<Record<string, readonly (readonly [string, ...(readonly unknown[])[]])[]>> = {
  arg_max: [
    ['arg_max(i, b, t)', [3, 'Bar baz', '2020-01-01T00:00:00.0000001Z'], [null, '', null], [null, '', null]],
    ['arg_max(m, i)', ['10', 3], [null, null], [null, null]],
    ['arg_max(-i, b)', [-1, 'foo'], [null, ''], [null, '']],
  ],
  arg_min: [['arg_min(i, b, t)', [1, 'foo', '2020-01-01T00:00:00.0000000Z'], [null, '', null], [null, '', null]]],
  percentiles: [['percentiles(l, 5, 95)', [10, 30], [null, null], [null, null]]],
  take_any: [['take_any(i, b)', [1, 'foo'], [null, ''], [null, '']]],
};
