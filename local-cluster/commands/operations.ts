import { randomUUID } from 'node:crypto';
import { shownProblem } from '../engine/blobs.ts';
import type { Resource } from '../engine/capacity.ts';
import type { OperationRecord, State } from '../engine/operations.ts';
import { ClusterProblem, entityNotFound } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { argument, type Commands, properties, type Request, resultOf } from './request.ts';

export interface Outcome {
  readonly result: Result;
  readonly state?: State;
}

export interface Operation {
  /** As `.show operations` calls it. */
  readonly name: string;
  readonly asynchronous: boolean;
  readonly persistDetails: boolean;
  /** What it takes a slot of; absent where nothing is limited. */
  readonly resource?: Resource;
}

/**
 * Runs work that appears in the operation log. Over capacity it is refused before anything is logged. Asynchronous work is
 * answered with its id at once and reports through the log only.
 */
export async function runOperation(
  request: Pick<Request, 'engine' | 'database' | 'identity'> & { readonly command: Pick<Request['command'], 'kind'> },
  operation: Operation,
  work: (operationId: string) => Promise<Outcome>,
): Promise<Result> {
  const { engine, database, identity, command } = request;
  const { resource } = operation;
  const release = resource === undefined ? () => undefined : engine.capacity.take(resource, command.kind);
  const id = randomUUID();
  const now = engine.clock.nowTicks();
  const lost = engine.faults.strike('lost-operation', command.kind);
  const record = {
    id,
    operation: operation.name,
    database: database.name,
    activityId: identity.activityId,
    startedOn: String(now),
    ...(lost === undefined ? {} : { lostOn: String(now + BigInt(lost.amount) * 10_000n) }),
  };
  const enter = (state: State, status: string, shouldRetry = false) =>
    engine.operations.append({ ...record, state, status, shouldRetry });
  const run = async () => {
    try {
      const { result, state = 'Completed' } = await work(id);
      if (operation.persistDetails) await engine.operations.keepResult(id, result);
      await enter(state, '');
      return result;
    } catch (cause) {
      const state = engine.operations.isCanceled(id) ? 'Canceled' : 'Failed';
      await enter(state, shownProblem(cause), cause instanceof ClusterProblem && !cause.permanent);
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
  VirtualCluster: 'string',
} as const;

function operationRow(record: OperationRecord): Cell[] {
  const [started, updated] = [BigInt(record.startedOn), BigInt(record.lastUpdatedOn)];
  const times = [started, updated, updated - started];
  const { state, status, activityId, shouldRetry, database } = record;
  return [
    record.id,
    record.operation,
    '',
    ...times,
    state,
    status,
    activityId,
    shouldRetry,
    database,
    '',
    '',
    null,
    '',
  ];
}

function show({ engine, database, command }: Request): Result {
  const ids = command.arguments('OperationId');
  const records =
    ids.length === 0
      ? engine.operations.log(database.name)
      : engine.operations.latest(ids.map((id) => id.toLowerCase()));
  return resultOf(operationColumns, records.map(operationRow));
}

const cancelable = /^Table(?:Set|Append|SetOrAppend|SetOrReplace)$/;

/** Only ingestions from a query can be canceled. Source: https://learn.microsoft.com/kusto/management/cancel-operation-command */
function cancel(request: Request): Result {
  const reason = properties(request, 'reason').text('reason') ?? '';
  const [, id = ''] = /\boperation\s+["']?([0-9a-f-]{36})\b/i.exec(request.text) ?? [];
  const { operations } = request.engine;
  const found = operations.find(id.toLowerCase());
  if (found === undefined) throw entityNotFound('Operation', id);
  const done = cancelable.test(found.operation) && operations.cancel(found.id);
  const columns = {
    OperationId: 'guid',
    Operation: 'string',
    StartedOn: 'datetime',
    CancellationState: 'string',
    ReasonPhrase: 'string',
  } as const;
  const state = done ? 'Canceled successfully' : 'Cancel failed';
  return resultOf(columns, [[found.id, found.operation, BigInt(found.startedOn), state, reason]]);
}

export const operationCommands: Commands = {
  CancelOperation: cancel,
  ShowOperations: show,
  ShowOperationDetails: (request) => request.engine.operations.result(argument(request, 'OperationId').toLowerCase()),
};
