import type { OperationId } from '../../../domain/names.ts';
import { quoteGuid } from '../quote.ts';

/** Latest state by id; knows an operation for six hours. Source: https://learn.microsoft.com/kusto/management/show-operations */
export function showOperations(ids: readonly OperationId[]): string {
  return `.show operations (${ids.join(',')})`;
}

/** The two-week log, which holds a record per transition. */
export function showOperationsLog(ids: readonly OperationId[]): string {
  return `.show operations | where OperationId in (${ids.map(quoteGuid).join(',')}) | summarize arg_max(LastUpdatedOn,*) by OperationId`;
}

export const showRunningOperations =
  '.show operations | summarize arg_max(LastUpdatedOn,*) by OperationId | where State in ("InProgress","Scheduled") | project OperationId,Operation,Database';

export function showOperationDetails(id: OperationId): string {
  return `.show operation ${id} details`;
}
