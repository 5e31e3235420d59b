import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isStarted } from '../fixtures/runner-expression.ts';
import { root } from './source-tree.ts';

type Outcome = 'success' | 'failure' | 'cancelled' | 'skipped';

interface State {
  readonly plan?: Outcome;
  readonly snapshot: Outcome;
  readonly deploy: Outcome;
  readonly dryRun?: 'true' | 'false';
  readonly cancelled?: boolean;
  readonly tables?: string;
  readonly endangered?: string;
  readonly onFailure?: string;
  readonly failedTables?: string;
  readonly topUps?: string;
}

interface Step {
  readonly id: string;
  readonly if?: string;
}

const steps: readonly Step[] = parse(readFileSync(join(root, 'action.yml'), 'utf8')).runs.steps;

/** Whether the runner would start the step. */
function runs(id: string, state: State): boolean {
  const { plan = 'success', snapshot, deploy, dryRun = 'false', cancelled = false } = state;
  const context = {
    inputs: { 'dry-run': dryRun, tables: state.tables ?? '*', 'on-failure': state.onFailure ?? 'report' },
    steps: {
      plan: { outcome: plan, outputs: { 'endangered-tables': state.endangered ?? '' } },
      snapshot: { outcome: snapshot },
      deploy: { outcome: deploy, outputs: { 'top-ups': state.topUps ?? '' } },
      verify: { outputs: { 'failed-tables': state.failedTables ?? '' } },
    },
  };
  const failed = [plan, snapshot, deploy].includes('failure');
  return isStarted(steps.find((step) => step.id === id)?.if, context, { failed, cancelled });
}

test('without a plan no snapshot is taken, and with auto only where the plan endangers a table', () => {
  const before = { snapshot: 'skipped', deploy: 'skipped' } as const;
  expect(runs('snapshot', before)).toBe(true);
  expect(runs('snapshot', { ...before, plan: 'failure' })).toBe(false);
  expect(runs('snapshot', { ...before, tables: 'auto' })).toBe(false);
  expect(runs('snapshot', { ...before, tables: 'auto', endangered: 'T' })).toBe(true);
});

test('without a snapshot that was wanted nothing is deployed', () => {
  expect(runs('deploy', { snapshot: 'success', deploy: 'skipped' })).toBe(true);
  expect(runs('deploy', { snapshot: 'skipped', deploy: 'skipped', tables: 'auto' })).toBe(true);
  expect(runs('deploy', { snapshot: 'failure', deploy: 'skipped' })).toBe(false);
  expect(runs('deploy', { plan: 'failure', snapshot: 'skipped', deploy: 'skipped' })).toBe(false);
  expect(runs('deploy', { snapshot: 'cancelled', deploy: 'skipped', cancelled: true })).toBe(false);
});

test.each<[boolean, State]>([
  [true, { snapshot: 'success', deploy: 'success' }],
  [true, { snapshot: 'success', deploy: 'failure' }],
  [false, { snapshot: 'success', deploy: 'cancelled', cancelled: true }],
  [false, { snapshot: 'success', deploy: 'skipped', cancelled: true }],
  [false, { snapshot: 'failure', deploy: 'skipped' }],
  [false, { snapshot: 'skipped', deploy: 'success', tables: 'auto' }],
  [false, { snapshot: 'success', deploy: 'success', dryRun: 'true' }],
])('verify runs: %s after %j', (expected, state) => {
  expect(runs('verify', state)).toBe(expected);
});

test.each<[boolean, Partial<State>]>([
  [false, { failedTables: 'T' }],
  [true, { failedTables: 'T', onFailure: 'restore' }],
  [false, { onFailure: 'restore' }],
  [false, { failedTables: 'T', onFailure: 'restore', cancelled: true }],
  [false, { failedTables: 'T', onFailure: 'restore', topUps: '20261121T000000Z-0000' }],
])('restore runs: %s with %j', (expected, state) => {
  expect(runs('restore', { snapshot: 'success', deploy: 'failure', ...state })).toBe(expected);
});

test.each<State>([
  { snapshot: 'success', deploy: 'success' },
  { snapshot: 'failure', deploy: 'skipped' },
  { snapshot: 'success', deploy: 'cancelled', cancelled: true },
])('the report always runs: after %j', (state) => {
  expect(runs('report', state)).toBe(true);
});
