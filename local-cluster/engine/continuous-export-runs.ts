import { randomUUID } from 'node:crypto';
import { ClusterProblem } from '../problem.ts';
import { shownProblem } from './blobs.ts';
import { actFor, systemCaller } from './caller.ts';
import { dataTable, type TableEntry } from './catalog.ts';
import { type ContinuousExport, checkExport, exportCatalog, type Window } from './continuous-exports.ts';
import type { Database } from './database.ts';
import type { Engine } from './engine.ts';
import type { Artifact } from './export.ts';
import { addEvents, type ExportFailure } from './export-history.ts';
import { failAfter } from './faults.ts';
import { exportToTable } from './table-export.ts';

/** What faults call a run. */
const runKind = 'ContinuousExport';

interface Reach extends Window {
  readonly exportedTo: bigint;
}

/**
 * How far a run goes: to the newest cursor, and not to rows that are younger than the forced latency or whose cursor is not
 * assigned yet.
 */
async function reachOf(database: Database, job: ContinuousExport, facts: readonly TableEntry[]): Promise<Reach> {
  const assigned = database.cursor.assigned();
  const latency = BigInt(job.forcedLatency ?? 0);
  const newest = database.clock.nowTicks() - latency;
  const young = latency > 0n ? ` OR _it > ${newest}` : '';
  let [to, exportedTo] = [assigned, newest];
  await database.store.read(async (session) => {
    for (const table of facts) {
      const later = `_cs > ${job.stamp} AND (_cs > ${assigned}${young})`;
      const [[stamp, ingested] = []] = await session.rows(
        `SELECT min(_cs), min(_it) FROM ${dataTable(table)} WHERE ${later}`,
      );
      if (typeof stamp === 'bigint' && stamp <= to) to = stamp - 1n;
      if (typeof ingested === 'bigint' && ingested <= exportedTo) exportedTo = ingested - 1n;
    }
  });
  return { from: BigInt(job.stamp), to, exportedTo };
}

interface Run {
  readonly engine: Engine;
  readonly database: Database;
  readonly job: ContinuousExport;
  readonly started: bigint;
  readonly operationId: string;
}

/** Keeps files and cursor together; of an export that was dropped meanwhile nothing. */
function succeed({ database, job, started }: Run, reach: Reach, artifacts: readonly Artifact[]): Promise<void> {
  return database.change(async (session, draft) => {
    const present = draft.exports.get(job.name);
    if (present?.id !== job.id) return;
    const on = String(started);
    const events = artifacts.map(({ path, rows, bytes }) => {
      return { externalTable: job.externalTable, path, rows: String(rows), bytes, on };
    });
    await addEvents(session, job.id, { kind: 'artifact', events, nowTicks: started });
    const { failingSince: _failing, ...healthy } = present;
    const progress = { stamp: Number(reach.to), exportedTo: String(reach.exportedTo) };
    const last = { lastRun: on, lastSuccess: on, lastResult: 'Completed' as const };
    draft.exports.set(job.name, { ...healthy, ...progress, ...last });
  });
}

const disabledAfter = 7n * 864_000_000_000n;

/** After 7 days of nothing but permanent failures an export is disabled. */
function fail({ database, job, started, operationId }: Run, cause: unknown, stored: number): Promise<void> {
  const isPermanent = cause instanceof ClusterProblem && cause.permanent;
  return database.change(async (session, draft) => {
    const present = draft.exports.get(job.name);
    if (present?.id !== job.id) return;
    const on = String(started);
    const { lastSuccess, failingSince: earlier, ...rest } = present;
    const failure: ExportFailure = {
      operationId,
      ...(lastSuccess === undefined ? {} : { lastSuccess }),
      kind: stored === 0 ? 'Failure' : 'PartialFailure',
      details: shownProblem(cause),
      on,
    };
    await addEvents(session, job.id, { kind: 'failure', events: [failure], nowTicks: started });
    const failingSince = isPermanent ? (earlier ?? on) : undefined;
    const isGivenUp = failingSince !== undefined && started - BigInt(failingSince) > disabledAfter;
    draft.exports.set(job.name, {
      ...rest,
      ...(lastSuccess === undefined ? {} : { lastSuccess }),
      ...(failingSince === undefined ? {} : { failingSince }),
      isDisabled: rest.isDisabled || isGivenUp,
      lastRun: on,
      lastResult: 'Failed',
    });
  });
}

/** Exports the rows that came in since the last good run. Files that were stored before a failure stay, and nobody lists them. */
async function exportRows({ engine, database, job }: Run, stored: () => void): Promise<[Reach, Artifact[]]> {
  const reach = await reachOf(database, job, checkExport(database, database.catalog, job));
  const artifacts = await exportToTable(database, {
    table: job.externalTable,
    query: job.query,
    settings: job.settings,
    temporary: engine.temporary,
    admit: (rows) => engine.faults.admit(runKind, rows),
    ...failAfter(engine.faults, runKind),
    stored,
    extend: (catalog) => exportCatalog(database.catalog, job, { window: reach })(catalog),
  });
  engine.faults.failOperation(runKind);
  return [reach, artifacts];
}

/** One run, in the operation log like any export. A failure that is no answer of the cluster goes on to the caller. */
async function runExport(run: Run): Promise<void> {
  const { engine, database, started, operationId } = run;
  const record = {
    id: operationId,
    operation: 'DataExport',
    database: database.name,
    activityId: randomUUID(),
    startedOn: String(started),
  };
  await engine.operations.append({ ...record, state: 'InProgress', status: '', shouldRetry: false });
  let stored = 0;
  try {
    const [reach, artifacts] = await exportRows(run, () => {
      stored += 1;
    });
    await succeed(run, reach, artifacts);
    await engine.operations.append({ ...record, state: 'Completed', status: '', shouldRetry: false });
  } catch (cause) {
    await fail(run, cause, stored);
    const shouldRetry = cause instanceof ClusterProblem && !cause.permanent;
    await engine.operations.append({ ...record, state: 'Failed', status: shownProblem(cause), shouldRetry });
    if (!(cause instanceof ClusterProblem)) throw cause;
  }
}

/** Failed runs are tried again at the next occasion, others after their interval. */
function isDue({ isDisabled, lastRun, lastResult, interval }: ContinuousExport, nowTicks: bigint): boolean {
  if (isDisabled) return false;
  return lastRun === undefined || lastResult === 'Failed' || BigInt(lastRun) + BigInt(interval) <= nowTicks;
}

const longestAgo = (a: ContinuousExport, b: ContinuousExport): number =>
  BigInt(a.lastRun ?? 0) < BigInt(b.lastRun ?? 0) ? -1 : 1;

/** Whether an export runs now is known by this name. */
export const runningName = (database: Pick<Database, 'name'>, name: string): string => `${database.name}/${name}`;

/**
 * Runs the exports that are due, the one that waits longest first. One for which there is no capacity lags behind.
 * Source: https://learn.microsoft.com/kusto/management/data-export/continuous-data-export
 */
export async function runExports(engine: Engine, database: Database): Promise<void> {
  const started = engine.clock.nowTicks();
  const due = [...database.catalog.exports.values()].filter((job) => isDue(job, started)).sort(longestAgo);
  for (const job of due) {
    const { capacity, exporting } = engine;
    const name = runningName(database, job.name);
    if (capacity.isFull('DataExport') || exporting.has(name)) continue;
    exporting.add(name);
    const release = capacity.take('DataExport', runKind);
    try {
      const run = { engine, database, job, started, operationId: randomUUID() };
      await actFor(systemCaller, () => runExport(run));
    } finally {
      release();
      exporting.delete(name);
    }
  }
}
