import type { QuarantineFacts } from '../schema/quarantine.ts';
import { derivedTables } from './schema-script.ts';
import { readStatement } from './statement-kind.ts';
import { swapFactsOf } from './swap-facts.ts';

/** Words without which a command of a schema script tells none of the facts; of most of thousands of tables it has none. */
const telling = /materialized-view|policy\s+(update|row_level_security|restricted_view_access|mirroring|auto_delete)\b/;

/** What a schema script tells of any of its tables; `tables` are the names of all. The script is read once. */
export function quarantineFacts(
  script: readonly string[],
  tables: readonly string[],
): (table: string) => Omit<QuarantineFacts, 'exports'> {
  const told = script.filter((text) => telling.test(text));
  const derived = derivedTables(told, tables);
  const byTable = new Map<string, string[]>();
  for (const text of told) for (const name of tablesIn(text)) byTable.set(name, [...(byTable.get(name) ?? []), text]);
  return (table) => {
    const own = byTable.get(table) ?? [];
    const deletes = own.some((text) => readStatement(text).policy?.name === 'auto_delete');
    return {
      ...swapFactsOf(own, table, []),
      feeds: derived.get(table) ?? [],
      deletesItself: deletes ? 'yes' : 'no',
    };
  };
}

function tablesIn(text: string): ReadonlySet<string> {
  const { entities } = readStatement(text);
  return new Set(entities.filter(({ kind }) => kind === 'table').map(({ name }) => name));
}
