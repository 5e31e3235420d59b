import {
  addFingerprints,
  canary,
  canaryDifferences,
  emptyFingerprint,
  type Fingerprint,
  sameFingerprint,
  showFingerprint,
} from '../../../src/domain/fingerprint.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const some: Fingerprint = { rows: 2n, low: 3n, high: 5n };

test('fingerprints are equal only in rows and both sums', () => {
  expect(sameFingerprint(some, { ...some })).toBe(true);
  for (const change of [{ rows: 3n }, { low: 4n }, { high: 6n }]) {
    expect(sameFingerprint(some, { ...some, ...change })).toBe(false);
  }
  expect(sameFingerprint(some, { rows: 2n, low: 5n, high: 3n })).toBe(false);
});

test('adding is free of order and grouping, and does not wrap', () => {
  const random = seededRandom(3);
  const big = 2n ** 63n - 1n;
  const parts = Array.from({ length: 50 }, () => ({ rows: BigInt(random.below(1e9)), low: big, high: big }));
  const cut = random.below(50);
  random.check(() => {
    const all = addFingerprints(parts);
    expect(addFingerprints([...parts].reverse())).toEqual(all);
    expect(addFingerprints([addFingerprints(parts.slice(0, cut)), addFingerprints(parts.slice(cut))])).toEqual(all);
    expect(all.low).toBe(50n * big);
  });
  expect(addFingerprints([])).toEqual(emptyFingerprint);
  expect(addFingerprints([some, some])).not.toEqual(some);
});

test('what is shown tells different sums apart', () => {
  const shown = [some, { ...some, low: 4n }, { ...some, high: 4n }, { rows: 2n, low: 5n, high: 3n }].map(
    showFingerprint,
  );
  expect(new Set(shown).size).toBe(4);
});

test('every wrong answer to the canary is named', () => {
  expect(canaryDifferences({ ...canary })).toEqual([]);
  for (const name of Object.keys(canary)) {
    expect(canaryDifferences({ ...canary, [name]: '' })).toEqual([expect.stringContaining(name)]);
  }
});
