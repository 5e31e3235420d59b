import xxhash from 'xxhash-wasm';
import type { StoredColumn } from '../../domain/column-form.ts';

/** XXH64 with seed 0, as signed 64-bit numbers, which is how the engine shows them. */
export interface Hasher {
  text(text: string): bigint;
  /** Of the eight little-endian bytes of a signed 64-bit number. */
  long(value: bigint): bigint;
  /** Of the eight little-endian bytes of a double. */
  double(value: number): bigint;
}

const cacheLimit = 100_000;
/** Ticks of 100 ns from year 1 to 1970. */
const unixEpochTicks = 621_355_968_000_000_000n;

export async function openHasher(): Promise<Hasher> {
  const { h64, h64Raw } = await xxhash();
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  return {
    text: (text) => BigInt.asIntN(64, h64(text)),
    long(value) {
      view.setBigInt64(0, value, true);
      return BigInt.asIntN(64, h64Raw(bytes));
    },
    double(value) {
      view.setFloat64(0, value, true);
      return BigInt.asIntN(64, h64Raw(bytes));
    },
  };
}

export type FieldWriter = (value: unknown, tickRest: unknown) => string;

/** Turns values as they lie in the file into the fields of fingerprint recipe 1, see `domain/fingerprint.ts`. */
export function createFieldWriter(hasher: Hasher, column: StoredColumn): FieldWriter {
  const cached = cacheOf((text: string) => hasher.text(text).toString());
  switch (column.type) {
    case 'string':
      return (value) => cached(isNull(value) ? '' : stringOf(value, column));
    case 'dynamic':
      return (value) => (isNull(value) ? '~' : cached(canonicalJson(stringOf(value, column))));
    case 'bool':
      return (value) => (isNull(value) ? '~' : value === true ? '1' : '0');
    case 'int':
    case 'long':
      return (value) => (isNull(value) ? '~' : String(value));
    case 'decimal':
    case 'timespan':
    case 'guid':
      return (value) => (isNull(value) || value === '' ? '~' : stringOf(value, column));
    case 'real':
      return (value) => (isNull(value) ? '~' : hasher.double(value === 0 ? 0 : Number(value)).toString());
    case 'datetime':
      return datetimeField(hasher, column);
  }
}

function datetimeField(hasher: Hasher, column: StoredColumn): FieldWriter {
  const cached = cacheOf((ticks: bigint) => hasher.long(ticks).toString());
  return (value, tickRest) => {
    if (isNull(value)) return '~';
    if (typeof value !== 'bigint') throw new Error(`column ${column.name} holds no timestamp in microseconds`);
    const rest = column.tickColumn === undefined ? 0n : BigInt(Number(tickRest));
    return cached(value * 10n + unixEpochTicks + rest);
  };
}

/** Columns repeat values far more often than not. */
function cacheOf<K>(compute: (key: K) => string): (key: K) => string {
  const cache = new Map<K, string>();
  return (key) => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    if (cache.size < cacheLimit) cache.set(key, value);
    return value;
  };
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function stringOf(value: unknown, column: StoredColumn): string {
  if (typeof value === 'string') return value;
  throw new Error(`column ${column.name} holds no text`);
}

/** A JSON number as it was written: a JavaScript number would lose digits. */
class WrittenNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * As `dynamic_to_json()` writes it: compact, properties sorted. A text that is no JSON stands for itself, which is what the engine makes of it.
 * Source: https://learn.microsoft.com/kusto/query/dynamic-to-json-function
 */
export function canonicalJson(text: string): string {
  return writeSorted(parseKeepingNumbers(text));
}

function parseKeepingNumbers(text: string): unknown {
  try {
    return JSON.parse(text, keepNumber);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** The third argument of a reviver holds the text of a value. Source: https://tc39.es/proposal-json-parse-with-source/ */
function keepNumber(...[, value, context]: readonly unknown[]): unknown {
  if (typeof value !== 'number') return value;
  const source = typeof context === 'object' && context !== null && 'source' in context ? context.source : value;
  return new WrittenNumber(String(source));
}

function writeSorted(value: unknown): string {
  if (value instanceof WrittenNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeSorted).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const properties = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${properties.map(([name, inner]) => `${JSON.stringify(name)}:${writeSorted(inner)}`).join(',')}}`;
}
