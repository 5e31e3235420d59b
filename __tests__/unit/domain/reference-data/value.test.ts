import { type ColumnType, columnTypes } from '../../../../src/domain/column.ts';
import { tableNameOf } from '../../../../src/domain/reference-data/check.ts';
import { writeValue } from '../../../../src/domain/reference-data/value.ts';

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
  expect(readable[type].filter((value) => writeValue(value, type) === undefined)).toEqual([]);
  const others = type === 'string' ? [] : unreadable[type];
  expect(others.filter((value) => writeValue(value, type) !== undefined)).toEqual([]);
  expect(writeValue('', type)).toBe('');
});

test.each<readonly [ColumnType, string, string]>([
  ['bool', 'TRUE', 'true'],
  ['bool', '0', 'false'],
  ['long', '+007', '7'],
  ['int', '-0', '0'],
  ['decimal', '+1.50', '1.50'],
  ['datetime', '2020-02-29', '2020-02-29T00:00:00.0000000Z'],
  ['datetime', '2020-01-01T01:30:00.5+02:00', '2019-12-31T23:30:00.5000000Z'],
  ['datetime', '0001-01-01 00:00', '0001-01-01T00:00:00.0000000Z'],
  ['datetime', '9999-12-31T23:59:59.9999999Z', '9999-12-31T23:59:59.9999999Z'],
  ['timespan', '90m', '01:30:00'],
  ['guid', '01234567-89AB-CDEF-0123-456789ABCDEF', '01234567-89ab-cdef-0123-456789abcdef'],
  ['dynamic', ' null ', ''],
  ['dynamic', '[1,  2]', '[1,  2]'],
  ['string', ' a ', ' a '],
])('a %s that is written as %j goes in as %j', (type, written, expected) => {
  expect(writeValue(written, type)).toBe(expected);
});

test('an offset that leads out of the calendar, and half a surrogate pair, are no values', () => {
  expect(writeValue('0001-01-01T00:00:00+01:00', 'datetime')).toBeUndefined();
  expect(writeValue('9999-12-31T23:30:00-01:00', 'datetime')).toBeUndefined();
  expect(writeValue('\ud83d', 'string')).toBeUndefined();
});

test.each([
  ['data/Ports.csv', 'Ports'],
  ['data\\win\\Ports of call.v2.csv', 'Ports of call.v2'],
  ['Ports', 'Ports'],
  ['data/.hidden', '.hidden'],
])('%s is for table %s', (path, expected) => {
  expect(tableNameOf(path)).toBe(expected);
});
