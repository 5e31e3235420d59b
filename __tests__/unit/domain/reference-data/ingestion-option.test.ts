import { noOptions, readOptions } from '../../../../src/domain/reference-data/options.ts';

const table = { name: 'T', columns: [{ name: 'a', type: 'string' as const }] };
const read = (text: string) => readOptions({ path: 'T.yml', text }, table, 'csv');

test('a table is loaded directly unless its options say otherwise', () => {
  expect(noOptions.ingestion).toBe('direct');
  expect(read('key: [a]\n')).toMatchObject({ ingestion: 'direct' });
  expect(read('ingestion: direct\n')).toMatchObject({ ingestion: 'direct' });
  expect(read('key: [a]\ningestion: event-grid\n')).toMatchObject({ ingestion: 'event-grid', key: ['a'] });
});

test('another way is an error with its place and the ways there are', () => {
  expect(read('key: [a]\ningestion: eventgrid\n')).toMatchObject({
    problems: [
      {
        code: 'reference-data',
        summary: 'T.yml has a value of ingestion that is no good.',
        detail: expect.stringMatching(/"direct"\|"event-grid".*"eventgrid"/),
        at: { file: 'T.yml', line: 2, column: 1 },
      },
    ],
  });
});
