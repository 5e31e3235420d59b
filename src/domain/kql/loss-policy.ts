import type { LiveTables, Loss } from './live-table.ts';
import type { StatementReading } from './statement-reading.ts';

/** Setting a policy that every table of the command has already, value for value, changes nothing. */
export function judgeSamePolicy(
  { verb, noun, policy, entities }: StatementReading,
  live: LiveTables,
): Loss | undefined {
  if (verb !== 'alter' || !['table', 'tables'].includes(noun) || policy?.value === undefined) return undefined;
  const { name, value } = policy;
  const isSet = entities.every(
    (table) => table.database === undefined && live.tables.get(table.name)?.policies?.get(name) === value,
  );
  return isSet && entities.length > 0 ? { kind: 'safe', why: 'it is set already' } : undefined;
}
