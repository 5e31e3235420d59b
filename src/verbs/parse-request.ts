import { closest, distance } from 'fastest-levenshtein';
import type { Problem } from '../domain/problem.ts';
import type { Input, Inputs, TokenValue } from './command.ts';
import { judgeTokens, mergeTokens, parseTokens } from './parse-tokens.ts';

/** Inputs as a host found them, by name. An empty value counts as absent. */
export type RawInputs = Readonly<Record<string, string>>;

/** Read where no other is named and it is there. */
export const defaultConfig = 'kusto-rebuild.yml';

/** How the user writes an input: `--cluster` on the command line, `cluster` in a workflow. */
export type Spell = (input: string) => string;

export type ParsedRequest =
  | { readonly kind: 'request'; readonly request: Readonly<Record<string, unknown>> }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** What the config file says for one run, checked. */
export interface Settings {
  /** Its path; absent where there is none. */
  readonly file?: string;
  /** Values by input, as `parseRequest` makes them. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly tokens: readonly TokenValue[];
  /** What may be the reason why a value is missing. */
  readonly advice?: string;
}

export const noSettings: Settings = { values: new Map(), tokens: [] };

/** Values that come from beside the inputs, and count where those do not give them. */
export interface Beside {
  /** Tokens from environment variables, by input. */
  readonly variables: Readonly<Record<string, readonly TokenValue[]>>;
  readonly settings: Settings;
}

type Parsed = { readonly value: unknown } | { readonly problem: Problem };

/** Turns raw inputs into a frozen request, or tells everything that is wrong with them at once. Shows no secret. */
export function parseRequest(
  inputs: Inputs,
  raw: RawInputs,
  spell: Spell,
  beside: Beside = { variables: {}, settings: noSettings },
): ParsedRequest {
  const parsed = Object.entries(inputs).map(([name, input]) => ({
    name,
    problems: [],
    ...parseInput(name, input, { raw, spell, beside }),
  }));
  const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(inputs, name));
  const problems = [
    ...unknown.map((name) => unknownName(name, Object.keys(inputs), spell)),
    ...parsed.flatMap((entry) => ('problem' in entry ? [entry.problem] : entry.problems)),
  ];
  if (problems.length > 0) return { kind: 'problems', problems };
  const values = parsed.map((entry) => [entry.name, 'value' in entry ? entry.value : undefined] as const);
  return { kind: 'request', request: Object.freeze(Object.fromEntries(values)) };
}

interface Given {
  readonly raw: RawInputs;
  readonly spell: Spell;
  readonly beside: Beside;
}

function parseInput(
  name: string,
  input: Input,
  { raw, spell, beside }: Given,
): Parsed | { readonly value: unknown; readonly problems: readonly Problem[] } {
  const given = givenOf(raw, name);
  const { settings, variables } = beside;
  if (input.type === 'tokens') {
    const { tokens, problems } = parseTokens(name, input, given, spell);
    const ofEnvironment = variables[name] ?? [];
    const ofFile = input.config === undefined ? [] : settings.tokens;
    const wrong = judgeTokens(name, input, ofEnvironment, (one) => `The environment variables for ${one}`);
    return { value: mergeTokens(tokens, ofEnvironment, ofFile), problems: [...problems, ...wrong] };
  }
  if (given !== '') return parseValue(name, input, given, spell);
  const isSet = input.config !== undefined && settings.values.has(name);
  if (isSet && (input.configUnless === undefined || givenOf(raw, input.configUnless) === ''))
    return { value: settings.values.get(name) };
  const value = defaultOf(input);
  if (value === undefined && input.required === true) return { problem: missing(name, input, spell, settings) };
  if (value === undefined) return { value: absent(input) };
  return parseValue(name, input, value, spell);
}

function givenOf(raw: RawInputs, name: string): string {
  return (Object.hasOwn(raw, name) ? (raw[name] ?? '') : '').trim();
}

function defaultOf(input: Input): string | undefined {
  return 'default' in input ? input.default : undefined;
}

function absent(input: Input): unknown {
  if (input.type === 'switch') return false;
  return input.type === 'list' ? Object.freeze([]) : undefined;
}

/** Reads one value by the type of its input, which is not `tokens`. */
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
      return parseList(name, input, value, spell);
    case 'uri':
      return isHttpUri(value) ? { value } : wrong('is not a URI.', 'Expected an address that begins with https://.');
    case 'choice':
      return input.choices.includes(value)
        ? { value }
        : wrong('has a value that is not allowed.', choicesText(input.choices, value));
    case 'count':
      return /^[1-9]\d{0,14}$/.test(value)
        ? { value: Number(value) }
        : wrong('is not a whole number from 1 on.', 'Write it with digits only, for example 1000000.');
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

function parseList(name: string, input: Input, value: string, spell: Spell): Parsed {
  const items = splitItems(value)
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length > 0) return { value: Object.freeze(items) };
  return input.required === true ? { problem: missing(name, input, spell, noSettings) } : { value: absent(input) };
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

function missing(name: string, input: Input, spell: Spell, { file, advice }: Settings): Problem {
  const next = [
    `Give it here, or as ${name} in the config file ${file ?? defaultConfig}.`,
    ...(advice === undefined ? [] : [advice]),
  ].join(' ');
  return {
    code: 'input',
    summary: `${spell(name)} is required.`,
    detail: `Expected: ${input.describe}.`,
    ...(input.config !== undefined && { next }),
  };
}

function unknownName(name: string, known: readonly string[], spell: Spell): Problem {
  const near = suggest(name, known, spell);
  const detail = near === '' ? `Known: ${known.map(spell).join(', ')}.` : near.trim();
  return { code: 'input', summary: `${spell(name)} is not known here.`, detail };
}

/** ` Did you mean x?`, or nothing when no candidate is near enough to be meant. */
export function suggest(word: string, candidates: readonly string[], spell: Spell): string {
  if (candidates.length === 0) return '';
  const lower = word.toLowerCase();
  const nearest = closest(lower, [...candidates]);
  const reach = Math.max(1, Math.ceil(Math.max(nearest.length, lower.length) / 3));
  return distance(lower, nearest) <= reach ? ` Did you mean ${spell(nearest)}?` : '';
}

/** Everything in the raw inputs that must never be printed: registered with the host before it prints anything. */
export function secretsOf(inputs: Inputs, raw: RawInputs, variables: Beside['variables'] = {}): readonly string[] {
  const found = Object.entries(inputs).flatMap(([name, input]) => [
    ...secretsIn(input, (raw[name] ?? '').trim()),
    ...(input.secret === undefined ? [] : (variables[name] ?? []).map(({ value }) => value)),
  ]);
  return [...new Set(found.filter((secret) => secret !== ''))];
}

function secretsIn(input: Input, value: string): readonly string[] {
  if (input.type === 'tokens' && input.secret !== undefined)
    return value.split('\n').map((line) => line.slice(line.indexOf('=') + 1).trim());
  if (input.secret === 'value') return [value];
  const start = value.indexOf('?');
  if (input.secret !== 'query' || start < 0) return [];
  const query = value.slice(start + 1);
  return [query, ...signaturesIn(query)];
}

/** Signatures as written and decoded: logs may show either. */
function signaturesIn(query: string): readonly string[] {
  const raw = [...query.matchAll(/(?:^|&)sig=([^&#]*)/gi)].map((match) => match[1] ?? '');
  return [...raw, ...new URLSearchParams(query).getAll('sig')];
}
