import { settingsOf } from './schema-script.ts';
import { readStatement } from './statement-kind.ts';

/** Whether a command sets or deletes a row level security policy. */
export function isRowSecurity(command: string): boolean {
  return readStatement(command).policy?.name === 'row_level_security';
}

/** The command of the script that sets the enabled row level security of the table; undefined where it has none. */
export function rowSecurityOf(script: readonly string[], table: string): string | undefined {
  const last = settingsOf(script, table).table.findLast(isRowSecurity);
  return last === undefined || readStatement(last).policy?.switch === 'disable' ? undefined : last;
}
