import { snapshotId } from '../../../../src/domain/names.ts';
import {
  attemptFolder,
  databasePaths,
  intentPath,
  intentsPrefix,
  manifestPath,
  tableFolder,
  verificationPath,
  verificationsPrefix,
} from '../../../../src/domain/snapshot/paths.ts';
import { includes, levels } from '../../../../src/domain/snapshot/records.ts';

const id = snapshotId(new Date(0), '0');
const paths = databasePaths('cluster.example', 'a/../b c');

test('data and control lie apart, and no database name leads out of its folder', () => {
  expect(paths.data).toBe('data/cluster.example/a%2F..%2Fb%20c');
  expect(paths.control).toBe('control/cluster.example/a%2F..%2Fb%20c');
  for (const path of [manifestPath(paths, id), tableFolder(paths, id, 0, '../../x')]) {
    expect(path.startsWith(`${paths.data}/${id}/`)).toBe(true);
    expect(path.split('/')).not.toContain('..');
  }
  expect(intentPath(paths, id).startsWith(intentsPrefix(paths))).toBe(true);
  expect(verificationPath(paths, id, new Date(0), 'full').startsWith(verificationsPrefix(paths, id))).toBe(true);
});

test('databases whose names differ only in signs have folders of their own', () => {
  const names = ['a b', 'a%20b', 'a/b', 'a+b', 'A b', 'ab'];
  expect(new Set(names.map((name) => databasePaths('h', name).data)).size).toBe(names.length);
});

test('tables have folders of their own whatever they are called', () => {
  const names = ['T', 't', 'T.', '..', "it's", 'x'.repeat(500), `${'x'.repeat(500)}y`, '~', '🐦'];
  const folders = names.map((name, index) => tableFolder(paths, id, index, name));
  expect(new Set(folders).size).toBe(names.length);
  for (const folder of folders) expect(folder).toMatch(/\/tables\/\d{4}-[A-Za-z0-9%_-]+$/);
});

test('every attempt at a slice writes to its own folder', () => {
  const folders = [
    attemptFolder('t', 0, 1),
    attemptFolder('t', 0, 2),
    attemptFolder('t', 1, 1),
    attemptFolder('t', 10, 1),
  ];
  expect(new Set(folders).size).toBe(4);
  for (const folder of folders) expect(folders.filter((other) => other.startsWith(folder))).toEqual([folder]);
});

test('each level includes those before it', () => {
  for (const [at, level] of levels.entries())
    for (const [below, part] of levels.entries()) expect(includes(level, part)).toBe(below <= at ? 'yes' : 'no');
});
