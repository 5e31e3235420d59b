import { QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { IngestionResource } from '../engine/engine.ts';

/** What the queues need from the storage emulator. */
export interface Storage {
  /** The URL of a container, with a signature. */
  container(name: string): Promise<string>;
  /** The URL of the queue service, with a signature. */
  queues(): string;
  /** The URL of the table service, with a signature. */
  tables(): string;
}

const names = {
  ready: 'readyforaggregation',
  failed: 'failedingestions',
  successful: 'successfulingestions',
} as const;

function below(service: string, name: string): string {
  const [path = '', sas = ''] = service.split('?');
  return `${path}/${name}?${sas}`;
}

export interface Received {
  readonly messageId: string;
  readonly text: string;
  /** Allows to delete the message, until it is received again. */
  readonly receipt: string;
}

/** Unless it is deleted a message comes back after this time, as the storage counts it. */
const hiddenForSeconds = 2;
const atOnce = 32;

/** The three queues of queued ingestion. */
export class Queues {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Whether a client has ever been told about the queues. */
  async exist(): Promise<boolean> {
    for await (const { name } of new QueueServiceClient(this.#storage.queues()).listQueues({ prefix: names.ready }))
      if (name === names.ready) return true;
    return false;
  }

  /** Makes what is missing, and says where clients find it. */
  async open(): Promise<IngestionResource[]> {
    const service = this.#storage.queues();
    for (const name of Object.values(names)) await new QueueClient(below(service, name)).createIfNotExists();
    return [
      { type: 'SecuredReadyForAggregationQueue', root: below(service, names.ready) },
      { type: 'FailedIngestionsQueue', root: below(service, names.failed) },
      { type: 'SuccessfulIngestionsQueue', root: below(service, names.successful) },
      { type: 'TempStorage', root: await this.#storage.container('ingesttemp') },
      { type: 'IngestionsStatusTable', root: below(this.#storage.tables(), 'ingestionsstatus') },
    ];
  }

  async receive(): Promise<Received[]> {
    const client = this.#client('ready');
    const found: Received[] = [];
    for (;;) {
      const { receivedMessageItems } = await client.receiveMessages({
        numberOfMessages: atOnce,
        visibilityTimeout: hiddenForSeconds,
      });
      found.push(
        ...receivedMessageItems.map(({ messageId, messageText, popReceipt }) => ({
          messageId,
          text: messageText,
          receipt: popReceipt,
        })),
      );
      if (receivedMessageItems.length < atOnce) return found;
    }
  }

  /** Fails where the message was received again meanwhile; it then comes once more. */
  async remove({ messageId, receipt }: Pick<Received, 'messageId' | 'receipt'>): Promise<void> {
    await this.#client('ready').deleteMessage(messageId, receipt);
  }

  async report(to: 'failed' | 'successful', document: object): Promise<void> {
    await this.#client(to).sendMessage(Buffer.from(JSON.stringify(document)).toString('base64'));
  }

  #client(name: keyof typeof names): QueueClient {
    return new QueueClient(below(this.#storage.queues(), names[name]));
  }
}
