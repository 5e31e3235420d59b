import type { Result } from '../wire.ts';
import { type Commands, type Request, resultOf, tableOf } from './request.ts';

const shown = { NodeId: 'string', Status: 'string' } as const;

/** There is one node, which answers that it failed where a fault says so, and keeps what it knows. */
function clear({ engine, command }: Request, forget: () => void): Result {
  const isFailed = engine.faults.strikes('failed-node', command.kind);
  if (!isFailed) forget();
  return resultOf(shown, [['Node1', isFailed ? 'Failed' : 'Succeeded']]);
}

/** Source: https://learn.microsoft.com/kusto/management/data-ingestion/clear-schema-cache-command */
export const schemaCacheCommands: Commands = {
  ClearTableCacheStreamingIngestionSchema: (request) => {
    const { name } = tableOf(request);
    return clear(request, () => request.database.schemaCache.forget(name));
  },
  ClearDatabaseCacheStreamingIngestionSchema: (request) =>
    clear(request, () => request.database.schemaCache.forgetAll()),
};
