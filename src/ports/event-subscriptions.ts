import type { EventSubscription } from '../domain/snapshot/event-subscription.ts';

/** The Event Grid subscriptions on the storage account of the snapshots. Rejects with a `ProblemError` and with nothing else but bugs. */
export interface EventSubscriptions {
  /** Those made on the account and those of its system topics. Reading; may be repeated. */
  list(): Promise<readonly EventSubscription[]>;
  /** The subject of events about blobs whose path below the storage root begins with `path`. */
  subjectOf(path: string): string;
}
