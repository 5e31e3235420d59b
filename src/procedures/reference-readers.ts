import { noteRowSecurity } from '../domain/kql/row-security.ts';
import { restrictedTables, tablesWithHiddenRows } from '../domain/kql/schema-script.ts';
import { type Problem, type SourcePosition, throwProblems } from '../domain/problem.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { TableReaders } from '../ports/database-changer.ts';
import type { ReferenceData } from './read-reference-data.ts';

/** Who may read what is staged for the table: nobody who may not read the table. Source: https://learn.microsoft.com/kusto/management/restricted-view-access-policy */
export async function stagingReaders(table: string, read: Pick<DatabaseReader, 'schemaScript'>): Promise<TableReaders> {
  return restrictedTables(await read.schemaScript()).has(table) ? 'unrestricted' : 'all';
}

type Filling = Pick<ReferenceData, 'file' | 'table'>;

/** A command that will run before the data goes in. */
interface Coming {
  readonly text: string;
  readonly at?: Pick<SourcePosition, 'file' | 'line'> | undefined;
}

/**
 * A problem for each file whose table has row level security now, or has it once these commands ran in their order: nobody counts rows past it, so that it could not
 * be proven what the table holds. Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export function findUncountable(
  data: readonly Filling[],
  script: readonly string[],
  coming: readonly Coming[] = [],
): readonly Problem[] {
  if (data.length === 0) return [];
  const hidden = tablesWithHiddenRows(script);
  const secured = new Map<string, Coming>();
  for (const one of coming) noteRowSecurity(secured, one);
  return data.flatMap((one) => {
    const by = secured.get(one.table);
    return by !== undefined || hidden.has(one.table) ? [hasRowSecurity(one, by)] : [];
  });
}

/** Rejects where the table has row level security at this moment, before anything is read of its rows. */
export async function requireCountable(data: Filling, read: Pick<DatabaseReader, 'schemaScript'>): Promise<void> {
  throwProblems(findUncountable([data], await read.schemaScript()));
}

function hasRowSecurity({ file, table }: Filling, by: Coming | undefined): Problem {
  const place = by?.at === undefined ? '' : ` The policy is set at ${by.at.file}:${by.at.line}.`;
  return {
    code: 'refused',
    summary: `${table} has row level security, past which its rows cannot be compared with ${file.path}; nothing was put in.`,
    detail: `Nobody counts the rows of a table that has it.${place}`,
    next: `Leave the file out of reference-data, by !${file.path}, while ${table} has the policy. To put its rows in, turn the policy off by hand while nobody else reads ${table}, take it out of the schema files for one deployment, and put it back.`,
    at: { file: file.path, line: 1 },
  };
}
