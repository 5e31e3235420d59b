import type { RunId } from '../domain/names.ts';
import { isOfTheProcess, type Problem, ProblemError } from '../domain/problem.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import { oldName } from './stage-table.ts';

/** Nodes that are told look anew at once; by themselves they do within minutes. */
const patience = 60_000;
const firstPause = 500;
const longestPause = 10_000;

interface World {
  readonly database: Pick<Database, 'read' | 'change'>;
  readonly clock: Clock;
}

/**
 * After a swap: lets the nodes that take streams know which table has the name now. Until they do, they may write on into the one that was replaced, so this comes before
 * anybody takes what that one holds for all. Tables whose streaming ingestion policy is off are left out. May be repeated. What could not be cleared is told by the table's place in
 * the snapshot; only the end of the process rejects.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/streaming-ingestion-schema-changes
 */
export async function clearStreamCaches(
  { runId, tables }: Pick<RestoreRecord, 'runId' | 'tables'>,
  { database, clock }: World,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const replaced = tables.filter((one) => one.swap === undefined && one.liveTableId !== null);
  const problems = new Map<number, readonly Problem[]>();
  if (replaced.length === 0) return problems;
  const live = await database.read.tables();
  const takesStreams = ({ liveTableId, stageTableId }: RestoredTable): boolean =>
    live.some(({ tableId, streaming }) => [liveTableId, stageTableId].includes(tableId) && streaming !== 'off');
  for (const { name, index } of replaced.filter(takesStreams)) {
    const why = await clearCache(name, { database, clock });
    if (why !== undefined) problems.set(index, [mayGoAstray(name, oldName({ run: runId as RunId, index }), why)]);
  }
  return problems;
}

/** Why it is not known that every node has forgotten; undefined when each has. */
async function clearCache(table: string, { database, clock }: World): Promise<string | undefined> {
  const giveUpAt = clock.now().getTime() + patience;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const { why, again } = await tryOnce(table, database);
    if (why === undefined) return undefined;
    if (again === 'no' || clock.now().getTime() + pause > giveUpAt) return why;
    await clock.sleep(pause);
  }
}

async function tryOnce(
  table: string,
  { change }: World['database'],
): Promise<{ readonly why?: string; readonly again: 'yes' | 'no' }> {
  try {
    const { failed, cleared } = await change.clearStreamCache(table);
    if (failed.length === 0 && cleared.length > 0) return { again: 'no' };
    const why = failed.length === 0 ? 'no node answered' : `not cleared on ${failed.join(', ')}`;
    return { why, again: 'yes' };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(isOfTheProcess)) throw error;
    const isPassing = error.problems.every(({ transient }) => transient === true);
    return { why: error.message, again: isPassing ? 'yes' : 'no' };
  }
}

function mayGoAstray(table: string, old: string, why: string): Problem {
  return {
    code: 'unknown',
    summary: `Whether what is streamed into ${table} comes into the restored table is not known: nodes of the cluster may still write into ${old}, which was replaced.`,
    detail: `The schema cache of streaming ingestion was not cleared on every node: ${why}`,
    next: `${old} is kept without an end. Let somebody who is Database Ingestor send .clear table ['${table}'] cache streamingingestion schema until each row of the answer is Succeeded; then append to ${table} what came into ${old} since the restore, and drop ${old}.`,
  };
}
