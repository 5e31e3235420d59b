import { fileNamesOf } from '../../../../src/domain/schema/file-names.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';

test.each([
  ['Events', 'Events'],
  ['a b-c.d_e', 'a b-c.d_e'],
  ['../../etc/passwd', '%2E.%2F..%2Fetc%2Fpasswd'],
  ['.hidden', '%2Ehidden'],
  ['-flag', '%2Dflag'],
  ['ends.', 'ends%2E'],
  ['x.assert', 'x%2Eassert'],
  ['CON', '%43ON'],
  ['com1.x', '%63om1.x'],
  ['a*[b]?', 'a%2A%5Bb%5D%3F'],
  ['100%', '100%25'],
  ['Zähler', 'Z%C3%A4hler'],
])('%s has the file name %s', (name, file) => {
  expect(fileNamesOf([name]).get(name)).toBe(file);
});

test('Names that differ only in case, and long ones, have files of their own', () => {
  const long = 'x'.repeat(1000);
  const files = fileNamesOf(['Twin', 'twin', `${long}a`, `${long}b`]);
  expect(new Set([...files.values()].map((file) => file.toLowerCase())).size).toBe(4);
  expect(Math.max(...[...files.values()].map(({ length }) => length))).toBeLessThan(140);
  expect(files.get('Twin')).toMatch(/^Twin~[0-9a-f]{8}$/);
});

test('No two names have one file, and each file is one of its folder', () => {
  const random = seededRandom(7);
  const letters = ['a', 'A', 'é', '.', ' ', '-', '/', '\\', '%', '\u0000', '😀', '~'] as const;
  random.check(() => {
    const names = new Set(Array.from({ length: 400 }, () => `n${random.text(letters, 5)}`));
    const files = [...fileNamesOf(names).values()].map((file) => file.toLowerCase());
    expect(new Set(files).size).toBe(names.size);
    for (const file of files) expect(file).toMatch(/^[\w%][\w. %~-]*$/);
  });
});
