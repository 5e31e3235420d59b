import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { loadQueued } from '../commands/queued.ts';
import { parseLocation, remove, shownProblem } from '../engine/blobs.ts';
import type { Engine, IngestionResource } from '../engine/engine.ts';
import { formatDatetime } from '../engine/time.ts';
import { ClusterProblem } from '../problem.ts';
import { type BatchingRule, batchingRule, sealedBatches, type Waiting } from './batching.ts';
import { type QueuedBlob, readMessage } from './message.ts';
import { Queues, type Received, type Storage } from './queues.ts';

interface Item extends Waiting {
  readonly messageId: string;
  readonly attempts: number;
}

const pollMs = 100;
const ticksPerMs = 10_000n;
const ticksPerSecond = 10_000_000n;
/** Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-overview */
const retriedForTicks = 48n * 3_600n * ticksPerSecond;

/**
 * Takes blobs from the queue, collects them by the batching policy of their table and loads them, at least once: a message is
 * deleted after its rows are committed, so that an end in between loads it again. All times are those of the cluster's clock.
 */
export class QueuedIngestion {
  readonly #engine: Engine;
  readonly #queues: Queues;
  readonly #items = new Map<string, Item>();
  readonly #receipts = new Map<string, string>();
  #late: { blob: QueuedBlob; dueTicks: bigint }[] = [];
  #loop: Promise<void> | undefined;
  #stopped = false;

  constructor(engine: Engine, storage: Storage) {
    this.#engine = engine;
    this.#queues = new Queues(storage);
  }

  /** Goes on with what an earlier run of the cluster left in the queue. */
  async resume(): Promise<void> {
    if (await this.#queues.exist()) await this.resources();
  }

  /** Where clients put blobs and messages; from now on the queue is read. */
  async resources(): Promise<IngestionResource[]> {
    const found = await this.#queues.open();
    if (!this.#stopped) this.#loop ??= this.#run();
    return found;
  }

  /** Takes a blob that a data connection got an event of, once the queue is read. It is forgotten when the cluster ends. */
  accept(blob: QueuedBlob): void {
    const sinceTicks = this.#engine.clock.nowTicks();
    this.#items.set(blob.id, { blob, messageId: blob.id, sinceTicks, notBeforeTicks: 0n, attempts: 0 });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#turn().catch((cause) => process.stderr.write(`Queued ingestion: ${shownProblem(cause)}\n`));
      await delay(pollMs);
    }
  }

  async #turn(): Promise<void> {
    for (const message of await this.#queues.receive()) await this.#take(message);
    await this.#repeat();
    const waiting = [...this.#items.values()];
    const now = this.#engine.clock.nowTicks();
    for (const batch of sealedBatches(waiting, (blob) => this.#ruleOf(blob), now)) await this.#load(batch);
  }

  async #take(message: Received): Promise<void> {
    this.#receipts.set(message.messageId, message.receipt);
    if (this.#items.has(message.messageId)) return;
    const sinceTicks = this.#engine.clock.nowTicks();
    try {
      const blob = readMessage(message.text);
      this.#items.set(message.messageId, {
        blob,
        messageId: message.messageId,
        sinceTicks,
        notBeforeTicks: 0n,
        attempts: 0,
      });
    } catch (cause) {
      await this.#queues.report('failed', { Details: shownProblem(cause), FailureStatus: 'Permanent' });
      await this.#forget(message.messageId);
    }
  }

  #ruleOf({ database, table }: QueuedBlob): BatchingRule {
    const found = this.#engine.databases.get(database.toLowerCase());
    return batchingRule(found?.catalog.tables.get(table)?.policies.ingestionbatching);
  }

  async #load(batch: readonly Item[]): Promise<void> {
    const operationId = randomUUID();
    const begunTicks = this.#engine.clock.nowTicks();
    try {
      const blobs = batch.map(({ blob }) => blob);
      await loadQueued(this.#engine, blobs);
      for (const item of batch) await this.#succeed(item, operationId, begunTicks);
    } catch (cause) {
      if (this.#mayRetry(batch, cause)) this.#postpone(batch);
      else if (batch.length > 1) for (const item of batch) await this.#load([item]);
      else for (const item of batch) await this.#fail(item, operationId, cause);
    }
  }

  async #succeed(item: Item, operationId: string, begunTicks: bigint): Promise<void> {
    const { blob } = item;
    await this.#forget(item.messageId);
    const late = this.#engine.faults.strike('late-duplicate', 'QueuedIngestion');
    if (late !== undefined) this.#late.push({ blob, dueTicks: begunTicks + BigInt(late.amount) * ticksPerMs });
    else if (blob.onSuccess === 'delete-blob') await remove(parseLocation(blob.source));
    if (blob.report === 'everything')
      await this.#queues.report('successful', {
        ...described(blob, operationId),
        SucceededOn: formatDatetime(this.#engine.clock.nowTicks()),
      });
  }

  #mayRetry(batch: readonly Item[], cause: unknown): boolean {
    const oldest = this.#engine.clock.nowTicks() - retriedForTicks;
    return isTransient(cause) && batch.every(({ sinceTicks }) => sinceTicks > oldest);
  }

  /** Tried again later, with growing pauses. */
  #postpone(batch: readonly Item[]): void {
    const now = this.#engine.clock.nowTicks();
    for (const item of batch) {
      const pause = ticksPerSecond * 2n ** BigInt(Math.min(item.attempts, 10));
      this.#items.set(item.messageId, { ...item, notBeforeTicks: now + pause, attempts: item.attempts + 1 });
    }
  }

  async #fail(item: Item, operationId: string, cause: unknown): Promise<void> {
    const { blob, messageId } = item;
    if (blob.report !== 'nothing') {
      await this.#queues.report('failed', {
        ...described(blob, operationId),
        FailedOn: formatDatetime(this.#engine.clock.nowTicks()),
        Details: shownProblem(cause),
        ErrorCode: cause instanceof ClusterProblem ? cause.code : 'Unknown',
        FailureStatus: isTransient(cause) ? 'Exhausted' : 'Permanent',
        OriginatesFromUpdatePolicy: false,
        ShouldRetry: false,
      });
    }
    await this.#forget(messageId);
  }

  /** Duplicates that a fault asked for, once they are due. */
  async #repeat(): Promise<void> {
    const now = this.#engine.clock.nowTicks();
    const due = this.#late.filter(({ dueTicks }) => dueTicks <= now);
    this.#late = this.#late.filter(({ dueTicks }) => dueTicks > now);
    for (const { blob } of due) {
      await loadQueued(this.#engine, [blob]);
      if (blob.onSuccess === 'delete-blob') await remove(parseLocation(blob.source));
    }
  }

  async #forget(messageId: string): Promise<void> {
    const receipt = this.#receipts.get(messageId);
    this.#items.delete(messageId);
    this.#receipts.delete(messageId);
    if (receipt !== undefined) await this.#queues.remove({ messageId, receipt });
  }
}

function isTransient(cause: unknown): boolean {
  return cause instanceof ClusterProblem && !cause.permanent;
}

/** What both kinds of report say. Source: https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-client-status */
function described(blob: QueuedBlob, operationId: string): Record<string, string> {
  return {
    OperationId: operationId,
    Database: blob.database,
    Table: blob.table,
    IngestionSourceId: blob.id,
    IngestionSourcePath: parseLocation(blob.source).path,
    RootActivityId: randomUUID(),
  };
}
