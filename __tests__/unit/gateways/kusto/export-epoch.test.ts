import type { Row } from '../../../../src/gateways/kusto/body.ts';
import { continuousExportOf } from '../../../../src/gateways/kusto/continuous-exports.ts';

const shown = {
  Name: "it's E",
  ExternalTableName: 'Out',
  Query: 'T | where Id > 0',
  ForcedLatency: '00:10:00',
  IntervalBetweenRuns: '01:00:00',
  CursorScopedTables: `["['Db'].['T']","['Db'].['a b']"]`,
  ExportProperties: '{"SizeLimit":104857600,"Distributed":false,"DistributionKind":"uniform"}',
  StartCursor: '636751928823156645',
  ExportedTo: '2026-11-20T09:10:00Z',
  IsDisabled: false,
  IsRunning: false,
};
type Shown = Readonly<Record<string, unknown>>;
const rowOf = (cells: Shown): Row => new Map(Object.entries(cells));
const target = (connection: string | readonly string[]): readonly Row[] => [
  rowOf({ TableName: 'Out', ConnectionStrings: connection }),
];
const masked = target('["https://a.blob.core.windows.net/c;******"]');
const epochOf = (change: Shown = {}, targets = masked) =>
  continuousExportOf(rowOf({ ...shown, ...change }), targets).epoch;

test('an export is told with where it began, how far it is, and the command that makes it again', () => {
  expect(epochOf()).toEqual({
    startCursor: '636751928823156645',
    exportedTo: '2026-11-20T09:10:00Z',
    isRunning: 'no',
    definition:
      ".create-or-alter continuous-export ['it\\'s E'] over (['T'], ['a b']) to table ['Out'] with (intervalBetweenRuns=time(01:00:00), forcedLatency=time(00:10:00), sizeLimit=104857600, distributed=false, distributionKind=\"uniform\") <| T | where Id > 0",
    unread: [],
  });
});

test('what is not given is not in the command', () => {
  const change = { ForcedLatency: null, CursorScopedTables: '[]', ExportProperties: '{}', ExportedTo: null };
  expect(epochOf(change)).toMatchObject({
    definition:
      ".create-or-alter continuous-export ['it\\'s E'] to table ['Out'] with (intervalBetweenRuns=time(01:00:00)) <| T | where Id > 0",
    unread: [],
  });
  expect(epochOf(change)).not.toHaveProperty('exportedTo');
  expect(epochOf({ StartCursor: null })).toBeUndefined();
});

test.each<[string, Shown, readonly Row[], RegExp]>([
  ['an unknown property', { ExportProperties: '{"ManagedIdentity":"x"}' }, masked, /not know its property ManagedId/],
  ['properties that are no object', { ExportProperties: 'x' }, masked, /properties cannot be read/],
  ['an interval in other words', { IntervalBetweenRuns: 'an hour' }, masked, /how often it runs cannot be read/],
  ['no interval', { IntervalBetweenRuns: null }, masked, /how often it runs cannot be read/],
  ['tables that cannot be read', { CursorScopedTables: 'T' }, masked, /tables that it follows cannot be read/],
  ['a masked secret', { Query: 'T | extend a="***"' }, masked, /holds a secret/],
  ['a secret', { Query: "T | where a == h'x'" }, masked, /holds a secret/],
  ['another database', { Query: "T | join database('D').U on a" }, masked, /reaches another database/],
  ['storage by its own identity', {}, target('["https://a/c;impersonate"]'), /as an identity that is not shown/],
  ['storage by a managed identity', {}, target('["https://a/c;managed_identity=system"]'), /as an identity that is/],
  ['storage by an identity that is shown as a list', {}, target(['https://a/c;impersonate']), /as an identity that is/],
  ['an external table that is shown without storage', {}, target('[]'), /does not show how it signs in to the storage/],
  ['an external table that is not shown', {}, [], /does not show how it signs in to the storage of Out/],
])('%s cannot be told to be the same again', (_, change, targets, reason) => {
  expect(epochOf(change, targets)?.unread).toEqual([expect.stringMatching(reason)]);
});
