import type { DatabaseObserver, ExtentOwner } from '../ports/database-observer.ts';
import { look } from './look.ts';

export type ExpiringObserver = Pick<DatabaseObserver, 'extentsOlderThan'>;

/** What a shorter retention would delete; `unknown` where nothing says that it deletes by age only, or where nobody could look. */
export type Expiring =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'extents'; readonly extents: bigint }
  | { readonly kind: 'unknown'; readonly why?: string };

/**
 * Looks for extents that are older than an age in ticks, by the clock of the service and at this moment. Retention deletes whole extents by their newest row, and rows of streaming ingestion that are
 * in no extent yet are as new as the extent they will be in. Source: https://learn.microsoft.com/kusto/management/retention-policy
 */
export async function findExpiring(
  owner: ExtentOwner,
  olderThan: bigint | undefined,
  observe: ExpiringObserver,
): Promise<Expiring> {
  if (olderThan === undefined) return { kind: 'unknown' };
  const seen = await look(() => observe.extentsOlderThan(owner, olderThan));
  if ('problem' in seen) return { kind: 'unknown', why: seen.problem.summary };
  return seen.value === 0n ? { kind: 'nothing' } : { kind: 'extents', extents: seen.value };
}

/** As the end of a clause; empty where there is nothing to tell. */
export function tellExpiring(seen: Expiring): string {
  if (seen.kind === 'extents') return `, and ${seen.extents} of its extents are that old`;
  return seen.kind === 'unknown' && seen.why !== undefined
    ? `, and how old its rows are cannot be read: ${seen.why}`
    : '';
}
