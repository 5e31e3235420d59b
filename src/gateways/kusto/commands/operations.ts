import type { OperationId } from '../../../domain/names.ts';
import { quoteGuid, quoteText } from '../quote.ts';

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

/** What the service gave up for good of a table, as far as it is logged. Source: https://learn.microsoft.com/kusto/management/ingestion-failures */
export function showFailedIngestions(table: string): string {
  return `.show ingestion failures | where Table==${quoteText(table)} and FailureKind=="Permanent" | project OperationId=tostring(OperationId),Details`;
}
