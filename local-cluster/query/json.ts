/** A number as it was written: JavaScript's own would lose digits. */
class Digits {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** The third argument of a reviver holds the text a value was read from. */
function keepDigits(...[, value, context]: readonly unknown[]): unknown {
  if (typeof value !== 'number') return value;
  const written = typeof context === 'object' && context !== null && 'source' in context ? context.source : value;
  return new Digits(String(written));
}

/** A parsed JSON value; numbers are opaque and keep their digits. */
export type Json = unknown;

/** The value a JSON text holds, `undefined` when the text is no JSON. */
export function readJson(text: string): Json {
  try {
    return JSON.parse(text, keepDigits);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** JSON text without spaces; `sorted` orders the property names at every level. */
export function writeJson(value: Json, order: 'kept' | 'sorted' = 'kept'): string {
  if (value instanceof Digits) return value.source;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((inner) => writeJson(inner, order)).join(',')}]`;
  const properties = Object.entries(value);
  if (order === 'sorted') properties.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${properties.map(([name, inner]) => `${JSON.stringify(name)}:${writeJson(inner, order)}`).join(',')}}`;
}

/** The number a JSON value is, for ordering; undefined when it is none. */
export const numberOf = (value: Json): number | undefined =>
  value instanceof Digits ? Number(value.source) : undefined;

/** The properties of a JSON object; undefined when the value is none. */
export function propertiesOf(value: Json): [string, Json][] | undefined {
  const isBag = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits);
  return isBag ? Object.entries(value) : undefined;
}

/**
 * JSON text with property names sorted at every level and no spaces; undefined when the text is no JSON. Numbers keep their
 * digits. Source: https://learn.microsoft.com/kusto/query/dynamic-to-json-function
 */
export function canonicalJson(text: string): string | undefined {
  const value = readJson(text);
  return value === undefined ? undefined : writeJson(value, 'sorted');
}
