import { badHabits } from './habits.ts';
import { readSources } from './source-tree.ts';

test('no file has a habit that we agreed to avoid', () => {
  expect(badHabits(readSources(['src', 'local-cluster', 'scripts', 'bench']))).toEqual([]);
});

test.each([
  'try { f(); } catch {}',
  'f().catch(() => {});',
  'f().catch(() => undefined);',
  'f().catch(() => null);',
  'const x: any = 1;',
  'const x = y!;',
  'export default 1;',
  'enum X { a }',
  'const now = Date.now();',
  'const now = new Date();',
  'const x = Math.random();',
  'const x = process.env.HOME;',
  '// TODO later',
])('it would find %s', (text) => {
  expect(badHabits([{ path: 'src/domain/x.ts', text }])).toHaveLength(1);
});

test.each(['src/domain/utils.ts', 'src/domain/PlanThing.ts', 'src/domain/helper.ts'])(
  'it would find the file name %s',
  (path) => {
    expect(badHabits([{ path, text: '' }])).toEqual([`${path}: file name`]);
  },
);

test('a catch that handles, a date from a number and the process in a host are fine', () => {
  const text = 'try { f(); } catch (error) { throw g(error); } f().catch((e) => g(e)); const x = new Date(0);';
  expect(badHabits([{ path: 'src/domain/x.ts', text }])).toEqual([]);
  expect(badHabits([{ path: 'src/hosts/x.ts', text: 'const x = process.env.HOME;' }])).toEqual([]);
});
