import { deletesOlderThan } from '../kql/loss-retention.ts';
import { parseTimespan } from '../kql/timespan.ts';

/** Of two values of the retention policy, as facets. Without a policy of its own an object has the retention of what it is in, which may be any; so may one that cannot be read. */
export function mayKeepLess(before: string | undefined, after: string | undefined): boolean {
  const [was, is] = [before, after].map((value) => (value === undefined ? undefined : retentionOf(value)));
  if (is === undefined || was?.ticks === 'unreadable' || is.ticks === 'unreadable') return true;
  const unlimited = is.ticks === undefined && is.recoverability === 'Enabled';
  if (was === undefined) return !unlimited;
  if (givesUpRecovery(was, is)) return true;
  return is.ticks !== undefined && (was.ticks === undefined || is.ticks < was.ticks);
}

/** Whether the policy deletes rows as soon as they come. */
export function keepsNothing(value: string | undefined): boolean {
  return value !== undefined && retentionOf(value).ticks === 0n;
}

/** From which age on the new policy deletes rows; nothing where it may lose others too. */
export function deletedAge(before: string | undefined, after: string | undefined): { readonly olderThan?: bigint } {
  if (after === undefined) return {};
  const { SoftDeletePeriod: period } = documentOf(after);
  const was = before === undefined ? undefined : retentionOf(before);
  if (givesUpRecovery(was, retentionOf(after))) return {};
  return deletesOlderThan(period === undefined ? undefined : String(period));
}

interface Retention {
  /** Absent for a period without end. */
  readonly ticks: bigint | 'unreadable' | undefined;
  readonly recoverability: string;
}

function retentionOf(value: string): Retention {
  const { SoftDeletePeriod: period, Recoverability: recoverability = 'Enabled' } = documentOf(value);
  return {
    ticks: period === undefined ? undefined : (parseTimespan(String(period)) ?? 'unreadable'),
    recoverability: String(recoverability),
  };
}

function documentOf(value: string): { readonly SoftDeletePeriod?: unknown; readonly Recoverability?: unknown } {
  return JSON.parse(value) as ReturnType<typeof documentOf>;
}

function givesUpRecovery(was: Retention | undefined, is: Retention): boolean {
  return is.recoverability !== 'Enabled' && is.recoverability !== was?.recoverability;
}
