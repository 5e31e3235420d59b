import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LocalCluster } from '../local-cluster/start.ts';

const cli = join(import.meta.dirname, '../dist/cli.js');

export interface RunDocument {
  readonly verdict: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Runs the shipped bundle against a local cluster; its JSON document. Rejects when it ends with anything but 0. */
export async function runVerb(
  { cluster, database, storage }: LocalCluster,
  ...args: readonly string[]
): Promise<RunDocument> {
  const connection = {
    KUSTO_REBUILD_CLUSTER: cluster,
    KUSTO_REBUILD_DATABASE: database,
    KUSTO_REBUILD_STORAGE: storage,
  };
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, ...connection },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  const [output, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${said.slice(-2_000)}`);
  return JSON.parse(output);
}
