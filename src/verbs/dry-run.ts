import { boundedRows, newerRows } from '../domain/cursor-bound.ts';
import { inNumber } from '../domain/in-number.ts';
import { type Problem, ProblemError, throwProblems } from '../domain/problem.ts';
import type { Slots } from '../domain/slots.ts';
import { type EstimatedCost, estimateCost, type PriceName, type Prices, priceNames } from '../domain/snapshot/cost.ts';
import {
  assumedBytesPerSecond,
  assumedSecondsPerSlice,
  estimateSnapshot,
  type SnapshotEstimate,
} from '../domain/snapshot/estimate.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { PlannedTable, SnapshotPlan } from '../domain/snapshot/plan.ts';
import type { Database } from '../ports/database.ts';
import type { Block } from '../report/blocks.ts';
import { showBytes, showCount, totalOf } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';
import { findingBlocks } from './findings.ts';
import { showLeftOut } from './recover-from.ts';
import { suggest } from './suggest.ts';
import { plannedTopUp, showTopUp } from './top-up-report.ts';

/** What the estimate is made from, beside the plan. */
export interface EstimateSources {
  readonly last: Manifest | undefined;
  /** Absent when the identity may not see them. */
  readonly slots: Slots | undefined;
  readonly prices: Prices | undefined;
}

/** Room for exports, for the estimate only. */
export async function slotsOf({ export: exporter }: Database): Promise<Slots | undefined> {
  try {
    return await exporter.slots();
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'sign-in')) return undefined;
    throw error;
  }
}

/** The snapshot that would be taken, with what it would take; nothing was written. */
export function planned(plan: SnapshotPlan, { last, slots, prices }: EstimateSources): VerbResult {
  const rows = totalOf(plannedTopUp(plan).map(({ added, reused }) => added + (reused ?? 0n)));
  const estimate = estimateSnapshot(plan, last, slots);
  const cost = prices === undefined ? undefined : estimateCost(estimate, prices);
  const { tables: ofTables, ...totals } = estimate;
  return {
    outcomes: plan.tables.map(({ name }) => ({ kind: 'not-attempted', item: name, note: 'dry run' })),
    report: [
      {
        kind: 'heading',
        text: `A snapshot would hold ${showCount(rows)} ${inNumber(rows, 'row', 'rows')} of ${plan.tables.length} ${inNumber(plan.tables.length, 'table', 'tables')}.`,
      },
      ...showTopUp(plan.base, plannedTopUp(plan)),
      ...showLeftOut(plan.leftOut),
      tableOf(plan.tables, estimate),
      { kind: 'facts', facts: factsOf(estimate, cost) },
      ...findingBlocks(plan.findings),
    ],
    outputs: { tables: String(plan.tables.length), rows: rows.toString() },
    data: {
      dryRun: true,
      base: plan.base?.snapshotId,
      leftOut: plan.leftOut,
      findings: plan.findings,
      estimate: { ...totals, ...(cost === undefined ? {} : { cost }) },
      tables: plan.tables.map((table, place) => describeTable(table, ofTables[place])),
      rows: rows.toString(),
    },
  };
}

const notKnown = 'not known';
const bytesOr = (bytes: number | undefined): string => (bytes === undefined ? notKnown : showBytes(bytes));
const countOr = (count: number | undefined): string => (count === undefined ? notKnown : showCount(count));

function tableOf(tables: readonly PlannedTable[], estimate: SnapshotEstimate): Block {
  const titles = ['Rows', 'Newer', 'Slices', 'Hot', 'Cold', 'Files, at least', 'Their size, estimated'];
  return {
    kind: 'table',
    columns: [{ title: 'Table' }, ...titles.map((title) => ({ title, align: 'right' as const }))],
    rows: tables.map(({ name, bound, populations, slices }, place) => {
      const own = estimate.tables[place];
      const newer = bound === 'whole-table' ? notKnown : showCount(newerRows(populations));
      const counts = [showCount(boundedRows(populations)), newer, showCount(slices.length)];
      const sizes = [bytesOr(own?.hotBytes), bytesOr(own?.coldBytes), countOr(own?.files), bytesOr(own?.fileBytes)];
      return [name, ...counts, ...sizes];
    }),
  };
}

function factsOf(estimate: SnapshotEstimate, cost: EstimatedCost | undefined): readonly (readonly [string, string])[] {
  const { hotBytes, coldBytes, files, fileBytes, time } = estimate;
  const speed = `${showBytes(assumedBytesPerSecond)} before compression a second and slot, ${assumedSecondsPerSlice} s a slice at least`;
  const from = time?.from === 'an assumed speed' ? `${time.from}: ${speed}` : time?.from;
  return [
    ['read from the hot cache', bytesOr(hotBytes)],
    ['read from cold storage', bytesOr(coldBytes)],
    ['files, at least', countOr(files)],
    ['their size, estimate', bytesOr(fileBytes)],
    ['time, estimate', time === undefined ? notKnown : `${time.minutes} minutes, from ${from}`],
    ...costFacts(cost),
  ];
}

function costFacts(cost: EstimatedCost | undefined): readonly (readonly [string, string])[] {
  if (cost === undefined) return [['cost', `${notKnown}: no prices were given (input prices)`]];
  const money = (value: number | undefined): string => (value === undefined ? notKnown : `${value} ${cost.currency}`);
  return [
    ['storage a month, estimate', money(cost.storagePerMonth)],
    ['writing, estimate', money(cost.writes)],
    ['reading back, estimate', money(cost.reads)],
    ['transfer to another region, estimate', money(cost.transfer)],
  ];
}

function describeTable(
  { name, slices, reused, notReused }: PlannedTable,
  estimate: SnapshotEstimate['tables'][number] | undefined,
): Readonly<Record<string, unknown>> {
  const rows = slices.map((slice) => slice.rows);
  const held = reused?.fingerprint.rows;
  const { hotBytes, coldBytes, files, fileBytes } = estimate ?? {};
  return {
    name,
    rows: (totalOf(rows) + (held ?? 0n)).toString(),
    reusedRows: held?.toString(),
    notReused,
    slices: rows.map(String),
    hotBytes,
    coldBytes,
    files,
    fileBytes,
  };
}

/** Prices as `name=number`, and `currency=word`; undefined when none are given. Rejects with everything that is wrong with them. */
export function parsePrices(given: readonly string[]): Prices | undefined {
  if (given.length === 0) return undefined;
  const by = new Map<PriceName, number>();
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let currency: string | undefined;
  for (const item of given) {
    const [name = '', value = '', ...more] = item.split('=').map((part) => part.trim());
    const known = priceNames.find((one) => one === name);
    if (seen.has(name)) problems.push(namedTwice(name));
    else if (name === 'currency' && /^[A-Z]{3}$/.test(value) && more.length === 0) currency = value;
    else if (known !== undefined && /^\d+(?:\.\d+)?$/.test(value) && more.length === 0) by.set(known, Number(value));
    else problems.push(badPrice(item, name));
    seen.add(name);
  }
  if (problems.length === 0 && currency === undefined) problems.push(noCurrency);
  if (problems.length === 0 && by.size === 0) problems.push(noPrice);
  throwProblems(problems);
  return { currency: currency ?? '', by };
}

const noCurrency: Problem = {
  code: 'input',
  summary: 'The input prices names no currency.',
  next: 'Add the three letters of the currency, for example currency=EUR.',
};

const noPrice: Problem = {
  code: 'input',
  summary: 'The input prices names a currency and no price.',
  detail: `Known: ${priceNames.join(', ')}.`,
  next: 'Add what is to be estimated, for example storage-gb-month=0.02.',
};

function namedTwice(name: string): Problem {
  return {
    code: 'input',
    summary: `The input prices names ${name} more than once.`,
    next: 'Give each price and the currency once.',
  };
}

function badPrice(item: string, name: string): Problem {
  const names = [...priceNames, 'currency'];
  const near = names.includes(name) ? '' : suggest(name, names, (word) => word);
  return {
    code: 'input',
    summary: `The input prices holds ${JSON.stringify(item)}, which is no price.`,
    detail: `Expected name=number with one of the names ${priceNames.join(', ')}, or currency and three capital letters.${near}`,
    next: 'Take the numbers from the price list of the storage account: https://azure.microsoft.com/pricing/details/storage/blobs/',
  };
}
