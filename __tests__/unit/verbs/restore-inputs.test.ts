import { checkExports, checkWhat } from '../../../src/verbs/restore-inputs.ts';

const given = { 'continuous-exports': 'restart', as: undefined, 'time-column': undefined } as const;

test.each([
  ['as', { as: '{table}_back' }],
  ['time-column', { 'time-column': 'At' }],
])('continuous exports are not made anew with %s', (name, more) => {
  expect(checkExports({ ...given, ...more })).toMatchObject([
    { code: 'input', summary: expect.stringContaining(`continuous-exports: restart and ${name} do not go together`) },
  ]);
  expect(checkExports({ ...given, ...more, 'continuous-exports': 'refuse' })).toEqual([]);
});

test('continuous exports are not made anew where only the schema is put back', () => {
  const asked = { ...given, what: 'schema', undo: false, 'newer-rows': undefined, tables: ['damaged'] };
  expect(checkWhat(asked)).toMatchObject([{ summary: expect.stringContaining('what and continuous-exports do not') }]);
  expect([checkWhat({ ...asked, what: 'all' }), checkExports(given)]).toEqual([[], []]);
});
