import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findAll } from '../../../src/gateways/node/local-files.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kusto-rebuild-excluded-'));
  for (const path of [
    's/a.kql',
    's/b.kql',
    's/.old/c.kql',
    's/[ab].kql',
    's/x[1]/d.kql',
    's/x1/e.kql',
    'other/f.kql',
  ]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '.show tables');
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const find = (...patterns: string[]) => findAll(folder, patterns, ['.kql']);
const findIn = (place: string, ...patterns: string[]) => findAll(join(folder, place), patterns, ['.kql']);

test('a file is one file, however its path is spelled', async () => {
  expect(await find('./s/a.kql', 's//a.kql', 'other/../s/a.kql', join(folder, 's/a.kql'), 's\\a.kql')).toEqual([
    's/a.kql',
  ]);
  expect(await find('./other', `${folder}/other/`)).toEqual(['other/f.kql']);
  expect(await findIn('other', '../s/a.kql', './../s/a.kql')).toEqual(['../s/a.kql']);
});

test('what is taken out is found, however the two patterns are spelled', async () => {
  const expected = ['s/[ab].kql', 's/b.kql', 's/x1/e.kql', 's/x[1]/d.kql'];
  for (const pattern of ['!s/a.kql', '!./s/a.kql', '!s//a.kql', `!${'s\\a.kql'}`, '!s/*a.kql', '!./*/a.kql'])
    expect([pattern, (await find('./s', pattern)).toSorted()]).toEqual([pattern, expected]);
  const absolute = await find(join(folder, 's'), `!${join(folder, 's/a.kql')}`);
  expect(absolute.toSorted()).toEqual(expected);
  expect(await findIn('other', '../s/a.kql', '../s/b.kql', '!./../s/b.kql')).toEqual(['../s/a.kql']);
});

test('a glob takes out hidden files too', async () => {
  expect(await find('s/.old', 's/a.kql', '!**/c.kql')).toEqual(['s/a.kql']);
  expect(await find('s/.old/c.kql', 's/a.kql', '!s/*/*')).toEqual(['s/a.kql']);
});

test('a name that holds characters of a glob is a name where it is there', async () => {
  expect(await find('s/[ab].kql')).toEqual(['s/[ab].kql']);
  expect(await find('s/x[1]')).toEqual(['s/x[1]/d.kql']);
  expect(await find('s/?.kql', 's/[ab].kql', '!s/[ab].kql')).toEqual(['s/a.kql', 's/b.kql']);
  expect(await find('s/x*/*', '!s/x[1]')).toEqual(['s/x1/e.kql']);
  expect(await find('s/?.kql', 'other', '!s/[ab].kql')).toEqual(['other/f.kql']);
});

test('where nothing is left, the patterns that took it out are named', async () => {
  await expect(find('s/?.kql', 'other', '!s', '!./other/*')).rejects.toMatchObject({
    problems: [
      {
        code: 'input',
        summary: 'No file is left by !s, !./other/*.',
        detail: 'That takes out all that was found: s/?.kql, other.',
      },
    ],
  });
});

test('all patterns that find nothing are told at once, and so are those that take nothing out', async () => {
  const problems = (...texts: string[]) => ({ problems: texts.map((summary) => ({ code: 'input', summary })) });
  await expect(find('no', 's', 'nope/*')).rejects.toMatchObject(
    problems('No file matches no.', 'No file matches nope/*.'),
  );
  await expect(find('s', '!no', '!other')).rejects.toMatchObject(
    problems('!no takes out no file.', '!other takes out no file.'),
  );
});
