import { canary } from '../../../../src/domain/fingerprint.ts';
import { canonicalJson, createFieldWriter, openHasher } from '../../../../src/gateways/parquet/fields.ts';
import { createTally } from '../../../../src/gateways/parquet/tally.ts';

test.each([
  ['{ "b" : 1 , "a" : [ 1 , { "d" : null , "c" : true } ] }', '{"a":[1,{"c":true,"d":null}],"b":1}'],
  ['{"10":1,"9":2,"a":3,"":4}', '{"":4,"10":1,"9":2,"a":3}'],
  ['9223372036854775807', '9223372036854775807'],
  ['{"x":1.0,"y":1E+30,"z":-0.0}', '{"x":1.0,"y":1E+30,"z":-0.0}'],
  ['{"__proto__":1,"a":2}', '{"__proto__":1,"a":2}'],
  ['"\\u0041\\ud83d\\ude00"', '"A😀"'],
  ['plain words', '"plain words"'],
  ['', '""'],
])('%s is %s in canonical form', (text, expected) => {
  expect(canonicalJson(text)).toBe(expected);
});

test('the hashes are those that the engine documents', async () => {
  const hasher = await openHasher();
  expect(hasher.text('World').toString()).toBe(canary.world);
  const instant = createFieldWriter(hasher, { name: 'd', type: 'datetime', form: 'microseconds' });
  expect(instant(BigInt(Date.UTC(2015, 0, 1)) * 1000n, undefined)).toBe(canary.instant);
});

test('no value can be taken for null, and minus zero is zero', async () => {
  const hasher = await openHasher();
  const text = createFieldWriter(hasher, { name: 's', type: 'string', form: 'native' });
  expect(text('~', undefined)).not.toBe('~');
  expect(text(null, undefined)).toBe(text('', undefined));
  const real = createFieldWriter(hasher, { name: 'r', type: 'real', form: 'native' });
  expect(real(null, undefined)).toBe('~');
  expect(real(Number.NaN, undefined)).not.toBe('~');
  expect(real(-0, undefined)).toBe(real(0, undefined));
});

test('a tally adds halves exactly, signed or not', () => {
  const tally = createTally();
  for (const hash of [-1n, 2n ** 64n - 1n, 1n, -(2n ** 63n)]) tally.add(hash);
  expect(tally.fingerprint()).toEqual({
    rows: 4n,
    low: 2n * 0xffff_ffffn + 1n,
    high: 2n * 0xffff_ffffn + 0x8000_0000n,
  });
});

test('a tally stays exact where the sum of its halves is beyond 2^53', () => {
  const tally = createTally();
  const count = 2_200_001;
  for (let row = 0; row < count; row += 1) tally.add(-1n);
  const sum = BigInt(count) * 0xffff_ffffn;
  expect(tally.fingerprint()).toEqual({ rows: BigInt(count), low: sum, high: sum });
});
