import { badRequest, syntaxProblem } from '../problem.ts';
import type { KustoType } from '../query/contract.ts';
import { decodeString } from '../query/literal.ts';

const spellings: Readonly<Record<string, KustoType>> = {
  bool: 'bool',
  boolean: 'bool',
  int: 'int',
  int32: 'int',
  long: 'long',
  int64: 'long',
  real: 'real',
  double: 'real',
  decimal: 'decimal',
  datetime: 'datetime',
  date: 'datetime',
  timespan: 'timespan',
  time: 'timespan',
  guid: 'guid',
  uuid: 'guid',
  uniqueid: 'guid',
  string: 'string',
  dynamic: 'dynamic',
};

/** The type a spelling stands for. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export function typeOf(spelling: string): KustoType {
  const type = spellings[spelling];
  if (type === undefined) throw badRequest(`'${spelling}' is not a data type.`);
  return type;
}

const blank = /(?:\s|\/\/[^\n]*(?:\n|$))*/y;
const wordForm = /[A-Za-z_$][\w$]*(?:-[A-Za-z]\w*)*/y;
const nameForm = /[\w$][\w$]*/y;
const literalForm =
  /[hH]?(?:@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|```[\s\S]*?```|~~~[\s\S]*?~~~)/y;
const valueForm = /[^\s,()]+(?:\([^)]*\))?/y;

/** Reads the arguments of a command text whose form the grammar has already accepted. */
export class Reader {
  readonly text: string;
  #position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Everything from here on. */
  rest(): string {
    this.#match(blank);
    return this.text.slice(this.#position);
  }

  /** Nothing may follow. */
  end(): void {
    if (this.rest() !== '') throw this.#unexpected('the end of the command');
  }

  /** Takes these words or signs when they come next, all of them or none. */
  accept(...expected: string[]): boolean {
    const start = this.#position;
    const found = expected.every((token) => this.#acceptOne(token));
    if (!found) this.#position = start;
    return found;
  }

  expect(...expected: string[]): void {
    for (const token of expected) if (!this.#acceptOne(token)) throw this.#unexpected(`'${token}'`);
  }

  /** Takes the first of these words that comes next. */
  choose<T extends string>(...words: readonly T[]): T | undefined {
    return words.find((word) => this.accept(word));
  }

  /** An entity name, bare or as `['quoted']`. */
  name(): string {
    if (this.accept('[')) {
      const name = this.string();
      this.expect(']');
      return name;
    }
    return this.#token(nameForm) ?? this.string();
  }

  hasLiteral(): boolean {
    const start = this.#position;
    const found = this.#token(literalForm) !== undefined;
    this.#position = start;
    return found;
  }

  /** One string literal. */
  literal(): string {
    const text = this.#token(literalForm);
    if (text === undefined) throw this.#unexpected('a string literal');
    return decodeString(text);
  }

  /** One string literal, or several that stand side by side and are one text. */
  string(): string {
    const first = this.literal();
    return first + (this.hasLiteral() ? this.string() : '');
  }

  /** A string literal's value, or the text of any other single value. */
  value(): string {
    if (this.hasLiteral()) return this.string();
    const text = this.#token(valueForm);
    if (text === undefined) throw this.#unexpected('a value');
    return text;
  }

  /** `(item, item, …)`. */
  list<T>(item: () => T): T[] {
    this.expect('(');
    if (this.accept(')')) return [];
    const items = this.series(item);
    this.expect(')');
    return items;
  }

  /** `item, item, …`. */
  series<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(',')) items.push(item());
    return items;
  }

  #acceptOne(token: string): boolean {
    const start = this.#position;
    const found = /^[A-Za-z]/.test(token) ? this.#token(wordForm) : this.#sign(token);
    if (found?.toLowerCase() === token.toLowerCase()) return true;
    this.#position = start;
    return false;
  }

  #sign(token: string): string | undefined {
    this.#match(blank);
    if (!this.text.startsWith(token, this.#position)) return undefined;
    this.#position += token.length;
    return token;
  }

  #token(form: RegExp): string | undefined {
    this.#match(blank);
    return this.#match(form);
  }

  #match(form: RegExp): string | undefined {
    form.lastIndex = this.#position;
    const [found] = form.exec(this.text) ?? [];
    this.#position += found?.length ?? 0;
    return found;
  }

  #unexpected(wanted: string): Error {
    return syntaxProblem(`expected ${wanted} at '${this.rest().slice(0, 40)}'`);
  }
}
