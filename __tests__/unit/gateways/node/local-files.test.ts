import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLocalFiles } from '../../../../src/gateways/node/local-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-files-'));
  for (const path of ['schema/b.kql', 'schema/a.kql', 'schema/old/c.kql', 'schema/query-d.kql', 'other/e.kql']) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), path);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (...patterns: readonly string[]): Promise<readonly string[]> =>
  (await createLocalFiles(folder).read(patterns, ['.kql'])).map(({ path }) => path);

test.each([
  [['schema'], ['schema/a.kql', 'schema/b.kql', 'schema/old/c.kql', 'schema/query-d.kql']],
  [
    ['other', 'schema', '!schema/old', '!**/query-*'],
    ['other/e.kql', 'schema/a.kql', 'schema/b.kql'],
  ],
  [['!./schema/old/', 'schema/**/*.kql', '!schema/a.kql', '!schema/q*'], ['schema/b.kql']],
])('%j are %j', async (patterns, paths) => {
  expect(await read(...patterns)).toEqual(paths);
});

test.each([
  [['schema', '!schema/odl'], '!schema/odl takes no file away'],
  [['schema', '!sch'], '!sch takes no file away'],
  [['schmea'], 'No file matches schmea'],
])('%j is told', async (patterns, told) => {
  await expect(read(...patterns)).rejects.toThrow(told);
});
