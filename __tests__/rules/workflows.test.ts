import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';
import { runNode } from './child.ts';
import { root } from './source-tree.ts';

interface Sample {
  readonly uri: string;
  readonly text: string;
}

interface Diagnostic {
  readonly uri: string;
  readonly message: string;
  readonly severity: number;
}

function validate(samples: readonly Sample[]): readonly Diagnostic[] {
  const script = ['--import', './__tests__/rules/json-import.ts', '__tests__/rules/validate-workflows.ts'];
  const { status, stdout, stderr } = runNode(script, JSON.stringify(samples));
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

const actions = globSync(['action.yml', 'actions/*/action.yml'], { cwd: root }).toSorted();
const workflows = globSync(['.github/workflows/*.yml', 'templates/github/*.yml'], { cwd: root, dot: true }).toSorted();

/** The language service chooses the rules by where a file lies; templates are copied to the folder of workflows. */
function sampleOf(path: string): Sample {
  const place = actions.includes(path) ? path : `.github/workflows/${basename(path)}`;
  return { uri: `file:///repository/${place}`, text: read(path) };
}

test('all actions, workflows and templates are valid', () => {
  expect(actions).toContain('action.yml');
  const known = ['.github/workflows/ci.yml', 'templates/github/deploy.yml', 'templates/github/restore.yml'];
  expect(workflows).toEqual(expect.arrayContaining(known));
  expect(validate([...actions, ...workflows].map(sampleOf)).filter(({ severity }) => severity === 1)).toEqual([]);
});

test('an unknown input, an unknown action and a wrong key would be found', () => {
  const change = (path: string, from: string, to: string): Sample => {
    const sample = sampleOf(path);
    if (!sample.text.includes(from)) throw new Error(`${path} has no ${from}`);
    return { ...sample, text: sample.text.replace(from, to) };
  };
  const bad = [
    change('templates/github/deploy.yml', 'schema: kusto', 'shcema: kusto'),
    change('templates/github/restore.yml', 'actions/restore@v1', 'actions/restroe@v1'),
    change('action.yml', 'uses: $/actions/deploy', 'uses: $/actions/deplyo'),
    change('action.yml', '        cluster: ', '        clutser: '),
    change('templates/github/restore.yml', 'needs: plan', 'needs: paln'),
    change('.github/workflows/ci.yml', 'contents: read', 'content: read'),
  ];
  const caught = bad.map((sample) => validate([sample]).some(({ severity }) => severity === 1));
  expect(caught).toEqual(bad.map(() => true));
});

test('each action starts a file of dist', () => {
  const javascript = actions
    .map((path) => ({ path, runs: parse(read(path)).runs }))
    .filter(({ path }) => path !== 'action.yml');
  expect(javascript.filter(({ runs }) => runs.using !== 'node24')).toEqual([]);
  expect(javascript.filter(({ path, runs }) => !existsSync(join(root, dirname(path), runs.main)))).toEqual([]);
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions?: object;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

/** What the language service does not look at: least privilege, pinned actions, no values pasted into scripts, time limits. */
function weaknesses(text: string): readonly string[] {
  const workflow: {
    permissions?: object;
    jobs: Record<string, Job>;
    on?: { workflow_dispatch?: { inputs?: object } | null };
  } = parse(text);
  const top = JSON.stringify(workflow.permissions) === '{}' ? [] : ['permissions at the top'];
  const inputs = Object.keys(workflow.on?.workflow_dispatch?.inputs ?? {}).length > 25 ? ['more than 25 inputs'] : [];
  return [...top, ...inputs, ...Object.values(workflow.jobs).flatMap(jobWeaknesses)];
}

function jobWeaknesses(job: Job): readonly string[] {
  const pinned = (uses: string): boolean => /^(\$\/|OWNER\/kusto-rebuild)/.test(uses) || /@[0-9a-f]{40}$/.test(uses);
  return [
    ...(job.permissions === undefined ? ['permissions of a job'] : []),
    ...(job['timeout-minutes'] === undefined ? ['no time limit'] : []),
    ...job.steps.flatMap(({ uses = '$/' }) => (pinned(uses) ? [] : [`not pinned: ${uses}`])),
    ...job.steps.flatMap(({ run = '' }) => (run.includes('${{') ? ['a value pasted into a script'] : [])),
  ];
}

test.each(workflows)('%s grants little, pins what it uses and ends in time', (path) => {
  expect(weaknesses(read(path))).toEqual([]);
});

test('weak workflows would be found', () => {
  const text = `on: push
jobs:
  x:
    steps:
      - uses: actions/checkout@v7
      - run: echo \${{ github.head_ref }}`;
  expect(weaknesses(text)).toHaveLength(5);
});
