import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Block } from '../report/blocks.ts';

/** A continuous export that was made anew, and the cursors after which its last and its new epoch begin. */
export interface NewEpoch {
  readonly name: string;
  readonly before: string;
  readonly now: string;
}

export function newEpochs(records: readonly RestoreRecord[]): readonly NewEpoch[] {
  return records
    .flatMap(({ exports = [] }) => exports)
    .flatMap(({ name, startCursor, startsAgain }) =>
      startsAgain === undefined ? [] : [{ name, before: startCursor, now: startsAgain }],
    );
}

export function describeEpochs(records: readonly RestoreRecord[]): readonly Block[] {
  const names = newEpochs(records).map(({ name }) => name);
  if (names.length === 0) return [];
  const text = `Continuous exports begin anew, after what was restored: ${names.join(', ')}. Their lists of exported artifacts do too; what was exported before stays in storage.`;
  return [{ kind: 'sentence', text }];
}
