export type Document = Record<string, unknown>;

/** The object or list that a JSON text holds; undefined for any other text. */
export function parseDocument(text: string): Document | readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Document) : undefined;
  } catch (error) {
    // What is no JSON is not in the model, and so stays a command of its own.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JSON with the members of every object in the order of their names. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
