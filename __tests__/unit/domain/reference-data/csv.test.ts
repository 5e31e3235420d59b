import { type ColumnType, columnTypes } from '../../../../src/domain/column.ts';
import { checkReferenceData, tableNameOf } from '../../../../src/domain/reference-data/csv.ts';
import { isReadable } from '../../../../src/domain/reference-data/value.ts';

const table = {
  name: 'Ports',
  columns: [
    { name: 'Code', type: 'string' },
    { name: 'Berths', type: 'int' },
    { name: 'Opened at', type: 'datetime' },
  ],
} as const;
const check = (text: string) => checkReferenceData({ path: 'data/Ports.csv', text }, table);
const problemsOf = (text: string): readonly string[] => {
  const result = check(text);
  return 'problems' in result ? result.problems.map(({ summary, at }) => `${at?.line}: ${summary}`) : [];
};

test('a file that fits is counted', () => {
  const text =
    '\uFEFFBerths,Code,Opened at\r\n3,"a, ""b""\r\nc",2020-02-29\r\n,"",\r\n-7,ü,2020-01-01T00:00:00.1234567Z\r\n';
  expect(check(text)).toEqual({
    rows: 3,
    nonEmpty: new Map([
      ['Berths', 2],
      ['Code', 2],
      ['Opened at', 2],
    ]),
    columns: ['Berths', 'Code', 'Opened at'],
  });
});

test('a file with a header alone has no rows', () => {
  expect(check('Code,Berths,Opened at')).toMatchObject({ rows: 0 });
});

describe('a file that does not fit is told why', () => {
  const head = 'Code,Berths,Opened at\n';
  test.each([
    ['an empty file', '', ['1: data/Ports.csv has no header line.']],
    [
      'another spelling',
      'code,Berths,Opened at\n',
      [
        '1: data/Ports.csv has column code, which table Ports does not have.',
        '1: data/Ports.csv has no column Code, which table Ports has.',
      ],
    ],
    ['a repeated column', 'Code,Berths,Code,Opened at\n', ['1: data/Ports.csv has column Code more than once.']],
    ['a short row', `${head}a,1,\nb,2\n`, ['3: data/Ports.csv has a row of another length than its header.']],
    [
      'a long row after a value of two lines',
      `${head}"a\nb",1,\nc,1,,\n`,
      ['4: data/Ports.csv has a row of another length than its header.'],
    ],
    ['a blank line', `${head}a,1,\n\nb,1,\n`, ['3: data/Ports.csv has a blank line.']],
    [
      'values of another type',
      `${head}"a\nb",x,\nc,2147483648,2021-02-29\n`,
      [
        '2: data/Ports.csv has a value in column Berths that is no int: x',
        '4: data/Ports.csv has a value in column Berths that is no int: 2147483648',
        '4: data/Ports.csv has a value in column Opened at that is no datetime: 2021-02-29',
      ],
    ],
    [
      'a long value',
      `${head}a,${'9'.repeat(60)},\n`,
      [`2: data/Ports.csv has a value in column Berths that is no int: ${'9'.repeat(40)}…`],
    ],
    ['a quote that is not closed', `${head}a,1,\n"b,2,\n`, ['3: data/Ports.csv cannot be read as CSV.']],
    ['a quote in the middle', `${head}a"b,1,\n`, ['2: data/Ports.csv cannot be read as CSV.']],
  ])('%s', (_name, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('the nearest column is proposed', () => {
    const result = check('Code,Berth,Opened at\n');
    expect(result).toMatchObject({
      problems: [{ detail: 'The table has: Code, Berths, Opened at.', next: 'Did you mean Berths?' }, {}],
    });
  });

  test('twenty times, and then in a number', () => {
    const problems = problemsOf(head + 'a,x,\n'.repeat(25));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('1: data/Ports.csv: and 5 more.');
  });
});

const readable: Readonly<Record<ColumnType, readonly string[]>> = {
  bool: ['true', 'FALSE', '1', '0'],
  int: ['0', '-2147483648', '2147483647', '+5'],
  long: ['9223372036854775807', '-9223372036854775808'],
  real: ['1', '-1.5e-3', '.5', 'NaN', '-inf'],
  decimal: ['0.1', '-12345678901234567890.12345678901234'],
  datetime: [
    '2020-02-29',
    '2020-01-01 10:00',
    '2020-01-01T10:00:00.1234567Z',
    '2020-01-01T10:00:00+02:00',
    '9999-12-31T23:59:59.9999999',
  ],
  timespan: ['1.02:03:04.0000001', '-00:00:01', '1d'],
  guid: ['01234567-89ab-CDEF-0123-456789abcdef'],
  string: ['', ' ', 'null'],
  dynamic: ['{"a": [1]}', 'null', '"x"'],
};
const unreadable: Readonly<Record<Exclude<ColumnType, 'string'>, readonly string[]>> = {
  bool: ['yes', '2', ' true'],
  int: ['2147483648', '-2147483649', '1.0', ' 1', '1e3', '9'.repeat(1000)],
  long: ['9223372036854775808', '-9223372036854775809', '0x10'],
  real: ['1,5', 'x', '.', '1e'],
  decimal: ['NaN', '1'.repeat(35)],
  datetime: [
    '2021-02-29',
    '1900-02-29',
    '2020-13-01',
    '2020-01-01T24:00',
    '01/02/2020',
    '2020-01-01T10:00:00.12345678Z',
    '0000-01-01',
  ],
  timespan: ['1', '25:00:00', 'soon'],
  guid: ['01234567', '01234567-89ab-cdef-0123-456789abcdeg'],
  dynamic: ['{a: 1}', 'x', "{'a': 1}"],
};

test.each(columnTypes)('%s reads what it can hold and nothing else', (type) => {
  expect(readable[type].filter((value) => !isReadable(value, type))).toEqual([]);
  const others = type === 'string' ? [] : unreadable[type];
  expect(others.filter((value) => isReadable(value, type))).toEqual([]);
  expect(isReadable('', type)).toBe(true);
});

test.each([
  ['data/Ports.csv', 'Ports'],
  ['data\\win\\Ports of call.v2.csv', 'Ports of call.v2'],
  ['Ports', 'Ports'],
  ['data/.hidden', '.hidden'],
])('%s is for table %s', (path, expected) => {
  expect(tableNameOf(path)).toBe(expected);
});
