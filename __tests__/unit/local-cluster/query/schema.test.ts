import type { QueryCatalog, TableSource } from '../../../../local-cluster/query/contract.ts';
import { parseQuery } from '../../../../local-cluster/query/parser.ts';
import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { catalogOf, tableOf } from './sample.ts';

const tableWith = (column: string, name = 'T'): TableSource => tableOf(name, [{ name: column, type: 'int' }]);
/** Without the functions of the sample, which could name any table. */
const plain = (...tables: readonly TableSource[]): QueryCatalog => ({ ...catalogOf(tables), functions: [] });
const parsed = (text: string, ...tables: readonly TableSource[]) => parseQuery(text, plain(...tables));

test('what the columns of a table are is known anew each time', () => {
  const columnsOf = (column: string) =>
    translateQuery('T', catalogOf([tableWith(column)])).columns.map(({ name }) => name);
  expect(columnsOf('a')).toEqual(['a']);
  expect(columnsOf('b')).toEqual(['b']);
  expect(columnsOf('a')).toEqual(['a']);
});

test('a query is parsed once as long as what it names stays as it is', () => {
  const first = parsed('T | count', tableWith('a'));
  expect(parsed('T | count', tableWith('a'))).toBe(first);
  expect(parsed('T | count', tableWith('a'), tableWith('a', 'Other'))).toBe(first);
  expect(parsed('T | count', tableWith('b'))).not.toBe(first);
});

test.each(['union * | count', 'find in (*) where a == 1', 'table(strcat("T", "")) | count'])(
  '%j may name any table, so that it is parsed again when there is another one',
  (text) => {
    const first = parsed(text, tableWith('a'));
    expect(parsed(text, tableWith('a'))).toBe(first);
    expect(parsed(text, tableWith('a'), tableWith('a', 'Other'))).not.toBe(first);
  },
);

test('a query is parsed again when a function, a view or an external table is another one', () => {
  const catalog = plain(tableWith('a'));
  const first = parseQuery('T | count', catalog);
  const functions = [{ name: 'Added', parameters: '()', body: '{ 1 }' }];
  const externalTables = [{ ...tableWith('a', 'X') }];
  for (const changed of [{ functions }, { externalTables }, { materializedViews: externalTables }])
    expect(parseQuery('T | count', { ...catalog, ...changed })).not.toBe(first);
  expect(parseQuery('T | count', catalog)).toBe(first);
});
