import type { Problem } from '../domain/problem.ts';
import type { Input, TokenValue } from './command.ts';
import type { Spell } from './parse-request.ts';

/** Values of tokens from one place, or what is wrong with them. */
export interface ReadTokens {
  readonly tokens: readonly TokenValue[];
  readonly problems: readonly Problem[];
}

/** Shorter values could be guessed: a plan's hash, which everybody sees, is made of the commands with their values. */
const shortestSecret = 12;

/** Lines `NAME=value`. No value is shown, since it may be a secret. */
export function parseTokens(name: string, input: Input, text: string, spell: Spell): ReadTokens {
  const problems: Problem[] = [];
  const tokens: TokenValue[] = [];
  const wrong = (summary: string, next: string): void => {
    problems.push({ code: 'input', summary: `${spell(name)} ${summary}`, next });
  };
  const lines = text.split('\n').map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const match = /^([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line);
    const [, token = '', value = ''] = match ?? [];
    if (match === null)
      wrong(`has a line that is not NAME=value: line ${index + 1}.`, 'Write one token a line, as in days=30.');
    else if (value === '')
      wrong(`has no value for the token ${token}.`, 'Give one; an empty text on purpose stands in the config file.');
    else if (tokens.some((other) => other.name === token))
      wrong(`has more than one value for the token ${token}.`, 'Leave one of them.');
    else tokens.push({ name: token, value });
  }
  return { tokens, problems: [...problems, ...judgeTokens(name, input, tokens, spell)] };
}

/** What cannot be a value, wherever it comes from. */
export function judgeTokens(
  name: string,
  input: Input,
  tokens: readonly TokenValue[],
  spell: Spell,
): readonly Problem[] {
  return tokens.flatMap(({ name: token, value }): readonly Problem[] => {
    const wrong = (summary: string, next: string): readonly Problem[] => [
      { code: 'input', summary: `${spell(name)}: the value of ${token} ${summary}`, next },
    ];
    if (/[\r\n]/.test(value)) return wrong('has a line break.', 'Give a value of one line.');
    if (input.secret === undefined) return [];
    if (value.length < shortestSecret)
      return wrong(
        `has fewer than ${shortestSecret} characters, so that it could be guessed.`,
        'Give a longer secret.',
      );
    // It would be written in one way in a command, and in another in what the service says.
    return /['"`\\]/.test(value)
      ? wrong('holds a quote or a backslash.', 'Give a secret without quotes and backslashes.')
      : [];
  });
}

/** The first place that has a name wins. */
export function mergeTokens(...places: readonly (readonly TokenValue[])[]): readonly TokenValue[] {
  const merged = new Map<string, TokenValue>();
  for (const token of places.flat()) if (!merged.has(token.name)) merged.set(token.name, token);
  return Object.freeze([...merged.values()]);
}
