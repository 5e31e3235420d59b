import { type Draft, findColumn, findTable, type TableEntry } from '../engine/catalog.ts';
import type { Database } from '../engine/database.ts';
import { formatTimespan, parseTimespan } from '../engine/time.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Result } from '../wire.ts';
import { Reader } from './reader.ts';
import { type Commands, parseJson, type Request, resultOf } from './request.ts';

type Document = Record<string, unknown>;

interface Policy {
  /** As the grammar spells it inside names of kinds. */
  readonly kind: string;
  /** As `.show … policy` names it. */
  readonly shown: string;
  /** Reads the value of `.alter`; absent where the effect is not there, and would matter. */
  readonly read?: (reader: Reader, table: TableEntry) => unknown;
}

function duration(reader: Reader): string {
  const ticks = parseTimespan(reader.value().replace(/^(?:time|timespan)\((.*)\)$/, '$1'));
  if (ticks === undefined) throw badRequest('A policy needs a timespan here.');
  return formatTimespan(ticks);
}

/** Reads a JSON object that has no other members than these; spans among them are written the one way. */
const object =
  (members: readonly string[], spans: readonly string[] = []) =>
  (reader: Reader): Document => {
    const document = parseJson('policy', reader.string());
    if (typeof document !== 'object' || document === null || Array.isArray(document))
      throw badRequest('The policy is not an object.');
    return Object.fromEntries(Object.entries(document).map(([name, value]) => member({ name, value, members, spans })));
  };

function member(fields: {
  name: string;
  value: unknown;
  members: readonly string[];
  spans: readonly string[];
}): [string, unknown] {
  const { name, value, members, spans } = fields;
  if (!members.includes(name) && !spans.includes(name)) throw badRequest(`The policy has no member '${name}'.`);
  if (!spans.includes(name)) return [name, value];
  const ticks = parseTimespan(String(value));
  if (ticks === undefined) throw badRequest(`'${value}' is not a timespan.`);
  return [name, formatTimespan(ticks)];
}

const retentionDefaults = { SoftDeletePeriod: '365000.00:00:00', Recoverability: 'Enabled' };
const readRetention = object(['Recoverability'], ['SoftDeletePeriod']);

function retentionWords(reader: Reader): Document {
  const softDelete = reader.accept('softdelete', '=') ? { SoftDeletePeriod: duration(reader) } : {};
  if (!reader.accept('recoverability', '=')) return softDelete;
  const word = reader.value().toLowerCase();
  if (word !== 'enabled' && word !== 'disabled') throw badRequest(`'${word}' is not enabled or disabled.`);
  return { ...softDelete, Recoverability: word === 'enabled' ? 'Enabled' : 'Disabled' };
}

function retention(reader: Reader): Document {
  return { ...retentionDefaults, ...(reader.hasLiteral() ? readRetention(reader) : retentionWords(reader)) };
}

function caching(reader: Reader): Document {
  reader.expect('hot', '=');
  const hot = duration(reader);
  return { DataHotSpan: hot, IndexHotSpan: hot };
}

function enabled(reader: Reader): boolean {
  const word = reader.choose('true', 'false', 'enable', 'disable');
  if (word === undefined) throw badRequest('The policy is true or false.');
  return word === 'true' || word === 'enable';
}

function rowOrder(reader: Reader, table: TableEntry): Document[] {
  return reader.list(() => {
    const column = findColumn(table, reader.name());
    return { ColumnName: column.name, IsAscending: reader.choose('asc', 'desc') !== 'desc' };
  });
}

function tagRetention(reader: Reader): unknown {
  const rules = parseJson('policy', reader.string());
  if (!Array.isArray(rules)) throw badRequest('The policy is an array.');
  return rules.map((rule) =>
    object(['TagPrefix'], ['RetentionPeriod'])(new Reader(JSON.stringify(JSON.stringify(rule)))),
  );
}

function restricted(reader: Reader): Document {
  if (enabled(reader)) throw unsupported('restricted view access');
  return { IsEnabled: false };
}

const mergeMembers = [
  'RowCountUpperBoundForMerge',
  'OriginalSizeMBUpperBoundForMerge',
  'MaxExtentsToMerge',
  'AllowRebuild',
  'AllowMerge',
  'MaxRangeInHours',
];
const shardingMembers = [
  'MaxRowCount',
  'MaxExtentSizeInMb',
  'MaxOriginalSizeInMb',
  'UseShardEngine',
  'ShardEngineMaxRowCount',
  'ShardEngineMaxExtentSizeInMb',
  'ShardEngineMaxOriginalSizeInMb',
];

/** Source: https://learn.microsoft.com/kusto/management/#policies and the page of each policy below it. */
const policies: Readonly<Record<string, Policy>> = {
  retention: { kind: 'Retention', shown: 'RetentionPolicy', read: retention },
  caching: { kind: 'Caching', shown: 'CachingPolicy', read: caching },
  merge: { kind: 'Merge', shown: 'ExtentsMergePolicy', read: object(mergeMembers, ['LoopPeriod', 'Lookback']) },
  sharding: { kind: 'Sharding', shown: 'ShardingPolicy', read: object(shardingMembers) },
  ingestionbatching: {
    kind: 'IngestionBatching',
    shown: 'IngestionBatchingPolicy',
    read: object(['MaximumNumberOfItems', 'MaximumRawDataSizeMB'], ['MaximumBatchingTimeSpan']),
  },
  ingestiontime: {
    kind: 'IngestionTime',
    shown: 'IngestionTimePolicy',
    read: (reader) => ({ IsEnabled: enabled(reader) }),
  },
  streamingingestion: {
    kind: 'StreamingIngestion',
    shown: 'StreamingIngestionPolicy',
    read: (reader) =>
      reader.hasLiteral() ? object(['IsEnabled', 'HintAllocatedRate'])(reader) : { IsEnabled: enabled(reader) },
  },
  restricted_view_access: { kind: 'RestrictedViewAccess', shown: 'RestrictedViewAccessPolicy', read: restricted },
  roworder: { kind: 'RowOrder', shown: 'RowOrderPolicy', read: rowOrder },
  auto_delete: {
    kind: 'AutoDelete',
    shown: 'AutoDeletePolicy',
    read: (reader) => ({ DeleteIfNotEmpty: false, ...object(['ExpiryDate', 'DeleteIfNotEmpty'])(reader) }),
  },
  extent_tags_retention: { kind: 'ExtentTagsRetention', shown: 'ExtentTagsRetentionPolicy', read: tagRetention },
  update: { kind: 'Update', shown: 'UpdatePolicy' },
  row_level_security: { kind: 'RowLevelSecurity', shown: 'RowLevelSecurityPolicy' },
  partitioning: { kind: 'Partitioning', shown: 'PartitioningPolicy' },
};

const policyColumns = {
  PolicyName: 'string',
  EntityName: 'string',
  Policy: 'string',
  ChildEntities: 'string',
  EntityType: 'string',
} as const;

function policyRows(database: Database, name: string, tables: readonly TableEntry[]): Result {
  const shown = policies[name]?.shown ?? name;
  const rows = tables.map((table) => [
    shown,
    `[${database.name}].[${table.name}]`,
    table.policies[name] ?? 'null',
    '',
    'Table',
  ]);
  return resultOf(policyColumns, rows);
}

type Verb = 'show' | 'alter' | 'alter-merge' | 'delete';

/** Reads `.verb table T policy name` and leaves the reader before the value. */
function readTarget(text: string, verb: Verb): { tables: string[]; reader: Reader } {
  const reader = new Reader(text);
  reader.expect('.', verb);
  if (!reader.accept('tables')) reader.expect('table');
  const tables = reader.accept('*') ? [] : nameList(reader);
  reader.expect('policy');
  reader.name();
  return { tables, reader };
}

function nameList(reader: Reader): string[] {
  return /^\(/.test(reader.rest()) ? reader.list(() => reader.name()) : [reader.name()];
}

const show = (name: string) => (request: Request) => {
  const { tables } = readTarget(request.text, 'show');
  const all = [...request.database.catalog.tables.values()];
  const chosen = tables.length === 0 ? all : tables.map((table) => findTable(request.database.catalog, table));
  return policyRows(request.database, name, chosen);
};

type Update = (table: TableEntry) => string | undefined;

async function update(
  request: Request,
  change: { name: string; tables: readonly string[]; next: Update },
): Promise<Result> {
  const changed = await request.database.change(async (_session, draft) =>
    change.tables.map((tableName) => setPolicy(draft, findTable(draft, tableName), change)),
  );
  return policyRows(request.database, change.name, changed);
}

function setPolicy(draft: Draft, table: TableEntry, { name, next }: { name: string; next: Update }): TableEntry {
  const document = next(table);
  const others = Object.entries(table.policies).filter(([other]) => other !== name);
  const pairs = document === undefined ? others : [...others, [name, document] as const];
  const sorted = pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  const changed = { ...table, policies: Object.fromEntries(sorted) };
  draft.tables.set(table.name, changed);
  return changed;
}

const alter = (name: string, policy: Policy) => (request: Request) => {
  const { read } = policy;
  if (read === undefined) throw unsupported(`the policy '${name}'`);
  const { tables, reader } = readTarget(request.text, 'alter');
  const start = reader.rest();
  return update(request, { name, tables, next: (table) => JSON.stringify(read(new Reader(start), table)) });
};

/** Members that are not given keep their values. */
const alterMerge = (name: string, policy: Policy) => (request: Request) => {
  const { read } = policy;
  if (read === undefined) throw unsupported(`the policy '${name}'`);
  const { tables, reader } = readTarget(request.text, 'alter-merge');
  const start = reader.rest();
  const given = (table: TableEntry) => {
    const fresh = new Reader(start);
    if (name !== 'retention') return read(fresh, table);
    return fresh.hasLiteral() ? readRetention(fresh) : retentionWords(fresh);
  };
  const base = (table: TableEntry): Document => {
    const present = table.policies[name];
    return present === undefined ? (name === 'retention' ? retentionDefaults : {}) : JSON.parse(present);
  };
  return update(request, {
    name,
    tables,
    next: (table) => JSON.stringify({ ...base(table), ...Object(given(table)) }),
  });
};

const remove = (name: string) => (request: Request) => {
  const { tables } = readTarget(request.text, 'delete');
  return update(request, { name, tables, next: () => undefined });
};

function commandsOf([name, policy]: [string, Policy]): Commands {
  return {
    [`ShowTablePolicy${policy.kind}`]: show(name),
    [`AlterTablePolicy${policy.kind}`]: alter(name, policy),
    [`AlterTablesPolicy${policy.kind}`]: alter(name, policy),
    [`AlterMergeTablePolicy${policy.kind}`]: alterMerge(name, policy),
    [`DeleteTablePolicy${policy.kind}`]: remove(name),
  };
}

export const policyCommands: Commands = Object.assign({}, ...Object.entries(policies).map(commandsOf));
