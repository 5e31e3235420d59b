import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { median } from './median.ts';

const cli = join(import.meta.dirname, '../dist/cli.js');

export interface FirstRequest {
  /** Milliseconds from the start of the process to its first request. */
  readonly toRequest: number;
  /** Milliseconds that a process of the same Node takes that does nothing. */
  readonly bare: number;
}

/** Median of several starts, each beside one of an empty process. */
export async function measureFirstRequest(starts: number): Promise<FirstRequest> {
  const toRequest: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < starts; turn += 1) {
    bare.push(await startEmpty());
    toRequest.push(await startVerb());
  }
  return { toRequest: median(toRequest), bare: median(bare) };
}

async function startEmpty(): Promise<number> {
  const begun = performance.now();
  await ended(['-e', '0'], {});
  return performance.now() - begun;
}

/** The cluster is a server that notes when it was asked, and refuses. */
async function startVerb(): Promise<number> {
  let asked: number | undefined;
  const server = createServer((_, response) => {
    asked ??= performance.now();
    response.writeHead(403).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const begun = performance.now();
  await ended([cli, 'snapshot', '--sign-in', 'none'], {
    KUSTO_REBUILD_CLUSTER: `http://127.0.0.1:${port}`,
    KUSTO_REBUILD_DATABASE: 'Db',
    KUSTO_REBUILD_STORAGE: `http://127.0.0.1:${port}/account/container?sig=none`,
  });
  server.close();
  if (asked === undefined) throw new Error('nothing was asked');
  return asked - begun;
}

function ended(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: 'ignore' });
    child.once('error', reject).once('exit', () => resolve());
  });
}
