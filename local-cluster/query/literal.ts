const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

function decodeEscape(_match: string, body: string): string {
  if (/^[xuU]/.test(body)) return String.fromCodePoint(Number.parseInt(body.slice(1), 16));
  return escapes[body] ?? body;
}

const decodeQuoted = (body: string): string =>
  body.replaceAll(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g, decodeEscape);

/**
 * Decodes one string literal: quoted, verbatim (`@`), obfuscated (`h`), or multi-line between triple backticks or tildes.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/string
 */
export function decodeString(literal: string): string {
  const plain = literal.replace(/^[hH](?=[@'"`~])/, '');
  if (plain.startsWith('```') || plain.startsWith('~~~')) return plain.slice(3, -3);
  if (!plain.startsWith('@')) return decodeQuoted(plain.slice(1, -1));
  const quote = plain.charAt(1);
  return plain.slice(2, -1).replaceAll(quote + quote, quote);
}

/** The text between the parentheses of `type(text)`; the whole text when there are none. Quotes inside are removed. */
export function literalBody(text: string): string {
  const open = text.indexOf('(');
  const inner = open > 0 && text.endsWith(')') ? text.slice(open + 1, -1).trim() : text;
  return /^[@h]?["']/.test(inner) ? decodeString(inner) : inner;
}
