import type { OperationId } from '../../domain/names.ts';
import { problemError } from '../../domain/problem.ts';
import { redact } from '../../domain/redact.ts';
import type { Slots } from '../../domain/slots.ts';
import type { OperationState } from '../../ports/operation-state.ts';
import type { Row } from './body.ts';
import type { KustoClient } from './client.ts';
import { showOperations, showOperationsLog } from './commands/operations.ts';
import { showCapacity } from './commands/reading.ts';
import { tooBigFor } from './problems.ts';
import { countOf, optionalOf, singleRow, textOf } from './rows.ts';

const running = new Set(['InProgress', 'Scheduled']);

/** Asks the short-lived list first and the two-week log for what it has forgotten. Source: https://learn.microsoft.com/kusto/management/show-operations */
export async function readStates(client: KustoClient, ids: readonly OperationId[]): Promise<readonly OperationState[]> {
  if (ids.length === 0) return [];
  const latest = byId(await client.show(showOperations(ids)));
  const missing = ids.filter((id) => !latest.has(id.toLowerCase()));
  const logged = missing.length === 0 ? new Map<string, Row>() : byId(await client.show(showOperationsLog(missing)));
  return ids.map((id) => {
    const row = latest.get(id.toLowerCase()) ?? logged.get(id.toLowerCase());
    return row === undefined ? { kind: 'lost' } : stateOf(row);
  });
}

/** Every state that is neither running nor Completed is a failure, also those that sound harmless. */
function stateOf(row: Row): OperationState {
  const state = textOf(row, 'State');
  if (state === 'Completed') return { kind: 'completed' };
  if (running.has(state)) return { kind: 'running' };
  const retry = optionalOf(row, 'ShouldRetry');
  const message = redact(String(optionalOf(row, 'Status') ?? ''));
  const tooBig = tooBigFor(message);
  return {
    kind: 'failed',
    state,
    message,
    transient: retry === true || retry === 1 || state === 'Throttled' || state === 'Abandoned',
    ...(tooBig === undefined ? {} : { tooBig }),
  };
}

function byId(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [textOf(row, 'OperationId').toLowerCase(), row]));
}

/** Id of an asynchronous command. */
export function operationOf(rows: readonly Row[]): OperationId {
  return textOf(singleRow(rows, 'the asynchronous command'), 'OperationId') as OperationId;
}

/** Free and total slots of one kind of work. Source: https://learn.microsoft.com/kusto/management/capacity-policy */
export async function readSlots(client: KustoClient, resource: string): Promise<Slots> {
  const rows = await client.show(showCapacity);
  const row = rows.find((one) => textOf(one, 'Resource').toLowerCase() === resource.toLowerCase());
  if (row === undefined) throw problemError({ code: 'unknown', summary: `.show capacity does not list ${resource}.` });
  return { total: Number(countOf(row, 'Total')), remaining: Number(countOf(row, 'Remaining')) };
}
