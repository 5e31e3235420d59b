import type { Problem } from '../problem.ts';
import { Head } from './head.ts';
import { literalValue } from './literal.ts';
import type { Loss } from './live-table.ts';
import { roles } from './loss-harmless.ts';
import type { StatementReading } from './statement-reading.ts';
import { nextToken, type Token } from './tokens.ts';
import { isKnownVerb } from './verbs.ts';

/**
 * What a user says of a command that is not known to be safe, by its beginning. `said`: it loses no rows, and this is taken at their word. `may-be-said`: nobody said
 * it yet; `as` is what to say. `no-effect`: it was said of a command of which that is not for a user to say.
 */
export type SaidHarmless =
  | { readonly kind: 'said'; readonly by: string }
  | { readonly kind: 'may-be-said'; readonly as: string }
  | { readonly kind: 'no-effect'; readonly by: string };

/** `said` are beginnings of commands. Undefined where nothing was said and nothing can be, and for what is safe. */
export function judgeSaid(
  { text, reading, loss }: { readonly text: string; readonly reading: StatementReading; readonly loss: Loss },
  said: readonly string[],
): SaidHarmless | undefined {
  if (loss.kind === 'safe') return undefined;
  const by = said.find((beginning) => beginsWith(text, beginning));
  if (!mayBeSaid(reading, loss)) return by === undefined ? undefined : { kind: 'no-effect', by };
  if (by !== undefined) return { kind: 'said', by };
  const as = beginningOf(text);
  return namesVerbAndNoun(as) ? { kind: 'may-be-said', as } : undefined;
}

/**
 * Whether the command begins with these words, whatever blanks and comments stand between them and whatever properties, `with (…)`, it has; names count with and
 * without brackets. A word is matched as a whole.
 */
export function beginsWith(text: string, beginning: string): boolean {
  const wanted = [...wordsOf(beginning)];
  const words = wordsOf(text);
  let end = 0;
  for (const { word } of wanted) {
    const { value } = words.next();
    if (value?.word !== word) return false;
    end = value.end;
  }
  const next = text[end];
  return wanted.length > 0 && (next === undefined || !/[-.*\p{L}\p{M}\p{N}_]/u.test(next));
}

/** Problems of the input `harmless`, one for each beginning that is none. */
export function findBadBeginnings(said: readonly string[]): readonly Problem[] {
  return said
    .filter((beginning) => !namesVerbAndNoun(beginning))
    .map((beginning) => ({
      code: 'input',
      summary: `The input harmless holds ${JSON.stringify(beginning)}, which is not the beginning of a command.`,
      detail: 'Expected at least its verb and its noun.',
      next: 'Write the words with which the command begins, for example .create-or-alter entity_group.',
    }));
}

/** Commands that change who may do what, and no rows; those that nobody knows; never what may take rows away. */
function mayBeSaid(reading: StatementReading, loss: Loss): boolean {
  if (reading.verb === '' || reading.verb === 'execute') return false;
  return decidesAccess(reading) || (loss.kind === 'unclear' && !mayTakeRows(reading));
}

const accessPolicies = ['row_level_security', 'restricted_view_access'];

/** Sources: https://learn.microsoft.com/kusto/management/security-roles, …/row-level-security-policy, …/restricted-view-access-policy */
function decidesAccess({ verb, noun, action, policy }: StatementReading): boolean {
  if (policy !== undefined)
    return (
      ['alter', 'delete'].includes(verb) &&
      ['table', 'tables', 'materialized-view'].includes(noun) &&
      accessPolicies.includes(policy.name)
    );
  return noun === 'function' || (['add', 'set', 'drop'].includes(verb) && roles.includes(action));
}

const holdingRows = [
  ...['', 'table', 'tables', 'column', 'columns', 'extent', 'extents'],
  ...['materialized-view', 'materialized-views', 'external-table', 'continuous-export'],
];
/** Whatever they name, where it could not be read. */
const emptying = ['clear', 'purge', 'set-or-replace', 'update'];
const takingAway = ['delete', 'detach', 'drop', 'move', 'purge', 'rename', 'replace'];

function mayTakeRows({ verb, noun, policy }: StatementReading): boolean {
  if (!isKnownVerb(verb)) return false;
  if (policy !== undefined || holdingRows.includes(noun) || emptying.includes(verb)) return true;
  return takingAway.includes(verb) && ['cluster', 'database', 'databases'].includes(noun);
}

function namesVerbAndNoun(beginning: string): boolean {
  const head = new Head(beginning);
  if (!head.skipCharacter('.') || head.takeWord() === undefined) return false;
  head.skip('async');
  return head.takeWord() !== undefined;
}

/** Up to the first list, value, query or body; an input that is a list has no commas in its items. */
function beginningOf(text: string): string {
  let last: PlacedWord | undefined;
  let shown = '';
  for (const one of wordsOf(text)) {
    if (/^[({<=,|]$/.test(one.word) || /^[hH]?[@'"`~]/.test(one.shown) || /[,\n]/.test(one.shown)) break;
    shown += last === undefined || last.end === one.start ? one.shown : ` ${one.shown}`;
    last = one;
  }
  return shown;
}

interface PlacedWord {
  /** A name without its brackets. */
  readonly word: string;
  readonly shown: string;
  readonly start: number;
  readonly end: number;
}

function* wordsOf(text: string): Generator<PlacedWord, undefined> {
  const tokens = plainTokens(text);
  let ahead = tokens.next().value;
  while (ahead !== undefined) {
    const token = ahead;
    ahead = tokens.next().value;
    if (token.text === 'with' && ahead?.text === '(') {
      ahead = skipParentheses(tokens);
      continue;
    }
    if (token.text !== '[' || ahead?.kind !== 'string') {
      yield { word: token.text, shown: token.text, start: token.start, end: token.end };
      continue;
    }
    const name = ahead;
    const close = tokens.next().value;
    ahead = tokens.next().value;
    const end = close?.end ?? name.end;
    yield { word: literalValue(name.text), shown: text.slice(token.start, end), start: token.start, end };
  }
  return undefined;
}

/** The token behind the parentheses of which the first was taken. */
function skipParentheses(tokens: Generator<Token, undefined>): Token | undefined {
  let depth = 1;
  for (let token = tokens.next().value; token !== undefined; token = tokens.next().value) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0) return tokens.next().value;
  }
  return undefined;
}

function* plainTokens(text: string): Generator<Token, undefined> {
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end))
    if (token.kind !== 'comment') yield token;
  return undefined;
}
