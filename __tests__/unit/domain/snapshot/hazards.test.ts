import type { Finding } from '../../../../src/domain/snapshot/finding.ts';
import { found, inOrder, refusing } from '../../../../src/domain/snapshot/finding.ts';
import {
  hasRowStore,
  hazardOfRetention,
  hazardsOfExtents,
  hazardsOfSchema,
  hidesRows,
} from '../../../../src/domain/snapshot/hazards.ts';
import { hazardsOfLog, readLog } from '../../../../src/domain/snapshot/logged-change.ts';
import { limitedColumns } from '../../../../src/domain/snapshot/value-limits.ts';
import { hazardsOfScope } from '../../../../src/domain/snapshot/workload-group.ts';

const names = (findings: readonly Finding[]): readonly string[] => findings.map(({ name }) => name);
const extents = (rows: bigint, deletedRows = 0n) => ({ rows, deletedRows });

test.each([
  ['as many rows as lie in extents', extents(5n), 5n, extents(5n), []],
  ['no extents and no rows', undefined, 0n, undefined, []],
  ['rows that arrived between the looks', extents(5n), 7n, extents(7n), []],
  ['rows that left between the looks', extents(7n), 5n, extents(5n), []],
  ['rows that lie in no extent', extents(5n), 7n, extents(5n), ['row-store-rows']],
  ['rows of which none has an extent', undefined, 3n, undefined, ['row-store-rows']],
  ['rows that no query sees', extents(7n), 5n, extents(7n), ['forced-scope']],
  ['deleted rows that the totals leave out', extents(5n, 2n), 5n, extents(5n, 2n), ['soft-deleted-rows']],
  ['deleted rows among the totals', extents(7n, 2n), 5n, extents(7n, 2n), ['soft-deleted-rows']],
])('%s', (_, before, counted, after, expected) => {
  const looks = { before, counted, after };
  expect(names(hazardsOfExtents('T', looks))).toEqual(expected);
  expect([hidesRows(looks), hasRowStore(looks)]).toEqual(
    ['forced-scope', 'row-store-rows'].map((name) => expected.includes(name)),
  );
});

const before = { snapshotId: 'before', clusterTime: '2026-11-20T09:10:00.0000000Z' };
const now = new Date('2026-11-20T00:00:00Z');
test.each([
  ['10.00:00:00', '2026-11-10T12:00:00Z', 'expire at 2026-11-20T12:00:00.000Z'],
  ['10.00:00:00', '2026-11-01T00:00:00Z', 'may be deleted at any time'],
  ['10.00:00:00', '2026-11-12T00:00:00Z', undefined],
  ['36500.00:00:00', '1900-01-01T00:00:00Z', undefined],
  [undefined, '2026-11-10T12:00:00Z', undefined],
])('a retention of %s with extents of %s', (softDeletePeriod, oldest, words) => {
  const [finding] = hazardOfRetention({ name: 'T', softDeletePeriod }, new Date(oldest), now);
  if (words === undefined) expect(finding).toBeUndefined();
  else expect(finding).toMatchObject({ name: 'retention-soon', table: 'T', summary: expect.stringContaining(words) });
});

test.each([
  ['.delete table T records <| T | where n == 1', 'purge-or-delete-since-base'],
  ['.clear table T data', 'purge-or-delete-since-base'],
  ['.drop extents <| .show table T extents', 'purge-or-delete-since-base'],
  ['.drop extents older 10 days from all tables', 'purge-or-delete-since-base'],
  ['.drop tables (S, T)', 'purge-or-delete-since-base'],
  ['.drop column T.n', 'purge-or-delete-since-base'],
  ['.alter column T.n type=string', 'purge-or-delete-since-base'],
  ['.set-or-replace async T <| S', 'purge-or-delete-since-base'],
  ['.update table T delete D append A <| let D = T; let A = T;', 'purge-or-delete-since-base'],
  [".purge table T records in database D with (noregrets='true') <| where n == 1", 'purge-or-delete-since-base'],
  ['.move extents all from table S to table T', 'moved-since-base'],
  ['.replace extents in table T <| {.show table T extents},{.show table S extents}', 'moved-since-base'],
  ['.rename tables T=S, S=T', 'moved-since-base'],
  ['.clear table Other data', undefined],
  ['.delete table T policy retention', undefined],
  ['.drop table T ingestion csv mapping "m"', undefined],
  [".drop table T admins ('aadapp=a;t')", undefined],
  ['.delete table T records with (whatif=true) <| T', undefined],
  ['.alter-merge table T (m: long)', undefined],
  ['.move database x', undefined],
])('the log says of a table: %s', (text, kind) => {
  const findings = hazardsOfLog('T', before, readLog([{ at: before.clusterTime, text }]));
  expect(names(findings)).toEqual(kind === undefined ? [] : [kind]);
});

test('commands of one kind are one finding, which counts them once and tells the last', () => {
  const early = { at: '2026-11-20T09:10:00.0000000Z', text: '.clear table T data' };
  const journaled = { ...early, at: '2026-11-20T09:10:00.9000000Z' };
  const late = { at: '2026-11-20T10:00:00.0000000Z', text: '.drop extents (a) from T' };
  const [finding, ...others] = hazardsOfLog('T', before, readLog([late, early, journaled]));
  expect(others).toEqual([]);
  expect(finding?.summary).toBe(
    'Since snapshot before, 2 commands changed what T held; the last, at 2026-11-20T10:00:00.0000000Z, drops stored rows of T.',
  );
});

test('only commands from the time of the snapshot on count, those that name no table among them', () => {
  const minutes = (minute: number): string => `2026-11-20T09:0${minute}:00.0000000Z`;
  const own = [1, 5].map((minute) => ({ at: minutes(minute), text: `.drop extent a${minute} from T` }));
  const ofAll = [2, 6].map((minute) => ({
    at: minutes(minute),
    text: `.drop extents <| .show database D extents | take ${minute}`,
  }));
  const others = [7, 8].map((minute) => ({ at: minutes(minute), text: '.clear table Other data' }));
  const log = readLog([...others, ...ofAll, ...own]);
  const since = (minute: number) =>
    hazardsOfLog('T', { snapshotId: 'before', clusterTime: minutes(minute) }, log).map(({ summary }) => summary);
  const told = (count: string) => [expect.stringContaining(`${count} changed what T held; the last, at ${minutes(6)}`)];
  expect([1, 2, 5, 6, 7].map(since)).toEqual([
    told('4 commands'),
    told('3 commands'),
    told('2 commands'),
    told('a command'),
    [],
  ]);
});

const group = (name: string, scope: object, consistency: object) => ({
  name,
  definition: JSON.stringify({
    RequestLimitsPolicy: { DataScope: scope },
    QueryConsistencyPolicy: { QueryConsistency: consistency },
  }),
});
const free = group('default', { IsRelaxable: true, Value: 'HotCache' }, { IsRelaxable: true, Value: 'Weak' });
const hot = group('hot', { IsRelaxable: false, Value: 'HotCache' }, { IsRelaxable: true, Value: 'Weak' });
const weak = group(
  'weak',
  { IsRelaxable: false, Value: 'All' },
  { IsRelaxable: false, Value: 'WeakAffinitizedByQuery' },
);

test.each([
  ['none forces', [free], [], []],
  ['all force', [{ ...hot, name: 'default' }, weak], [], ['forced-scope', 'forced-scope']],
  ['some force, and nobody knows which is ours', [free, hot], [], ['scope-not-proven']],
  ['another one forces', [free, hot], ['default'], []],
  ['ours forces', [free, hot], ['hot'], ['forced-scope']],
  ['policies are not set', [{ name: 'default', definition: '{}' }], [], []],
  ['none is listed', [], [], ['scope-not-proven']],
  ['ours is not listed', [free], ['gone'], ['scope-not-proven']],
  ['one is no JSON', [{ name: 'default', definition: 'none' }], [], ['scope-not-proven']],
  [
    'ours has another shape',
    [{ name: 'default', definition: '{"RequestLimitsPolicy":7}' }],
    ['default'],
    ['scope-not-proven'],
  ],
  ['another one has another shape', [free, { name: 'odd', definition: '[]' }], ['default'], []],
  [
    'one forces, one cannot be read',
    [hot, { name: 'odd', definition: '[]' }],
    [],
    ['scope-not-proven', 'scope-not-proven'],
  ],
  ['ours forces, another cannot be read', [hot, { name: 'odd', definition: '[]' }], ['hot'], ['forced-scope']],
])('workload groups: %s', (_, groups, own, expected) => {
  expect(names(hazardsOfScope(groups, own))).toEqual(expected);
});

test('limits of columns are those of their encoding policies, in each way to write them', () => {
  const columns = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, type: name === 'e' ? 'long' : 'string' }) as const);
  const limits = limitedColumns(
    [{ name: "it's", columns }],
    [
      `.alter column ['it\\'s'].a policy encoding type="BigObject"`,
      `.alter column ['it\\'s'].['b'] policy encoding type='bigobject32'`,
      `.alter column ['it\\'s'].c policy encoding '{"MaxValueSize":4096}'`,
      '.alter table Other policy retention "{}"',
    ],
  );
  expect(limits.get("it's")?.map(({ limit }) => limit)).toEqual([2_097_152, 33_554_432, 4096, 1_048_576]);
});

test('the gravest come first, the same words once, and strict forbids all but notes', () => {
  const all = inOrder([
    found('event-grid-not-asked', 'a'),
    found('soft-deleted-rows', 'b', 'T'),
    found('forced-scope', 'c'),
    found('soft-deleted-rows', 'b', 'T'),
    found('row-level-security', 'd', 'T'),
  ]);
  expect(names(all)).toEqual(['row-level-security', 'forced-scope', 'soft-deleted-rows', 'event-grid-not-asked']);
  expect(names(refusing(all, 'usual'))).toEqual(['row-level-security']);
  expect(names(refusing(all, 'strict'))).toEqual(['row-level-security', 'forced-scope', 'soft-deleted-rows']);
  expect(all[0]?.next).toBe('Leave it out with tables: !T, or views: !T where it is a materialized view.');
});

test('of the schema each finding is about its own kind: a policy on a view is not one on a table of that name', () => {
  const script = ['.alter materialized-view V policy row_level_security enable "V | where false"'];
  const database = { accessMode: 'ReadWrite', readsRestricted: 'yes' } as const;
  const columns = [{ name: 'a', type: 'long' }] as const;
  const view = { name: 'V', columns, kind: 'materialized-view', bound: 'whole-table' } as const;
  const table = { ...view, kind: 'table', bound: 'cursor' } as const;
  expect(names(hazardsOfSchema([view], script, database))).toEqual(['row-level-security']);
  expect(names(hazardsOfSchema([table], script, database))).toEqual(['views-not-held']);
  expect(names(hazardsOfSchema([{ ...table, bound: 'whole-table' }], [], database))).toEqual([
    'no-ingestion-time-policy',
  ]);
});

test('views that are not taken are named in one note', () => {
  const script = ['B', 'A', 'C'].map(
    (name) => `.create materialized-view ${name} on table T { T | summarize count() }`,
  );
  const database = { accessMode: 'ReadWrite', readsRestricted: 'yes' } as const;
  const source = (name: string, kind: 'table' | 'materialized-view') =>
    ({ name, columns: [{ name: 'a', type: 'long' }], kind, bound: 'whole-table' }) as const;
  const [finding, ...others] = hazardsOfSchema([source('C', 'materialized-view')], script, database);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    name: 'views-not-held',
    severity: 'note',
    summary: 'Materialized views whose rows the snapshot does not hold: A, B.',
  });
  const all = ['A', 'B', 'C'].map((name) => source(name, 'materialized-view'));
  expect(hazardsOfSchema(all, script, database)).toEqual([]);
});
