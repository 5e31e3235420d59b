import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { runNode } from '../rules/child.ts';
import { fencesOf, pageAt } from '../rules/docs.ts';
import { root } from '../rules/source-tree.ts';

const readme = pageAt('README.md');
const workflow = fencesOf(readme).find(({ language }) => language === 'yaml')?.text ?? '';
const shownDemo = fencesOf(readme).find(({ language }) => language === 'text')?.text ?? '';

function errorsIn(text: string): readonly string[] {
  const script = ['--import', './__tests__/rules/json-import.ts', '__tests__/rules/validate-workflows.ts'];
  const sample = { uri: 'file:///repository/.github/workflows/deploy.yml', text };
  const { status, stdout, stderr } = runNode(script, JSON.stringify([sample]));
  if (status !== 0) throw new Error(stderr);
  const found: readonly { message: string; severity: number }[] = JSON.parse(stdout);
  return found.filter(({ severity }) => severity === 1).map(({ message }) => message);
}

test('the workflow of the README is valid, and short enough to be read', () => {
  expect(workflow.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
  expect(errorsIn(workflow)).toEqual([]);
});

test.each([
  ['an input that the action does not have', 'schema: ', 'shcema: '],
  ['a permission that does not exist', 'id-token: write', 'id-tokn: write'],
] as const)('%s in the workflow of the README would be found', (_what, from, to) => {
  expect(workflow).toContain(from);
  expect(errorsIn(workflow.replace(from, to))).not.toEqual([]);
});

test('the workflow of the README grants what signing in and checking out need, and nothing else', () => {
  const { permissions, jobs } = parse(workflow);
  expect(permissions).toEqual({});
  expect(jobs.deploy.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  const uses: readonly string[] = jobs.deploy.steps.map((step: { uses: string }) => step.uses);
  expect(uses.filter((use) => !/^OWNER\/kusto-rebuild@v1$|@[0-9a-f]{40}$/.test(use))).toEqual([]);
});

/** Without what differs from run to run: ids of snapshots, seconds, sizes. */
function withoutMeasures(text: string): readonly string[] {
  return text
    .replaceAll(/\d{8}T\d{6}Z-[0-9a-f]{4}/g, '<id>')
    .replaceAll(/\d+\.\d s\b/g, '<seconds>')
    .replaceAll(/\d+\.\d [kM]B/g, '<size>')
    .trimEnd()
    .split('\n');
}

test('the demo prints what the README shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-demo-'));
  const demo = spawnSync(process.execPath, ['examples/demo/main.ts', '--keep', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  const pid = Number(/\(process (\d+)\)/.exec(demo.stdout)?.[1]);
  if (pid > 0) process.kill(pid, 'SIGTERM');
  try {
    expect({ status: demo.status, stderr: demo.stderr }).toEqual({ status: 0, stderr: '' });
    const [story = ''] = demo.stdout.split('\n\nThe cluster stays up');
    expect(withoutMeasures(story)).toEqual(withoutMeasures(shownDemo));
    expect(readFileSync(join(folder, 'reports/04-second-snapshot.json'), 'utf8')).toContain('"verdict": "pass"');
  } finally {
    await removeWhenStopped(folder);
  }
});

/** The cluster writes to its folder until it has ended. */
async function removeWhenStopped(folder: string): Promise<void> {
  await delay(2000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
