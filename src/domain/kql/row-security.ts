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

/** Takes into account what a command does to the tables that have row level security by commands that run before it: each with the one that turns it on. */
export function noteRowSecurity<T extends { readonly text: string }>(on: Map<string, T>, command: T): void {
  const { verb, policy, entities } = readStatement(command.text);
  if (policy?.name !== 'row_level_security') return;
  const turnsOn = verb === 'alter' && policy.switch !== 'disable';
  for (const { kind, name } of entities) {
    if (kind !== 'table') continue;
    if (turnsOn) on.set(name, command);
    else on.delete(name);
  }
}
