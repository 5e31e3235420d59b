import { randomUUID } from 'node:crypto';
import { shownProblem } from '../engine/blobs.ts';
import type { Resource } from '../engine/capacity.ts';
import type { OperationRecord, State } from '../engine/operations.ts';
import { ClusterProblem } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { argument, type Commands, type Request, resultOf } from './request.ts';

export interface Outcome {
  readonly result: Result;
  readonly state?: State;
}

export interface Operation {
  /** As `.show operations` calls it. */
  readonly name: string;
  readonly asynchronous: boolean;
  readonly persistDetails: boolean;
  readonly resource: Resource;
}

/**
 * Runs work that appears in the operation log. Over capacity it is refused before anything is logged. Asynchronous work is
 * answered with its id at once and reports through the log only.
 */
export async function runOperation(
  request: Request,
  operation: Operation,
  work: (operationId: string) => Promise<Outcome>,
): Promise<Result> {
  const { engine, database, identity, command } = request;
  const release = engine.capacity.take(operation.resource, command.kind);
  const id = randomUUID();
  const startedOn = String(engine.clock.nowTicks());
  const record = { id, operation: operation.name, database: database.name, activityId: identity.activityId, startedOn };
  const enter = (state: State, status: string, shouldRetry = false) =>
    engine.operations.append({ ...record, state, status, shouldRetry });
  const run = async () => {
    try {
      const { result, state = 'Completed' } = await work(id);
      if (operation.persistDetails) await engine.operations.keepResult(id, result);
      await enter(state, '');
      return result;
    } catch (cause) {
      await enter('Failed', shownProblem(cause), cause instanceof ClusterProblem && !cause.permanent);
      throw cause;
    } finally {
      release();
    }
  };
  await enter('InProgress', '');
  if (!operation.asynchronous) return run();
  engine.background(run().catch(reportBug));
  return resultOf({ OperationId: 'guid' }, [[id]]);
}

/** The log has the failure; only what is no answer to the caller's input is worth more. */
function reportBug(cause: unknown): void {
  if (!(cause instanceof ClusterProblem)) process.stderr.write(`${shownProblem(cause)}\n`);
}

const operationColumns = {
  OperationId: 'guid',
  Operation: 'string',
  NodeId: 'string',
  StartedOn: 'datetime',
  LastUpdatedOn: 'datetime',
  Duration: 'timespan',
  State: 'string',
  Status: 'string',
  RootActivityId: 'guid',
  ShouldRetry: 'bool',
  Database: 'string',
  Principal: 'string',
  User: 'string',
  AdminEpochStartTime: 'datetime',
} as const;

function operationRow(record: OperationRecord): Cell[] {
  const [started, updated] = [BigInt(record.startedOn), BigInt(record.lastUpdatedOn)];
  const times = [started, updated, updated - started];
  const { state, status, activityId, shouldRetry, database } = record;
  return [record.id, record.operation, '', ...times, state, status, activityId, shouldRetry, database, '', '', null];
}

function show({ engine, database, command }: Request): Result {
  const ids = command.arguments('OperationId');
  const records =
    ids.length === 0
      ? engine.operations.log(database.name)
      : engine.operations.latest(ids.map((id) => id.toLowerCase()));
  return resultOf(operationColumns, records.map(operationRow));
}

export const operationCommands: Commands = {
  ShowOperations: show,
  ShowOperationDetails: (request) => request.engine.operations.result(argument(request, 'OperationId').toLowerCase()),
};
