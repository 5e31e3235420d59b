/** Room for commands of one kind in the cluster. Source: https://learn.microsoft.com/kusto/management/show-capacity-command */
export interface Slots {
  readonly total: number;
  /** Taken by nobody at the moment. */
  readonly remaining: number;
}

/**
 * How many more commands may begin when so many of one's own run. The last slot is left to others, such as continuous exports, where there is more than
 * one; with none of one's own running one may always be tried, so that a small cluster does not stop everything.
 */
export function freeSlots({ total, remaining }: Slots, running: number): number {
  const own = Math.max(1, total - 1) - running;
  return Math.max(running === 0 ? 1 : 0, Math.min(own, remaining));
}
