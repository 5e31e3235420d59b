import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../rules/source-tree.ts';

test('the benchmark of many files runs, on a few: a whole snapshot and its verification', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kusto-rebuild-bench-'));
  const args = [join(root, 'bench/many-files.ts'), '200', folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(JSON.parse(stdout)).toEqual({
    files: 200,
    snapshot: expect.any(Number),
    verify: expect.any(Number),
    peak: expect.any(Number),
  });
});
