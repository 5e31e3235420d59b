import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Azurite } from './azurite.ts';
import { Engine } from './engine/engine.ts';
import { Journal } from './journal.ts';
import { QueuedIngestion } from './queued/consumer.ts';
import { DataConnections, readConnections } from './queued/data-connections.ts';
import { startServer } from './server.ts';

interface Options {
  readonly port: number;
  readonly storagePort: number;
  readonly directory: string;
  readonly databases: readonly string[];
  readonly storage: 'disk' | 'memory';
  readonly threads?: number;
}

function readPort(name: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--${name} is a port, not '${text}'.`);
  return port;
}

function readThreads(text: string): number {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 1) throw new Error(`--threads is a number from 1, not '${text}'.`);
  return threads;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'storage-port': { type: 'string', default: '0' },
      data: { type: 'string' },
      database: { type: 'string', multiple: true, default: ['Demo'] },
      'in-memory': { type: 'boolean', default: false },
      threads: { type: 'string' },
    },
  });
  if (values.data === undefined) throw new Error('--data names the folder that holds everything the cluster keeps.');
  return {
    port: readPort('port', values.port),
    storagePort: readPort('storage-port', values['storage-port']),
    directory: resolve(values.data),
    databases: values.database,
    storage: values['in-memory'] ? 'memory' : 'disk',
    ...(values.threads === undefined ? {} : { threads: readThreads(values.threads) }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen on a port.');
  return address.port;
}

/** With LOCAL_CLUSTER_JOURNALS every cluster also keeps its journal in that folder, which outlives it. */
function sharedJournal(): string[] {
  const folder = process.env.LOCAL_CLUSTER_JOURNALS;
  return folder === undefined ? [] : [join(folder, `${process.pid}-${Date.now()}.jsonl`)];
}

interface Parts {
  readonly server: Server;
  readonly engine: Engine;
  readonly azurite: Azurite;
  readonly queued: QueuedIngestion;
  readonly connections: DataConnections;
}

async function stop({ server, engine, azurite, queued, connections }: Parts): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await connections.stop();
  await queued.stop();
  await engine.close();
  await azurite.stop();
}

async function main(): Promise<void> {
  const { port, storagePort, ...options } = readOptions();
  const { directory, databases, storage } = options;
  await mkdir(directory, { recursive: true });
  const [azurite, engine] = await Promise.all([
    Azurite.start({ directory, port: storagePort, storage }),
    Engine.open(options),
  ]);
  const queued = new QueuedIngestion(engine, azurite);
  engine.ingestionResources = () => queued.resources();
  const connections = new DataConnections(engine, azurite, (blob) => queued.accept(blob));
  engine.setDataConnections = async (given) => {
    const asked = readConnections(given);
    await queued.resources();
    await connections.set(asked);
  };
  await queued.resume();
  const journal = new Journal(join(directory, 'journal.jsonl'), ...sharedJournal());
  const server = await startServer({ engine, journal, port });
  const end = () => {
    stop({ server, engine, azurite, queued, connections }).then(
      () => process.exit(0),
      (cause) => fail(cause),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const ready = {
    cluster: `http://127.0.0.1:${portOf(server)}`,
    storage: await azurite.container('snapshots'),
    landing: await azurite.container('landing'),
    queues: azurite.queues(),
    database: databases[0],
    pid: process.pid,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function fail(cause: unknown): never {
  process.stderr.write(`${cause instanceof Error ? cause.stack : cause}\n`);
  process.exit(1);
}

main().catch(fail);
