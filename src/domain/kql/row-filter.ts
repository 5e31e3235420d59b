import { Head } from './head.ts';
import { literalValue } from './literal.ts';
import { readStatement } from './statement-kind.ts';
import { nextToken, type Token } from './tokens.ts';

/** A logged command's rows as a filter over the table they were in, to be put behind a table's name; or why it cannot be told which rows they were. */
export type RowFilter = { readonly filter: string } | { readonly why: string };

/** Logs are read up to so many characters of a command; a longer one may lack its end. */
export const longestLogged = 4000;

/**
 * Reads `.delete table T records <| T | where …` and `.purge table T records … <| where …`. Only a filter whose result depends on nothing but the row itself is told: it is made of
 * the given columns, constants, operators and functions of a list. A time of day, an ingestion time, another table, a stored function or a constant that the log hides may
 * mean other rows elsewhere. Source: https://learn.microsoft.com/kusto/management/soft-delete-command
 */
export function readRowFilter(text: string, table: string, columns: ReadonlySet<string>): RowFilter {
  if (text.length >= longestLogged) return { why: 'the log may lack the end of it' };
  const start = queryStart(text);
  if (start === undefined) return { why: 'it has no filter' };
  const { verb } = readStatement(text);
  if (verb === 'delete' && /^\s*\.delete\s+async\b/.test(text))
    return { why: 'it ran in the background, and the log does not say how it ended' };
  const from = verb === 'purge' ? start : filterStart(text, start, table);
  if (from === undefined) return { why: 'it does not begin with the table itself' };
  const tokens = tokensFrom(text, from);
  const given = verb === 'purge' ? [pipe(from), ...tokens] : tokens;
  const why = new FilterReader(given, columns).findObjection();
  if (why !== undefined) return { why };
  const filter = text.slice(from).trim();
  return { filter: verb === 'purge' ? `| ${filter}` : filter };
}

const pipe = (at: number): Token => ({ kind: 'punctuation', text: '|', start: at, end: at, closed: true });

function queryStart(text: string): number | undefined {
  let before: Token | undefined;
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.text === '|' && before?.text === '<' && before.end === token.start) return token.end;
    before = token;
  }
  return undefined;
}

function filterStart(text: string, start: number, table: string): number | undefined {
  const name = new Head(text.slice(start)).takeName();
  return name?.name === table ? start + name.at.end : undefined;
}

function tokensFrom(text: string, start: number): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = nextToken(text, start); token !== undefined; token = nextToken(text, token.end)) tokens.push(token);
  return tokens;
}

const operators = new Set(
  'and or in has hasprefix hassuffix has_cs hasprefix_cs hassuffix_cs has_any has_all contains contains_cs startswith startswith_cs endswith endswith_cs matches regex between true false'.split(
    ' ',
  ),
);
const functions = new Set(
  'not isnull isnotnull isempty isnotempty tolower toupper tostring toint tolong toreal todouble todecimal toguid tobool strlen substring abs bin startofday startofweek startofmonth startofyear hourofday dayofweek monthofyear getyear'.split(
    ' ',
  ),
);
/** What stands in their parentheses is one constant. */
const constants = new Set('datetime timespan time guid decimal real double long int bool'.split(' '));
const constantText =
  /^\s*(?:[-+]?\d[\w\s.:+-]*|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|null|true|false)\s*$/;
const punctuation = new Set('=!<>~()+-/%,.|[]');

/** Takes `| where …` again and again. */
class FilterReader {
  readonly #tokens: readonly Token[];
  readonly #columns: ReadonlySet<string>;
  #place = 0;
  #depth = 0;
  /** Depths at which a list of constants is open. */
  readonly #lists: number[] = [];

  constructor(tokens: readonly Token[], columns: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#columns = columns;
  }

  findObjection(): string | undefined {
    if (this.#at(0)?.text !== '|') return 'it has no where';
    while (this.#place < this.#tokens.length) {
      const why = this.#takeOne();
      if (why !== undefined) return why;
    }
    return this.#depth === 0 ? undefined : 'its end is missing';
  }

  #takeOne(): string | undefined {
    const token = this.#at(0);
    if (token === undefined) return undefined;
    if (token.kind === 'comment') return 'it has comments';
    if (token.kind === 'string') return this.#takeText(token);
    if (token.kind === 'word') return this.#takeWord(token);
    if (!punctuation.has(token.text)) return `it has ${token.text}`;
    if (token.text === '|') return this.#takePipe();
    if (token.text === '[') return this.#takeQuotedColumn();
    if (token.text === '.') return this.#takePoint();
    this.#place += 1;
    if (token.text === '(') this.#open();
    if (token.text === ')') this.#close();
    return this.#depth < 0 ? 'its parentheses do not fit' : undefined;
  }

  #takeText({ text, closed }: Token): string | undefined {
    this.#place += 1;
    if (!closed) return 'its end is missing';
    return /^[hH]/.test(text) ? 'the log may hide a text in it' : undefined;
  }

  #takeWord({ text }: Token): string | undefined {
    const isCalled = this.#at(1)?.text === '(';
    if (isCalled && constants.has(text)) return this.#takeConstant();
    this.#place += 1;
    if (/^\d/.test(text) || operators.has(text)) return undefined;
    if (isCalled) return functions.has(text) ? undefined : `it calls ${text}`;
    if (!this.#columns.has(text)) return `it uses ${text}, which is no column that the snapshot holds exactly`;
    return this.#lists.length > 0 ? `it uses ${text} in a list` : undefined;
  }

  #takeConstant(): string | undefined {
    const [name, first] = [this.#at(0)?.text, this.#at(1)];
    let end = this.#place + 2;
    while (this.#tokens[end] !== undefined && this.#tokens[end]?.text !== ')') end += 1;
    const close = this.#tokens[end];
    if (first === undefined || close === undefined) return 'its end is missing';
    const inside = this.#tokens.slice(this.#place + 2, end);
    this.#place = end + 1;
    const isText = inside.length === 1 && inside[0]?.kind === 'string' && /^['"]/.test(inside[0].text);
    const written = this.#joined(inside);
    return isText || constantText.test(written) ? undefined : `it has ${name}(${written})`;
  }

  #joined(tokens: readonly Token[]): string {
    return tokens
      .map((token, index) => (token.start > (tokens[index - 1]?.end ?? token.start) ? ' ' : '') + token.text)
      .join('');
  }

  #takePipe(): string | undefined {
    if (this.#depth > 0) return 'it has a query in it';
    const next = this.#at(1)?.text;
    if (next !== 'where') return `it has ${next ?? 'nothing'} after a pipe`;
    this.#place += 2;
    return undefined;
  }

  #takeQuotedColumn(): string | undefined {
    const [name, end] = [this.#at(1), this.#at(2)];
    if (name?.kind !== 'string' || !name.closed || end?.text !== ']') return 'it has [';
    this.#place += 3;
    const column = literalValue(name.text);
    if (this.#lists.length > 0 || !this.#columns.has(column))
      return `it uses ${column}, which is no column that the snapshot holds exactly`;
    return undefined;
  }

  /** In a number, or between the two ends of a range. */
  #takePoint(): string | undefined {
    const [before, next] = [this.#tokens[this.#place - 1], this.#at(1)];
    const isRange = next?.text === '.' || before?.text === '.';
    const isNumber = /^\d/.test(before?.text ?? '') && /^\d/.test(next?.text ?? '');
    this.#place += 1;
    return isRange || isNumber ? undefined : 'it looks into a value';
  }

  #open(): void {
    this.#depth += 1;
    const [one, two] = [this.#tokens[this.#place - 2], this.#tokens[this.#place - 3]];
    const word = one?.text === '~' ? two?.text : one?.text;
    if (word === 'in' || word === 'has_any' || word === 'has_all') this.#lists.push(this.#depth);
  }

  #close(): void {
    if (this.#lists.at(-1) === this.#depth) this.#lists.pop();
    this.#depth -= 1;
  }

  #at(ahead: number): Token | undefined {
    return this.#tokens[this.#place + ahead];
  }
}
