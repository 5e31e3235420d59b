import { type Column, columnTypes, compareColumns, schemaHash } from '../../../src/domain/column.ts';
import {
  chooseForms,
  receivingColumns,
  reservedColumns,
  restoreStep,
  rowHashColumn,
} from '../../../src/domain/column-form.ts';

const every: readonly Column[] = columnTypes.map((type) => ({ name: type, type }));
const [a, b]: readonly [Column, Column] = [
  { name: 'a', type: 'int' },
  { name: 'b', type: 'string' },
];

test('the schema hash tells names, types, case, order and where a name ends apart', () => {
  const hashes = [
    schemaHash([a, b]),
    schemaHash([b, a]),
    schemaHash([a]),
    schemaHash([]),
    schemaHash([{ ...a, type: 'long' }, b]),
    schemaHash([{ ...a, name: 'A' }, b]),
    schemaHash([{ name: 'a","int"],["b', type: 'string' }]),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(schemaHash([{ name: 'a', type: 'int' }, b])).toBe(schemaHash([a, b]));
});

test('columns are compared by name and type, not by order', () => {
  expect(compareColumns([a, b], [b, a])).toEqual([]);
  expect(
    compareColumns(
      [a, b],
      [
        { ...a, type: 'long' },
        { name: 'B', type: 'string' },
      ],
    ),
  ).toEqual([
    { column: 'a', expected: 'int', seen: 'long' },
    { column: 'b', expected: 'string', seen: 'absent' },
    { column: 'B', expected: 'absent', seen: 'string' },
  ]);
});

test('every type has the form that keeps its values, and datetimes get their ticks only where there are any', () => {
  const forms = chooseForms(every, new Set()).map(({ type, form }) => `${type} ${form}`);
  expect(forms).toEqual([
    'bool native',
    'int native',
    'long native',
    'real native',
    'decimal text',
    'datetime microseconds',
    'timespan text',
    'guid text',
    'string native',
    'dynamic native',
  ]);
  const datetime = chooseForms(every, new Set(['datetime', 'string'])).filter(
    ({ tickColumn }) => tickColumn !== undefined,
  );
  expect(datetime).toEqual([
    { name: 'datetime', type: 'datetime', form: 'microseconds-and-ticks', tickColumn: 'kr_t5' },
  ]);
});

test('what ingestion cannot give back is received as text or with ticks, and takes a second step', () => {
  const stored = chooseForms(every, new Set(['datetime']));
  const typed = stored.filter((column) => restoreStep(column) === 'typed').map(({ name }) => name);
  expect(typed).toEqual(['datetime', 'timespan', 'guid']);
  expect(receivingColumns(stored).map(({ name, type }) => `${name}:${type}`)).toEqual([
    'bool:bool',
    'int:int',
    'long:long',
    'real:real',
    'decimal:decimal',
    'datetime:datetime',
    'kr_t5:int',
    'timespan:string',
    'guid:string',
    'string:string',
    'dynamic:dynamic',
  ]);
});

test('columns that could be taken for the tool’s own are reserved', () => {
  const names = [rowHashColumn, 'kr_t0', 'kr_t12', 'kr_t', 'kr_tx', 'KR_H', 'kr_h2', 'xkr_t1'];
  expect(reservedColumns(names.map((name) => ({ name, type: 'int' })))).toEqual([rowHashColumn, 'kr_t0', 'kr_t12']);
});
