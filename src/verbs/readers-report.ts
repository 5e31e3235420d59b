import type { TableReader } from '../ports/database-observer.ts';
import { showCount } from '../report/numbers.ts';
import { named } from './named.ts';

/** Who named a table in queries, and how often; ten of many. */
export function showReaders(readers: readonly TableReader[]): string {
  return named(
    readers.map(
      ({ who, application, times }) =>
        `${who}${application === '' ? '' : ` with ${application}`} (${showCount(times)})`,
    ),
  );
}

/** For the JSON document. */
export function readersData(readers: readonly TableReader[]): readonly Readonly<Record<string, unknown>>[] {
  return readers.map(({ times, ...reader }) => ({ ...reader, times: times.toString() }));
}
