import { parseTimespan } from '../engine/time.ts';
import type { QueuedBlob } from './message.ts';

/** When waiting blobs of one table are loaded together. */
export interface BatchingRule {
  readonly spanTicks: bigint;
  readonly items: number;
  readonly bytes: number;
}

const megabyte = 1024 * 1024;
const defaultSpan = 3_000_000_000n;

/**
 * The rule a policy document asks for; what it does not say is 5 minutes, 500 blobs, 1 GB.
 * Source: https://learn.microsoft.com/kusto/management/batching-policy
 */
export function batchingRule(policy: string | undefined): BatchingRule {
  const { MaximumBatchingTimeSpan, MaximumNumberOfItems, MaximumRawDataSizeMB } = JSON.parse(policy ?? '{}');
  return {
    spanTicks: parseTimespan(String(MaximumBatchingTimeSpan)) ?? defaultSpan,
    items: Number(MaximumNumberOfItems ?? 500),
    bytes: Number(MaximumRawDataSizeMB ?? 1024) * megabyte,
  };
}

export interface Waiting {
  readonly blob: QueuedBlob;
  /** When it was taken from the queue, on the cluster's clock. */
  readonly sinceTicks: bigint;
  /** Not to be tried before. */
  readonly notBeforeTicks: bigint;
}

/** Blobs are loaded together when they go into one table and their extents are to be alike. */
function sameness({ database, table, properties }: QueuedBlob): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([database.toLowerCase(), table, sorted]);
}

/**
 * Deduplication by tags works per blob, and a blob of unknown size fills no batch: such blobs do not wait for company.
 * Source: https://learn.microsoft.com/kusto/management/batching-policy
 */
function standsAlone({ properties, sizeBytes }: QueuedBlob): boolean {
  if (sizeBytes === undefined) return true;
  return properties.ingestIfNotExists !== undefined || (properties.tags ?? '').includes('"ingest-by:');
}

function chunks<T extends Waiting>(waiting: readonly T[], { items, bytes }: BatchingRule): T[][] {
  const found: T[][] = [];
  let size = 0;
  for (const each of waiting) {
    const current = found.at(-1);
    const fits = current !== undefined && current.length < items && size < bytes;
    if (fits) current.push(each);
    else found.push([each]);
    size = (fits ? size : 0) + (each.blob.sizeBytes ?? 0);
  }
  return found;
}

function isSealed(batch: readonly Waiting[], { spanTicks, items, bytes }: BatchingRule, nowTicks: bigint): boolean {
  const size = batch.reduce((sum, { blob }) => sum + (blob.sizeBytes ?? 0), 0);
  const waited = batch.some(({ sinceTicks }) => nowTicks - sinceTicks >= spanTicks);
  const hurried = batch.some(({ blob }) => blob.flush === 'at-once');
  return hurried || batch.length >= items || size >= bytes || waited;
}

/** The batches that are complete now. Blobs that are in none go on waiting. */
export function sealedBatches<T extends Waiting>(
  waiting: readonly T[],
  ruleOf: (blob: QueuedBlob) => BatchingRule,
  nowTicks: bigint,
): T[][] {
  const ready = waiting.filter(({ notBeforeTicks }) => notBeforeTicks <= nowTicks);
  const alone = ready.filter(({ blob }) => standsAlone(blob)).map((each) => [each]);
  const groups = Map.groupBy(
    ready.filter(({ blob }) => !standsAlone(blob)),
    ({ blob }) => sameness(blob),
  );
  const together = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const rule = ruleOf(first.blob);
    return chunks(group, rule).filter((batch) => isSealed(batch, rule, nowTicks));
  });
  return [...alone, ...together];
}
