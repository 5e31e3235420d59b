import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  BlobServiceClient,
  ContainerSASPermissions,
  generateAccountSASQueryParameters,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';

interface Account {
  readonly name: string;
  readonly key: string;
}

/** The account is made once per folder, so that URLs stay valid when the cluster starts again. */
async function openAccount(directory: string): Promise<Account> {
  const path = join(directory, 'account.json');
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8'));
  const account = { name: `local${randomBytes(4).toString('hex')}`, key: randomBytes(64).toString('base64') };
  await writeFile(path, JSON.stringify(account), { mode: 0o600 });
  return account;
}

/** The emulator cannot say which port it was given, so a free one is found first. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ESRCH') return false;
    throw cause;
  }
}

const patienceMs = 60_000;
/** The default of five ends connections just when a busy client sends its next request. */
const keepAliveSeconds = 600;
/** Another process may take a port between its being found free and its being used. */
const starts = 5;

async function waitUntil(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Gave up waiting for ${what}.`);
    await delay(20);
  }
}

/** An emulator left over by a killed cluster is still saving its index; two at once would lose blobs. */
async function waitForPredecessor(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(await readFile(pidFile, 'utf8'));
  await waitUntil('the previous storage emulator to end', () => !isRunning(pid));
}

export interface AzuriteOptions {
  readonly directory: string;
  readonly port: number;
  readonly storage: 'disk' | 'memory';
}

interface Ports {
  readonly blob: number;
  readonly queue: number;
  /** The emulator starts no storage without its tables, which nothing here uses. */
  readonly table: number;
}

function launch(account: Account, ports: Ports, options: AzuriteOptions): ChildProcess {
  const program = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const place =
    options.storage === 'memory' ? ['--inMemoryPersistence'] : ['--location', join(options.directory, 'azurite')];
  const listening = Object.entries(ports).flatMap(([service, port]) => [
    `--${service}Port`,
    String(port),
    `--${service}KeepAliveTimeout`,
    String(keepAliveSeconds),
  ]);
  const flags = ['--disableTelemetry', '--silent', '--skipApiVersionCheck', ...listening];
  const watch = ['--import', new URL('azurite-watch.ts', import.meta.url).href];
  return spawn(process.execPath, [...watch, program, ...flags, ...place], {
    env: { ...process.env, AZURITE_ACCOUNTS: `${account.name}:${account.key}` },
    cwd: options.directory,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/** Blobs and queues in a process of its own, which never outlives this one. */
export class Azurite {
  readonly #child: ChildProcess;
  readonly #account: Account;
  readonly #origin: string;
  readonly #queueOrigin: string;
  readonly #tableOrigin: string;

  private constructor(child: ChildProcess, account: Account, ports: Ports) {
    this.#child = child;
    this.#account = account;
    this.#origin = `http://127.0.0.1:${ports.blob}`;
    this.#queueOrigin = `http://127.0.0.1:${ports.queue}`;
    this.#tableOrigin = `http://127.0.0.1:${ports.table}`;
  }

  static async start(options: AzuriteOptions): Promise<Azurite> {
    await mkdir(join(options.directory, 'azurite'), { recursive: true });
    const pidFile = join(options.directory, 'azurite.pid');
    await waitForPredecessor(pidFile);
    const account = await openAccount(options.directory);
    for (let start = 1; start <= starts; start += 1) {
      const [blob, queue, table] = await Promise.all([freePort(), freePort(), freePort()]);
      const ports = { blob: options.port === 0 ? blob : options.port, queue, table };
      const child = launch(account, ports, options);
      await writeFile(pidFile, String(child.pid));
      const azurite = new Azurite(child, account, ports);
      await waitUntil('the storage emulator', async () => child.exitCode !== null || (await azurite.#answers()));
      if (child.exitCode === null) return azurite;
    }
    throw new Error(`The storage emulator ended ${starts} times before it answered.`);
  }

  /** The URL of a container, which is made if need be, with a signature that allows everything in it. */
  async container(name: string): Promise<string> {
    const credential = new StorageSharedKeyCredential(this.#account.name, this.#account.key);
    const url = `${this.#origin}/${this.#account.name}`;
    await new BlobServiceClient(url, credential).getContainerClient(name).createIfNotExists();
    const permissions = ContainerSASPermissions.parse('rwdlac');
    const expiresOn = new Date(Date.now() + tenYearsMs);
    const sas = generateBlobSASQueryParameters({ containerName: name, permissions, expiresOn }, credential);
    return `${url}/${name}?${sas}`;
  }

  /** The URL of the queue service, with a signature that allows everything in it. */
  queues(): string {
    return this.#service('q', this.#queueOrigin);
  }

  /** The URL of the table service, with a signature that allows everything in it. */
  tables(): string {
    return this.#service('t', this.#tableOrigin);
  }

  #service(letter: 'q' | 't', origin: string): string {
    const credential = new StorageSharedKeyCredential(this.#account.name, this.#account.key);
    const values = {
      services: AccountSASServices.parse(letter).toString(),
      resourceTypes: AccountSASResourceTypes.parse('sco').toString(),
      permissions: AccountSASPermissions.parse('rwdlacup'),
      expiresOn: new Date(Date.now() + tenYearsMs),
    };
    return `${origin}/${this.#account.name}?${generateAccountSASQueryParameters(values, credential)}`;
  }

  /** Ends the process, by closing the pipe it watches, and waits until it has saved. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.end();
    await ended;
  }

  async #answers(): Promise<boolean> {
    if (this.#child.exitCode !== null) throw new Error(`The storage emulator ended with code ${this.#child.exitCode}.`);
    return Promise.all([fetch(this.#origin), fetch(this.#queueOrigin)]).then(
      () => true,
      () => false,
    );
  }
}

const tenYearsMs = 10 * 365 * 24 * 60 * 60 * 1000;
