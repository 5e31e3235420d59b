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

function write(value: unknown): string {
  if (value instanceof Digits) return value.source;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const properties = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${properties.map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`).join(',')}}`;
}

/**
 * JSON text with property names sorted at every level and no spaces; undefined when the text is no JSON. Numbers keep their
 * digits. Source: https://learn.microsoft.com/kusto/query/dynamic-to-json-function
 */
export function canonicalJson(text: string): string | undefined {
  try {
    return write(JSON.parse(text, keepDigits));
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
