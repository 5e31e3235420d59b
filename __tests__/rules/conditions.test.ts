import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { parse } from 'yaml';
import { root } from './source-tree.ts';

type Outcome = 'success' | 'failure' | 'cancelled' | 'skipped';

interface State {
  readonly snapshot: Outcome;
  readonly deploy: Outcome;
  readonly dryRun?: 'true' | 'false';
  readonly cancelled?: boolean;
}

interface Step {
  readonly id: string;
  readonly if?: string;
}

const steps: readonly Step[] = parse(readFileSync(join(root, 'action.yml'), 'utf8')).runs.steps;

/** Whether the runner would start the step: https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions */
function runs(id: string, state: State): boolean {
  const condition = steps.find((step) => step.id === id)?.if ?? 'success()';
  const status = (name: string, value: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  });
  const failed = [state.snapshot, state.deploy].includes('failure');
  const functions = [
    status('always', true),
    status('cancelled', state.cancelled === true),
    status('failure', failed),
    status('success', !failed && state.cancelled !== true),
  ];
  const { tokens } = new Lexer(condition.replace(/^\$\{\{|\}\}$/g, '')).lex();
  const expression = new Parser(tokens, ['inputs', 'steps'], functions).parse();
  const byName = new Map(functions.map((definition) => [definition.name, definition]));
  return new Evaluator(expression, contextOf(state), byName).evaluate().coerceString() === 'true';
}

function contextOf({ snapshot, deploy, dryRun = 'false' }: State): data.Dictionary {
  const text = (key: string, value: string) => ({ key, value: new data.StringData(value) });
  const step = (key: string, outcome: string) => ({ key, value: new data.Dictionary(text('outcome', outcome)) });
  return new data.Dictionary(
    { key: 'inputs', value: new data.Dictionary(text('dry-run', dryRun)) },
    { key: 'steps', value: new data.Dictionary(step('snapshot', snapshot), step('deploy', deploy)) },
  );
}

test('without a snapshot nothing is deployed', () => {
  expect(runs('deploy', { snapshot: 'success', deploy: 'skipped' })).toBe(true);
  expect(runs('deploy', { snapshot: 'failure', deploy: 'skipped' })).toBe(false);
  expect(runs('deploy', { snapshot: 'cancelled', deploy: 'skipped', cancelled: true })).toBe(false);
});

test.each<[boolean, State]>([
  [true, { snapshot: 'success', deploy: 'success' }],
  [true, { snapshot: 'success', deploy: 'failure' }],
  [false, { snapshot: 'success', deploy: 'cancelled', cancelled: true }],
  [false, { snapshot: 'success', deploy: 'skipped', cancelled: true }],
  [false, { snapshot: 'failure', deploy: 'skipped' }],
  [false, { snapshot: 'success', deploy: 'success', dryRun: 'true' }],
])('verify runs: %s after %j', (expected, state) => {
  expect(runs('verify', state)).toBe(expected);
});

test.each<State>([
  { snapshot: 'success', deploy: 'success' },
  { snapshot: 'failure', deploy: 'skipped' },
  { snapshot: 'success', deploy: 'cancelled', cancelled: true },
])('the report always runs: after %j', (state) => {
  expect(runs('report', state)).toBe(true);
});
