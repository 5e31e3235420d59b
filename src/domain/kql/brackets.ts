import type { Token } from './tokens.ts';

export interface BrokenBracket {
  readonly at: Token;
  readonly what: string;
}

const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The brackets open at one place of a command. */
export class Brackets {
  readonly #open: Token[] = [];

  get isEmpty(): boolean {
    return this.#open.length === 0;
  }

  get outermost(): Token | undefined {
    return this.#open[0];
  }

  /** Takes the next token of the command; answers with what is wrong when it closes something else than what is open. */
  accept(token: Token): BrokenBracket | undefined {
    const opener = closers[token.text];
    if (opener === undefined) {
      if (['(', '[', '{'].includes(token.text)) this.#open.push(token);
      return undefined;
    }
    const opened = this.#open.pop();
    if (opened === undefined) return { at: token, what: `closes '${token.text}' that was not opened` };
    return opened.text === opener ? undefined : { at: opened, what: `opens '${opened.text}' that is not closed` };
  }
}
