import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LocalClusterOptions {
  /** Kept when it is given, made and removed when it is not. */
  readonly directory?: string;
  readonly databases?: readonly string[];
  readonly port?: number;
  readonly storagePort?: number;
  readonly storage?: 'disk' | 'memory';
  /** That statements run on; as many as there are cores where it is absent. */
  readonly threads?: number;
  /** `stays`: the process outlives the one that started it. */
  readonly lifetime?: 'ends-with-caller' | 'stays';
  /** A heap with the parser in it, made by `with-parser.js` and this Node; the cluster is ready a second earlier. */
  readonly heap?: string;
}

export interface LocalCluster {
  readonly cluster: string;
  /** URL of the container `snapshots`, with a signature. */
  readonly storage: string;
  /** URL of the container `landing`, with a signature. */
  readonly landing: string;
  /** URL of the queue service, with a signature. */
  readonly queues: string;
  readonly database: string;
  readonly pid: number;
  readonly directory: string;
  /** Ends it the orderly way and waits. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; the folder stays, so that another can be started on it. */
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL('main.ts', import.meta.url));

function argumentsOf(directory: string, options: LocalClusterOptions): string[] {
  const { databases = ['Demo'], port = 0, storagePort = 0, storage = 'disk' } = options;
  const names = databases.flatMap((name) => ['--database', name]);
  const memory = storage === 'memory' ? ['--in-memory'] : [];
  const threads = options.threads === undefined ? [] : ['--threads', `${options.threads}`];
  return [
    '--data',
    directory,
    '--port',
    `${port}`,
    '--storage-port',
    `${storagePort}`,
    ...names,
    ...memory,
    ...threads,
  ];
}

/** The first line on stdout; rejects with what the process wrote to stderr when it ends before. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const seen = { out: '', err: '' };
    child.stderr?.on('data', (chunk) => {
      seen.err += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      seen.out += chunk;
      const [line, rest] = seen.out.split('\n', 2);
      if (line !== undefined && rest !== undefined) resolve(line);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The local cluster ended with code ${code}.\n${seen.err}`)));
  });
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

/** The caller may end while the child goes on. */
function letGo(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}

/** Starts a cluster with its storage and waits until both answer. */
export async function startLocalCluster(options: LocalClusterOptions = {}): Promise<LocalCluster> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'local-cluster-')));
  const stays = options.lifetime === 'stays';
  const heap = options.heap === undefined ? [] : ['--snapshot-blob', options.heap];
  const child = spawn(process.execPath, [...heap, program, ...argumentsOf(directory, options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: stays,
  });
  const ready = JSON.parse(await firstLine(child));
  if (stays) letGo(child);
  return {
    ...ready,
    directory,
    stop: async () => {
      await end(child, 'SIGTERM');
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
    },
    kill: () => end(child, 'SIGKILL'),
  };
}
