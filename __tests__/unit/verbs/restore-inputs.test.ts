import { checkColumns, checkExports, checkTogether, checkWhat } from '../../../src/verbs/restore-inputs.ts';

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
  const rows = { 'newer-rows': undefined, 'deleted-rows': undefined };
  const asked = { ...given, ...rows, what: 'schema', undo: false, tables: ['damaged'], columns: [] };
  expect(checkWhat(asked)).toMatchObject([{ summary: expect.stringContaining('what and continuous-exports do not') }]);
  expect([checkWhat({ ...asked, what: 'all' }), checkExports(given)]).toEqual([[], []]);
});

test('inputs that are about rows do not go with the schema, and all of them are told at once', () => {
  const none = {
    ...given,
    'continuous-exports': 'refuse',
    what: 'schema',
    undo: false,
    'newer-rows': undefined,
    'deleted-rows': undefined,
  } as const;
  const rows = { 'newer-rows': 'keep', 'deleted-rows': 'accept', columns: ['T.a=b'] } as const;
  const all = { ...none, ...rows, as: '{table}_x', undo: true, 'time-column': 'At' };
  const namesIn = (what: string) =>
    checkWhat({ ...all, what, tables: ['T'] }).map(({ summary }) => /and (\S+) do not/.exec(summary)?.[1]);
  expect(checkWhat({ ...none, tables: ['damaged'], columns: [] })).toEqual([]);
  expect(namesIn('data')).toEqual([]);
  const ofAll = ['as', 'columns', 'time-column', 'undo'];
  expect(namesIn('schema').toSorted()).toEqual([...ofAll, 'deleted-rows', 'newer-rows', 'tables'].toSorted());
  expect(namesIn('all').toSorted()).toEqual(ofAll);
});

test('columns get other names only where a table comes back as a whole', () => {
  const all = { undo: true, 'time-column': 'At', columns: ['T.a=b'] };
  expect(checkColumns({ ...all, columns: [] })).toEqual([]);
  expect(checkColumns({ ...all, undo: false, 'time-column': undefined })).toEqual([]);
  expect(checkColumns(all).map(({ summary }) => summary)).toEqual([
    expect.stringContaining('columns and undo'),
    expect.stringContaining('columns and time-column'),
  ]);
});

test('an undo repeats no deletions, and says so', () => {
  const asked = { as: undefined, undo: true, 'newer-rows': undefined, 'deleted-rows': 'replay' } as const;
  const summaries = (more: Partial<Parameters<typeof checkTogether>[0]>) =>
    checkTogether({ ...asked, ...more }).map(({ summary }) => summary);
  const replays = 'The inputs undo and deleted-rows: replay are both given.';
  expect(summaries({})).toEqual([replays]);
  expect(summaries({ as: '{table}_x' })).toEqual([replays, 'The inputs as and undo are both given.']);
  for (const fine of [{ undo: false }, { 'deleted-rows': 'accept' }, { 'deleted-rows': undefined }] as const)
    expect(summaries(fine)).toEqual([]);
});
