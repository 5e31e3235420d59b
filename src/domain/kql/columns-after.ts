import type { Column } from '../column.ts';
import { isOwnTable } from '../names.ts';
import type { Entity } from './entity.ts';
import type { StatementReading } from './statement-reading.ts';

export type TableColumns = ReadonlyMap<string, readonly Column[]>;

/** The tool's own tables are nobody's to put reference data into. */
export function columnsOf(
  tables: readonly { readonly name: string; readonly columns: readonly Column[] }[],
): TableColumns {
  return new Map(tables.filter(({ name }) => !isOwnTable(name)).map(({ name, columns }) => [name, columns]));
}

/**
 * The columns of every table after the commands, as far as commands say: what reference data is checked against before anything runs. A table
 * that cannot be followed any more, for example after a rename, is left out.
 */
export function columnsAfter(before: TableColumns, readings: readonly StatementReading[]): TableColumns {
  const after = new Map(before);
  for (const reading of readings) apply(after, reading);
  return after;
}

function apply(tables: Map<string, readonly Column[]>, reading: StatementReading): void {
  const { verb, noun, action, entities } = reading;
  if (verb === 'rename' && (noun === 'column' || noun === 'columns')) {
    for (const name of new Set(entities.map((entity) => entity.name))) renameColumns(tables, name, entities);
    return;
  }
  const subjects = entities.filter(({ kind, role }) => kind === 'table' && role === 'subject');
  const vanishes = verb === 'rename' || (verb === 'drop' && action === '' && (noun === 'table' || noun === 'tables'));
  for (const subject of vanishes ? entities : subjects) {
    if (vanishes) tables.delete(subject.name);
    else applyToTable(tables, reading, subject, subjects.length);
  }
}

function applyToTable(
  tables: Map<string, readonly Column[]>,
  { verb, columns, droppedColumns }: StatementReading,
  subject: Entity,
  subjects: number,
): void {
  const known = tables.get(subject.name);
  const declared = subject.columns ?? (subjects === 1 ? columns : undefined);
  if (declared !== undefined) tables.set(subject.name, declare(verb, known, declared));
  else if (verb === 'drop' && known !== undefined) {
    tables.set(subject.name, without(known, subject.column === undefined ? (droppedColumns ?? []) : [subject.column]));
  }
}

/** All at once, since one command may exchange two names. */
function renameColumns(
  tables: Map<string, readonly Column[]>,
  table: string,
  entities: StatementReading['entities'],
): void {
  const renames = new Map(entities.filter(({ name }) => name === table).map((one) => [one.column, one.newColumn]));
  const columns = tables.get(table)?.map((column) => {
    const name = renames.has(column.name) ? renames.get(column.name) : column.name;
    return name === undefined ? undefined : { ...column, name };
  });
  if (columns?.every((column) => column !== undefined)) tables.set(table, columns);
  else tables.delete(table);
}

function declare(verb: string, known: readonly Column[] | undefined, declared: readonly Column[]): readonly Column[] {
  if (known === undefined || verb === 'alter') return declared;
  if (verb === 'create') return known;
  const names = new Set(known.map(({ name }) => name));
  return [...known, ...declared.filter(({ name }) => !names.has(name))];
}

function without(columns: readonly Column[], dropped: readonly string[]): readonly Column[] {
  return columns.filter(({ name }) => !dropped.includes(name));
}
