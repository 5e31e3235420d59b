import type { ScalarCases } from './case.ts';

/** Functions on numbers, rounding and bits. */
export const numbersCases: ScalarCases = {
  bin: [
    ['bin(4.5, 1)', 4],
    ['bin(-7, 5)', -10],
    ['bin(time(16d), 7d)', '14.00:00:00'],
    ['bin(datetime(1970-05-11 13:45:07), 1d)', '1970-05-11T00:00:00.0000000Z'],
    ['bin(datetime(2020-01-01 00:00:00.0000019), 1microsecond)', '2020-01-01T00:00:00.0000010Z'],
    ['bin(long(null), 5)', null],
    ["bin(strlen(''), 5)", 0],
  ],
  floor: [
    ['floor(7, 2)', 6],
    ['floor(real(null), 1)', null],
    ["floor(strlen(''), 5)", 0],
  ],
  abs: [
    ['abs(-5)', 5],
    ['abs(int(null))', null],
    ['abs(-(1d))', '1.00:00:00'],
    ["abs(strlen(''))", 0],
    ['abs(decimal(-1.5))', '1.5'],
  ],
  round: [
    ['round(2.98765, 2)', 2.99],
    ['round(real(null))', null],
    ['round(2.5)', 3],
    ["round(todouble(strlen('')))", 0],
  ],
  ceiling: [
    ['ceiling(1.2)', 2],
    ['ceiling(-1.2)', -1],
    ['ceiling(real(null))', null],
    ["ceiling(todouble(strlen('')))", 0],
  ],
  sign: [
    ['sign(-4)', -1],
    ['sign(real(null))', null],
    ["sign(strlen(''))", 0],
  ],
  pow: [
    ['pow(2, 3)', 8],
    ['pow(2, real(null))', null],
    ['pow(2, 0.5) > 1.4', true],
    ["pow(2, strlen(''))", 1],
  ],
  sqrt: [
    ['sqrt(9)', 3],
    ['sqrt(-1)', null],
    ['sqrt(real(null))', null],
    ["sqrt(strlen(''))", 0],
  ],
  exp: [
    ['exp(0)', 1],
    ['exp(real(null))', null],
    ["exp(strlen(''))", 1],
  ],
  exp2: [
    ['exp2(3)', 8],
    ['exp2(real(null))', null],
    ["exp2(strlen(''))", 1],
  ],
  exp10: [
    ['exp10(2)', 100],
    ['exp10(real(null))', null],
    ["exp10(strlen(''))", 1],
  ],
  log: [
    ['log(1)', 0],
    ['log(real(null))', null],
    ['log(exp(2))', 2],
    ['log(-1)', null],
    ["log(todouble(''))", null],
  ],
  log10: [
    ['log10(1000)', 3],
    ['log10(real(null))', null],
    ["log10(todouble(''))", null],
  ],
  log2: [
    ['log2(8)', 3],
    ['log2(real(null))', null],
    ["log2(todouble(''))", null],
  ],
  sin: [
    ['sin(0)', 0],
    ['sin(real(null))', null],
    ["sin(todouble(''))", null],
  ],
  cos: [
    ['cos(0)', 1],
    ['cos(real(null))', null],
    ["cos(todouble(''))", null],
  ],
  tan: [
    ['tan(0)', 0],
    ['tan(real(null))', null],
    ["tan(todouble(''))", null],
  ],
  cot: [
    ['round(cot(1), 4)', 0.6421],
    ['cot(real(null))', null],
    ["cot(todouble(''))", null],
  ],
  asin: [
    ['asin(0)', 0],
    ['asin(2)', null],
    ['asin(real(null))', null],
    ["asin(todouble(''))", null],
  ],
  acos: [
    ['acos(1)', 0],
    ['acos(2)', null],
    ['acos(real(null))', null],
    ["acos(todouble(''))", null],
  ],
  atan: [
    ['atan(0)', 0],
    ['atan(real(null))', null],
    ["atan(todouble(''))", null],
  ],
  atan2: [
    ['atan2(0, 1)', 0],
    ['atan2(real(null), 1)', null],
    ["atan2(todouble(''), 1)", null],
  ],
  pi: [
    ['floor(pi() * 1000, 1)', 3141],
    ['pi() + real(null)', null],
    ["pi() * strlen('')", 0],
  ],
  degrees: [
    ['degrees(pi())', 180],
    ['degrees(real(null))', null],
    ["degrees(strlen(''))", 0],
  ],
  radians: [
    ['floor(radians(180) * 1000, 1)', 3141],
    ['radians(real(null))', null],
    ["radians(strlen(''))", 0],
  ],
  isnan: [
    ['isnan(real(nan))', true],
    ['isnan(real(null))', false],
    ["isnan(strlen(''))", false],
  ],
  isinf: [
    ['isinf(real(+inf))', true],
    ['isinf(real(null))', false],
    ["isinf(strlen(''))", false],
  ],
  isfinite: [
    ['isfinite(1.5)', true],
    ['isfinite(real(null))', false],
    ["isfinite(strlen(''))", true],
  ],
  min_of: [
    ['min_of(3, 1, 2)', 1],
    ['min_of(1, int(null))', 1],
    ["min_of(strlen(''), 1)", 0],
  ],
  max_of: [
    ['max_of(3, 1, 2)', 3],
    ['max_of(1d, 36h)', '1.12:00:00'],
    ['max_of(1, int(null))', 1],
    ["max_of(strlen(''), 1)", 1],
  ],
  binary_and: [
    ['binary_and(12, 10)', 8],
    ['binary_and(1, long(null))', null],
    ['binary_and(-1, 4294967295)', 4294967295],
    ['binary_and(binary_shift_right(hash_xxhash64("World"), 32), 4294967295)', 430035512],
    ['binary_and(binary_shift_right(long(-1440138333540407281), 32), 4294967295)', 3959658960],
    ["binary_and(strlen(''), 1)", 0],
  ],
  binary_or: [
    ['binary_or(12, 10)', 14],
    ['binary_or(1, long(null))', null],
    ['binary_or(0, 0)', 0],
    ["binary_or(strlen(''), 1)", 1],
  ],
  binary_xor: [
    ['binary_xor(12, 10)', 6],
    ['binary_xor(1, long(null))', null],
    ['binary_xor(5, 5)', 0],
    ["binary_xor(strlen(''), 1)", 1],
  ],
  binary_not: [
    ['binary_not(0)', -1],
    ['binary_not(long(null))', null],
    ["binary_not(strlen(''))", -1],
  ],
  binary_shift_left: [
    ['binary_shift_left(1, 63)', '-9223372036854775808'],
    ['binary_shift_left(5, 62)', '4611686018427387904'],
    ['binary_shift_left(1, 64)', 1],
    ['binary_shift_left(long(null), 1)', null],
    ["binary_shift_left(strlen(''), 1)", 0],
  ],
  binary_shift_right: [
    ['binary_shift_right(-1, 4)', -1],
    ['binary_shift_right(2, 65)', 1],
    ['binary_shift_right(1, -1)', null],
    ['binary_shift_right(long(null), 1)', null],
    ["binary_shift_right(strlen(''), 1)", 0],
  ],
};
