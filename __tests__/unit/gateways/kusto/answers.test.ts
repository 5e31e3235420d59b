import type { OperationId } from '../../../../src/domain/names.ts';
import { ProblemError } from '../../../../src/domain/problem.ts';
import { readError, readV1, readV2 } from '../../../../src/gateways/kusto/body.ts';
import { readStates } from '../../../../src/gateways/kusto/operations.ts';
import { countOf, firstCell, optionalOf, singleRow, textOf } from '../../../../src/gateways/kusto/rows.ts';

const row = new Map<string, unknown>([
  ['Text', 'x'],
  ['Count', '9223372036854775807'],
  ['Number', 12],
  ['Inexact', 2 ** 53],
  ['Fraction', 1.5],
  ['Empty', ''],
  ['Null', null],
]);

test('texts and counts are read by name, whatever its case', () => {
  expect(textOf(row, 'text')).toBe('x');
  expect(countOf(row, 'COUNT')).toBe(9_223_372_036_854_775_807n);
  expect(countOf(row, 'Number')).toBe(12n);
  expect(optionalOf(row, 'null')).toBeUndefined();
  expect(optionalOf(row, 'nowhere')).toBeUndefined();
});

test.each([
  () => countOf(row, 'Inexact'),
  () => countOf(row, 'Fraction'),
  () => countOf(row, 'Empty'),
  () => countOf(row, 'Null'),
  () => countOf(row, 'Text'),
  () => countOf(row, 'nowhere'),
  () => textOf(row, 'Number'),
  () => textOf(row, 'Null'),
  () => textOf(row, 'nowhere'),
  () => singleRow([], 'it'),
  () => singleRow([row, row], 'it'),
  () => firstCell([], 'it'),
])('what is missing or of another kind is a problem, never a default (%#)', (read) => {
  expect(read).toThrow(ProblemError);
});

test.each([
  undefined,
  null,
  '',
  'text',
  1,
  [],
  {},
  { Tables: [] },
  { Tables: [{}] },
  { Tables: [{ Columns: [], Rows: [[1]] }] },
])('a body that is no whole answer gives no rows (%#)', (body) => {
  expect(readV1(body).kind).not.toBe('rows');
  expect(readV2(body).kind).not.toBe('rows');
});

test('an error is read from its message, its longer message, and its word on permanence', () => {
  expect(readError({ error: { message: 'short' } })).toEqual({ message: 'short', permanent: undefined });
  expect(readError({ error: { message: 'short', '@message': 'long', '@permanent': false } })).toEqual({
    message: 'long',
    permanent: false,
  });
  expect(readError('text')).toBeUndefined();
});

const [first, second, third] = ['a', 'B', 'c'].map((sign) => `00000000-0000-0000-0000-00000000000${sign}`) as [
  OperationId,
  OperationId,
  OperationId,
];
const operation = (id: string, state: string, more: Readonly<Record<string, unknown>> = {}) =>
  new Map<string, unknown>(
    Object.entries({ OperationId: `00000000-0000-0000-0000-00000000000${id}`, State: state, Status: 'why', ...more }),
  );

/** A client that answers the list first and the log second. */
function clientWith(...answers: readonly (readonly ReturnType<typeof operation>[])[]) {
  const sent: string[] = [];
  const never = () => Promise.reject(new Error('not asked for'));
  const show = async (text: string) => {
    sent.push(text);
    return answers[sent.length - 1] ?? [];
  };
  return { sent, client: { target: { cluster: '', database: '' }, show, query: never, change: never } };
}

test('states keep the order of the ids, ask the log only for what the list forgot, and say lost for the rest', async () => {
  const { sent, client } = clientWith([operation('A', 'InProgress')], [operation('b', 'Completed')]);
  expect(await readStates(client, [first, second, third])).toEqual([
    { kind: 'running' },
    { kind: 'completed' },
    { kind: 'lost' },
  ]);
  expect(sent).toHaveLength(2);
});

test.each([
  ['Completed', {}, { kind: 'completed' }],
  ['InProgress', {}, { kind: 'running' }],
  ['Scheduled', {}, { kind: 'running' }],
  ['Failed', {}, { kind: 'failed', transient: false }],
  ['Failed', { ShouldRetry: true }, { kind: 'failed', transient: true }],
  ['Failed', { ShouldRetry: 1 }, { kind: 'failed', transient: true }],
  ['Failed', { ShouldRetry: 0 }, { kind: 'failed', transient: false }],
  ['PartiallySucceeded', {}, { kind: 'failed', transient: false }],
  ['Skipped', {}, { kind: 'failed', transient: false }],
  ['Canceled', {}, { kind: 'failed', transient: false }],
  ['BadInput', {}, { kind: 'failed', transient: false }],
  ['Throttled', {}, { kind: 'failed', transient: true }],
  ['Abandoned', {}, { kind: 'failed', transient: true }],
  ['a state of the future', {}, { kind: 'failed', transient: false }],
])('the state %s %j', async (state, more, expected) => {
  const { client } = clientWith([operation('a', state, more)]);
  expect(await readStates(client, [first])).toEqual([expect.objectContaining(expected)]);
});
