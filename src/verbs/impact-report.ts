import { inNumber } from '../domain/in-number.ts';
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

interface Told {
  readonly table: Pick<RestorePlanTable['table'], 'name'>;
  readonly weighed?: RestoreImpact | undefined;
}

/** More than these are counted, not named, in one line. */
const mostNamed = 10;

/** What a restore means beyond its rows, a line for each thing that there is to tell; the document has all of it. */
export function impactLines(plan: readonly Told[]): readonly string[] {
  const weighed = weighedOf(plan);
  return [
    ...weighed.flatMap(({ name, impact }) => describeRetention(name, impact)),
    ...weighed.flatMap(({ name, impact }) => describeReaders(name, impact)),
    ...weighed.flatMap(({ name, impact }) => describeCallers(name, impact)),
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
  return weighedOf(plan).flatMap(({ name, impact }) => describeRetention(name, impact));
}

export function impactBlocks(plan: readonly Told[]): readonly Block[] {
  return impactLines(plan).map((text) => ({ kind: 'sentence', text }));
}

function describeRetention(name: string, { retention }: RestoreImpact): readonly string[] {
  if (retention === undefined) return [];
  const { period, past, soon } = retention;
  const [kept, stay] = [showPeriod(period), 'Lengthen it by then if they are to stay.'];
  return [
    ...(past === undefined
      ? []
      : [
          `${showOld(past)} of ${name} ${inNumber(past.rows, 'is', 'are')} past its retention of ${kept}. What is past it comes back, and expires within two days. ${stay}`,
        ]),
    ...(soon === undefined
      ? []
      : [
          `${showOld(soon)} of ${name} ${inNumber(soon.rows, 'reaches', 'reach')} the end of its retention of ${kept} within two days. ${stay}`,
        ]),
  ];
}

function showOld({ rows, oldest }: OldRows): string {
  return `${showCount(rows)} ${inNumber(rows, 'row', 'rows')} (the oldest of ${oldest.slice(0, 10)})`;
}

function describeReaders(name: string, { readers = [] }: RestoreImpact): readonly string[] {
  if (readers.length === 0) return [];
  const said = readers.map(({ who, application, times }) => {
    const program = application === '' ? '' : ` with ${application}`;
    return `${who}${program} (${showCount(times)})`;
  });
  return [`Who named ${name} in queries within the last hour: ${named(said)}.`];
}

function describeCallers(name: string, { timeCallers = [] }: RestoreImpact): readonly string[] {
  if (timeCallers.length === 0) return [];
  const said = timeCallers.map((caller) => showCaller(caller));
  return [
    `Restored rows of ${name} count as ingested at the restore, for what may tell rows by their ingestion: ${named(said)}. There they are new, so that filters on recent rows let them through and earlier times find none of them.`,
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

function named(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return rest > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${rest} more` : names.join(', ');
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
    readers: readers?.map(({ times, ...reader }) => ({ ...reader, times: times.toString() })),
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
