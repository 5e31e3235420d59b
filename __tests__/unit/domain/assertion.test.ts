import { type Assertion, judgeAnswer, readAssertion, rowLimit } from '../../../src/domain/assertion.ts';

const read = (text: string) => readAssertion({ path: 'a.assert.kql', text });
const problemsOf = (text: string): readonly string[] => {
  const found = read(text);
  return 'problems' in found
    ? found.problems.map(({ summary, at }) => `${at?.line}: ${summary.replace('a.assert.kql ', '')}`)
    : [];
};
const assertion = (said: string): Assertion => {
  const found = read(`// assert: ${said}\nT | count`);
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return found;
};

test('comments say what has to hold, and the query is what follows them', () => {
  expect(
    read('// Ports have codes.\n//assert:  no rows \n\n// before: STOP\r\nPorts\n| where isempty(Code) // here\n'),
  ).toEqual({
    path: 'a.assert.kql',
    query: 'Ports\n| where isempty(Code) // here\n',
    expectation: { kind: 'no-rows' },
    before: 'stop',
  });
  expect(assertion('no rows').before).toBe('report');
});

test.each([
  ['no comment', 'T\n', ['1: does not say what it asserts.']],
  [
    'a word that is misspelt',
    '// asert: no rows\nT\n',
    ['1: has the word asert before its query.', '1: does not say what it asserts.'],
  ],
  ['what cannot be read', '\n// assert: few rows\nT', ['2: asserts what cannot be read: few rows']],
  ['bounds the wrong way round', '// assert: 5 <= value <= 1\nT', ['1: asserts what cannot be read: 5 <= value <= 1']],
  ['two of them', '// assert: no rows\n// assert: value = 1\nT', ['2: asserts more than one thing.']],
  ['another time', '// assert: no rows\n// before: never\nT', ['2: says of before: never']],
  ['no query', '// assert: no rows\n\n', ['3: holds no query.']],
  ['a command', '// assert: no rows\n  .drop table T', ['2: holds a management command in place of a query.']],
])('a file with %s is told why', (_name, text, said) => {
  expect(problemsOf(text)).toEqual(said);
});

test.each([
  ['value >= 1', 1, undefined],
  ['value >= 1', 0.5, 'difference'],
  ['value > 1', 1, 'difference'],
  ['value <= -1.5', -1.5, undefined],
  ['value < 3', 3, 'difference'],
  ['value = 7', 7, undefined],
  ['value = 7', 8, 'difference'],
  ['1 <= value <= 500', 500, undefined],
  ['1 < value < 500', 500, 'difference'],
  ['1 <= value < 5e2', '499.5', undefined],
  ['value >= 1', null, 'unknown'],
  ['value >= 1', 'many', 'unknown'],
  ['value >= 1', 2 ** 53 + 2, 'unknown'],
])('%s of %j is %s', (said, value, code) => {
  expect(judgeAnswer(assertion(said), { columns: 1, rows: [[value]] })?.code).toBe(code);
});

test('no value, several, and rows where none are to be', () => {
  const value = assertion('value >= 0');
  expect(judgeAnswer(value, { columns: 0, rows: [] })).toMatchObject({ code: 'unknown' });
  expect(judgeAnswer(value, { columns: 2, rows: [[1, 2]] })).toMatchObject({ code: 'unknown' });
  expect(judgeAnswer(value, { columns: 1, rows: [[1], [2]] })).toMatchObject({ code: 'unknown' });
  const none = assertion('no rows');
  expect(judgeAnswer(none, { columns: 0, rows: [] })).toBeUndefined();
  expect(judgeAnswer(none, { columns: 1, rows: [[1]] })).toMatchObject({
    code: 'difference',
    summary: 'a.assert.kql has 1 rows, and asserts none.',
  });
  const many = Array.from({ length: rowLimit }, () => [1]);
  expect(judgeAnswer(none, { columns: 1, rows: many })?.summary).toContain('more than 10 rows');
});
