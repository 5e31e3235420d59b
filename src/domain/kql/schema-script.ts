import { isOwnTable } from '../names.ts';
import type { Entity } from './entity.ts';
import type { UpdateSource } from './policy.ts';
import { readStatement, renameTable, type StatementReading } from './statement-kind.ts';

/** The script without the commands that grant roles: replaying it grants nobody anything. */
export function withoutGrants(script: readonly string[]): readonly string[] {
  return script.filter((text) => !grantsRole(text));
}

/** The script without the tables that this tool has made, which are no part of anybody's schema. */
export function withoutOwnTables(script: readonly string[]): readonly string[] {
  return script.filter((text) => !tableNames(readStatement(text).entities).some(isOwnTable));
}

/** What a table has besides its columns, each as the command that sets it, in the script's order. */
export interface TableSettings {
  /** Encodings and docstrings of columns. */
  readonly columns: readonly string[];
  /** Policies, ingestion mappings and roles of the table. */
  readonly table: readonly string[];
}

/** The settings of one table; without the command that makes the table, which carries columns, folder and docstring. */
export function settingsOf(script: readonly string[], table: string): TableSettings {
  const own = script
    .map((text) => ({ text, reading: readStatement(text) }))
    .filter(({ reading }) => isSetting(reading) && tableNames(reading.entities).includes(table));
  const isOfColumns = ({ reading }: { reading: StatementReading }): boolean =>
    reading.noun === 'column' || reading.action === 'column-docstrings';
  return {
    columns: own.filter(isOfColumns).map(({ text }) => text),
    table: own.filter((one) => !isOfColumns(one)).map(({ text }) => text),
  };
}

/** The settings as commands on another table. */
export function settingsFor(settings: TableSettings, from: string, to: string): TableSettings {
  const rename = (text: string): string => renameTable(text, from, to);
  return { columns: settings.columns.map(rename), table: settings.table.map(rename) };
}

/**
 * What differs between the settings of two tables, the second's said as if it had the first's name; empty when nothing does. A role more on the
 * second is no difference: whoever makes a table becomes its admin.
 */
export function compareSettings(expected: TableSettings, seen: TableSettings): readonly string[] {
  const [before, after] = [linesOf(expected), linesOf(seen)];
  const missing = [...before].filter((line) => !after.has(line)).map((line) => `missing: ${line}`);
  const extra = [...after].filter((line) => !before.has(line) && !grantsRole(line)).map((line) => `extra: ${line}`);
  return [...missing, ...extra];
}

function linesOf({ columns, table }: TableSettings): ReadonlySet<string> {
  return new Set([...columns, ...table]);
}

/**
 * For each of the tables, those that update policies fill when rows come into it, directly or through others. While one policy cannot be read, every
 * table may fill every other.
 */
export function derivedTables(
  script: readonly string[],
  tables: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const policies = script.map(readStatement).filter(({ policy }) => policy?.name === 'update');
  if (policies.some(({ policy, verb }) => policy?.updateSources === undefined || verb !== 'alter'))
    return new Map(tables.map((table) => [table, tables.filter((other) => other !== table)]));
  const fills = (table: string): readonly string[] =>
    policies.filter(({ policy }) => policy?.updateSources?.some((source) => reads(source, table))).flatMap(subjectsOf);
  return new Map(tables.map((table) => [table, reachableFrom(table, fills)]));
}

function subjectsOf({ entities }: StatementReading): readonly string[] {
  return tableNames(entities);
}

function reads({ table, kind }: UpdateSource, name: string): boolean {
  if (kind === 'name') return table === name;
  const pattern = table.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^]*');
  return new RegExp(`^${pattern}$`).test(name);
}

/** Without the table itself, also where policies go round in a circle. */
function reachableFrom(start: string, next: (table: string) => readonly string[]): readonly string[] {
  const found = new Set([start]);
  for (const table of found) for (const target of next(table)) found.add(target);
  found.delete(start);
  return [...found];
}

/** The policies that the script sets on each table, as `PolicyReading.value` has them; the last of one name counts. */
export function policiesByTable(script: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const byTable = new Map<string, Map<string, string>>();
  for (const { verb, noun, policy, entities } of script.map(readStatement)) {
    if (policy === undefined || !['table', 'tables'].includes(noun)) continue;
    for (const table of tableNames(entities)) {
      const policies = byTable.get(table) ?? new Map<string, string>();
      byTable.set(table, policies);
      policies.delete(policy.name);
      if (verb === 'alter' && policy.value !== undefined) policies.set(policy.name, policy.value);
    }
  }
  return byTable;
}

/** Names of the materialized views that the script makes. */
export function viewsOf(script: readonly string[]): ReadonlySet<string> {
  const made = script.map(readStatement).filter(({ noun }) => noun === 'materialized-view');
  return new Set(
    made.flatMap(({ entities }) => entities.filter(({ kind }) => kind === 'materialized-view').map(({ name }) => name)),
  );
}

/** Tables whose row level security hides rows from whoever reads them. */
export function tablesWithHiddenRows(script: readonly string[]): ReadonlySet<string> {
  const readings = script.map(readStatement).filter(({ policy }) => isOn(policy, 'row_level_security'));
  return new Set(readings.flatMap(({ entities }) => tableNames(entities)));
}

/** Materialized views whose row level security hides rows from whoever reads them. */
export function viewsWithHiddenRows(script: readonly string[]): ReadonlySet<string> {
  const readings = script.map(readStatement).filter(({ policy }) => isOn(policy, 'row_level_security'));
  const views = readings.flatMap(({ entities }) => entities.filter(({ kind }) => kind === 'materialized-view'));
  return new Set(views.map(({ name }) => name));
}

/** Tables that only unrestricted viewers may read. */
export function restrictedTables(script: readonly string[]): ReadonlySet<string> {
  const readings = script.map(readStatement).filter(({ policy }) => isOn(policy, 'restricted_view_access'));
  return new Set(readings.flatMap(({ entities }) => tableNames(entities)));
}

/** Policies of the table that keep rows from some readers, as sentences; empty when there are none. */
export function hiddenReasons(script: readonly string[], table: string): readonly string[] {
  return script.flatMap((text) => hiding(readStatement(text), table));
}

/** The same without restricted view access, which staging can have too. */
export function securedReasons(script: readonly string[], table: string): readonly string[] {
  const readings = script.map(readStatement).filter(({ policy }) => isOn(policy, 'row_level_security'));
  return readings.flatMap((reading) => hiding(reading, table));
}

function hiding(reading: StatementReading, table: string): readonly string[] {
  if (!tableNames(reading.entities).includes(table)) return [];
  if (isOn(reading.policy, 'row_level_security')) return ['it has a row level security policy'];
  return isOn(reading.policy, 'restricted_view_access') ? ['it has restricted view access'] : [];
}

function isSetting({ verb, noun }: StatementReading): boolean {
  const madeBy = verb === 'create-merge' || (verb === 'create' && (noun === 'table' || noun === 'tables'));
  return !madeBy && (noun === 'table' || noun === 'tables' || noun === 'column');
}

function isOn(policy: StatementReading['policy'], name: string): boolean {
  return policy?.name === name && policy.switch !== 'disable' && policy.switch !== 'false';
}

function grantsRole(text: string): boolean {
  const { verb, noun } = readStatement(text);
  return (verb === 'add' || verb === 'set') && noun !== '';
}

function tableNames(entities: readonly Entity[]): readonly string[] {
  return entities.filter(({ kind, role }) => kind === 'table' && role === 'subject').map(({ name }) => name);
}
