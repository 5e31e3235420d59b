import { parseArgs } from 'node:util';
import type { Problem } from '../../domain/problem.ts';
import type { Inputs } from '../../verbs/command.ts';

/** Flags that every verb has. */
export const commonFlags = {
  json: 'print one JSON document on standard output, everything else on standard error',
  help: 'show this help',
  version: 'show the version',
} as const;

export type CommonFlag = keyof typeof commonFlags;

export interface SplitArguments {
  /** The first argument that is not a flag. */
  readonly verb: string | undefined;
  readonly common: ReadonlySet<CommonFlag>;
  /** What follows the verb and is not a common flag. */
  readonly rest: readonly string[];
}

/** Finds the verb and the common flags, without knowing what flags the verb has. */
export function splitArguments(args: readonly string[]): SplitArguments {
  const at = args.findIndex((argument) => !argument.startsWith('-'));
  const others = at < 0 ? args : args.toSpliced(at, 1);
  const common = others.flatMap((argument) => commonFlagOf(argument) ?? []);
  return {
    verb: at < 0 ? undefined : args[at],
    common: new Set(common),
    rest: others.filter((argument) => commonFlagOf(argument) === undefined),
  };
}

function commonFlagOf(argument: string): CommonFlag | undefined {
  const names: Readonly<Record<string, CommonFlag>> = {
    '--json': 'json',
    '--help': 'help',
    '-h': 'help',
    '--version': 'version',
  };
  return Object.hasOwn(names, argument) ? names[argument] : undefined;
}

export interface FlagValues {
  readonly raw: Readonly<Record<string, string>>;
  /** Problems of the way the flags are written; names and values are judged by `parseRequest`. */
  readonly problems: readonly Problem[];
}

interface Flag {
  readonly name: string;
  readonly value: string | undefined;
  readonly inline: boolean;
}

/** Reads flags into raw inputs. Unknown flags are kept, so that all problems can be told together. */
export function readFlags(inputs: Inputs, args: readonly string[]): FlagValues {
  const { tokens } = parseArgs({
    args: [...args],
    options: optionsOf(inputs),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = tokens.flatMap((token): Flag[] =>
    token.kind === 'option' ? [{ name: token.name, value: token.value, inline: token.inlineValue === true }] : [],
  );
  const strays = tokens.filter(
    (token, index) => token.kind === 'positional' && !followsUnknown(tokens[index - 1], inputs),
  );
  return {
    raw: Object.fromEntries(flags.map((flag) => [flag.name, rawValueOf(flag, inputs, flags)])),
    problems: [
      ...strays.flatMap((token) => (token.kind === 'positional' ? [stray(token.value)] : [])),
      ...flags.flatMap((flag) => misuse(flag, inputs)),
      ...repeated(flags, inputs),
    ],
  };
}

function optionsOf(inputs: Inputs): Record<string, { type: 'string' | 'boolean' }> {
  const entries = Object.entries(inputs).map(([name, input]) => {
    const type = input.type === 'switch' ? ('boolean' as const) : ('string' as const);
    return [name, { type }] as const;
  });
  return Object.fromEntries(entries);
}

/** The value of an unknown flag looks like a stray argument; one problem is enough. */
function followsUnknown(before: { kind: string; name?: string } | undefined, inputs: Inputs): boolean {
  return before?.kind === 'option' && !Object.hasOwn(inputs, before.name ?? '');
}

function rawValueOf(flag: Flag, inputs: Inputs, all: readonly Flag[]): string {
  const type = Object.hasOwn(inputs, flag.name) ? inputs[flag.name]?.type : undefined;
  if (type === 'switch') return flag.value ?? 'true';
  if (!isRepeatable(type)) return flag.value ?? '';
  return all
    .filter((other) => other.name === flag.name)
    .map((other) => other.value ?? '')
    .join('\n');
}

function isRepeatable(type: string | undefined): boolean {
  return type === 'list' || type === 'tokens';
}

function misuse(flag: Flag, inputs: Inputs): readonly Problem[] {
  const input = Object.hasOwn(inputs, flag.name) ? inputs[flag.name] : undefined;
  if (input === undefined || input.type === 'switch' || flag.inline) return [];
  const value = flag.value ?? '';
  if (value !== '' && !value.startsWith('--')) return [];
  return [{ code: 'input', summary: `--${flag.name} needs a value.`, detail: `Expected: ${input.describe}.` }];
}

function repeated(flags: readonly Flag[], inputs: Inputs): readonly Problem[] {
  const twice = flags.filter((flag, index) => flags.findIndex((other) => other.name === flag.name) !== index);
  const single = twice.filter((flag) => Object.hasOwn(inputs, flag.name) && !isRepeatable(inputs[flag.name]?.type));
  return [...new Set(single.map((flag) => flag.name))].map((name) => ({
    code: 'input',
    summary: `--${name} is given more than once.`,
  }));
}

function stray(value: string): Problem {
  return {
    code: 'input',
    summary: `The argument ${JSON.stringify(value)} belongs to no flag.`,
    detail: 'Flags are written --name value or --name=value.',
  };
}
