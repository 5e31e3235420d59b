import { z } from 'zod';
import { check, parseJson } from './manifest.ts';

const lease = z.strictObject({
  formatVersion: z.literal(1),
  /** Random; changes with every process. */
  owner: z.string(),
  /** What the owner does, for people who wait. */
  verb: z.string(),
  host: z.string(),
  pid: z.int(),
  since: z.string(),
  renewedAt: z.string(),
  state: z.enum(['held', 'released']),
});
/** Who works on a database. Keeps two runs apart that both behave; what must not happen twice is fenced by what it writes. */
export type Lease = z.infer<typeof lease>;

export const parseLease = (text: string, path: string): Lease => check(lease, parseJson(text, path), path);

/** The process that works, and what it can tell of others on its machine. */
export interface Self {
  readonly host: string;
  readonly pid: number;
  readonly isAlive: (pid: number) => 'yes' | 'no';
}

/** Left by a process of this machine that is gone; of other machines nothing can be said. */
export function isOrphan(held: Lease, self: Self): 'yes' | 'unknown' {
  return held.host === self.host && self.isAlive(held.pid) === 'no' ? 'yes' : 'unknown';
}
