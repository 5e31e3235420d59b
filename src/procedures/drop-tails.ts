import type { Cursor, RunId } from '../domain/names.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import type { RestoreRecord, StagedTail } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import { countOne } from './count-tables.ts';
import type { Journal } from './journal.ts';
import { chunksOf } from './receive-files.ts';
import { newerName, stagedNameOf } from './stage-table.ts';

/**
 * Takes out of staged tables what an interrupted or disturbed call of `stageTails` has brought in. Only before the swap; repeatable. Copies go first, so that
 * no move that is under way can bring more.
 */
export async function dropTails(
  journal: Journal<RestoreRecord>,
  { database }: { readonly database: Database },
): Promise<void> {
  const { tables, runId } = journal.current();
  const begun = tables.filter(({ tail }) => tail !== undefined);
  if (begun.length === 0) return;
  const ids = await database.read.tableIds();
  for (const table of begun) {
    await database.change.dropTable(newerName({ run: runId as RunId, index: table.index }));
    const stage = stagedNameOf(runId as RunId, table);
    const isThere = ids.get(stage) === table.stageTableId;
    if (isThere && table.cursor !== null && typeof table.tail?.upTo === 'string')
      await dropAfter(stage, table.cursor as Cursor, database);
  }
  const names = begun.map(({ name }) => name);
  await journal.advance((record) => withTails(record, names, { upTo: null, cursor: null }));
}

async function dropAfter(stage: string, cursor: Cursor, { read, load, change }: Database): Promise<void> {
  const after = { kind: 'after', cursor } as const;
  for (const some of chunksOf(await read.extentsAfter(stage, after))) await load.dropExtents(stage, some);
  const left = async (): Promise<bigint> => (await countOne(read, { name: stage, columns: [] }, cursor)).newer;
  if ((await left()) === 0n) return;
  // They were merged with others.
  await change.deleteRows(stage, after);
  const rows = await left();
  if (rows > 0n) throw problemError(notDeleted(stage, rows));
}

/** The record with the tails of these tables changed, or begun. What was brought over before is not on it any more. */
export function withTails(record: RestoreRecord, names: readonly string[], change: Partial<StagedTail>): RestoreRecord {
  const before = { round: 0, upTo: null, cursor: null };
  return {
    ...record,
    tables: record.tables.map((table) => {
      if (!names.includes(table.name)) return table;
      const { carried: _, ...rest } = table;
      return { ...rest, tail: { ...before, ...table.tail, ...change } };
    }),
  };
}

function notDeleted(stage: string, rows: bigint): Problem {
  return {
    code: 'service',
    summary: `${rows} copies of newer rows could not be taken out of ${stage} again; nothing was swapped.`,
    next: 'Run restore again.',
  };
}
