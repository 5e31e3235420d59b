import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ContainerClient } from '@azure/storage-blob';
import { shownProblem } from '../engine/blobs.ts';
import type { Engine } from '../engine/engine.ts';
import { badRequest } from '../problem.ts';
import type { QueuedBlob } from './message.ts';
import type { Storage } from './queues.ts';

/** An Event Grid data connection: what it watches, and where the blobs go that do not say it themselves. */
export interface DataConnection {
  readonly name: string;
  /** In which it was made. */
  readonly database: string;
  readonly container: string;
  /** What the names of its blobs begin and end with. */
  readonly prefix: string;
  readonly suffix: string;
  readonly table: string | undefined;
  readonly format: string | undefined;
  readonly mapping: string | undefined;
  /** Whether blobs may name another database. */
  readonly isMultiDatabase: boolean;
}

interface Watched {
  readonly connection: DataConnection;
  /** Of the container, with a signature. */
  readonly url: string;
  /** The version of each blob of which there was an event. */
  readonly seen: Map<string, string>;
}

/** That a blob was created or replaced. */
interface BlobEvent {
  readonly connection: DataConnection;
  readonly source: string;
  readonly bytes: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly dueTicks: bigint;
}

const pollMs = 100;
const ticksPerMs = 10_000n;

/**
 * Queues a blob for loading when it is made or replaced, at least once and some time. A blob that was there before the connection causes nothing. What the service refuses
 * before the engine sees it leaves no trace. Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-event-grid-overview
 */
export class DataConnections {
  readonly #engine: Engine;
  readonly #storage: Storage;
  readonly #accept: (blob: QueuedBlob) => void;
  #watched: readonly Watched[] = [];
  #events: BlobEvent[] = [];
  #loop: Promise<void> | undefined;
  #stopped = false;

  constructor(engine: Engine, storage: Storage, accept: (blob: QueuedBlob) => void) {
    this.#engine = engine;
    this.#storage = storage;
    this.#accept = accept;
  }

  /** In place of all there were; events under way are still delivered. */
  async set(connections: readonly DataConnection[]): Promise<void> {
    for (const { database } of connections) this.#engine.database(database);
    const watched: Watched[] = [];
    for (const connection of connections) {
      const url = await this.#storage.container(connection.container);
      const found = await list(connection, url);
      watched.push({ connection, url, seen: new Map(found.map(({ name, etag }) => [name, etag])) });
    }
    this.#watched = watched;
    if (!this.#stopped) this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#turn().catch((cause) => process.stderr.write(`Data connections: ${shownProblem(cause)}\n`));
      await delay(pollMs);
    }
  }

  async #turn(): Promise<void> {
    for (const { connection, url, seen } of this.#watched) {
      for (const { name, etag, bytes, metadata } of await list(connection, url)) {
        if (seen.get(name) === etag) continue;
        seen.set(name, etag);
        const late = this.#engine.faults.strike('late-event', 'DataConnection')?.amount ?? 0;
        const dueTicks = this.#engine.clock.nowTicks() + BigInt(late) * ticksPerMs;
        this.#events.push({ connection, source: below(url, name), bytes, metadata, dueTicks });
      }
    }
    const now = this.#engine.clock.nowTicks();
    const due = this.#events.filter(({ dueTicks }) => dueTicks <= now);
    this.#events = this.#events.filter(({ dueTicks }) => dueTicks > now);
    for (const each of due) {
      const blob = routed(each, this.#engine);
      if (blob !== undefined) this.#accept(blob);
    }
  }
}

async function list({ prefix, suffix }: DataConnection, url: string) {
  const found: { name: string; etag: string; bytes: number; metadata: Record<string, string> }[] = [];
  for await (const blob of new ContainerClient(url).listBlobsFlat({ prefix, includeMetadata: true })) {
    const { etag, contentLength = 0 } = blob.properties;
    if (blob.name.endsWith(suffix))
      found.push({ name: blob.name, etag, bytes: contentLength, metadata: blob.metadata ?? {} });
  }
  return found;
}

function below(container: string, name: string): string {
  const [path = '', sas = ''] = container.split('?');
  return `${path}/${name.split('/').map(encodeURIComponent).join('/')}?${sas}`;
}

/** Undefined where nothing says a table, or the blob names a database that is not there, in this spelling, or that the connection may not reach. */
function routed({ connection, source, bytes, metadata }: BlobEvent, { databases }: Engine): QueuedBlob | undefined {
  const own = databases.get(connection.database.toLowerCase())?.name;
  const database = metadata.kustoDatabase ?? own ?? connection.database;
  const isElsewhere = database !== own;
  const table = metadata.kustoTable ?? connection.table;
  if (table === undefined || (isElsewhere && !connection.isMultiDatabase)) return undefined;
  if (databases.get(database.toLowerCase())?.name !== database) return undefined;
  const given = {
    format: metadata.kustoDataFormat ?? connection.format,
    ingestionMappingReference: metadata.kustoIngestionMappingReference ?? connection.mapping,
    ignoreFirstRecord: metadata.kustoIgnoreFirstRecord,
    tags: metadata.kustoExtentTags,
    creationTime: metadata.kustoCreationTime,
  };
  return {
    id: randomUUID(),
    source,
    database,
    table,
    sizeBytes: Number(metadata.rawSizeBytes ?? bytes),
    onSuccess: 'keep-blob',
    flush: 'by-policy',
    report: 'nothing',
    authorization: undefined,
    properties: Object.fromEntries(
      Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
  };
}

const members = ['name', 'database', 'container', 'prefix', 'suffix', 'table', 'format', 'mapping', 'multiDatabase'];

/** Reads the control of that name. */
export function readConnections(value: unknown): readonly DataConnection[] {
  if (!Array.isArray(value)) throw badRequest("'dataConnections' is an array.");
  return value.map((each: unknown) => {
    const fields: Record<string, unknown> = Object(each);
    const unknown = Object.keys(fields).find((name) => !members.includes(name));
    if (unknown !== undefined) throw badRequest(`A data connection has no member '${unknown}'.`);
    const text = (name: string): string | undefined => {
      const given = fields[name];
      if (given === undefined || typeof given === 'string') return given;
      throw badRequest(`'${name}' of a data connection is a text.`);
    };
    const needed = (name: string): string => {
      const given = text(name);
      if (given === undefined || given === '') throw badRequest(`A data connection needs a '${name}'.`);
      return given;
    };
    if (![undefined, true, false].includes(fields.multiDatabase as boolean | undefined))
      throw badRequest("'multiDatabase' of a data connection is true or false.");
    return {
      name: needed('name'),
      database: needed('database'),
      container: needed('container'),
      prefix: text('prefix') ?? '',
      suffix: text('suffix') ?? '',
      table: text('table'),
      format: text('format'),
      mapping: text('mapping'),
      isMultiDatabase: fields.multiDatabase === true,
    };
  });
}
