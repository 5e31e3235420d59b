import { checkColumns, checkWhat } from '../../../src/verbs/restore-inputs.ts';

const given = {
  what: 'data',
  tables: ['damaged'],
  columns: [],
  as: undefined,
  undo: false,
  'newer-rows': undefined,
  'time-column': undefined,
};
const namesIn = (problems: ReturnType<typeof checkWhat>) =>
  problems.map(({ code, summary }) => `${code} ${/and (\S+) do not/.exec(summary)?.[1]}`);

test('inputs that are about rows do not go with the schema, and all of them are told at once', () => {
  const all = { ...given, as: '{table}_x', undo: true, 'time-column': 'At', 'newer-rows': 'keep', tables: ['T'] };
  expect(checkWhat(all)).toEqual([]);
  expect(checkWhat({ ...given, what: 'schema' })).toEqual([]);
  expect(namesIn(checkWhat({ ...all, what: 'schema' }))).toEqual([
    'input as',
    'input undo',
    'input time-column',
    'input newer-rows',
    'input tables',
  ]);
  expect(namesIn(checkWhat({ ...all, what: 'all' }))).toEqual(['input as', 'input undo', 'input time-column']);
});

test('columns get other names only where a table comes back as a whole', () => {
  const all = { ...given, undo: true, 'time-column': 'At' };
  expect(checkColumns(all)).toEqual([]);
  expect(checkColumns({ ...given, columns: ['T.a=b'] })).toEqual([]);
  expect(checkColumns({ ...all, columns: ['T.a=b'] }).map(({ summary }) => summary)).toEqual([
    expect.stringContaining('columns and undo'),
    expect.stringContaining('columns and time-column'),
  ]);
});
