import { type Document, sortedJson } from '../kql/json.ts';
import { formatTimespan, parseTimespan } from '../kql/timespan.ts';
import { queryKey } from './same-query.ts';

export type PolicyVerb = 'alter' | 'alter-merge';

/**
 * Members that a policy has when they are not given. Sources: https://learn.microsoft.com/kusto/management/update-policy,
 * …/retention-policy, …/batching-policy, …/merge-policy, …/streaming-ingestion-policy and …/auto-delete-policy
 */
const defaults: Readonly<Record<string, Document>> = {
  retention: { SoftDeletePeriod: '365000.00:00:00', Recoverability: 'Enabled' },
  update: {
    IsEnabled: true,
    SourceIsWildCard: false,
    IsTransactional: false,
    PropagateIngestionProperties: false,
    ManagedIdentity: null,
  },
  ingestionbatching: {
    MaximumBatchingTimeSpan: '00:05:00',
    MaximumNumberOfItems: 500,
    MaximumRawDataSizeMB: 1024,
  },
  merge: {
    RowCountUpperBoundForMerge: 16_000_000,
    OriginalSizeMBUpperBoundForMerge: 30_000,
    MaxExtentsToMerge: 100,
    AllowRebuild: true,
    AllowMerge: true,
    MaxRangeInHours: 24,
    Lookback: { Kind: 'Default' },
  },
  streamingingestion: { HintAllocatedRate: null },
  auto_delete: { DeleteIfNotEmpty: false },
};

const timespans = new Set([
  'SoftDeletePeriod',
  'MaximumBatchingTimeSpan',
  'RetentionPeriod',
  'LoopPeriod',
  'CustomPeriod',
  'RangeSize',
]);
const instants = new Set(['ExpiryDate', 'EffectiveDateTime', 'Reference']);

/**
 * A policy that is written as JSON, in its one spelling; `.alter-merge` adds what is given to `before`. Undefined where nothing is given, and empty for a list without entries.
 */
export function mergeDocument(
  name: string,
  verb: PolicyVerb,
  given: Document | readonly unknown[] | undefined,
  before: string | undefined,
): string | undefined {
  if (given === undefined) return undefined;
  const present: unknown = before === undefined ? undefined : JSON.parse(before);
  if (Array.isArray(given)) {
    const entries = given.map((one) => canonicalMember(name, one));
    const added = verb === 'alter' ? entries : mergeEntries(name, Array.isArray(present) ? present : [], entries);
    if (added.length === 0) return '';
    const value = sortedJson(added);
    return before !== undefined && isSameList(before, value) ? before : value;
  }
  const base = verb === 'alter' ? {} : ((present ?? {}) as Document);
  const value = canonicalMember(name, { ...base, ...spelled(name, given as Document) });
  return before !== undefined && completed.has(name) && holds(present, value) ? before : sortedJson(value);
}

/** The service adds members of its own to these, whose defaults are not documented: what a command does not state is no difference. */
const completed = new Set(['sharding', 'partitioning']);

/** Whether all that is stated is there. */
function holds(present: unknown, stated: unknown): boolean {
  if (Array.isArray(stated))
    return (
      Array.isArray(present) &&
      present.length === stated.length &&
      stated.every((one, index) => holds(present[index], one))
    );
  if (typeof stated !== 'object' || stated === null) return present === stated;
  if (typeof present !== 'object' || present === null) return false;
  const members = new Map<string, unknown>(Object.entries(present));
  return Object.entries(stated).every(([name, value]: [string, unknown]) => holds(members.get(name), value));
}

/** An entry that is there already is not added once more: it would run twice. One of an update policy is the same by its source and query. */
function mergeEntries(policy: string, present: readonly unknown[], entries: readonly unknown[]): readonly unknown[] {
  const merged = new Map(present.map((entry) => [identityOf(policy, entry), entry]));
  for (const entry of entries) merged.set(identityOf(policy, entry), entry);
  return [...merged.values()];
}

/** Whether two lists in their one spelling say the same, blanks in queries aside. */
export function isSameList(one: string, other: string): boolean {
  return one === other || keyOfList(one) === keyOfList(other);
}

function keyOfList(value: string): string {
  const entries: unknown = JSON.parse(value);
  return sortedJson(Array.isArray(entries) ? entries.map(withQueryKey) : entries);
}

/** An entry whose query is known by its tokens, so that blanks in it do not count. */
function withQueryKey(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('Query' in entry)) return entry;
  return { ...entry, Query: queryKey(String(entry.Query)) };
}

function identityOf(policy: string, entry: unknown): string {
  if (policy !== 'update' || typeof entry !== 'object' || entry === null) return sortedJson(entry);
  const { Source, Query } = withQueryKey(entry) as { readonly Source?: unknown; readonly Query?: unknown };
  return sortedJson([Source ?? null, Query ?? null]);
}

/** Members as the documentation spells them; the service reads their names whatever the case. */
const members: Readonly<Record<string, readonly string[]>> = {
  retention: ['SoftDeletePeriod', 'Recoverability'],
  update: [
    'IsEnabled',
    'Source',
    'SourceIsWildCard',
    'Query',
    'IsTransactional',
    'PropagateIngestionProperties',
    'ManagedIdentity',
  ],
  ingestionbatching: ['MaximumBatchingTimeSpan', 'MaximumNumberOfItems', 'MaximumRawDataSizeMB'],
  merge: [
    'RowCountUpperBoundForMerge',
    'OriginalSizeMBUpperBoundForMerge',
    'MaxExtentsToMerge',
    'AllowRebuild',
    'AllowMerge',
    'MaxRangeInHours',
    'Lookback',
  ],
  streamingingestion: ['IsEnabled', 'HintAllocatedRate'],
  auto_delete: ['ExpiryDate', 'DeleteIfNotEmpty'],
};

const switches = new Set([
  'IsEnabled',
  'SourceIsWildCard',
  'IsTransactional',
  'PropagateIngestionProperties',
  'AllowRebuild',
  'AllowMerge',
  'DeleteIfNotEmpty',
]);

function spelled(policy: string, given: Document): Document {
  const names = new Map(members[policy]?.map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(
    Object.entries(given).map(([written, value]: [string, unknown]) => {
      const name = names.get(written.toLowerCase()) ?? written;
      const isWord = switches.has(name) && typeof value === 'string' && /^(?:true|false)$/i.test(value);
      return [name, isWord ? value.toLowerCase() === 'true' : value];
    }),
  );
}

/** Without nulls and what is the default; spans and times in one spelling. */
function canonicalMember(policy: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const standard = defaults[policy] ?? {};
  const stated = Object.entries(spelled(policy, value as Document))
    .map(([name, inner]: [string, unknown]) => [name, canonicalValue(name, inner)] as const)
    .filter(
      ([name, inner]) => inner !== null && sortedJson(inner) !== sortedJson(canonicalValue(name, standard[name])),
    );
  return Object.fromEntries(stated);
}

function canonicalValue(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => canonicalMember('', one));
  if (typeof value === 'object' && value !== null) return canonicalMember('', value);
  if (typeof value !== 'string') return value ?? null;
  if (timespans.has(name)) return spanOf(value) ?? value;
  if (name === 'Query') return value.replaceAll('\r\n', '\n').trim();
  return instants.has(name) ? instantOf(value) : value;
}

/** A span in its one spelling; a number alone is days. Undefined for what is none. Source: https://learn.microsoft.com/dotnet/api/system.timespan.parse */
export function spanOf(text: string): string | undefined {
  const ticks = parseTimespan(/^\s*\d+\s*$/.test(text) ? `${text.trim()}d` : text);
  return ticks === undefined ? undefined : formatTimespan(ticks);
}

/** To the millisecond where the text says no more. */
function instantOf(text: string): string {
  if (/\.\d{4,}/.test(text)) return text;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text}Z`;
  const milliseconds = Date.parse(zoned.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'));
  return Number.isNaN(milliseconds) ? text : new Date(milliseconds).toISOString();
}

/** The members that hold, those that are not written among them; a list for what is a list. */
export function fullPolicy(name: string, value: string): unknown {
  const document: unknown = JSON.parse(value);
  const fill = (one: unknown): unknown =>
    typeof one === 'object' && one !== null ? { ...defaults[name], ...one } : one;
  return Array.isArray(document) ? document.map(fill) : fill(document);
}
