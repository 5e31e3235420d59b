import { Brackets } from './brackets.ts';
import { nextToken, type Token } from './tokens.ts';
import { isKnownVerbAt } from './verbs.ts';

export interface InlineData {
  /** End of the data that belongs to the command. */
  readonly end: number;
  /** Where the next command begins, or the end of the text. */
  readonly next: number;
}

const commandLike = /\.[A-Za-z][A-Za-z-]*[ \t]+[A-Za-z(['"]/y;

/** Whether the last of these, the tokens of a command but comments, outside of brackets, opens the rows of `.ingest inline`: by `<|`, or by `[` after the name of the table and the properties. */
export function opensInlineData(tokens: readonly Token[]): boolean {
  const [before, token] = tokens.slice(-2);
  if (tokens[1]?.text !== 'ingest' || !tokens.slice(2, 4).some(({ text }) => text === 'inline')) return false;
  if (before === undefined || token === undefined) return false;
  if (token.text === '|') return before.text === '<' && before.end === token.start;
  return token.text === '[' && !['table', 'into', '.'].includes(before.text);
}

/** Where `<|` or `[` stands that opens the rows of one command; undefined where it has none. */
export function findInlineDataStart(text: string): number | undefined {
  const tokens: Token[] = [];
  const brackets = new Brackets();
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.kind === 'comment') continue;
    tokens.push(token);
    if (tokens.length === 2 && token.text !== 'ingest') return undefined;
    if (brackets.isEmpty && opensInlineData(tokens)) return token.text === '|' ? token.start - 1 : token.start;
    if (token.kind === 'punctuation') brackets.accept(token);
  }
  return undefined;
}

/**
 * Where the rows after `.ingest inline … <|` end. The rows are data whatever they hold, until a line that begins, in its first column, with
 * a verb in use, or, after a blank line, with anything that looks like a command; so `.5,b` stays data. Blank lines and comments that lead
 * up to the next command or to the end are not data, where a blank line or a bare `//` sets them apart.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-inline
 */
export function findInlineDataEnd(text: string, from: number): InlineData {
  let afterBlank = false;
  for (let start = lineAfter(text, from); start < text.length; start = lineAfter(text, start)) {
    if (isKnownVerbAt(text, start) || (afterBlank && looksLikeCommand(text, start))) {
      return { end: trimEnd(text, from, start), next: start };
    }
    afterBlank = isBlank(lineAt(text, start));
  }
  return { end: trimEnd(text, from, text.length), next: text.length };
}

function trimEnd(text: string, from: number, end: number): number {
  let kept = end;
  for (let start = lineBefore(text, end); start > from; start = lineBefore(text, start)) {
    const line = lineAt(text, start).trim();
    if (line !== '' && !line.startsWith('//')) break;
    if (line === '' || line === '//') kept = start;
  }
  return from + text.slice(from, kept).replace(/[\r\n]+$/, '').length;
}

function looksLikeCommand(text: string, start: number): boolean {
  commandLike.lastIndex = start;
  return commandLike.test(text);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function lineAt(text: string, start: number): string {
  return text.slice(start, lineAfter(text, start));
}

function lineAfter(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found + 1;
}

function lineBefore(text: string, start: number): number {
  return start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
}
