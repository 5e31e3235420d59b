import { type Finding, found } from './finding.ts';

/** An Event Grid subscription as far as it decides about blobs. Source: https://learn.microsoft.com/azure/event-grid/event-filtering */
export interface EventSubscription {
  readonly name: string;
  readonly subjectBeginsWith: string;
  readonly subjectEndsWith: string;
  /** Absent means all. */
  readonly eventTypes?: readonly string[] | undefined;
  readonly isCaseSensitive: boolean;
  readonly destination: string;
}

/** Endings of the blobs that a snapshot writes. */
const endings = ['.parquet', '.json', '.jsonl', '.kql', '.md'];

/**
 * Subscriptions that may hear of blobs whose subject begins with `subject`. Advanced filters are not read: they can only make a subscription hear less,
 * so one is rather told than left out.
 */
export function hazardsOfSubscriptions(
  subscriptions: readonly EventSubscription[],
  subject: string,
): readonly Finding[] {
  return subscriptions
    .filter((one) => hearsOfBlobs(one) && mayBegin(one, subject) && mayEnd(one))
    .map(({ name, destination }) => {
      const summary = `The Event Grid subscription ${name}, which sends to ${destination}, hears of the blobs that a snapshot writes.`;
      return found('event-grid', summary);
    });
}

function hearsOfBlobs({ eventTypes }: EventSubscription): boolean {
  return (
    eventTypes === undefined || eventTypes.some((type) => /^Microsoft\.Storage\.Blob(Created|Renamed)$/i.test(type))
  );
}

function mayBegin({ subjectBeginsWith, isCaseSensitive }: EventSubscription, subject: string): boolean {
  const [filter, own] = isCaseSensitive
    ? [subjectBeginsWith, subject]
    : [subjectBeginsWith.toLowerCase(), subject.toLowerCase()];
  return own.startsWith(filter) || filter.startsWith(own);
}

function mayEnd({ subjectEndsWith }: EventSubscription): boolean {
  const filter = subjectEndsWith.toLowerCase();
  return endings.some((ending) => ending.endsWith(filter) || filter.endsWith(ending));
}
