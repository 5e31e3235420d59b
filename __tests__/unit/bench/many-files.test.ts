import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../rules/source-tree.ts';

test('the benchmark of many files runs, on a few: a whole snapshot and its verification', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bench/many-files.ts'), '200'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(JSON.parse(stdout)).toEqual({
    files: 200,
    snapshot: expect.any(Number),
    verify: expect.any(Number),
    peak: expect.any(Number),
  });
});
