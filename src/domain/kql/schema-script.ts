import type { Entity } from './entity.ts';
import { readStatement, renameTable, type StatementReading } from './statement-kind.ts';

/** Tables whose IngestionTime policy the script turns off. */
export function tablesWithoutIngestionTime(script: readonly string[]): ReadonlySet<string> {
  const names = script.flatMap((text) => {
    const { policy, entities, verb } = readStatement(text);
    const turnsOff = verb === 'alter' && policy?.name === 'ingestiontime' && /\bfalse\s*$/i.test(text);
    return turnsOff ? tableNames(entities) : [];
  });
  return new Set(names);
}

/** The script without the commands that grant roles: replaying it grants nobody anything. */
export function withoutGrants(script: readonly string[]): readonly string[] {
  return script.filter((text) => !grantsRole(text));
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

/** Tables that update policies fill, by the table that they read. */
export function derivedTables(script: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const derived = new Map<string, readonly string[]>();
  for (const text of script) {
    const { policy, entities } = readStatement(text);
    for (const source of policy?.updateSources ?? []) {
      derived.set(source, [...(derived.get(source) ?? []), ...tableNames(entities)]);
    }
  }
  return derived;
}

/** Names of the materialized views that the script makes. */
export function viewsOf(script: readonly string[]): ReadonlySet<string> {
  const made = script.map(readStatement).filter(({ noun }) => noun === 'materialized-view');
  return new Set(
    made.flatMap(({ entities }) => entities.filter(({ kind }) => kind === 'materialized-view').map(({ name }) => name)),
  );
}

/** Views and update policies that a change of the table's identity would break, as sentences; empty when there are none. */
export function dependents(script: readonly string[], table: string): readonly string[] {
  return script.flatMap((text) => {
    const reading = readStatement(text);
    const [subject] = reading.entities;
    if (reading.noun === 'materialized-view' && mentions(reading, table))
      return [`the materialized view ${subject?.name ?? ''} is made from it`];
    if (reading.policy?.name === 'update' && tableNames(reading.entities).includes(table))
      return ['an update policy fills it'];
    if (reading.policy?.name === 'row_level_security' && tableNames(reading.entities).includes(table))
      return ['it has a row level security policy'];
    if (reading.policy?.name === 'restricted_view_access' && tableNames(reading.entities).includes(table))
      return ['it has restricted view access'];
    return [];
  });
}

function isSetting({ verb, noun }: StatementReading): boolean {
  const madeBy = verb === 'create-merge' || (verb === 'create' && (noun === 'table' || noun === 'tables'));
  return !madeBy && (noun === 'table' || noun === 'tables' || noun === 'column');
}

function grantsRole(text: string): boolean {
  const { verb, noun } = readStatement(text);
  return (verb === 'add' || verb === 'set') && noun !== '';
}

function mentions({ entities }: StatementReading, table: string): boolean {
  return entities.some(({ name, kind }) => kind === 'table' && name === table);
}

function tableNames(entities: readonly Entity[]): readonly string[] {
  return entities.filter(({ kind, role }) => kind === 'table' && role === 'subject').map(({ name }) => name);
}
