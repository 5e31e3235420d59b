import type { Problem } from '../problem.ts';
import { Brackets } from './brackets.ts';
import { findInlineDataEnd, opensInlineData } from './inline-data.ts';
import { type PlacedText, PositionIndex } from './position.ts';
import { nextToken, type Token } from './tokens.ts';
import { isKnownVerbAt, nextCommandLine } from './verbs.ts';

export interface SchemaFile {
  readonly path: string;
  readonly text: string;
}

export interface Statement extends PlacedText {
  /** Source text, without the blank lines, comments and `;` around it; exact but for what `replaced` says. */
  readonly text: string;
  /** Place in the file, from 0. */
  readonly index: number;
}

export interface SplitScript {
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/**
 * Splits a file into its management commands, in their order. A command begins with a dot and a letter in the first column, outside literals,
 * comments and brackets; blank lines, `//` lines and `;` between commands are optional. Nothing that is not blank or a comment is left
 * out silently: it is part of a command or a problem, and all problems of the file are returned. When there are problems, the statements are
 * incomplete.
 */
export function splitScript(file: SchemaFile): SplitScript {
  const text = file.text.replace(/^\uFEFF/, '');
  return new Splitter(file.path, text).split();
}

class Splitter {
  readonly #path: string;
  readonly #text: string;
  readonly #positions: PositionIndex;
  readonly #statements: Statement[] = [];
  readonly #problems: Problem[] = [];
  #brackets = new Brackets();
  /** Significant tokens of the command being read; empty before the first command and after a broken one. */
  #tokens: Token[] = [];
  #offset = 0;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    this.#positions = new PositionIndex(path, text);
  }

  split(): SplitScript {
    for (let token = this.#next(); token !== undefined; token = this.#next()) this.#accept(token);
    this.#finish();
    if (this.#statements.length === 0 && this.#problems.length === 0)
      this.#report(0, 'holds no management command', noCommand);
    return { statements: this.#statements, problems: this.#problems };
  }

  #next(): Token | undefined {
    const token = nextToken(this.#text, this.#offset);
    if (token !== undefined) this.#offset = token.end;
    return token;
  }

  #accept(token: Token): void {
    if (token.kind === 'comment') return;
    if (this.#beginsCommand(token)) {
      this.#finish();
    } else if (this.#tokens.length === 0) {
      this.#abandon(token.start, 'holds text that is not a management command', strayText);
      return;
    } else if (this.#isMisplacedCommand(token)) {
      this.#report(token.start, 'holds a command that does not begin a line', misplaced);
    }
    this.#tokens.push(token);
    this.#judge(token);
  }

  #judge(token: Token): void {
    if (!token.closed) {
      this.#abandon(token.start, `opens ${nameOf(token)} that is not closed`, unclosedLiteral(token));
    } else if (this.#brackets.isEmpty && opensInlineData(this.#tokens)) {
      this.#takeInlineData(token);
    } else if (token.kind === 'punctuation') {
      const broken = this.#brackets.accept(token);
      if (broken !== undefined) this.#abandon(broken.at.start, broken.what, unclosedBracket);
    }
  }

  #beginsCommand(token: Token): boolean {
    if (!this.#isVerb(token) || !this.#isAtLineStart(token.start) || this.#isQuery(token)) return false;
    return this.#brackets.isEmpty || isKnownVerbAt(this.#text, token.start);
  }

  #isMisplacedCommand(token: Token): boolean {
    if (!this.#brackets.isEmpty || !isKnownVerbAt(this.#text, token.start)) return false;
    if (this.#tokens[1]?.text === 'execute' || this.#isQuery(token)) return false;
    return /[\s;]/.test(this.#text.charAt(token.start - 1));
  }

  #isVerb(token: Token): boolean {
    return token.text === '.' && /[A-Za-z]/.test(this.#text.charAt(token.end));
  }

  #isAtLineStart(offset: number): boolean {
    return offset === 0 || this.#text[offset - 1] === '\n';
  }

  /** A `.show` right after `<|` or `{` is the input of the command before it, as in `.drop extents <| .show table T extents`. */
  #isQuery(token: Token): boolean {
    if (!/^\.show\s/.test(this.#text.slice(token.start, token.start + 6)) || this.#tokens[1]?.text === 'execute')
      return false;
    const [last, before] = [this.#tokens.at(-1), this.#tokens.at(-2)];
    return last?.text === '{' || (last?.text === '|' && before?.text === '<');
  }

  #takeInlineData(token: Token): void {
    const { end, next } = findInlineDataEnd(this.#text, token.end);
    this.#emit(end);
    this.#offset = next;
  }

  #finish(): void {
    const opened = this.#brackets.outermost;
    if (opened !== undefined) this.#report(opened.start, `opens '${opened.text}' that is not closed`, unclosedBracket);
    while (this.#tokens.at(-1)?.text === ';') this.#tokens.pop();
    const last = this.#tokens.at(-1);
    if (last !== undefined && opened === undefined) this.#emit(last.end);
    this.#reset();
  }

  #emit(end: number): void {
    const start = this.#tokens[0]?.start ?? end;
    this.#statements.push({
      text: this.#text.slice(start, end),
      at: this.#positions.at(start),
      index: this.#statements.length,
    });
    this.#reset();
  }

  /** Reports, gives up the command being read, and goes on at the next line that looks like one. */
  #abandon(offset: number, what: string, advice: Advice): void {
    this.#report(offset, what, advice);
    this.#reset();
    this.#offset = nextCommandLine(this.#text, offset + 1);
  }

  #reset(): void {
    this.#tokens = [];
    this.#brackets = new Brackets();
  }

  #report(offset: number, what: string, advice: Advice): void {
    this.#problems.push({
      code: 'schema-file',
      summary: `${this.#path} ${what}.`,
      ...advice,
      at: this.#positions.at(offset),
    });
  }
}

interface Advice {
  readonly detail?: string;
  readonly next: string;
}

const strayText: Advice = {
  next: 'Move it to a file of its own outside the schema files, or exclude this file, as in schema: !path.',
};
const noCommand: Advice = { next: 'Add a command, delete the file, or exclude it, as in schema: !path.' };
const misplaced: Advice = {
  detail: 'A command begins in the first column; elsewhere it would be sent as part of the command before it.',
  next: 'Put it on a line of its own, with the dot in the first column.',
};
const unclosedBracket: Advice = { next: 'Close it, or remove the bracket that does not belong there.' };

function unclosedLiteral(token: Token): Advice {
  if (isFence(token)) return { next: 'Close it with the same three characters.' };
  return {
    detail: 'A quoted text ends on its own line.',
    next: 'Close the quote, or use three backticks around a text of several lines.',
  };
}

function nameOf(token: Token): string {
  return isFence(token) ? 'a fenced text' : 'a quoted text';
}

function isFence(token: Token): boolean {
  return /^[hH]?(?:```|~~~)/.test(token.text);
}
