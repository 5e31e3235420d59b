import { randomUUID } from 'node:crypto';
import { actFor, systemCaller } from './caller.ts';
import { type Draft, dataTable, effectivePolicy, type TableEntry } from './catalog.ts';
import type { Database } from './database.ts';
import { listExtents, type StoredExtent } from './extents.ts';
import { hotSpan } from './hot.ts';
import type { Session } from './store.ts';
import { parseTimespan } from './time.ts';

interface Rules {
  readonly AllowMerge: boolean;
  readonly AllowRebuild: boolean;
  readonly RowCountUpperBoundForMerge: number;
  readonly OriginalSizeMBUpperBoundForMerge: number;
  readonly MaxExtentsToMerge: number;
  readonly MaxRangeInHours: number;
  readonly Lookback: { readonly Kind: string; readonly CustomPeriod?: string };
}

const defaults: Rules = {
  AllowMerge: true,
  AllowRebuild: true,
  RowCountUpperBoundForMerge: 16_000_000,
  OriginalSizeMBUpperBoundForMerge: 30_000,
  MaxExtentsToMerge: 100,
  MaxRangeInHours: 24,
  Lookback: { Kind: 'Default' },
};

/** Longer unions of tags are not made, in characters. */
const longestTags = 1_000_000;

const ticksPerHour = 36_000_000_000n;
const defaultLookback = 14n * 24n * ticksPerHour;

/** How old an extent may be; undefined where age does not matter. */
function lookbackOf(rules: Rules, span: bigint | undefined): bigint | undefined {
  const { Kind, CustomPeriod = '' } = rules.Lookback;
  if (Kind === 'All') return undefined;
  if (Kind === 'HotCache') return span;
  return Kind === 'Custom' ? (parseTimespan(CustomPeriod) ?? defaultLookback) : defaultLookback;
}

function dropBy({ tags }: StoredExtent): string {
  const marks = tags.filter((tag) => tag.startsWith('drop-by:'));
  return JSON.stringify(marks.sort());
}

const sumOf = (group: readonly StoredExtent[], field: 'rows' | 'originalSize'): bigint =>
  group.reduce((sum, extent) => sum + extent[field], 0n);

/** Limits of the lighter of the two operations, which has no others. */
function isMergeable(all: readonly StoredExtent[], rules: Rules): boolean {
  return (
    all.length <= rules.MaxExtentsToMerge &&
    sumOf(all, 'rows') <= BigInt(rules.RowCountUpperBoundForMerge) &&
    sumOf(all, 'originalSize') <= BigInt(rules.OriginalSizeMBUpperBoundForMerge) * 1_048_576n
  );
}

function fits(group: readonly StoredExtent[], next: StoredExtent, rules: Rules): boolean {
  const all = [...group, next];
  const { minCreated: start } = group[0] ?? next;
  const range = BigInt(rules.MaxRangeInHours) * ticksPerHour;
  const tags = new Set(all.flatMap((extent) => extent.tags));
  return (
    all.every(({ maxCreated }) => maxCreated - start <= range) &&
    [...tags].join('').length <= longestTags &&
    (rules.AllowRebuild || isMergeable(all, rules))
  );
}

/** Neighbours in time whose `drop-by:` tags are the same, as many as the policy allows. */
function groupsOf(extents: readonly StoredExtent[], rules: Rules): StoredExtent[][] {
  const groups: StoredExtent[][] = [];
  const ordered = [...extents].sort((a, b) => (a.minCreated < b.minCreated ? -1 : 1));
  for (const extent of ordered) {
    const open = groups.findLast(([first]) => first !== undefined && dropBy(first) === dropBy(extent));
    if (open !== undefined && fits(open, extent, rules)) open.push(extent);
    else groups.push([extent]);
  }
  return groups.filter(({ length }) => length > 1);
}

/**
 * Merges extents, or rebuilds them, which to a reader is the same. Makes one extent of each group: a new id, the range of the creation times, and every tag of the old ones.
 * Source: https://learn.microsoft.com/kusto/management/merge-policy
 */
export async function mergeTable(
  session: Session,
  draft: Draft,
  { table, nowTicks }: { table: TableEntry; nowTicks: bigint },
): Promise<void> {
  const rules: Rules = { ...defaults, ...JSON.parse(effectivePolicy(draft, table, 'merge') ?? '{}') };
  if (!rules.AllowMerge && !rules.AllowRebuild) return;
  const lookback = lookbackOf(rules, hotSpan(draft, table));
  const extents = (await listExtents(session, [table])).filter(
    ({ minCreated }) => lookback === undefined || minCreated >= nowTicks - lookback,
  );
  for (const group of groupsOf(extents, rules)) await mergeGroup(session, draft, { table, group });
}

async function mergeGroup(
  session: Session,
  draft: Draft,
  { table, group }: { table: TableEntry; group: readonly StoredExtent[] },
): Promise<void> {
  const number = draft.nextExtents(1);
  const old = group.map((extent) => extent.number).join(', ');
  const tags = [...new Set(group.flatMap((extent) => extent.tags))];
  await session.run(`UPDATE ${dataTable(table)} SET _extent = ${number} WHERE _extent IN (${old})`);
  await session.run(
    `INSERT INTO meta.extent SELECT ${number}, $1, ${table.id}, $2, min(min_created), max(max_created), sum(row_count)::BIGINT, sum(original_size)::BIGINT, 0 FROM meta.extent WHERE id IN (${old})`,
    [randomUUID(), JSON.stringify(tags)],
  );
  await session.run(`DELETE FROM meta.extent WHERE id IN (${old})`);
}

function mentions(text: string, name: string): boolean {
  const escaped = name.replaceAll(/[^\w]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`).test(text);
}

/**
 * Merges the tables that a command's text names, or whose extents it names, as far as their policies allow; none while an update
 * policy still has extents to read.
 */
export function mergeNamed(database: Database, text: string): Promise<void> {
  return actFor(systemCaller, () =>
    database.change(async (session, draft) => {
      if (database.rowStore.derivations > 0) return;
      for (const table of draft.tables.values()) {
        const extents = await listExtents(session, [table]);
        if (!mentions(text, table.name) && !extents.some(({ id }) => text.toLowerCase().includes(id))) continue;
        await mergeTable(session, draft, { table, nowTicks: database.clock.nowTicks() });
      }
    }),
  );
}
