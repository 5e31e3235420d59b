import type { Fingerprint } from '../../domain/fingerprint.ts';

export interface Tally {
  /** A signed or unsigned 64-bit hash. */
  add(hash: bigint): void;
  fingerprint(): Fingerprint;
}

const chunk = 1 << 20;

/** Sums hashes by halves in plain numbers, which are exact up to 2^53, and carries into big integers every million rows. */
export function createTally(): Tally {
  const word = new BigInt64Array(1);
  const halves = new Uint32Array(word.buffer);
  let [rows, low, high] = [0n, 0n, 0n];
  let [count, lowPart, highPart] = [0, 0, 0];
  const carry = (): void => {
    rows += BigInt(count);
    low += BigInt(lowPart);
    high += BigInt(highPart);
    [count, lowPart, highPart] = [0, 0, 0];
  };
  return {
    add(hash) {
      word[0] = hash;
      lowPart += halves[0] ?? 0;
      highPart += halves[1] ?? 0;
      count += 1;
      if (count === chunk) carry();
    },
    fingerprint() {
      carry();
      return { rows, low, high };
    },
  };
}
