import { columnTypeOf } from '../kql/column-list.ts';
import { bracketName, literalValue } from '../kql/literal.ts';
import { isApartFrom, nextToken, type Token } from '../kql/tokens.ts';

/** Line ends as one character, and nothing around the text: the rest, comments too, is kept by the service as it is written. */
export function canonicalBody(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** A query by its tokens: blanks, line ends and comments do not count. */
export function canonicalQuery(text: string): string {
  const tokens = tokensOf(text);
  return tokens
    .map((token, index) => (index > 0 && token.start > (tokens[index - 1]?.end ?? 0) ? ` ${token.text}` : token.text))
    .join('');
}

/**
 * The parameters of a function, with one spelling of types and names and no blanks but between two words; `()` for none.
 * Source: https://learn.microsoft.com/kusto/management/create-alter-function
 */
export function canonicalParameters(text: string): string {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return '()';
  const parts: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]?.text;
    const isQuotedName = before === '[' && token.kind === 'string' && tokens[index + 1]?.text === ']';
    if (isQuotedName) parts.push(nameOf(token));
    else if (isBracketOfName(tokens, index)) continue;
    else if (before === ':' && token.kind === 'word') parts.push(columnTypeOf(token.text) ?? token.text);
    else if (token.kind === 'string') parts.push(JSON.stringify(literalValue(token.text)));
    else parts.push(isApartFrom(tokens[index - 1], token) ? ` ${token.text}` : token.text);
  }
  return parts.join('');
}

function isBracketOfName(tokens: readonly Token[], index: number): boolean {
  const [token, before, after] = [tokens[index], tokens[index - 1], tokens[index + 1]];
  if (token?.text === '[') return after?.kind === 'string' && tokens[index + 2]?.text === ']';
  return token?.text === ']' && before?.kind === 'string' && tokens[index - 2]?.text === '[';
}

function nameOf(token: Token): string {
  const name = literalValue(token.text);
  return /^[A-Za-z_]\w*$/.test(name) ? name : bracketName(name);
}

/** Every token but comments. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.kind !== 'comment') tokens.push(token);
  }
  return tokens;
}

/** Where the text in the outermost braces begins and ends, braces within parentheses left out; undefined when there is none to the end. */
export function bracesOf(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  let depth = 0;
  for (let token = nextToken(text, from); token !== undefined; token = nextToken(text, token.end)) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text !== '{' || depth > 0) continue;
    const end = text.trimEnd().length - 1;
    return text[end] === '}' && end > token.start ? { start: token.start, end: end + 1 } : undefined;
  }
  return undefined;
}
