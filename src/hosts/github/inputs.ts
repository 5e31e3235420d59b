import type { Environment } from '../environment.ts';

const prefix = 'INPUT_';

/**
 * All inputs that the runner passed, by their names. The runner upper-cases names and keeps hyphens:
 * https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readActionInputs(environment: Environment): Readonly<Record<string, string>> {
  const entries = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length).toLowerCase(), value ?? ''] as const] : [],
  );
  return Object.fromEntries(entries);
}
