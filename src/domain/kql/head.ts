import { literalValue } from './literal.ts';
import { isApartFrom, nextToken, type Span, type Token } from './tokens.ts';

/** A name as it stands in a command. */
export interface WrittenName {
  readonly name: string;
  /** The whole name with its brackets and quotes. */
  readonly at: Span;
  readonly quoted: boolean;
}

/**
 * Reads the words, names and literals of one command in order. What is asked for and not there is answered with undefined or false and stays
 * unread. Keywords are compared in lower case. It ends before `<|` and before a body in braces.
 */
export class Head {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #place = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = headTokens(text);
  }

  get isAtEnd(): boolean {
    return this.#place >= this.#tokens.length;
  }

  /** Whether the command ends there too, with neither `<|` nor a body after it. */
  get isAtTextEnd(): boolean {
    return this.isAtEnd && this.#behindHead === undefined;
  }

  /** What stands behind the `<|` that ends it; undefined where none does, or nothing is behind it. */
  get input(): string | undefined {
    const mark = this.#behindHead;
    if (mark === undefined || !this.#text.startsWith('<|', mark.start)) return undefined;
    const first = nextBehind(this.#text, mark.start + '<|'.length);
    return first && this.#text.slice(first.start);
  }

  get place(): number {
    return this.#place;
  }

  /** Goes back to a place read earlier. */
  returnTo(place: number): void {
    this.#place = place;
  }

  /** The next keyword without taking it, hyphens included. */
  peekWord(): string | undefined {
    return this.#gluedWord()?.name.toLowerCase();
  }

  takeWord(): string | undefined {
    const word = this.peekWord();
    if (word !== undefined) this.#place = this.#gluedWord()?.nextPlace ?? this.#place;
    return word;
  }

  /** Takes the next keyword if it is one of these. */
  skip(...words: readonly string[]): boolean {
    const word = this.peekWord();
    if (word === undefined || !words.includes(word)) return false;
    this.takeWord();
    return true;
  }

  /** Takes the next character if it is this one. */
  skipCharacter(character: string): boolean {
    if (this.#at(0)?.text !== character) return false;
    this.#place += 1;
    return true;
  }

  isNextCharacter(character: string): boolean {
    return this.#at(0)?.text === character;
  }

  takeName(): WrittenName | undefined {
    return this.#takeQuotedName() ?? this.#takeBareName();
  }

  /** Names joined by dots, as in `['db'].['T']` or `T.c`. */
  takePath(): readonly WrittenName[] | undefined {
    const first = this.takeName();
    if (first === undefined) return undefined;
    const path = [first];
    while (this.isNextCharacter('.')) {
      this.#place += 1;
      const name = this.takeName();
      if (name === undefined) return undefined;
      path.push(name);
    }
    return path;
  }

  /** Adjacent literals as one, as the service reads them. */
  takeLiteral(): string | undefined {
    const parts: string[] = [];
    for (let token = this.#at(0); token?.kind === 'string' && token.closed; token = this.#at(0)) {
      parts.push(literalValue(token.text));
      this.#place += 1;
    }
    return parts.length === 0 ? undefined : parts.join('');
  }

  skipToken(): void {
    this.#place += 1;
  }

  /** Takes `( … )` with all that is inside; false when none begins here or it is not closed. */
  skipParentheses(): boolean {
    if (!this.isNextCharacter('(')) return false;
    const place = this.#place;
    let depth = 0;
    do {
      const text = this.#at(0)?.text;
      if (text === '(') depth += 1;
      if (text === ')') depth -= 1;
      this.#place += 1;
    } while (depth > 0 && !this.isAtEnd);
    if (depth > 0) this.#place = place;
    return depth === 0;
  }

  /** Text of the tokens that are left, up to a word of `until`, as written, with one blank where there are some. */
  takeRest(...until: readonly string[]): string {
    const parts: string[] = [];
    let end = this.#at(0)?.start ?? 0;
    while (!this.isAtEnd && !until.includes(this.peekWord() ?? '')) {
      const token = this.#at(0);
      if ((token?.start ?? end) > end) parts.push(' ');
      parts.push(token?.text ?? '');
      end = token?.end ?? end;
      this.#place += 1;
    }
    return parts.join('');
  }

  /** Text of the tokens up to one of the characters outside of parentheses, or to the end, as written without the blanks between them but those between words. */
  takeUntilOneOf(...characters: readonly string[]): string {
    const parts: string[] = [];
    let depth = 0;
    let before: Token | undefined;
    for (let token = this.#at(0); token !== undefined; token = this.#at(0)) {
      if (depth === 0 && characters.includes(token.text)) break;
      if (token.text === '(') depth += 1;
      if (token.text === ')') depth -= 1;
      parts.push(isApartFrom(before, token) ? ` ${token.text}` : token.text);
      before = token;
      this.#place += 1;
    }
    return parts.join('');
  }

  get #behindHead(): Token | undefined {
    return nextBehind(this.#text, this.#tokens.at(-1)?.end ?? 0);
  }

  #takeQuotedName(): WrittenName | undefined {
    const [first, second, third] = [this.#at(0), this.#at(1), this.#at(2)];
    if (first?.kind === 'string' && first.closed) {
      this.#place += 1;
      return { name: literalValue(first.text), at: { start: first.start, end: first.end }, quoted: true };
    }
    if (first?.text !== '[' || second?.kind !== 'string' || !second.closed || third?.text !== ']') return undefined;
    this.#place += 3;
    return { name: literalValue(second.text), at: { start: first.start, end: third.end }, quoted: true };
  }

  #takeBareName(): WrittenName | undefined {
    const first = this.#at(0);
    const word = this.#gluedWord();
    if (first === undefined || word === undefined) return undefined;
    this.#place = word.nextPlace;
    return { name: word.name, at: { start: first.start, end: first.start + word.name.length }, quoted: false };
  }

  #gluedWord(): { readonly name: string; readonly nextPlace: number } | undefined {
    let last = this.#at(0);
    if (last?.kind !== 'word') return undefined;
    let name = last.text;
    let ahead = 1;
    for (let next = this.#at(ahead); next?.start === last.end && isGlue(next, last); next = this.#at(ahead)) {
      name += next.text;
      last = next;
      ahead += 1;
    }
    if (last.text !== '-') return { name, nextPlace: this.#place + ahead };
    return { name: name.slice(0, -1), nextPlace: this.#place + ahead - 1 };
  }

  #at(ahead: number): Token | undefined {
    return this.#tokens[this.#place + ahead];
  }
}

function isGlue(token: Token, previous: Token): boolean {
  return token.text === '-' ? previous.kind === 'word' : token.kind === 'word' && previous.text === '-';
}

function headTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.text === '{') break;
    const previous = tokens.at(-1);
    if (token.text === '|' && previous?.text === '<' && previous.end === token.start) return tokens.slice(0, -1);
    if (token.kind !== 'comment') tokens.push(token);
  }
  return tokens;
}

/** The token at or after the offset, comments left out. */
function nextBehind(text: string, offset: number): Token | undefined {
  let next = nextToken(text, offset);
  while (next?.kind === 'comment') next = nextToken(text, next.end);
  return next;
}
