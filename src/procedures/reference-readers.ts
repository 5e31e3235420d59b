import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { restrictedTables } from '../domain/kql/schema-script.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { TableReaders } from '../ports/database-changer.ts';
import type { ReferenceData } from './read-reference-data.ts';

/** Who may read what is staged for the table: nobody who may not read the table. Source: https://learn.microsoft.com/kusto/management/restricted-view-access-policy */
export async function stagingReaders(table: string, read: Pick<DatabaseReader, 'schemaScript'>): Promise<TableReaders> {
  return restrictedTables(await read.schemaScript()).has(table) ? 'unrestricted' : 'all';
}

/** Rejects before anything is staged: nobody counts rows past the policy, so that it could not be proven what the table holds. */
export async function requireCountable(data: ReferenceData, read: Pick<DatabaseReader, 'schemaScript'>): Promise<void> {
  if (rowSecurityOf(await read.schemaScript(), data.table) !== undefined) throw problemError(hasRowSecurity(data));
}

function hasRowSecurity({ file, table }: ReferenceData): Problem {
  return {
    code: 'refused',
    summary: `${table} has row level security, past which its rows cannot be compared with ${file.path}; it was not changed.`,
    next: `Turn the policy off while nobody else reads ${table}, deploy, and turn it on again; or fill the table by other means.`,
    at: { file: file.path, line: 1 },
  };
}
