import { closest, distance } from 'fastest-levenshtein';
import { leadingComments } from './kql/leading-comments.ts';
import type { Problem } from './problem.ts';

/** What has to hold of a query's answer: that it has no rows, or that it is one number within bounds. */
export type Expectation =
  | { readonly kind: 'no-rows' }
  | { readonly kind: 'value'; readonly least?: Limit; readonly most?: Limit };

export interface Limit {
  readonly value: number;
  readonly isIncluded: boolean;
}

/** A query of the repo, and what has to hold of its answer. */
export interface Assertion {
  readonly path: string;
  readonly query: string;
  readonly expectation: Expectation;
  /** What a failure before the deployment means: it is told, it stops the deployment, or it is not looked for. */
  readonly before: 'report' | 'stop' | 'skip';
}

/** What the query answers, by place; at most `rowLimit` rows. */
export interface AssertionAnswer {
  readonly columns: number;
  readonly rows: readonly (readonly unknown[])[];
}

/** Rows that are asked for at most. */
export const rowLimit = 11;

const words = ['assert', 'before'] as const;
const number = String.raw`[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const between = new RegExp(`^(${number})\\s*(<=|<)\\s*value\\s*(<=|<)\\s*(${number})$`, 'i');
const oneSided = new RegExp(`^value\\s*(<=|<|>=|>|=)\\s*(${number})$`, 'i');

/**
 * Reads one file. Comments before the query say what has to hold: `// assert: no rows`, `// assert: value >= 1` (also `<=`, `<`, `>`, `=`) or
 * `// assert: 1 <= value <= 500`, and with `// before: stop` or `// before: skip` what it means before the deployment.
 */
export function readAssertion(file: {
  readonly path: string;
  readonly text: string;
}): Assertion | { readonly problems: readonly Problem[] } {
  const { comments, rest, line } = leadingComments(file.text);
  const said = comments.flatMap(({ text, line: at }) => {
    const [, word, value] = /^([a-z]+)\s*:\s*(.*)$/i.exec(text) ?? [];
    return word === undefined || value === undefined
      ? []
      : [{ word: word.toLowerCase(), value: value.trim(), line: at }];
  });
  const wrong = (summary: string, at: number, more: Pick<Problem, 'detail' | 'next'> = {}): Problem => ({
    code: 'schema-file',
    summary: `${file.path} ${summary}`,
    ...more,
    at: { file: file.path, line: at },
  });
  const asserted = said.filter(({ word }) => word === 'assert');
  const [assert, second] = asserted;
  const before = said.find(({ word }) => word === 'before');
  const expectation = assert === undefined ? undefined : readExpectation(assert.value);
  const problems = [
    ...said
      .filter(({ word }) => isMisspelt(word))
      .map(({ word, line: at }) =>
        wrong(`has the word ${word} before its query.`, at, { next: `Did you mean ${closest(word, words)}?` }),
      ),
    ...(assert === undefined ? [wrong('does not say what it asserts.', 1, { next: forms })] : []),
    ...(assert !== undefined && expectation === undefined
      ? [wrong(`asserts what cannot be read: ${assert.value}`, assert.line, { next: forms })]
      : []),
    ...(second === undefined
      ? []
      : [wrong('asserts more than one thing.', second.line, { next: 'Write a file for each.' })]),
    ...(before !== undefined && whenOf(before.value) === undefined
      ? [wrong(`says of before: ${before.value}`, before.line, { detail: 'Allowed: report, stop, skip.' })]
      : []),
    ...(rest.trim() === '' ? [wrong('holds no query.', line)] : []),
    ...(rest.trimStart().startsWith('.') ? [wrong('holds a management command in place of a query.', line)] : []),
  ];
  if (problems.length > 0 || expectation === undefined) return { problems };
  return { path: file.path, query: rest, expectation, before: whenOf(before?.value ?? 'report') ?? 'report' };
}

const forms = 'Begin the file with // assert: no rows, // assert: value >= 1, or // assert: 1 <= value <= 500.';

function isMisspelt(word: string): boolean {
  return !words.some((one) => one === word) && words.some((one) => distance(one, word) <= 2);
}

function whenOf(text: string): Assertion['before'] | undefined {
  return (['report', 'stop', 'skip'] as const).find((one) => one === text.toLowerCase());
}

function readExpectation(text: string): Expectation | undefined {
  if (/^no\s+rows$/i.test(text)) return { kind: 'no-rows' };
  const [, low, afterLow, beforeHigh, high] = between.exec(text) ?? [];
  if (low !== undefined && high !== undefined) {
    const [least, most] = [limitOf(low, afterLow), limitOf(high, beforeHigh)];
    return least.value <= most.value ? { kind: 'value', least, most } : undefined;
  }
  const [, sign = '', bound] = oneSided.exec(text) ?? [];
  if (bound === undefined) return undefined;
  const limit = limitOf(bound, sign);
  if (sign === '=') return { kind: 'value', least: limit, most: limit };
  return sign.startsWith('>') ? { kind: 'value', least: limit } : { kind: 'value', most: limit };
}

function limitOf(text: string, sign: string | undefined): Limit {
  return { value: Number(text), isIncluded: sign?.endsWith('=') === true };
}

/** What is wrong with the answer: undefined when the assertion holds, a problem of code `unknown` when nobody can tell. */
export function judgeAnswer({ path, expectation }: Assertion, answer: AssertionAnswer): Problem | undefined {
  const at = { file: path, line: 1 };
  if (expectation.kind === 'no-rows') {
    const found = answer.rows.length;
    if (found === 0) return undefined;
    const seen = found < rowLimit ? `${found}` : `more than ${rowLimit - 1}`;
    return {
      code: 'difference',
      summary: `${path} has ${seen} rows, and asserts none.`,
      next: 'Run the query to see them.',
      at,
    };
  }
  const [row] = answer.rows;
  if (answer.rows.length !== 1 || answer.columns !== 1 || row === undefined) {
    const seen = `${answer.rows.length === rowLimit ? `at least ${rowLimit}` : answer.rows.length} rows of ${answer.columns} columns`;
    return { code: 'unknown', summary: `${path} answers with ${seen}, and asserts one value.`, at };
  }
  const value = numberOf(row[0]);
  if (value === undefined)
    return { code: 'unknown', summary: `${path} answers with what is no exact number: ${JSON.stringify(row[0])}`, at };
  return isWithin(value, expectation)
    ? undefined
    : { code: 'difference', summary: `${path} is ${value}, and asserts ${showBounds(expectation)}.`, at };
}

/** Decimals travel as text; whole numbers that a JSON number cannot hold are none. */
function numberOf(value: unknown): number | undefined {
  const found = typeof value === 'string' && new RegExp(`^${number}$`, 'i').test(value) ? Number(value) : value;
  if (typeof found !== 'number' || !Number.isFinite(found)) return undefined;
  return Number.isInteger(found) && !Number.isSafeInteger(found) ? undefined : found;
}

function isWithin(value: number, { least, most }: Expectation & { readonly kind: 'value' }): boolean {
  const aboveLeast = least === undefined || value > least.value || (least.isIncluded && value === least.value);
  const belowMost = most === undefined || value < most.value || (most.isIncluded && value === most.value);
  return aboveLeast && belowMost;
}

function showBounds({ least, most }: Expectation & { readonly kind: 'value' }): string {
  const from = least === undefined ? '' : `${least.value} ${least.isIncluded ? '<=' : '<'} `;
  const to = most === undefined ? '' : ` ${most.isIncluded ? '<=' : '<'} ${most.value}`;
  return `${from}value${to}`;
}
