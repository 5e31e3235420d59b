/** A name from outside as KQL: always quoted, so that no name can become syntax. */
export function quoteName(name: string): string {
  return `['${escapeText(name, "'")}']`;
}

/** A text from outside as a KQL string literal. */
export function quoteText(text: string): string {
  return `"${escapeText(text, '"')}"`;
}

/**
 * A text that the cluster keeps out of its logs.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/string#obfuscated-string-literals
 */
export function quoteSecret(text: string): string {
  return `h${quoteText(text)}`;
}

export function quoteGuid(guid: string): string {
  if (!/^[0-9a-fA-F-]{36}$/.test(guid)) throw new Error(`not a guid: ${guid}`);
  return `guid(${guid})`;
}

/** A datetime as the engine writes it. */
export function quoteDatetime(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/.test(text)) throw new Error(`not a datetime: ${text}`);
  return `datetime(${text})`;
}

function escapeText(text: string, quote: string): string {
  return text.replace(/[\\'"\p{Cc}\u2028\u2029]/gu, (char) => {
    if (char === '\\') return '\\\\';
    if (char === quote) return `\\${quote}`;
    if (char === "'" || char === '"') return char;
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
