import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContainerClient } from '@azure/storage-blob';
import { Client, KustoConnectionStringBuilder } from 'azure-kusto-data';
import type { LocalCluster } from '../../local-cluster/start.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** What a verb left behind. */
export interface VerbRun {
  readonly exitCode: number;
  readonly seconds: number;
  /** The document of `--json`. */
  readonly document: {
    readonly outputs: Readonly<Record<string, string>>;
    readonly problems: readonly { readonly summary: string; readonly detail?: string }[];
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** Where the story plays: the shipped program, a cluster, and what other people do to it. */
export interface Stage {
  /** Runs `dist/cli.js` as a process of its own; its report and document are kept in the folder. */
  run(title: string, verb: string, ...flags: readonly string[]): Promise<VerbRun>;
  /** What a pipeline outside this tool does: puts a file into a table. */
  ingest(table: string, name: string, contents: Uint8Array | string, properties: string): Promise<void>;
  say(line: string): void;
}

export async function openStage(cluster: LocalCluster, folder: string): Promise<Stage> {
  const reports = resolve(folder, 'reports');
  await mkdir(reports, { recursive: true });
  const connection = {
    KUSTO_REBUILD_CLUSTER: cluster.cluster,
    KUSTO_REBUILD_DATABASE: cluster.database,
    KUSTO_REBUILD_STORAGE: cluster.storage,
  };
  const exports = Object.entries(connection).map(([name, value]) => `export ${name}='${value}'\n`);
  await writeFile(resolve(folder, 'env.sh'), exports.join(''), { mode: 0o600 });
  const client = new Client(new KustoConnectionStringBuilder(cluster.cluster));
  const landing = new ContainerClient(cluster.landing);
  let count = 0;

  return {
    async run(title, verb, ...flags) {
      count += 1;
      const startedAt = performance.now();
      const { exitCode, stdout, stderr } = await runProcess([cli, verb, '--json', ...flags], connection);
      const name = `${String(count).padStart(2, '0')}-${title.replaceAll(' ', '-')}`;
      await writeFile(resolve(reports, `${name}.json`), stdout);
      await writeFile(resolve(reports, `${name}.txt`), stderr);
      return { exitCode, seconds: (performance.now() - startedAt) / 1000, document: JSON.parse(stdout) };
    },
    async ingest(table, name, contents, properties) {
      const bytes = Buffer.from(contents);
      const blob = landing.getBlockBlobClient(name);
      await blob.upload(bytes, bytes.length);
      await client.executeMgmt(cluster.database, `.ingest into table ${table} (h@"${blob.url}") with (${properties})`);
    },
    say: (line) => console.log(line),
  };
}

function runProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const seen = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      seen.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      seen.stderr += chunk;
    });
    child.once('error', failed);
    child.once('close', (code) => done({ exitCode: code ?? 1, ...seen }));
  });
}
