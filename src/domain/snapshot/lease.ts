import { z } from 'zod';
import { ProblemError } from '../problem.ts';
import { check, parseJson } from './manifest.ts';

export const leaseRecord = z.strictObject({
  formatVersion: z.literal(1),
  /** Random; changes with every process. */
  owner: z.string(),
  /** What the owner does, for people who wait. */
  verb: z.string(),
  host: z.string(),
  pid: z.int(),
  /** Which start of which machine. */
  bootId: z.string().optional(),
  /** In which of its namespaces the process has the number. */
  pidNamespace: z.string().optional(),
  /** When the process began, in ticks since the machine started. */
  startTime: z.string().optional(),
  since: z.string(),
  renewedAt: z.string(),
  state: z.enum(['held', 'released']),
});
/** Who works on a database. Keeps two runs apart that both behave; what must not happen twice is fenced by what it writes. */
export type LeaseRecord = z.infer<typeof leaseRecord>;

/** Undefined when the text is damaged or of a version that this one does not know. */
export function parseLease(text: string, path: string): LeaseRecord | undefined {
  try {
    return check(leaseRecord, parseJson(text, path), path);
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** The process that works, and what it can tell of others on its machine. What the system does not tell is absent. */
export interface Self {
  readonly host: string;
  readonly pid: number;
  readonly bootId?: string | undefined;
  readonly pidNamespace?: string | undefined;
  readonly startTime?: string | undefined;
  /** Whether a process has this number in the namespace of this one; with `startTime`, whether it is the one that began then. */
  readonly isAlive: (pid: number, startTime?: string) => 'yes' | 'no';
}

/**
 * Left by a process that is gone. Said only of the same namespace of the same start of the same machine: names of hosts repeat, and elsewhere
 * a number means another process.
 */
export function isOrphan(held: LeaseRecord, self: Self): 'yes' | 'unknown' {
  const isHere = isKnownAndEqual(held.bootId, self.bootId) && isKnownAndEqual(held.pidNamespace, self.pidNamespace);
  return isHere && self.isAlive(held.pid, held.startTime) === 'no' ? 'yes' : 'unknown';
}

function isKnownAndEqual(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && left === right;
}
