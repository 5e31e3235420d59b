/** `string` covers quoted, verbatim, obfuscated and fenced literals; `punctuation` is one character. */
export type TokenKind = 'word' | 'string' | 'comment' | 'punctuation';

/** A piece of text, as offsets in UTF-16 units: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** False for a literal without its closing quote: quotes end with their line, fences with the text. */
  readonly closed: boolean;
}

// Only fenced literals may hold line breaks. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/string
const literals = [
  { form: /[hH]?```[\s\S]*?(?:(```)|$)/y },
  { form: /[hH]?~~~[\s\S]*?(?:(~~~)|$)/y },
  { form: /[hH]?@'[^'\r\n]*(?:''[^'\r\n]*)*(')?/y },
  { form: /[hH]?@"[^"\r\n]*(?:""[^"\r\n]*)*(")?/y },
  { form: /[hH]?'[^'\\\r\n]*(?:\\[^\r\n][^'\\\r\n]*)*(')?/y },
  { form: /[hH]?"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*(")?/y },
];
const blank = /[\s\uFEFF]+/y;
const comment = /\/\/[^\r\n]*/y;
const word = /[\p{L}\p{M}\p{N}_]+/uy;
const literalStart = /[hH]?(?:@?['"]|```|~~~)/y;

/** The first token at or after `offset`; undefined at the end of the text. */
export function nextToken(text: string, offset: number): Token | undefined {
  const start = offset + lengthOf(blank, text, offset);
  if (start >= text.length) return undefined;
  const commentLength = lengthOf(comment, text, start);
  if (commentLength > 0) return tokenOf('comment', text, start, commentLength);
  if (lengthOf(literalStart, text, start) > 0) return literalAt(text, start);
  const wordLength = lengthOf(word, text, start);
  return wordLength > 0 ? tokenOf('word', text, start, wordLength) : tokenOf('punctuation', text, start, 1);
}

/** Whether two words stand apart, as in `datetime(2020-01-01 10:00)`: without the blank they would be another one. */
export function isApartFrom(before: Token | undefined, token: Token): boolean {
  return before?.kind === 'word' && token.kind === 'word' && token.start > before.end;
}

function literalAt(text: string, start: number): Token {
  for (const { form } of literals) {
    const match = matchAt(form, text, start);
    if (match !== null) return { ...tokenOf('string', text, start, match[0].length), closed: match[1] !== undefined };
  }
  throw new Error(`no literal at ${start}`);
}

function tokenOf(kind: TokenKind, text: string, start: number, length: number): Token {
  return { kind, start, end: start + length, text: text.slice(start, start + length), closed: true };
}

function lengthOf(pattern: RegExp, text: string, offset: number): number {
  return matchAt(pattern, text, offset)?.[0].length ?? 0;
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
