import { hostname } from 'node:os';
import type { Self } from '../../domain/snapshot/lease.ts';

/** This process, as leases name it. */
export function thisProcess(): Self {
  return { host: hostname(), pid: process.pid, isAlive };
}

/** A process that may not be signalled is alive. */
function isAlive(pid: number): 'yes' | 'no' {
  try {
    process.kill(pid, 0);
    return 'yes';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH' ? 'no' : 'yes';
  }
}
