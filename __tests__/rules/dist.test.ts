import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { runNode } from './child.ts';
import { root } from './source-tree.ts';

/** Names of files that are in one folder only or differ in a byte. */
function differences(left: string, right: string): readonly string[] {
  const names = new Set([left, right].flatMap((cwd) => globSync('**', { cwd, dot: true })));
  return [...names].toSorted().filter((name) => contentOf(left, name) !== contentOf(right, name));
}

function contentOf(folder: string, name: string): string | undefined {
  return globSync(name, { cwd: folder, dot: true }).length === 0
    ? undefined
    : readFileSync(join(folder, name)).toString('latin1');
}

test('dist is what the sources build today, and a changed, missing or extra file would be seen', () => {
  const built = mkdtempSync(join(tmpdir(), 'kusto-rebuild-dist-'));
  const { status, stderr } = runNode(['scripts/build.ts', '--out', built]);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  expect(differences(built, join(root, 'dist'))).toEqual([]);
  writeFileSync(join(built, 'cli.js'), 'changed');
  writeFileSync(join(built, 'extra.js'), '');
  rmSync(join(built, 'package.json'));
  expect(differences(built, join(root, 'dist'))).toEqual(['cli.js', 'extra.js', 'package.json']);
  rmSync(built, { recursive: true });
});
