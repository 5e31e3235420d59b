import type { Input, Inputs } from './command.ts';
import type { Beside, RawInputs } from './parse-request.ts';

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
