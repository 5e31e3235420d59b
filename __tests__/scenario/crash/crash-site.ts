import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ContainerClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { Talk, type Value } from '../../contract/local-cluster/talk.ts';
import { CrashProxy, type Trap } from '../../fixtures/crash-proxy.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { type EndedRun, type StartedRun, startCli } from '../../fixtures/start-cli.ts';

/** Three rows in two files, since one slice has an ingestion time and the other has none. */
const direct = [
  '.create table Direct (Id:long, Name:string, Amount:decimal) with (folder="facts", docstring="Files hold the values as they are")',
  '.alter table Direct policy caching hot=3d',
  '.delete table Direct policy ingestiontime',
  '.ingest inline into table Direct <|\n1,one,1.5\n2,two,',
  '.alter table Direct policy ingestiontime true',
  '.ingest inline into table Direct <|\n3,three,3.25',
];

/** Columns that the engine has to form after the file was read. */
const typed = [
  '.create table Typed (Id:guid, Took:timespan, At:datetime, Note:string)',
  '.alter column Typed.Note policy encoding type="Identifier"',
  '.ingest inline into table Typed <|\n3f2504e0-4f89-11d3-9a0c-0305e82c3301,1.02:03:04.0000001,2020-01-02T03:04:05.1234567Z,first\n3f2504e0-4f89-11d3-9a0c-0305e82c3302,,2020-01-02T03:04:05.1234561Z,second',
];

const whole = ['.create table Whole (Id:int)', '.ingest inline into table Whole <|\n7'];

export const tables = ['Direct', 'Typed', 'Whole'] as const;

/** Everything a restore has to bring back or leave alone. */
export interface Contents {
  /** Rows by table; a table that is not there has none. */
  readonly rows: Readonly<Record<string, readonly Value[][]>>;
  /** What the schema script says of tables that are not the tool's own. */
  readonly settings: readonly string[];
}

export interface Observed {
  readonly contents: Contents;
  /** Identity of every table by name. */
  readonly ids: ReadonlyMap<string, string>;
  /** What the schema script says of the tool's own tables. */
  readonly ownSettings: readonly string[];
}

/** A database with a snapshot, behind a proxy that can cut off the client. */
export class CrashSite {
  readonly talk: Talk;
  readonly proxy: CrashProxy;
  readonly #cluster: LocalCluster;
  /** Of the first snapshot. */
  snapshotId = '';
  readonly #container: ContainerClient;

  private constructor(cluster: LocalCluster, proxy: CrashProxy, database: string) {
    this.#cluster = cluster;
    this.proxy = proxy;
    this.talk = new Talk(cluster, database);
    this.#container = new ContainerClient(cluster.storage);
  }

  static async open(): Promise<CrashSite> {
    const [open] = await CrashSite.openMany(['Demo']);
    if (open === undefined) throw new Error('There is no first database.');
    return open.fill();
  }

  /** Several databases of one cluster, still empty. */
  static async openMany(databases: readonly string[]): Promise<readonly CrashSite[]> {
    const cluster = await startLocalCluster({ storage: 'memory', databases });
    const proxy = await CrashProxy.open(cluster);
    // A cursor that lags makes every run wait, which is no part of what is tested here.
    await new Talk(cluster).control({ cursorLagMs: 0 });
    return databases.map((database) => new CrashSite(cluster, proxy, database));
  }

  /** Makes the tables and takes a snapshot. */
  async fill(): Promise<this> {
    for (const command of [...direct, ...typed, ...whole]) await this.talk.command(command);
    this.snapshotId = await this.snapshot();
    return this;
  }

  /** Ends the cluster with all its databases. */
  async close(): Promise<void> {
    await this.proxy.close();
    await this.#cluster.stop();
  }

  /** The id of a new snapshot; past the proxy, since its address must not get into what the cluster reports. */
  async snapshot(): Promise<string> {
    const { exitCode, output } = await this.#start(['snapshot', '--json'], this.#cluster).ended;
    if (exitCode !== 0) throw new Error(`The snapshot ended with ${exitCode}.\n${output}`);
    return JSON.parse(output.slice(output.indexOf('{'))).outputs['snapshot-id'];
  }

  /** How many requests the last run sent, and how many of them asked how operations are getting on: that differs from run to run. */
  sent(): { readonly total: number; readonly polls: number } {
    const { requests } = this.proxy;
    const polls = requests.filter(({ text }) => text.startsWith('.show operations')).length;
    return { total: requests.length, polls };
  }

  /** Runs a verb through the proxy to its end. */
  run(verb: string, ...flags: readonly string[]): Promise<EndedRun> {
    this.proxy.begin();
    return this.#start([verb, ...flags], this.proxy.connection).ended;
  }

  restore(...flags: readonly string[]): Promise<EndedRun> {
    return this.run('restore', ...flags);
  }

  restoreKilled(trap: Pick<Trap, 'at' | 'cut'>, ...flags: readonly string[]): Promise<EndedRun> {
    return this.runKilled(trap, 'restore', ...flags);
  }

  /** Runs a verb and kills it at one of its requests; it ends undisturbed when it has fewer. */
  runKilled({ at, cut }: Pick<Trap, 'at' | 'cut'>, verb: string, ...flags: readonly string[]): Promise<EndedRun> {
    const run = this.#start([verb, ...flags], this.proxy.connection);
    this.proxy.begin({
      at,
      cut,
      spring: async () => {
        run.kill();
        await run.ended;
      },
    });
    return run.ended;
  }

  /** Runs restore, which loses the answer to one of its requests and lives on. */
  restoreLosing(at: Trap['at'], ...flags: readonly string[]): Promise<EndedRun> {
    this.proxy.begin({ at, cut: 'before-answer', spring: async () => this.proxy.letThrough() });
    return this.#start(['restore', ...flags], this.proxy.connection).ended;
  }

  /** Runs restore past the proxy. */
  restoreDirectly(): Promise<EndedRun> {
    return this.#start(['restore'], this.#cluster).ended;
  }

  /** Runs restore through the proxy with a signature that ends when `at` is about to reach the cluster. */
  async restoreWithSignatureUntil(at: Trap['at'] & ((text: string) => boolean)): Promise<EndedRun> {
    const { name, key } = JSON.parse(await readFile(join(this.#cluster.directory, 'account.json'), 'utf8'));
    const credential = new StorageSharedKeyCredential(name, key);
    const container = new ContainerClient(String(this.#cluster.storage.split('?')[0]), credential);
    const permissions = ContainerSASPermissions.parse('racwdl').toString();
    const accessPolicy = {
      startsOn: new Date(Date.now() - 60_000),
      expiresOn: new Date(Date.now() + 3_600_000),
      permissions,
    };
    await container.setAccessPolicy(undefined, [{ id: 'while-loading', accessPolicy }]);
    const signature = generateBlobSASQueryParameters(
      { containerName: 'snapshots', identifier: 'while-loading' },
      credential,
    );
    this.proxy.begin();
    this.proxy.holdBefore(at, () => container.setAccessPolicy());
    const { cluster, storage } = this.proxy.connection;
    return this.#start(['restore'], { cluster, storage: `${storage.split('?')[0]}?${signature}` }).ended;
  }

  /** Texts of blobs by name, of those whose name has the word in it. */
  async blobs(word: string): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for await (const { name } of this.#container.listBlobsFlat()) {
      if (!name.includes(word)) continue;
      found.set(
        name,
        name.endsWith('.parquet') ? '' : String(await this.#container.getBlobClient(name).downloadToBuffer()),
      );
    }
    return found;
  }

  /** The version of every blob by name. */
  async blobVersions(): Promise<ReadonlyMap<string, string>> {
    const versions = new Map<string, string>();
    for await (const { name, properties } of this.#container.listBlobsFlat()) versions.set(name, properties.etag ?? '');
    return versions;
  }

  /** Another hand writes over a blob. */
  async overwrite(name: string, body: string): Promise<void> {
    await this.#container.getBlockBlobClient(name).upload(body, Buffer.byteLength(body));
  }

  /** As if nothing had ever been stored. */
  async emptyStorage(): Promise<void> {
    for await (const { name } of this.#container.listBlobsFlat()) await this.#container.deleteBlob(name);
  }

  verify(): Promise<EndedRun> {
    return this.#start(['verify', '--level', 'contents'], this.#cluster).ended;
  }

  #start(args: readonly string[], { cluster, storage }: Pick<LocalCluster, 'cluster' | 'storage'>): StartedRun {
    return startCli(args, { cluster, storage, database: this.talk.database });
  }

  async observe(): Promise<Observed> {
    const ids = await this.ids();
    const rows: Record<string, Value[][]> = {};
    for (const table of tables) {
      if (ids.has(table)) rows[table] = await this.talk.query(`${table} | sort by tostring(Id) asc`);
    }
    const script = await this.talk.command(
      `.show database ${this.talk.database} schema as csl script with (IncludeEncodingPolicies=true)`,
    );
    const lines = script.flat().map(String).sort();
    const isOwn = (line: string): boolean => /kr_[a-z]+_[0-9a-f]{8}_\d/.test(line);
    const settings = lines.filter((line) => !isOwn(line));
    return { contents: { rows, settings }, ids, ownSettings: lines.filter(isOwn) };
  }

  /** Identity of every table by name. */
  async ids(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.talk.command('.show tables details | project TableName, TableId');
    return new Map(rows.map(([name, id]) => [String(name), String(id)]));
  }

  /** Whether the table deletes itself some day. */
  async expires(table: string): Promise<boolean> {
    const [row = []] = await this.talk.command(`.show table ${table} policy auto_delete | project Policy`);
    return row[0] !== 'null';
  }

  /** Takes back a finished restore: what it kept is live again, and nothing tells that it ever ran. */
  async takeBack(): Promise<void> {
    const old = [...(await this.ids()).keys()].filter((name) => /^kr_old_/.test(name));
    await this.talk.command('.drop table Typed');
    for (const name of old) {
      await this.talk.command('.drop table Direct');
      await this.talk.command(`.rename table ${name} to Direct`);
      await this.talk.command('.delete table Direct policy auto_delete');
    }
    for await (const { name } of this.#container.listBlobsFlat({ prefix: 'control/' })) {
      if (name.includes(`/${this.talk.database}/restores/`)) await this.#container.deleteBlob(name);
    }
  }
}

/** One database for each name, in one cluster that lives as long as the tests of the file. */
export function sitesOf<Name extends string>(names: readonly Name[]): (name: Name) => CrashSite {
  let sites: readonly CrashSite[] = [];
  beforeAll(async () => {
    sites = await CrashSite.openMany(names);
  });
  afterAll(() => sites[0]?.close());
  return (name) => {
    const site = sites[names.indexOf(name)];
    if (site === undefined) throw new Error(`There is no database for ${name}.`);
    return site;
  };
}

/** Values of Id, in order. */
export async function idsOf({ talk }: CrashSite, table = 'T'): Promise<readonly number[]> {
  return (await talk.query(`${table} | sort by Id asc | project Id`)).map(([id]) => Number(id));
}

/** Names of the tables that the tool made and has not dropped. */
export async function ownTables(site: CrashSite): Promise<readonly string[]> {
  return [...(await site.ids()).keys()].filter((name) => name.startsWith('kr_'));
}
