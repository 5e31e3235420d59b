/**
 * What is compared instead of the data: the number of rows and the sum of their hashes, which is free of order and counts duplicates.
 *
 * Recipe 1. Each value becomes a field: `~` for null; 1 or 0 for bool; decimal text for int and long; the engine's text for
 * decimal, timespan and guid; for string, real (-0.0 as 0.0), datetime and dynamic (as canonical JSON) the decimal text of its XXH64. A row's
 * hash is XXH64 of its fields joined by `|`; no field can hold `|` or be mistaken for null. `low` and `high` are the sums of the hashes'
 * lower and upper 32 bits. XXH64 with seed 0 is what `hash_xxhash64()` computes:
 * https://learn.microsoft.com/kusto/query/hash-xxhash64-function
 */
export interface Fingerprint {
  readonly rows: bigint;
  readonly low: bigint;
  readonly high: bigint;
}

export const emptyFingerprint: Fingerprint = { rows: 0n, low: 0n, high: 0n };

export function addFingerprints(parts: Iterable<Fingerprint>): Fingerprint {
  let [rows, low, high] = [0n, 0n, 0n];
  for (const part of parts) {
    rows += part.rows;
    low += part.low;
    high += part.high;
  }
  return { rows, low, high };
}

export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.rows === b.rows && a.low === b.low && a.high === b.high;
}

/** Short form for people. */
export function showFingerprint({ low, high }: Fingerprint): string {
  return `${high.toString(16)}.${low.toString(16)}`;
}

/**
 * Answers that the engine must give before its hashes are trusted: documented vectors, and the shift that splits a hash. A different answer means that
 * fingerprints cannot be compared.
 */
export const canary = {
  world: '1846988464401551951',
  instant: '1380966698541616202',
  worldHigh: '430035512',
  negativeHigh: '3959658960',
} as const;

export type CanaryAnswers = Readonly<Record<keyof typeof canary, string>>;

export function canaryDifferences(answers: CanaryAnswers): readonly string[] {
  return Object.entries(canary).flatMap(([name, expected]) => {
    const seen = answers[name as keyof typeof canary];
    return seen === expected ? [] : [`${name}: expected ${expected}, got ${seen}`];
  });
}
