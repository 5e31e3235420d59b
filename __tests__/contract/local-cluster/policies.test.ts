import { type PolicyScope, type PolicyVerb, policyForms } from '../../../local-cluster/commands/policy-forms.ts';
import { policies } from '../../../local-cluster/commands/policy-values.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

const entities: Readonly<Record<PolicyScope, string>> = {
  Table: 'table T',
  Tables: 'tables (T, U)',
  TableStar: 'table *',
  Database: 'database Demo',
  MaterializedView: 'materialized-view V',
};

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.command('.create tables T (a:long, b:string), U (a:long, b:string), S (a:long, b:string)');
  await talk.command('.create materialized-view V on table S { S | summarize any_a=max(a) by b }');
});
afterAll(() => cluster.stop());

interface Sample {
  readonly set: string;
  readonly shown: unknown;
  readonly merge?: string;
  readonly merged?: unknown;
}

const json = (value: unknown): string => `'${JSON.stringify(value)}'`;
const sample = (set: string, shown: unknown, merge?: string, merged?: unknown): Sample => ({
  set,
  shown,
  ...(merge === undefined ? {} : { merge, merged }),
});
const objects = (set: object, merge: object): Sample => sample(json(set), set, json(merge), { ...set, ...merge });
const lists = (set: object, merge: object): Sample => sample(json([set]), [set], json([merge]), [set, merge]);
const switches = (set: string): Sample => sample(set, { IsEnabled: true });

const feed = (Query: string) => ({
  IsEnabled: true,
  Source: 'S',
  Query,
  IsTransactional: false,
  PropagateIngestionProperties: false,
  ManagedIdentity: null,
});

const samples: Readonly<Record<string, Sample>> = {
  retention: sample(
    json({ SoftDeletePeriod: '10.00:00:00', Recoverability: 'Disabled' }),
    { SoftDeletePeriod: '10.00:00:00', Recoverability: 'Disabled' },
    'softdelete = 20d',
    { SoftDeletePeriod: '20.00:00:00', Recoverability: 'Disabled' },
  ),
  caching: sample('hot = 3d', { DataHotSpan: '3.00:00:00', IndexHotSpan: '3.00:00:00' }),
  merge: objects({ AllowMerge: false }, { AllowRebuild: false }),
  sharding: objects({ MaxRowCount: 750000 }, { MaxExtentSizeInMb: 1024 }),
  ingestionbatching: objects({ MaximumNumberOfItems: 20 }, { MaximumRawDataSizeMB: 300 }),
  ingestiontime: switches('true'),
  streamingingestion: sample('enable', { IsEnabled: true }, json({ HintAllocatedRate: 2.5 }), {
    IsEnabled: true,
    HintAllocatedRate: 2.5,
  }),
  restricted_view_access: switches('true'),
  roworder: sample('(a asc)', [{ ColumnName: 'a', IsAscending: true }], '(b desc)', [
    { ColumnName: 'a', IsAscending: true },
    { ColumnName: 'b', IsAscending: false },
  ]),
  auto_delete: sample(json({ ExpiryDate: '2099-01-01' }), { DeleteIfNotEmpty: false, ExpiryDate: '2099-01-01' }),
  extent_tags_retention: sample(json([{ TagPrefix: 'x:', RetentionPeriod: '1.00:00:00' }]), [
    { TagPrefix: 'x:', RetentionPeriod: '1.00:00:00' },
  ]),
  update: lists(feed('S'), feed('S | take 1')),
  row_level_security: sample('enable "T | where a > 1"', { IsEnabled: true, Query: 'T | where a > 1' }),
  partitioning: objects({ PartitionKeys: [] }, { EffectiveDateTime: '2020-01-01T00:00:00' }),
  managed_identity: lists(
    { ObjectId: 'system', AllowedUsages: 'NativeIngestion' },
    { ObjectId: 'other', AllowedUsages: 'ExportRequest, AutomatedFlows' },
  ),
};

const refused: readonly (readonly [policy: string, place: string])[] = [
  ['update \'[{"Source":"S","Query":"S","IsEnabled":"banana"}]\'', "'[0].IsEnabled' has to be true or false"],
  ['update \'[{"Source":"S","Query":"S","IsTransactional":"true"}]\'', "'[0].IsTransactional' has to be true or false"],
  ['update \'[{"Query":"S"}]\'', "'[0].Source'"],
  ['update \'[{"Source":"S","Query":"S","Wild":true}]\'', "no member '[0].Wild'"],
  ['auto_delete \'{"ExpiryDate":"2099-01-01","DeleteIfNotEmpty":"maybe"}\'', "'DeleteIfNotEmpty'"],
  ['auto_delete \'{"DeleteIfNotEmpty":true}\'', "'ExpiryDate'"],
  ['auto_delete \'{"ExpiryDate":"soon"}\'', "'ExpiryDate' has to be a datetime"],
  ['retention \'{"Recoverability":"Maybe"}\'', "'Recoverability' has to be one of Enabled, Disabled"],
  ['retention \'{"SoftDeletePeriod":"-1.00:00:00"}\'', "'SoftDeletePeriod' has to be a timespan from 00:00:00"],
  ['caching hot = -3d', 'below zero'],
  ['merge \'{"AllowMerge":"yes"}\'', "'AllowMerge' has to be true or false"],
  ['merge \'{"Lookback":{"Kind":"Custom"}}\'', "'Lookback'"],
  ['sharding \'{"MaxRowCount":0}\'', "'MaxRowCount' has to be a whole number from 1"],
  ['ingestionbatching \'{"MaximumNumberOfItems":"banana"}\'', "'MaximumNumberOfItems' has to be a whole number"],
  ['ingestionbatching \'{"MaximumRawDataSizeMB":99}\'', "'MaximumRawDataSizeMB'"],
  ['ingestionbatching \'{"MaximumBatchingTimeSpan":"00:31:00"}\'', "'MaximumBatchingTimeSpan'"],
  ['streamingingestion \'{"IsEnabled":"banana"}\'', "'IsEnabled'"],
  ['streamingingestion \'{"HintAllocatedRate":2}\'', "'IsEnabled'"],
  ['streamingingestion \'{"IsEnabled":true,"HintAllocatedRate":"much"}\'', "'HintAllocatedRate' has to be a number"],
  ['extent_tags_retention \'[{"TagPrefix":"x:","RetentionPeriod":"long"}]\'', "'[0].RetentionPeriod'"],
  ['roworder (a asc, a desc)', "'a' twice"],
  ['partitioning \'{"PartitionKeys":"banana"}\'', "'PartitionKeys' is an array"],
  [
    'partitioning \'{"PartitionKeys":[{"ColumnName":"a","Kind":"Hash","Properties":{"MaxPartitionCount":8}}]}\'',
    "'PartitionKeys[0]' cannot partition a column of type long",
  ],
  [
    'partitioning \'{"PartitionKeys":[{"ColumnName":"b","Kind":"Hash","Properties":{"MaxPartitionCount":1}}]}\'',
    "'PartitionKeys[0].Properties.MaxPartitionCount'",
  ],
  ['partitioning \'{"PartitionKeys":[],"EffectiveDateTime":"later"}\'', "'EffectiveDateTime' has to be a datetime"],
];

test.each(refused)('a value that policy %s cannot have is refused with its place', async (policy, place) => {
  const [name = ''] = policy.split(' ');
  const { status, message } = await talk.try(`.alter table T policy ${policy}`);
  expect([status, message]).toEqual([400, expect.stringContaining(place)]);
  expect(await shown('Table', name)).toBeNull();
});

test('what is added to a policy is checked as well', async () => {
  const identity = `.alter database Demo policy managed_identity '[{"ObjectId":"system","AllowedUsages":"Everything"}]'`;
  expect((await talk.try(identity)).message).toContain("'[0].AllowedUsages' has to be one of");
  expect((await talk.try('.alter-merge table T policy retention softdelete = -3d')).message).toContain('below zero');
  await talk.command('.alter table U policy roworder (a asc)');
  expect((await talk.try('.alter-merge table U policy roworder (a desc)')).message).toContain("'a' twice");
  await talk.command('.delete table U policy roworder');
});

const isEntity = (scope: PolicyScope): boolean => scope !== 'Tables' && scope !== 'TableStar';

async function shown(scope: PolicyScope, name: string): Promise<unknown> {
  const rows = await talk.command(`.show ${entities[scope]} policy ${name} | project Policy`);
  return JSON.parse(String(rows[0]?.[0]));
}

/** Goes through all verbs that the entity has for the policy, and back to none. */
async function walk(scope: PolicyScope, name: string): Promise<void> {
  const forms = policyForms[name];
  const has = (verb: PolicyVerb): boolean => forms?.[verb].includes(scope) === true;
  const { set, shown: expected, merge, merged } = samples[name] ?? { set: '', shown: undefined };
  if (has('alter')) {
    await talk.command(`.alter ${entities[scope]} policy ${name} ${set}`);
    if (has('show')) expect(await shown(scope, name)).toEqual(expected);
  }
  if (has('alter-merge')) {
    await talk.command(`.alter-merge ${entities[scope]} policy ${name} ${merge}`);
    const alone = () => JSON.parse(String(merge).slice(1, -1));
    if (has('show')) expect(await shown(scope, name)).toEqual(has('alter') ? merged : alone());
  }
  if (has('delete')) await talk.command(`.delete ${entities[scope]} policy ${name}`);
  if (has('show') && has('delete')) expect(await shown(scope, name)).toBeNull();
}

test.each(Object.keys(policies))('policy %s', async (name) => {
  const scopes = new Set(Object.values(policyForms[name] ?? {}).flat());
  for (const scope of [...scopes].filter(isEntity)) await walk(scope, name);
  if (scopes.has('Tables')) await talk.command(`.alter ${entities.Tables} policy ${name} ${samples[name]?.set}`);
  const all = scopes.has('TableStar')
    ? await talk.command(`.show table * policy ${name} | project EntityName, Policy`)
    : [];
  const expected = scopes.has('Tables') ? samples[name]?.shown : null;
  for (const [entity, policy] of all)
    if (entity !== '[Demo].[S]') expect([entity, JSON.parse(String(policy))]).toEqual([entity, expected]);
  for (const table of ['T', 'U']) if (scopes.has('Tables')) await talk.command(`.delete table ${table} policy ${name}`);
});
