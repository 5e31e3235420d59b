const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
};
const escapeSequence = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g;

/** The text that a string literal stands for. `literal` is the whole token with its quotes. */
export function literalValue(literal: string): string {
  const body = literal.replace(/^[hH]/, '');
  if (body.startsWith('```') || body.startsWith('~~~')) return body.slice(3, -3);
  if (body.startsWith('@')) return body.slice(2, -1).replaceAll(`${body[1]}${body[1]}`, body[1] ?? '');
  return body.slice(1, -1).replace(escapeSequence, (_all, unicode?: string, hex?: string, other?: string) => {
    const code = unicode ?? hex;
    return code === undefined ? (escapes[other ?? ''] ?? other ?? '') : String.fromCharCode(Number.parseInt(code, 16));
  });
}

/** A name in brackets and quotes, valid wherever a name is. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
export function bracketName(name: string): string {
  return `['${name.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}']`;
}
