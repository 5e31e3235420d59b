import type { ScalarCases } from './case.ts';

/** Functions on numbers, rounding and bits. */
export const numbersCases: ScalarCases = {
  bin: [
    ['bin(4.5, 1)', 4],
    ['bin(-7, 5)', -10],
    ['bin(time(16d), 7d)', '14.00:00:00'],
    ['bin(datetime(1970-05-11 13:45:07), 1d)', '1970-05-11T00:00:00.0000000Z'],
    ['bin(datetime(2020-01-01 00:00:00.0000019), 1microsecond)', '2020-01-01T00:00:00.0000010Z'],
    ['bin(long(null), 5)', null, { null: 0 }],
    ['toscalar(Empty | project bin(l, 5))', null, { empty: 'rows' }],
  ],
  floor: [
    ['floor(7, 2)', 6],
    ['floor(real(null), 1)', null, { null: 0 }],
    ['toscalar(Empty | project floor(r, 1))', null, { empty: 'rows' }],
  ],
  abs: [
    ['abs(-5)', 5],
    ['abs(int(null))', null, { null: 0 }],
    ['abs(-(1d))', '1.00:00:00'],
    ['toscalar(Empty | project abs(i))', null, { empty: 'rows' }],
    ['abs(decimal(-1.5))', '1.5'],
  ],
  round: [
    ['round(2.98765, 2)', 2.99],
    ['round(real(null))', null, { null: 0 }],
    ['round(2.5)', 3],
    ['toscalar(Empty | project round(r))', null, { empty: 'rows' }],
  ],
  ceiling: [
    ['ceiling(1.2)', 2],
    ['ceiling(-1.2)', -1],
    ['ceiling(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project ceiling(r))', null, { empty: 'rows' }],
  ],
  sign: [
    ['sign(-4)', -1],
    ['sign(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project sign(r))', null, { empty: 'rows' }],
  ],
  pow: [
    ['pow(2, 3)', 8],
    ['pow(2, real(null))', null, { null: 1 }],
    ['pow(2, 0.5) > 1.4', true],
    ['toscalar(Empty | project pow(2, r))', null, { empty: 'rows' }],
  ],
  sqrt: [
    ['sqrt(9)', 3],
    ['sqrt(-1)', null],
    ['sqrt(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project sqrt(r))', null, { empty: 'rows' }],
  ],
  exp: [
    ['exp(0)', 1],
    ['exp(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project exp(r))', null, { empty: 'rows' }],
  ],
  exp2: [
    ['exp2(3)', 8],
    ['exp2(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project exp2(r))', null, { empty: 'rows' }],
  ],
  exp10: [
    ['exp10(2)', 100],
    ['exp10(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project exp10(r))', null, { empty: 'rows' }],
  ],
  log: [
    ['log(1)', 0],
    ['log(real(null))', null, { null: 0 }],
    ['log(exp(2))', 2],
    ['log(-1)', null],
    ['toscalar(Empty | project log(r))', null, { empty: 'rows' }],
  ],
  log10: [
    ['log10(1000)', 3],
    ['log10(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project log10(r))', null, { empty: 'rows' }],
  ],
  log2: [
    ['log2(8)', 3],
    ['log2(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project log2(r))', null, { empty: 'rows' }],
  ],
  sin: [
    ['sin(0)', 0],
    ['sin(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project sin(r))', null, { empty: 'rows' }],
  ],
  cos: [
    ['cos(0)', 1],
    ['cos(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project cos(r))', null, { empty: 'rows' }],
  ],
  tan: [
    ['tan(0)', 0],
    ['tan(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project tan(r))', null, { empty: 'rows' }],
  ],
  cot: [
    ['round(cot(1), 4)', 0.6421],
    ['cot(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project cot(r))', null, { empty: 'rows' }],
  ],
  asin: [
    ['asin(0)', 0],
    ['asin(2)', null],
    ['asin(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project asin(r))', null, { empty: 'rows' }],
  ],
  acos: [
    ['acos(1)', 0],
    ['acos(2)', null],
    ['acos(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project acos(r))', null, { empty: 'rows' }],
  ],
  atan: [
    ['atan(0)', 0],
    ['atan(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project atan(r))', null, { empty: 'rows' }],
  ],
  atan2: [
    ['atan2(0, 1)', 0],
    ['atan2(real(null), 1)', null, { null: 0 }],
    ['toscalar(Empty | project atan2(r, 1))', null, { empty: 'rows' }],
  ],
  pi: [
    ['floor(pi() * 1000, 1)', 3141],
    ['toscalar(T | where isnull(i) | project pi() > 3)', true],
    ['toscalar(Empty | project pi())', null],
  ],
  degrees: [
    ['degrees(pi())', 180],
    ['degrees(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project degrees(r))', null, { empty: 'rows' }],
  ],
  radians: [
    ['floor(radians(180) * 1000, 1)', 3141],
    ['radians(real(null))', null, { null: 0 }],
    ['toscalar(Empty | project radians(r))', null, { empty: 'rows' }],
  ],
  isnan: [
    ['isnan(real(nan))', true],
    ['isnan(real(null))', false, { null: 0 }],
    ['toscalar(Empty | project isnan(r))', null, { empty: 'rows' }],
  ],
  isinf: [
    ['isinf(real(+inf))', true],
    ['isinf(real(null))', false, { null: 0 }],
    ['toscalar(Empty | project isinf(r))', null, { empty: 'rows' }],
  ],
  isfinite: [
    ['isfinite(1.5)', true],
    ['isfinite(real(null))', false, { null: 0 }],
    ['toscalar(Empty | project isfinite(r))', null, { empty: 'rows' }],
  ],
  min_of: [
    ['min_of(3, 1, 2)', 1],
    ['min_of(1, int(null))', 1, { null: 1 }],
    ['toscalar(Empty | project min_of(1, i))', null, { empty: 'rows' }],
  ],
  max_of: [
    ['max_of(3, 1, 2)', 3],
    ['max_of(1d, 36h)', '1.12:00:00'],
    ['max_of(1, int(null))', 1, { null: 1 }],
    ['toscalar(Empty | project max_of(1, i))', null, { empty: 'rows' }],
  ],
  binary_and: [
    ['binary_and(12, 10)', 8],
    ['binary_and(1, long(null))', null, { null: 1 }],
    ['binary_and(-1, 4294967295)', 4294967295],
    ['binary_and(binary_shift_right(hash_xxhash64("World"), 32), 4294967295)', 430035512],
    ['binary_and(binary_shift_right(long(-1440138333540407281), 32), 4294967295)', 3959658960],
    ['toscalar(Empty | project binary_and(1, l))', null, { empty: 'rows' }],
  ],
  binary_or: [
    ['binary_or(12, 10)', 14],
    ['binary_or(1, long(null))', null, { null: 1 }],
    ['binary_or(0, 0)', 0],
    ['toscalar(Empty | project binary_or(1, l))', null, { empty: 'rows' }],
  ],
  binary_xor: [
    ['binary_xor(12, 10)', 6],
    ['binary_xor(1, long(null))', null, { null: 1 }],
    ['binary_xor(5, 5)', 0],
    ['toscalar(Empty | project binary_xor(1, l))', null, { empty: 'rows' }],
  ],
  binary_not: [
    ['binary_not(0)', -1],
    ['binary_not(long(null))', null, { null: 0 }],
    ['toscalar(Empty | project binary_not(l))', null, { empty: 'rows' }],
  ],
  binary_shift_left: [
    ['binary_shift_left(1, 63)', '-9223372036854775808'],
    ['binary_shift_left(5, 62)', '4611686018427387904'],
    ['binary_shift_left(1, 64)', 1],
    ['binary_shift_left(long(null), 1)', null, { null: 0 }],
    ['toscalar(Empty | project binary_shift_left(l, 1))', null, { empty: 'rows' }],
  ],
  binary_shift_right: [
    ['binary_shift_right(-1, 4)', -1],
    ['binary_shift_right(2, 65)', 1],
    ['binary_shift_right(1, -1)', null],
    ['binary_shift_right(long(null), 1)', null, { null: 0 }],
    ['toscalar(Empty | project binary_shift_right(l, 1))', null, { empty: 'rows' }],
  ],
};
