import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isNativeError } from 'node:util/types';
import type { Self } from '../../domain/snapshot/lease.ts';

/** This process, as leases name it. */
export function thisProcess(): Self {
  return {
    host: hostname(),
    pid: process.pid,
    bootId: whereItExists(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: whereItExists(() => readlinkSync('/proc/self/ns/pid')),
    startTime: startTimeOf(process.pid),
    isAlive,
  };
}

function isAlive(pid: number, startTime?: string): 'yes' | 'no' {
  if (!isThere(pid)) return 'no';
  const seen = startTime === undefined ? undefined : startTimeOf(pid);
  return seen === undefined || seen === startTime ? 'yes' : 'no';
}

/** A process that may not be signalled is there. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return codeOf(error) !== 'ESRCH';
  }
}

/** Undefined where the system does not tell, or where `/proc` counts processes otherwise than the system calls do. */
function startTimeOf(pid: number): string | undefined {
  const self = statOf('self');
  return self?.pid === process.pid ? statOf(pid)?.startTime : undefined;
}

/** The name of the program, in brackets, may hold anything; the start time is field 22: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(which: number | 'self'): { readonly pid: number; readonly startTime: string | undefined } | undefined {
  const text = whereItExists(() => readFileSync(`/proc/${which}/stat`, 'utf8'));
  if (text === undefined) return undefined;
  const fromThird = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid: Number.parseInt(text, 10), startTime: fromThird[22 - 3] };
}

/** Undefined when the system refuses it; other systems than Linux have no `/proc`. */
function whereItExists(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Of an error of the system. */
function codeOf(error: unknown): unknown {
  return isNativeError(error) && 'code' in error ? error.code : undefined;
}
