import { commandLine, snapshotLine } from '../../../src/verbs/command-line.ts';
import { restore } from '../../../src/verbs/restore.ts';

const defaults = { tables: ['damaged'], what: 'data', snapshot: 'latest', load: 'auto', undo: false, columns: [] };
const line = (request: object, changed?: Readonly<Record<string, string>>) =>
  commandLine('restore', restore.inputs, { ...defaults, ...request }, changed);

test('what was asked for is said again, quoted where a shell would read it, and nothing else', () => {
  expect(line({})).toBe('kusto-rebuild restore');
  expect(line({ 'dry-run': true, cluster: 'https://x', storage: 'https://s?sig=secret', 'client-id': 'c' })).toBe(
    'kusto-rebuild restore',
  );
  expect(line({ tables: ['A', 'it is'], 'newer-rows': 'keep', undo: true }, { snapshot: 'id' })).toBe(
    "kusto-rebuild restore --snapshot id --tables 'A,it is' --newer-rows keep --undo",
  );
  expect(line({ columns: ["T.it's=-"], 'target-database': 'Other' })).toBe(
    "kusto-rebuild restore --columns 'T.it'\\''s=-' --target-database Other",
  );
});

test('a snapshot is suggested of the database that is meant, with the config file and the environment that say where', () => {
  const request = { database: 'Three', config: undefined, environment: undefined };
  expect(snapshotLine(request, ['A', 'B'])).toBe('kusto-rebuild snapshot --tables A,B --database Three');
  expect(snapshotLine({ database: 'My db', config: 'l.yml', environment: 'prod' }, ['it is'])).toBe(
    "kusto-rebuild snapshot --tables 'it is' --database 'My db' --config l.yml --environment prod",
  );
});
