import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findAll } from '../../../src/gateways/node/local-files.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kusto-rebuild-files-'));
  for (const path of ['a.kql', 'schema/b.kql', 'schema/old/c.kql', 'schema/old/d.csl', 'schema/queries/e.kql']) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '.show tables');
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const find = (...patterns: string[]) => findAll(folder, patterns, ['.kql', '.csl']);

test('paths, folders and globs are taken in their order, each file once', async () => {
  expect(await find('schema/queries', 'schema/**/*.kql', 'a.kql')).toEqual([
    'schema/queries/e.kql',
    'schema/b.kql',
    'schema/old/c.kql',
    'a.kql',
  ]);
});

test('a pattern that begins with ! takes files out, wherever it stands: a path, a folder or a glob', async () => {
  expect(await find('!schema/old', 'schema')).toEqual(['schema/b.kql', 'schema/queries/e.kql']);
  expect(await find('schema', '!schema/old/', '!schema/b.kql')).toEqual(['schema/queries/e.kql']);
  expect(await find('schema', '!**/*.csl')).not.toContain('schema/old/d.csl');
});

test('a pattern that finds nothing, or takes nothing out, is wrong', async () => {
  await expect(find('nowhere')).rejects.toThrow('No file matches nowhere.');
  await expect(find('schema', '!schema/odl')).rejects.toThrow('!schema/odl takes out no file.');
  await expect(find('!schema')).rejects.toThrow('!schema takes out no file.');
});
