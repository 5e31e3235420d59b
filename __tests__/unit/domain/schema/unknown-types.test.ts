import { checkHeader } from '../../../../src/domain/reference-data/header.ts';
import { planned } from './planned.ts';

test('types that do not exist are told at their places, all at once', () => {
  const { problems } = planned(
    `.create-merge table Q (x: lng,\n  ['y z']: System.Int64, w: blob)\n.alter table R (a: string)`,
  );
  expect(problems.map(({ code, summary, next, at }) => [code, summary, next, at?.line, at?.column])).toEqual(
    expect.arrayContaining([
      ['schema-file', 'lng is no type of a column.', 'Did you mean long?', 1, 27],
      ['schema-file', 'blob is no type of a column.', expect.any(String), 2, 29],
    ]),
  );
  expect(problems.filter(({ summary }) => summary.includes('no type'))).toHaveLength(2);
});

test('a table that is there does not hide them, and other spellings of types are none', () => {
  const live = '.create table Q (x: long)';
  expect(planned('.create-merge table Q (x: long, y: dat)', live).problems).toHaveLength(1);
  expect(planned('.create-merge table Q (x: int64, y: date, z: System.Object)', live).problems).toEqual([]);
  expect(planned('.create-merge table Q ()', live).problems).toEqual([]);
});

test('of columns of reference data only what is near is suggested', () => {
  const nextOf = (name: string) =>
    checkHeader('p.csv', ['Code', name], { name: 'Ports', columns: [{ name: 'Code' }] }).map(({ next }) => next);
  expect([nextOf('Extra'), nextOf('Cod')]).toEqual([[undefined], ['Did you mean Code?']]);
});
