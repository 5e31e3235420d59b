import type { AfterCursor, Bound, ListedRows, RangeRows } from '../domain/cursor-bound.ts';
import { type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { attemptTag, type OperationId, type RunId } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { AppendRequest } from '../ports/database-loader.ts';
import { findAttempt } from './bring-over.ts';
import { runOperations } from './run-operations.ts';

interface World {
  readonly database: Database;
  readonly clock: Clock;
}

export interface Copy {
  readonly run: RunId;
  readonly index: number;
  /** Part of the tag; stored before, so that no earlier copy has it. */
  readonly round: number;
  readonly from: LiveTable;
  readonly rows: Bound | AfterCursor | ListedRows | RangeRows;
  /** Those of the table that they come into; absent where it has the same. */
  readonly columns?: AppendRequest['columns'];
  readonly expected: Fingerprint;
}

/**
 * Leaves exactly the expected rows in a table that nothing else is written to, brought by one attempt, which may be an earlier one; `again` when the rows are
 * not the same any more or did not come.
 */
export async function copyInto(into: string, copy: Copy, world: World): Promise<'done' | 'again'> {
  const { run, index, round, from, rows } = copy;
  if ((await takeAttempt(into, copy, world.database)) === 'there') return 'done';
  const columns = copy.columns ?? from.columns.map((column) => ({ ...column, isIn: 'both' as const }));
  const request = { from: from.name, rows, columns, into, tag: attemptTag(run, index, round) };
  const { load } = world.database;
  const result = await runOne(`copying rows of ${from.name}`, () => load.startAppend(request), world);
  if (result === 'again') return result;
  return (await takeAttempt(into, copy, world.database)) === 'there' ? 'done' : 'again';
}

/** Whether the table holds the expected rows by one attempt; everything else in it is dropped. */
async function takeAttempt(
  into: string,
  { run, index, from, expected }: Copy,
  { read, load }: Database,
): Promise<'there' | 'not-there'> {
  const extents = await read.rowsByExtent(into);
  const { wasteIds } = findAttempt(extents, { run, index }, expected.rows);
  if (wasteIds.length > 0) await load.dropExtents(into, wasteIds);
  const seen = await read.fingerprint(into, from.columns, { kind: 'whole-table' });
  if (sameFingerprint(seen, expected)) return 'there';
  const rest = extents.map(({ extentId }) => extentId).filter((id) => !wasteIds.includes(id));
  if (rest.length > 0) await load.dropExtents(into, rest);
  return 'not-there';
}

/** One asynchronous command to its end; `again` when it failed in a way that may pass. */
export async function runOne(
  what: string,
  start: () => Promise<OperationId>,
  { database: { load }, clock }: World,
): Promise<'done' | 'again'> {
  const kind = { describe: () => what, slots: () => load.slots(), states: load.states, start };
  const [result] = await runOperations([what], kind, clock);
  if (result?.kind === 'completed') return 'done';
  if (result?.kind === 'failed' && result.problem.transient !== true) throw problemError(result.problem);
  return 'again';
}
