import type { Column } from '../../../../src/domain/column.ts';
import { columnsAfter } from '../../../../src/domain/kql/columns-after.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';

const before = new Map<string, readonly Column[]>([
  [
    'T',
    [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'string' },
    ],
  ],
]);

const after = (...statements: readonly string[]): string | undefined =>
  columnsAfter(before, statements.map(readStatement))
    .get('T')
    ?.map(({ name, type }) => `${name}:${type}`)
    .join(',');

test.each([
  ['.show tables', 'a:int,b:string'],
  ['.create table T (z:long)', 'a:int,b:string'],
  ['.create-merge table T (c:long, a:int)', 'a:int,b:string,c:long'],
  ['.alter-merge table T (c:long)', 'a:int,b:string,c:long'],
  ['.alter table T (b:string, c:guid)', 'b:string,c:guid'],
  ['.drop column T.a', 'b:string'],
  ['.drop table T columns (a, b)', ''],
  ['.drop table T', undefined],
  ['.drop tables (T, U)', undefined],
  ['.rename table T to U', undefined],
  ['.rename tables U=T', undefined],
  ['.rename column T.a to z', 'z:int,b:string'],
  ['.rename column T.gone to z', 'a:int,b:string'],
  ['.rename columns b = T.a, a = T.b', 'b:int,a:string'],
  ['.rename column T.a z', undefined],
  ['.clear table T data', 'a:int,b:string'],
  ['.create-merge tables T (c:int), U (d:int)', 'a:int,b:string,c:int'],
])('after %s', (statement, expected) => {
  expect(after(statement)).toBe(expected);
});

test('statements follow each other', () => {
  expect(after('.drop table T', '.create table T (z:long)', '.alter-merge table T (y:int)')).toBe('z:long,y:int');
});
