import type { Problem } from '../domain/problem.ts';
import type { Input, Inputs, TokenValue } from './command.ts';
import { judgeTokens, mergeTokens, parseTokens } from './parse-tokens.ts';
import { type Parsed, parseValue } from './parse-value.ts';
import { suggest } from './suggest.ts';

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
  /** Present where the run is for one of several databases: of the tokens, the names that are meant for this one. */
  readonly own?: ReadonlySet<string>;
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
    const merged = mergeTokens(tokens, ofEnvironment, ofFile);
    return { value: withReach(merged, settings), problems: [...problems, ...wrong] };
  }
  if (given !== '') {
    const parsed = parseValue(name, input, given, spell);
    const isNothing = 'value' in parsed && Array.isArray(parsed.value) && parsed.value.length === 0;
    return isNothing && input.required === true ? { problem: missing(name, input, spell, settings) } : parsed;
  }
  const isSet = input.config !== undefined && settings.values.has(name);
  if (isSet && (input.configUnless === undefined || givenOf(raw, input.configUnless) === ''))
    return { value: settings.values.get(name) };
  const value = defaultOf(input);
  if (value === undefined && input.required === true) return { problem: missing(name, input, spell, settings) };
  if (value === undefined) return { value: absent(input) };
  return parseValue(name, input, value, spell);
}

function withReach(tokens: readonly TokenValue[], { own }: Settings): readonly TokenValue[] {
  if (own === undefined) return tokens;
  return tokens.map((token) => (own.has(token.name) ? token : { ...token, isShared: true }));
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

function missing(name: string, input: Input, spell: Spell, { file, advice }: Settings): Problem {
  const next = [
    `Give it as an input, or as ${name} in the config file ${file ?? defaultConfig}.`,
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
