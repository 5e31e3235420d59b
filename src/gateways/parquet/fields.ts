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

/** As `dynamic_to_json()` writes it: compact, properties sorted. Source: https://learn.microsoft.com/kusto/query/dynamic-to-json-function */
export function canonicalJson(text: string): string {
  return JSON.stringify(sortProperties(JSON.parse(text)));
}

function sortProperties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortProperties);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, sortProperties(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
