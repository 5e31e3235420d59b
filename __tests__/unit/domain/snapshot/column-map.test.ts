import { readColumnMap, renameSteps, shaped } from '../../../../src/domain/snapshot/column-map.ts';
import { tableManifest } from '../../../fixtures/memory/manifest.ts';

const stored = tableManifest({
  name: 'T',
  rows: 1n,
  columns: [
    { name: 'a', type: 'string' },
    { name: 'b', type: 'long' },
    { name: 'c', type: 'long' },
  ],
});
const dotted = { ...stored, name: 'T.x' };
const live = {
  name: 'T',
  columns: [
    { name: 'alpha', type: 'string' },
    { name: 'beta', type: 'real' },
    { name: 'c', type: 'long' },
    { name: 'since', type: 'guid' },
  ],
} as const;
const read = (...entries: readonly string[]) => readColumnMap(entries, { tables: [stored, dotted], live: [live] });

test('columns are renamed, left out and added by name, in the order of the snapshot', () => {
  const { shapes, problems } = read('T.a=alpha', 'T.b=-', 'T.since=+');
  expect(problems).toEqual([]);
  expect(shaped(stored, shapes.get('T')).columns.map(({ name, type }) => `${name}:${type}`)).toEqual([
    'alpha:string',
    'c:long',
    'since:guid',
  ]);
  expect(shaped(stored, undefined)).toBe(stored);
});

test('a table with a point in its name is meant where it is there, and need not be live', () => {
  expect([...read('T.x.a=other').shapes]).toEqual([
    ['T.x', { renamed: [{ from: 'a', to: 'other' }], dropped: [], added: [] }],
  ]);
});

test.each([
  ['T.a', 'not of the form'],
  ['U.a=b', 'no such table', 'T'],
  ['T.A=alpha', 'no such column', 'a'],
  ['T.a=alpah', 'no column alpah', 'alpha'],
  ['T.b=beta', 'b is long in the snapshot, and beta is real'],
  ['T.sinec=+', 'live table has no such column', 'since'],
])('%s is told with what is wrong and what may be meant', (entry, why, near = '') => {
  const { problems } = read(entry);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'input', summary: expect.stringContaining(why) });
  expect(problems[0]?.detail ?? '').toContain(near);
});

test('all that is wrong is told at once: names that are taken, said twice, and a table without columns', () => {
  const told = read('T.b=c', 'T.a=alpha', 'T.a=-', 'T.c=+', 'T.y=1').problems.map(({ summary }) => summary);
  expect(told).toEqual([
    expect.stringContaining('T.y=1'),
    expect.stringMatching(/T\.a.*more than once/),
    expect.stringMatching(/T\.c.*more than one column/),
  ]);
  expect(read('T.a=-', 'T.b=-', 'T.c=-').problems[0]?.summary).toContain('no column would be left');
});

test('names that change places go by other names', () => {
  const swap = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];
  const shape = { renamed: swap, dropped: [], added: [] };
  const names = new Set(stored.columns.map(({ name }) => name));
  for (const { from, to } of renameSteps(shape, stored.columns)) {
    expect([names.delete(from), names.has(to)]).toEqual([true, false]);
    names.add(to);
  }
  expect([...names].sort()).toEqual(['a', 'b', 'c']);
  const plain = { renamed: [{ from: 'a', to: 'z' }], dropped: ['b'], added: [] };
  expect(renameSteps(plain, stored.columns)).toEqual(plain.renamed);
});
