import { decimalNumber } from '../convert.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported } from '../scope.ts';

const real =
  (name: string): FunctionRule =>
  (call) =>
    `${name}(${call.args.map((_argument, index) => call.sql(index, 'real')).join(', ')})`;

/** Outside its domain a function has no value. */
const within =
  (name: string): FunctionRule =>
  (call) =>
    `CASE WHEN abs(${call.sql(0, 'real')}) <= 1 THEN ${name}(${call.sql(0, 'real')}) END`;
const logarithm =
  (name: string): FunctionRule =>
  (call) =>
    `CASE WHEN ${call.sql(0, 'real')} > 0 THEN ${name}(${call.sql(0, 'real')}) END`;

const isTime = (call: Call): boolean => call.type(0) === 'datetime' || call.type(0) === 'timespan';

/** Rounds down to a multiple. Source: https://learn.microsoft.com/kusto/query/bin-function */
const bin: FunctionRule = (call) => {
  const { result } = call;
  if (isTime(call)) return `kusto_bin(${call.sql(0)}, ${call.sql(1, 'timespan')})`;
  const size = call.args[1] === undefined ? '1' : call.sql(1, result);
  if (result === 'decimal') throw unsupported('argument of bin()', 'decimal');
  if (result === 'real') return `(floor(${call.sql(0, 'real')} / ${size}) * ${size})`;
  return `kusto_bin(${call.sql(0, result)}, ${size})`;
};

const absolute: FunctionRule = (call) => {
  if (call.type(0) !== 'decimal') return `abs(${call.sql(0)})`;
  return `ltrim(${call.sql(0)}, '-')`;
};

const round: FunctionRule = (call) => {
  const digits = call.args[1] === undefined ? '0' : `CAST(${call.sql(1, 'int')} AS INTEGER)`;
  return `round(${call.sql(0, 'real')}, ${digits})`;
};

const extreme =
  (name: string): FunctionRule =>
  (call) => {
    const values = call.args.map((_argument, index) => call.sql(index, call.result));
    if (call.result === 'decimal')
      return `kusto_decimal(CAST(${name}(${values.map(decimalNumber).join(', ')}) AS VARCHAR))`;
    return `${name}(${values.join(', ')})`;
  };

const bits =
  (symbol: string): FunctionRule =>
  (call) =>
    `(${call.sql(0, 'long')} ${symbol} ${call.sql(1, 'long')})`;

const longs =
  (name: string): FunctionRule =>
  (call) =>
    `${name}(${call.args.map((_argument, index) => call.sql(index, 'long')).join(', ')})`;

/** Functions on numbers, rounding and bits. */
export const numbers: FunctionTable = {
  bin,
  floor: bin,
  abs: absolute,
  round,
  ceiling: (call) => `ceil(${call.sql(0, 'real')})`,
  sign: (call) => `CAST(sign(${call.sql(0)}) AS INTEGER)`,
  pow: real('pow'),
  sqrt: (call) => `CASE WHEN ${call.sql(0, 'real')} >= 0 THEN sqrt(${call.sql(0, 'real')}) END`,
  exp: real('exp'),
  log: logarithm('ln'),
  log10: logarithm('log10'),
  log2: logarithm('log2'),
  exp2: (call) => `pow(2, ${call.sql(0, 'real')})`,
  exp10: (call) => `pow(10, ${call.sql(0, 'real')})`,
  sin: real('sin'),
  cos: real('cos'),
  tan: real('tan'),
  cot: real('cot'),
  asin: within('asin'),
  acos: within('acos'),
  atan: real('atan'),
  atan2: real('atan2'),
  pi: () => 'pi()',
  degrees: real('degrees'),
  radians: real('radians'),
  isnan: (call) => `coalesce(isnan(${call.sql(0, 'real')}), FALSE)`,
  isinf: (call) => `coalesce(isinf(${call.sql(0, 'real')}), FALSE)`,
  isfinite: (call) => `coalesce(isfinite(${call.sql(0, 'real')}), FALSE)`,
  min_of: extreme('least'),
  max_of: extreme('greatest'),
  binary_and: bits('&'),
  binary_or: bits('|'),
  binary_xor: longs('xor'),
  binary_not: (call) => `(~${call.sql(0, 'long')})`,
  binary_shift_left: longs('kusto_shift_left'),
  binary_shift_right: longs('kusto_shift_right'),
};
