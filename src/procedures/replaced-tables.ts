import { type Problem, problemError } from '../domain/problem.ts';
import type { ReplacedExtents, RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Journal } from './journal.ts';

/** What is done to one table, by its place in the snapshot. */
export interface ReplacingOne {
  /** Returns what stands in the way for good; anything else rejects. */
  readonly replace: (index: number) => Promise<readonly Problem[]>;
  /** Drops what that needed, also when an earlier run replaced the table. */
  readonly cleanUp: (index: number, found: readonly Problem[]) => Promise<void>;
}

/**
 * Replaces what is live of every table of the restore that stays and is replaced in this way, one after the other. What stands in the way for good is returned by the
 * table's place in the snapshot, and that table is as it was; anything else rejects, and the next call goes on.
 */
export async function replaceEach(
  journal: Journal<RestoreRecord>,
  way: NonNullable<RestoredTable['swap']>,
  { replace, cleanUp }: ReplacingOne,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const problems = new Map<number, readonly Problem[]>();
  for (const { index, swap } of journal.current().tables) {
    if (swap !== way) continue;
    const found = replacedIn(journal, index).state === 'replaced' ? [] : await replace(index);
    if (found.length > 0) problems.set(index, found);
    await cleanUp(index, found);
  }
  return problems;
}

/** As the journal has it now. */
export function tableIn(journal: Journal<RestoreRecord>, index: number): RestoredTable {
  const table = journal.current().tables.find((one) => one.index === index);
  if (table !== undefined) return table;
  throw problemError({ code: 'bug', summary: `no record of table ${index}` });
}

/** How far the replacement of a table is. */
export function replacedIn(journal: Journal<RestoreRecord>, index: number): ReplacedExtents {
  const { replaced, name } = tableIn(journal, index);
  if (replaced !== undefined) return replaced;
  throw problemError({ code: 'bug', summary: `nothing of ${name} was to be replaced yet` });
}

/** Stores these members of one table, and leaves the others as they are. */
export function storeTable(
  journal: Journal<RestoreRecord>,
  index: number,
  members: Partial<RestoredTable>,
): Promise<void> {
  return journal.advance((record) => ({
    ...record,
    tables: record.tables.map((table) => (table.index === index ? { ...table, ...members } : table)),
  }));
}
