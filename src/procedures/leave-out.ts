import { type Problem, throwProblems } from '../domain/problem.ts';
import type { LeftOut, RecoverRule, RecoverWay } from '../domain/recover-from.ts';
import { matchesGlob } from './select-tables.ts';

/**
 * Divides tables into those that a snapshot is to hold and those that would be recovered otherwise. A rule that names a table goes before globs. Rejects, with
 * everything at once, where globs contradict each other about a table, and where a rule stands for none of `known`: a misspelt name would change what is
 * protected without a word.
 */
export function leaveOut<T extends { readonly name: string }>(
  tables: readonly T[],
  rules: readonly RecoverRule[],
  known: readonly { readonly name: string }[],
): { readonly taken: readonly T[]; readonly leftOut: readonly LeftOut[] } {
  const idle = rules.filter((rule) => !known.some(({ name }) => matchesGlob(name, rule.tables)));
  const ways = tables.map((table) => [table, waysOf(table.name, rules)] as const);
  throwProblems([
    ...idle.map(unmatched),
    ...ways.flatMap(([{ name }, found]) => (found.length > 1 ? [contradiction(name, found)] : [])),
  ]);
  const taken: T[] = [];
  const leftOut: LeftOut[] = [];
  for (const [table, [way = 'snapshot']] of ways) {
    if (way === 'snapshot') taken.push(table);
    else leftOut.push({ name: table.name, recoverFrom: way });
  }
  if (taken.length === 0 && leftOut.length > 0) throwProblems([nothingLeft(leftOut)]);
  return { taken, leftOut };
}

/** Different ways that are said of the table; none when nothing is. */
function waysOf(name: string, rules: readonly RecoverRule[]): readonly RecoverWay[] {
  const named = rules.filter(({ tables }) => tables === name);
  const deciding = named.length > 0 ? named : rules.filter(({ tables }) => matchesGlob(name, tables));
  return [...new Set(deciding.map(({ from }) => from))];
}

function unmatched({ tables, from }: RecoverRule): Problem {
  return {
    code: 'not-found',
    summary: `No table matches ${tables}, of which recover-from says ${from}.`,
    next: 'Check the input recover-from; names are case-sensitive.',
  };
}

function contradiction(name: string, ways: readonly RecoverWay[]): Problem {
  return {
    code: 'input',
    summary: `recover-from says ${ways.join(' and ')} of ${name}.`,
    next: `Say it of the table by name: ${name}=${ways[0] ?? 'snapshot'}`,
  };
}

function nothingLeft(leftOut: readonly LeftOut[]): Problem {
  return {
    code: 'not-found',
    summary: 'No table is left to take a snapshot of.',
    detail: `recover-from leaves out ${leftOut.map(({ name, recoverFrom }) => `${name} (${recoverFrom})`).join(', ')}.`,
    next: 'Check the inputs tables and recover-from.',
  };
}
