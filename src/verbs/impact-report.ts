import { parseTimespan } from '../domain/kql/timespan.ts';
import type { TimeCaller } from '../domain/schema/time-callers.ts';
import type { OldRows } from '../domain/snapshot/restored-age.ts';
import type { Progress } from '../ports/progress.ts';
import type { HotShare } from '../procedures/hot-shares.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import type { RestoreImpact } from '../procedures/weigh-restore.ts';
import type { Block } from '../report/blocks.ts';
import { showBytes, showCount } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';
import { named } from './named.ts';
import { readersData, showReaders } from './readers-report.ts';

interface Told {
  readonly table: Pick<RestorePlanTable['table'], 'name'>;
  readonly weighed?: RestoreImpact | undefined;
}

/** What a restore means beyond its rows, a line for each kind of thing that there is to tell; the document has all of it. */
export function impactLines(plan: readonly Told[]): readonly string[] {
  const weighed = weighedOf(plan);
  return [
    ...describeRetention(weighed),
    ...describeReaders(weighed),
    ...describeCallers(weighed),
    ...describeCache(weighed),
    ...describeUnknown(weighed),
  ];
}

/** The same to whoever waits, before the restore begins; what there is to do about it as warnings. */
export function announceImpact(plan: readonly Told[], progress: Progress): void {
  const expiring = new Set(expiryLines(plan));
  for (const line of impactLines(plan)) {
    if (expiring.has(line)) progress.warn(line);
    else progress.note(line);
  }
}

function weighedOf(plan: readonly Told[]): readonly Weighed[] {
  return plan.flatMap(({ table: { name }, weighed: impact }) => (impact === undefined ? [] : [{ name, impact }]));
}

function expiryLines(plan: readonly Told[]): readonly string[] {
  return describeRetention(weighedOf(plan));
}

export function impactBlocks(plan: readonly Told[]): readonly Block[] {
  return impactLines(plan).map((text) => ({ kind: 'sentence', text }));
}

function describeRetention(weighed: readonly Weighed[]): readonly string[] {
  const past = weighed.flatMap(({ name, impact: { retention } }) => showOld(name, retention?.period, retention?.past));
  const soon = weighed.flatMap(({ name, impact: { retention } }) => showOld(name, retention?.period, retention?.soon));
  const toStay = 'Lengthen it by then if rows are to stay.';
  return [
    ...(past.length === 0
      ? []
      : [
          `Rows past the retention in place: ${named(past)}. What is past it comes back, and expires within two days. ${toStay}`,
        ]),
    ...(soon.length === 0
      ? []
      : [`Rows that reach the end of the retention in place within two days: ${named(soon)}. ${toStay}`]),
  ];
}

function showOld(name: string, period = '', old?: OldRows): readonly string[] {
  if (old === undefined) return [];
  return [`${name} ${showCount(old.rows)} (the oldest of ${old.oldest.slice(0, 10)}, kept for ${showPeriod(period)})`];
}

function describeReaders(weighed: readonly Weighed[]): readonly string[] {
  const said = weighed.flatMap(({ name, impact: { readers = [] } }) =>
    readers.length === 0 ? [] : [`${name} by ${showReaders(readers)}`],
  );
  if (said.length === 0) return [];
  return [`Named in queries to this database that ended within the last hour: ${named(said, '; ')}.`];
}

function describeCallers(weighed: readonly Weighed[]): readonly string[] {
  const said = weighed.flatMap(({ name, impact: { timeCallers = [] } }) =>
    timeCallers.length === 0 ? [] : [`${name} by ${named(timeCallers.map(showCaller))}`],
  );
  if (said.length === 0) return [];
  return [
    `Restored rows count as ingested at the restore, where rows may be told by their ingestion: ${named(said, '; ')}. There they are new, so that filters on recent rows let them through and earlier times find none of them.`,
  ];
}

const callerWords: Readonly<Record<TimeCaller['kind'], string>> = {
  function: 'function',
  'materialized-view': 'materialized view',
  'continuous-export': 'continuous export',
  'update-policy': 'update policy of',
  'row-level-security': 'row level security of',
};

function showCaller({ kind, name, through }: TimeCaller): string {
  return `${callerWords[kind]} ${name}${through === undefined ? '' : ` through ${through.join(', ')}`}`;
}

interface Weighed {
  readonly name: string;
  readonly impact: RestoreImpact;
}

function describeCache(weighed: readonly Weighed[]): readonly string[] {
  const said = weighed.flatMap(({ name, impact: { cache } }) =>
    cache === undefined || cache.bytes === 0
      ? []
      : [`${name} ${showBytes(cache.hotBytes)} of ${showBytes(cache.bytes)}${withinPeriod(cache.period)}`],
  );
  if (said.length === 0) return [];
  return [
    `To be hot after the restore, by the size of the files: ${named(said)}. Queries read it from storage until the service has cached it, and nothing tells how long that takes.`,
  ];
}

function withinPeriod(period: string): string {
  return isForEver(period) ? '' : ` within ${showPeriod(period)}`;
}

/** What is not known for the same reason is told once. */
function describeUnknown(weighed: readonly Weighed[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, impact } of weighed)
    for (const reason of impact.unknown) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].map(([reason, names]) => `Unknown of ${named(names)}: ${reason}`);
}

const ticksPerDay = 864_000_000_000n;

function isForEver(period: string): boolean {
  return (parseTimespan(period) ?? 0n) >= 36_500n * ticksPerDay;
}

/** Whole days as such, everything else as the service spells it. */
function showPeriod(period: string): string {
  const ticks = parseTimespan(period);
  if (ticks === undefined || ticks % ticksPerDay !== 0n) return period;
  const days = ticks / ticksPerDay;
  return days === 1n ? '1 day' : `${days} days`;
}

/** For the JSON document; what is not known is absent. */
export function impactData({ weighed }: Told): Readonly<Record<string, unknown>> {
  if (weighed === undefined) return {};
  const { readers, timeCallers, retention, cache, unknown } = weighed;
  const old = (rows: OldRows | undefined) => rows && { ...rows, rows: rows.rows.toString() };
  return {
    readers: readers && readersData(readers),
    timeCallers,
    retention: retention && { period: retention.period, past: old(retention.past), soon: old(retention.soon) },
    cache,
    unknown,
  };
}

/** The result of a restore, which also says what expires of it soon, for people to act on, and what of it is hot. */
export function withImpactTold(result: VerbResult, plan: readonly Told[], shares: readonly HotShare[]): VerbResult {
  const lines = [...expiryLines(plan), ...describeShares(shares)];
  return {
    ...result,
    report: [...result.report, ...lines.map((text) => ({ kind: 'sentence', text }) as const)],
    data: { ...result.data, ...(shares.length > 0 && { hot: shares }) },
  };
}

function describeShares(shares: readonly HotShare[]): readonly string[] {
  const known = shares.flatMap((share) =>
    'why' in share || share.storedBytes === 0
      ? []
      : [`${share.table} ${showBytes(share.hotBytes)} of ${showBytes(share.storedBytes)}`],
  );
  const byReason = new Map<string, string[]>();
  for (const share of shares)
    if ('why' in share) byReason.set(share.why, [...(byReason.get(share.why) ?? []), share.table]);
  return [
    ...(known.length === 0 ? [] : [`In the hot cache, as the service counts it: ${named(known)}.`]),
    ...[...byReason].map(
      ([why, names]) =>
        `Unknown of ${named(names)}: its hot cache: ${why} Later .show tables details tells it, as HotExtentSize of TotalExtentSize.`,
    ),
  ];
}
