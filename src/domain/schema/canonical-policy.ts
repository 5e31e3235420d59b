import type { Head } from '../kql/head.ts';
import { type Document, parseDocument, sortedJson } from '../kql/json.ts';
import { formatTimespan, parseTimespan } from '../kql/timespan.ts';
import { takeGiven } from './effect.ts';

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

/** Policies that are written as JSON, each an object or a list of them. */
const documents = new Set([
  'retention',
  'update',
  'ingestionbatching',
  'merge',
  'sharding',
  'streamingingestion',
  'auto_delete',
  'extent_tags_retention',
  'partitioning',
  'managed_identity',
]);

/**
 * Reads what follows the name of a policy, up to the end, into its one spelling; `before` is the policy that is there, to which `.alter-merge` adds.
 * Undefined for what cannot be read; empty for a policy that says no more than none does.
 */
export function readPolicyValue(
  name: string,
  verb: PolicyVerb,
  head: Head,
  before: string | undefined,
): string | undefined {
  const value = readAny(name, verb, head, before);
  return value === undefined || !head.isAtEnd ? undefined : value;
}

function readAny(name: string, verb: PolicyVerb, head: Head, before: string | undefined): string | undefined {
  if (name === 'streamingingestion' && head.peekWord() !== undefined) return readSwitch(head);
  if (name === 'retention' && head.peekWord() !== undefined)
    return mergeDocument(name, verb, readRetentionWords(head), before);
  if (documents.has(name)) {
    const literal = head.takeLiteral();
    return literal === undefined ? undefined : mergeDocument(name, verb, parseDocument(literal), before);
  }
  if (verb !== 'alter') return undefined;
  if (name === 'caching') return readCaching(head);
  if (name === 'row_level_security') return readRowLevelSecurity(head, before);
  if (name === 'ingestiontime') return readFlag(head);
  if (name === 'restricted_view_access') return readFlag(head, 'false');
  return name === 'roworder' ? readRowOrder(head) : undefined;
}

function mergeDocument(
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
    return added.length === 0 ? '' : sortedJson(added);
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

function identityOf(policy: string, entry: unknown): string {
  if (policy !== 'update' || typeof entry !== 'object' || entry === null) return sortedJson(entry);
  const { Source, Query } = entry as { readonly Source?: unknown; readonly Query?: unknown };
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

/** A number alone is days. Source: https://learn.microsoft.com/dotnet/api/system.timespan.parse */
function spanOf(text: string): string | undefined {
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

function readRetentionWords(head: Head): Document | undefined {
  const found: Document = {};
  while (!head.isAtEnd) {
    if (head.skip('softdelete') && head.skipCharacter('=')) {
      found.SoftDeletePeriod = head.takeLiteral() ?? head.takeRest('recoverability');
    } else if (head.skip('recoverability') && head.skipCharacter('=')) {
      const word = head.takeWord();
      if (word !== 'disabled' && word !== 'enabled') return undefined;
      found.Recoverability = word === 'disabled' ? 'Disabled' : 'Enabled';
    } else return undefined;
  }
  return found;
}

/** Source: https://learn.microsoft.com/kusto/management/cache-policy */
function readCaching(head: Head): string | undefined {
  const found: Document = {};
  const windows: string[] = [];
  do {
    const word = head.takeWord();
    if (word === undefined || !head.skipCharacter('=')) return undefined;
    const text = takeUpToComma(head);
    const span = /^\d+$/.test(text) ? undefined : spanOf(text);
    if (word === 'hot_window') windows.push(text);
    else if (span === undefined) return undefined;
    else found[word] = span;
  } while (head.skipCharacter(','));
  if (found.hotdata !== undefined && found.hotdata === found.hotindex) {
    return sortedJson({ hot: found.hotdata, ...(windows.length > 0 && { windows: windows.sort() }) });
  }
  return sortedJson({ ...found, ...(windows.length > 0 && { windows: windows.sort() }) });
}

function takeUpToComma(head: Head): string {
  const literal = head.takeLiteral();
  if (literal !== undefined) return literal;
  return head.takeUntilOneOf(',');
}

function readSwitch(head: Head): string | undefined {
  const word = head.takeWord() ?? '';
  if (word === 'enable' || word === 'true') return '{"IsEnabled":true}';
  return word === 'disable' || word === 'false' ? '{"IsEnabled":false}' : undefined;
}

/** Empty for what holds without the policy, where that is known. */
function readFlag(head: Head, standard?: 'true' | 'false'): string | undefined {
  const word = head.takeWord();
  if (word !== 'true' && word !== 'false') return undefined;
  return word === standard ? '' : word;
}

/**
 * The permission for views is kept for a command that has to run; the service does not show it, so that it alone makes no difference.
 * Source: https://learn.microsoft.com/kusto/management/alter-table-row-level-security-policy-command
 */
function readRowLevelSecurity(head: Head, before: string | undefined): string | undefined {
  const word = head.takeWord();
  if (word !== 'enable' && word !== 'disable') return undefined;
  const given = takeGiven(head);
  const query = head.takeLiteral() ?? head.takeRest();
  if (given === undefined || query === '') return undefined;
  if ([...given.keys()].some((name) => name !== 'allowmaterializedviewswithoutrowlevelsecurity')) return undefined;
  const allows = given.get('allowmaterializedviewswithoutrowlevelsecurity')?.toLowerCase() === 'true';
  const policy = { IsEnabled: word === 'enable', Query: query.replaceAll('\r\n', '\n').trim() };
  const value = sortedJson({ ...policy, ...(allows && { AllowMaterializedViewsWithoutRowLevelSecurity: true }) });
  return before !== undefined && isSameSecurity(before, value) ? before : value;
}

/** Whether two values of the policy hide the same rows. */
export function isSameSecurity(one: string, other: string): boolean {
  const [a, b] = [JSON.parse(one), JSON.parse(other)] as readonly Document[];
  return a?.IsEnabled === b?.IsEnabled && a?.Query === b?.Query;
}

/** Source: https://learn.microsoft.com/kusto/management/alter-table-row-order-policy-command */
function readRowOrder(head: Head): string | undefined {
  if (!head.skipCharacter('(')) return undefined;
  const columns: Document[] = [];
  do {
    const name = head.takeName();
    if (name === undefined) return undefined;
    const isDescending = head.skip('desc');
    if (!isDescending) head.skip('asc');
    columns.push({ ColumnName: name.name, IsAscending: !isDescending });
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? sortedJson(columns) : undefined;
}

/** The members that hold, those that are not written among them; a list for what is a list. */
export function fullPolicy(name: string, value: string): unknown {
  const document: unknown = JSON.parse(value);
  const fill = (one: unknown): unknown =>
    typeof one === 'object' && one !== null ? { ...defaults[name], ...one } : one;
  return Array.isArray(document) ? document.map(fill) : fill(document);
}
