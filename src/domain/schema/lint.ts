import { positionWithin } from '../kql/position.ts';
import { nextToken, type Token } from '../kql/tokens.ts';
import type { SourcePosition } from '../problem.ts';
import type { Model } from './model.ts';
import type { SchemaWarning, WrittenStatement } from './plan-schema.ts';
import { ownersByFunction } from './uses.ts';

/** What answers otherwise each time. Sources: https://learn.microsoft.com/kusto/query/now-function, …/ago-function, …/rand-function */
const changing = new Set(['now', 'ago', 'rand']);

/**
 * Calls in stored functions and update policies that answer otherwise each time: rows that are derived once more, after a restore for example, are others then. Each word is told once
 * per command. `model` says which functions update policies run.
 */
export function findChangingCalls(statements: readonly WrittenStatement[], model: Model): readonly SchemaWarning[] {
  const filled = ownersByFunction(model, 'update');
  return statements.flatMap((statement): readonly SchemaWarning[] => {
    const where = placeOf(statement, filled);
    if (where === undefined) return [];
    return callsIn(statement).map(({ word, at }) => ({
      text: `${word}() in ${where} answers otherwise each time it runs: rows that are derived again are others.`,
      at,
    }));
  });
}

function placeOf({ reading }: WrittenStatement, filled: ReadonlyMap<string, readonly string[]>): string | undefined {
  const { verb, noun, action, policy, entities } = reading;
  const [entity] = entities;
  if (entity === undefined || !['create', 'create-or-alter', 'alter', 'alter-merge'].includes(verb)) return undefined;
  if (policy?.name === 'update') return `the update policy of ${entity.name}`;
  if (noun !== 'function' || action !== '') return undefined;
  const tables = filled.get(entity.name);
  return `the function ${entity.name}${tables === undefined ? '' : `, which the update policies of ${tables.join(', ')} run,`}`;
}

interface Call {
  readonly word: string;
  readonly at: SourcePosition;
}

function callsIn({ text, at, reading }: WrittenStatement): readonly Call[] {
  const found = new Map<string, number>();
  for (const [word, offset] of reading.policy === undefined ? callsOf(text) : callsInLiterals(text))
    if (!found.has(word)) found.set(word, offset);
  return [...found].map(([word, offset]) => ({ word, at: positionWithin(text, at, offset) }));
}

function* callsOf(text: string): Generator<readonly [string, number]> {
  let before: Token | undefined;
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.text === '(' && before?.kind === 'word' && changing.has(before.text)) yield [before.text, before.start];
    if (token.kind !== 'comment') before = token;
  }
}

/** Queries of policies stand in JSON in a text. */
function* callsInLiterals(text: string): Generator<readonly [string, number]> {
  for (let token = nextToken(text, 0); token !== undefined; token = nextToken(text, token.end)) {
    if (token.kind !== 'string') continue;
    for (const match of token.text.matchAll(/(?<![\w.])(now|ago|rand)\s*\(/g))
      yield [match[1] ?? '', token.start + match.index];
  }
}
