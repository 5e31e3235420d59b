import { spawnSync } from 'node:child_process';
import { root } from './source-tree.ts';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the repository with the Node that runs the tests. */
export function runNode(args: readonly string[], input = ''): Ended {
  const options = {
    cwd: root,
    encoding: 'utf8',
    input,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], options);
  return { status, stdout, stderr };
}
