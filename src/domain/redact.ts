/** Replaces what must not be read by others. Every text that leaves the program passes through one. */
export type Redact = (text: string) => string;

const placeholder = '***';

/** Shorter values are no secrets; replacing them would garble ordinary words. */
const shortestSecret = 4;

/**
 * What a secret looks like even when nobody registered it. Sources: https://learn.microsoft.com/rest/api/storageservices/create-service-sas,
 * https://learn.microsoft.com/kusto/query/scalar-data-types/string, https://learn.microsoft.com/kusto/api/connection-strings/storage-connection-strings
 */
const shapes: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/((?:\b|(?<=%[0-9a-f]{2}))sig(?:=|%3d|%253d))[^&\s"'<>;)\]}\\|`]+/gi, `$1${placeholder}`],
  [/\b((?:AccountKey|SharedAccessKey)=)[^;&\s"'<>\\|`]+/gi, `$1${placeholder}`],
  [/\b(SharedAccessSignature=)[^;\s"'<>\\|`]+/gi, `$1${placeholder}`],
  [/\b((?:Password|Pwd)=)[^;&\s"'<>\\|`]+/gi, `$1${placeholder}`],
  [/\b(h)"(?:[^"\\\n]|\\[^\n])*"/gi, `$1"${placeholder}"`],
  [/\b(h)'(?:[^'\\\n]|\\[^\n])*'/gi, `$1'${placeholder}'`],
  [/\b(h@)"(?:[^"\n]|"")*"/gi, `$1"${placeholder}"`],
  [/\b(h@)'(?:[^'\n]|'')*'/gi, `$1'${placeholder}'`],
  [/\b(h)(```|~~~)[\s\S]*?\2/gi, `$1$2${placeholder}$2`],
  [/(;)[A-Za-z0-9+/]{40,}={0,2}/g, `$1${placeholder}`],
  [/\b(Bearer\s+)[A-Za-z0-9\-._~+/]{8,}=*/gi, `$1${placeholder}`],
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*/g, placeholder],
];

/** Replaces the shapes of storage signatures, account keys, passwords, obfuscated literals and bearer tokens, and the given secrets wherever they occur. */
export function createRedact(secrets: readonly string[] = []): Redact {
  const values = [...secrets].filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
  return (text) => {
    const known = values.reduce((rest, secret) => rest.replaceAll(secret, placeholder), text);
    return shapes.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), known);
  };
}

/** `createRedact` without known secrets: by shape only. */
export const redact: Redact = createRedact();

/** The first so many characters. A secret that was cut could not be told from other text later, so that it is replaced before. */
export function cutTo(length: number, text: string): string {
  const hidden = redact(text);
  return hidden.length > length ? `${hidden.slice(0, length)}…` : hidden;
}

/** The first line of a command, cut where it is long. A secret may go over several lines. */
export function firstLine(text: string): string {
  const [line = ''] = redact(text).split('\n');
  return cutTo(100, line);
}
