import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderComposite } from '../../scripts/generate/composite.ts';
import { renderErrors } from '../../scripts/generate/errors.ts';
import { productionPackages } from '../../scripts/generate/notices.ts';
import { problemCodes } from '../../src/domain/problem.ts';
import { commandThat, passed } from '../unit/verbs/fixture-command.ts';
import { runNode } from './child.ts';
import { root } from './source-tree.ts';

test('generated files are what the generator writes today', () => {
  const { status, stdout, stderr } = runNode(['scripts/generate.ts', '--check']);
  expect({ status, stdout, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

function undocumented(page: string): readonly string[] {
  return Object.keys(problemCodes).filter((code) => !page.includes(`\n| \`${code}\` |`));
}

test('every problem code is documented', () => {
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  expect(undocumented(page)).toEqual([]);
  expect(undocumented(renderErrors({ input: problemCodes.input }))).toContain('bug');
});

test('the notices name every production package', () => {
  const page = readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8');
  const names = productionPackages(root).map((path) =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
  );
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !page.includes(`\n## ${name} `))).toEqual([]);
});

test('a composition cannot name an input or output that no verb has', () => {
  const command = commandThat(async () => passed);
  const compose = (inputs: readonly string[], wires: Readonly<Record<string, string>>): string =>
    renderComposite(
      {
        description: 'x',
        inputs,
        renamed: {},
        described: {},
        outputNames: {},
        steps: [{ verb: 'verify', with: wires }],
      },
      [command],
    );
  expect(compose(['cluster'], { level: 'steps.verify.outputs.verdict' })).toContain('steps.verify.outputs.verdict }}');
  expect(() => compose(['clutser'], {})).toThrow('clutser');
  expect(() => compose([], { levle: 'inputs.x' })).toThrow('levle');
  expect(() => compose([], { level: 'steps.verify.outputs.verdit' })).toThrow('verdit');
});
