import { isNode } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../domain/problem.ts';
import { placeOf, type WrittenYaml, type YamlPath } from '../domain/yaml-place.ts';
import type { Inputs } from './command.ts';
import type { Spell } from './parse-request.ts';
import { choicesText } from './parse-value.ts';
import { suggest } from './suggest.ts';

/** What the file is checked against. */
export interface ConfigTerms {
  /** What it may give. */
  readonly inputs: Inputs;
  /** Names of all inputs, also of those that it may not give. */
  readonly known: readonly string[];
  readonly spell: Spell;
}

/** What the schema found wrong, in its place in the file. */
export function describeIssue(written: WrittenYaml, issue: z.core.$ZodIssue, terms: ConfigTerms): readonly Problem[] {
  const inside = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(written, [...inside, key], terms));
  const seen = written.document.getIn(inside);
  const choices = issue.code === 'invalid_value' ? issue.values.map(String) : undefined;
  const isBare =
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    !isNode(seen) &&
    seen !== undefined &&
    seen !== null;
  const name = inside.join('/');
  const what = name === '' ? 'holds no settings.' : `has a value of ${name} that is no good.`;
  const isMissing = seen === undefined && issue.code === 'invalid_type';
  return [
    {
      code: 'input',
      summary: `${written.path} ${isMissing ? `has no ${name}.` : what}`,
      detail: `Seen: ${isNode(seen) ? String(seen).trim() : (JSON.stringify(seen) ?? 'nothing')}. ${choices === undefined ? `Expected ${issue.message}.` : choicesText(choices, String(seen))}`,
      ...(isBare && { next: 'Put the text in quotes.' }),
      at: placeOf(written, inside),
    },
  ];
}

/** What the schema takes of the values, so that the rest can be judged too: what it refused is undefined. */
export function withoutRefused(values: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const refused = issues.filter(({ code }) => code !== 'unrecognized_keys');
  return sift(values, new Set(refused.map(({ path }) => JSON.stringify(path))), []);
}

function sift(value: unknown, refused: ReadonlySet<string>, at: YamlPath): unknown {
  if (refused.has(JSON.stringify(at))) return undefined;
  if (Array.isArray(value)) return value.map((one, index) => sift(one, refused, [...at, index]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sift(one, refused, [...at, name])]));
}

function unknownKey(written: WrittenYaml, at: YamlPath, { inputs, known, spell }: ConfigTerms): Problem {
  const key = String(at.at(-1));
  const isTop = at.length === 1;
  const isDatabase = at.at(-3) === 'databases';
  const allowed = [...Object.keys(inputs), ...(isDatabase ? [] : ['databases']), ...(isTop ? ['environments'] : [])];
  const near = suggest(key, allowed, (name) => name).trim();
  const isSecret = key === 'secret-tokens';
  return {
    code: 'input',
    summary: isSecret
      ? `${written.path} has secret-tokens, and a secret does not belong into a file.`
      : `${written.path} has the key ${key}, which is not known here.`,
    ...(!isSecret && { detail: `Known: ${allowed.join(', ')}.` }),
    next: adviceFor(key, near, { known, spell }),
    at: placeOf(written, at),
  };
}

function adviceFor(key: string, near: string, { known, spell }: Pick<ConfigTerms, 'known' | 'spell'>): string {
  if (key === 'secret-tokens')
    return `Give it as ${spell(key)}, or in variables such as KUSTO_REBUILD_SECRET_TOKEN_name.`;
  if (known.includes(key)) return `Give it as ${spell(key)}: it is said for each run.`;
  return near === '' ? 'Remove it.' : near;
}
