import { parseQuery } from '../../../../local-cluster/query/parser.ts';
import { translateQuery } from '../../../../local-cluster/query/translate.ts';
import { catalogOf, tableOf } from './sample.ts';

test('two databases that share a name and a schema version are not mixed up', () => {
  const columnsOf = (name: string) => {
    const catalog = catalogOf([tableOf('T', [{ name, type: 'int' }])], 4711);
    return translateQuery('T', catalog).columns.map((column) => column.name);
  };
  expect(columnsOf('a')).toEqual(['a']);
  expect(columnsOf('b')).toEqual(['b']);
  expect(columnsOf('a')).toEqual(['a']);
});

test('a query is parsed once for a schema', () => {
  const catalog = catalogOf([tableOf('T', [{ name: 'a', type: 'int' }])], 4712);
  const first = parseQuery('T | count', catalog);
  expect(parseQuery('T | count', { ...catalog })).toBe(first);
  expect(parseQuery('T | count', { ...catalog, schemaVersion: 4713 })).not.toBe(first);
});
