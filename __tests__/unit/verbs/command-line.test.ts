import { commandLine } from '../../../src/verbs/command-line.ts';
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
