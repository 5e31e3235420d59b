import type { Problem } from '../domain/problem.ts';
import type { Input } from './command.ts';
import type { Spell } from './parse-request.ts';
import { suggest } from './suggest.ts';

/** A value, or what is wrong with it. */
export type Parsed = { readonly value: unknown } | { readonly problem: Problem };

/** Reads one value by the type of its input. A list may come out empty. */
export function parseValue(
  name: string,
  input: Exclude<Input, { type: 'tokens' }>,
  value: string,
  spell: Spell,
): Parsed {
  const wrong = (summary: string, allowed: string): Parsed => ({
    problem: { code: 'input', summary: `${spell(name)} ${summary}`, detail: `${seen(input, value)} ${allowed}` },
  });
  switch (input.type) {
    case 'text':
      return { value };
    case 'list':
      return { value: parseList(value) };
    case 'uri':
      return isHttpUri(value) ? { value } : wrong('is not a URI.', 'Expected an address that begins with https://.');
    case 'choice':
      return input.choices.includes(value)
        ? { value }
        : wrong('has a value that is not allowed.', choicesText(input.choices, value));
    case 'count':
      return /^[1-9]\d{0,14}$/.test(value) && Number(value) <= (input.most ?? Number(value))
        ? { value: Number(value) }
        : wrong(`is not a whole number from 1 ${input.most === undefined ? 'on' : `to ${input.most}`}.`, wholeNumber);
    case 'datetime': {
      const instant = readInstant(value);
      return instant === undefined
        ? wrong('is not a time.', 'Write it in UTC, for example 2026-11-20 or 2026-11-20T09:10:00Z.')
        : { value: instant };
    }
    case 'switch':
      return parseSwitch(value) ?? wrong('is neither true nor false.', 'Allowed: true, false.');
  }
}

const wholeNumber = 'Write it with digits only.';

/** Separated by commas or line breaks, without what is empty. */
export function parseList(value: string): readonly string[] {
  const items = splitItems(value).map((item) => item.trim());
  return Object.freeze(items.filter((item) => item !== ''));
}

/** A comma in braces belongs to a glob, as in `{tables,functions}/*.kql`. */
function splitItems(value: string): readonly string[] {
  return value.split(/\n|,(?![^{}\n]*\})/);
}

/**
 * A day or an instant of UTC as the engine writes datetimes: with seven decimals, so that text order is time order. Undefined for what is none.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime
 */
function readInstant(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?Z)?$/.exec(text);
  if (match === null) return undefined;
  const [, day, minute = '00:00', second = '00', rest = ''] = match;
  const whole = `${day}T${minute}:${second}`;
  const parsed = new Date(`${whole}.000Z`);
  // A day that does not exist would be another one.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString() !== `${whole}.000Z`) return undefined;
  return `${whole}.${rest.padEnd(7, '0')}Z`;
}

/** The spellings of YAML 1.2, in which workflows are written. */
function parseSwitch(value: string): Parsed | undefined {
  if (/^(true|True|TRUE)$/.test(value)) return { value: true };
  return /^(false|False|FALSE)$/.test(value) ? { value: false } : undefined;
}

function isHttpUri(value: string): boolean {
  const uri = URL.parse(value);
  return uri !== null && (uri.protocol === 'https:' || uri.protocol === 'http:') && uri.hostname !== '';
}

/** What is allowed, with what is near. */
export function choicesText(choices: readonly string[], value: string): string {
  return `Allowed: ${choices.join(', ')}.${suggest(value, choices, (choice) => choice)}`;
}

function seen(input: Input, value: string): string {
  if (input.secret === 'value') return 'The value given is not shown, since it is a secret.';
  const shown = input.secret === 'query' ? withoutQuery(value) : value;
  return `Seen: ${JSON.stringify(shown)}.`;
}

function withoutQuery(value: string): string {
  const [head = '', ...rest] = value.split('?');
  return rest.length === 0 ? head : `${head}?…`;
}
