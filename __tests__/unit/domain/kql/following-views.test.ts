import { judgeLoss } from '../../../../src/domain/kql/loss.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';

const column = (name: string) => ({ name, type: 'long' });
const view = (source: string, follows: string) =>
  new Map([
    ['source', source],
    ['autoupdateschema', follows],
  ]);
const live = {
  database: 'Demo',
  tables: new Map(['T', 'U'].map((name) => [name, { columns: [column('a'), column('b')] }])),
  viewFacets: new Map([
    ['Follows', view('table:T', 'true')],
    ['Stays', view('table:T', '')],
    ['OfOther', view('table:U', 'true')],
  ]),
};
const judge = (text: string) => judgeLoss(readStatement(text), live);

test.each([
  '.drop column T.b',
  '.drop table T columns (b)',
  '.alter column T.b type = string',
  '.alter table T (a: long)',
  '.set-or-append T with (recreate_schema = true) <| U',
])('a view with autoUpdateSchema loses what its table loses by %s', (text) => {
  expect(judge(text)).toMatchObject({ kind: 'loses-data', tables: ['T', 'Follows'] });
});

test('such a view keeps its rows when its table keeps its columns', () => {
  expect(judge('.clear table T data')).toMatchObject({ tables: ['T'] });
  expect(judge('.alter table T (a: long, b: long, c: long)')).toMatchObject({ kind: 'safe' });
  expect(judge('.drop column T.c')).toMatchObject({ kind: 'safe' });
});
