import type { Problem } from '../../domain/problem.ts';
import type { Inputs } from '../../verbs/command.ts';
import { type Environment, isTokenVariable } from '../environment.ts';

const prefix = 'KUSTO_REBUILD_';

/** The variable that stands for an input, so that a secret need not be on the command line. */
export function variableOf(input: string): string {
  return prefix + input.toUpperCase().replaceAll('-', '_');
}

/** Raw inputs from the environment; those of other verbs are left alone. */
export function readVariables(inputs: Inputs, environment: Environment): Readonly<Record<string, string>> {
  const entries = Object.keys(inputs).map((name) => [name, environment[variableOf(name)] ?? ''] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** Variables with our prefix that stand for no input of any verb: most likely misspelt. */
export function unknownVariables(names: readonly string[], environment: Environment): readonly Problem[] {
  const known = new Set(names.map(variableOf));
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !known.has(name) && !isTokenVariable(name))
    .map((name) => ({ code: 'input', summary: `The environment variable ${name} stands for no input.` }));
}
