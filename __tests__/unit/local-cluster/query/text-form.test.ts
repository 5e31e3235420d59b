import { canonicalDecimal } from '../../../../local-cluster/query/decimal.ts';
import { canonicalJson } from '../../../../local-cluster/query/json.ts';
import { decodeString, literalBody } from '../../../../local-cluster/query/literal.ts';
import { formatDatetime, formatTimespan, parseDatetime, parseTimespan } from '../../../../local-cluster/query/ticks.ts';

const seed = 20_250_101;

/** A small generator with a known seed, so that a failure can be run again. */
function numbers(count: number): bigint[] {
  let state = BigInt(seed);
  return Array.from({ length: count }, () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return BigInt.asIntN(64, state);
  });
}

test(`timespans and datetimes survive their text (seed ${seed})`, () => {
  const last = 3_155_378_975_999_999_999n;
  for (const number of [...numbers(500), ...numbers(200).map((each) => each >> 30n), 0n, -1n]) {
    expect(parseTimespan(formatTimespan(number))).toBe(number);
    const instant = (number < 0n ? -number : number) % (last + 1n);
    expect(parseDatetime(formatDatetime(instant))).toBe(instant);
  }
});

test.each([
  ['1.02:03:04', 937_840_000_000n],
  ['02:03', 73_800_000_000n],
  ['-1d', -864_000_000_000n],
  ['1.5h', 54_000_000_000n],
  ['24:00:00', undefined],
  ['1.00:60:00', undefined],
  ['', undefined],
  ['1 parsec', undefined],
])('the timespan %p', (text, ticks) => {
  expect(parseTimespan(text)).toBe(ticks);
});

test.each([
  ['2020-02-30', undefined],
  ['2020-13-01', undefined],
  ['2020-01-01T24:00', undefined],
  ['', undefined],
  ['2020', undefined],
  ['2020-01-01 00:00:00.1', 637_134_336_001_000_000n],
  ['2020-01-01T00:00:00-01:00', 637_134_372_000_000_000n],
])('the datetime %p', (text, ticks) => {
  expect(parseDatetime(text)).toBe(ticks);
});

test.each([
  ['1.50', '1.5'],
  ['-0.0', '0'],
  ['007', '7'],
  ['1e3', '1000'],
  ['12.5e-3', '0.0125'],
  ['.5', '0.5'],
  ['123456789012345678901234567890.1234', '123456789012345678901234567890.1234'],
  ['', undefined],
  ['.', undefined],
  ['1x', undefined],
])('the decimal %p', (text, canonical) => {
  expect(canonicalDecimal(text)).toBe(canonical);
});

test.each([
  ['{"b":1,"a":[{"d":1,"c":2}]}', '{"a":[{"c":2,"d":1}],"b":1}'],
  ['{"10":1,"9":2,"b":"1e5"}', '{"10":1,"9":2,"b":"1e5"}'],
  ['[1.50, 12345678901234567890, -1e-7]', '[1.50,12345678901234567890,-1e-7]'],
  ['"1"', '"1"'],
  ['"\\u00001"', '"\\u00001"'],
  ['{"__proto__":1,"a":{}}', '{"__proto__":1,"a":{}}'],
  ['null', 'null'],
  ['{', undefined],
  ['', undefined],
])('the JSON %p', (text, canonical) => {
  expect(canonicalJson(text)).toBe(canonical);
});

test.each([
  ["'a\\'b'", "a'b"],
  ['"\\u0041\\x42\\n"', 'AB\n'],
  ['@"a\\b""c"', 'a\\b"c'],
  ["h@'x'", 'x'],
  ['H"x"', 'x'],
  ['```a\nb```', 'a\nb'],
  ["''", ''],
])('the string literal %p', (literal, value) => {
  expect(decodeString(literal)).toBe(value);
});

test.each([
  ['datetime(2020-01-01)', '2020-01-01'],
  ['guid("x")', 'x'],
  ['1d', '1d'],
  ['long( null )', 'null'],
])('the body of %p', (literal, body) => {
  expect(literalBody(literal)).toBe(body);
});
