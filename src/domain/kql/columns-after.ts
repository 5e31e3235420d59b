import type { Column } from '../column.ts';
import type { StatementReading } from './statement-reading.ts';

export type TableColumns = ReadonlyMap<string, readonly Column[]>;

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
  const { verb, noun, action, entities, droppedColumns } = reading;
  const subjects = entities.filter(({ kind, role }) => kind === 'table' && role === 'subject');
  if (verb === 'rename') {
    for (const { name } of entities) tables.delete(name);
    return;
  }
  if (verb === 'drop' && action === '' && (noun === 'table' || noun === 'tables')) {
    for (const { name } of subjects) tables.delete(name);
    return;
  }
  for (const { name, column, columns } of subjects) {
    const known = tables.get(name);
    const declared = columns ?? (subjects.length === 1 ? reading.columns : undefined);
    const dropped = noun === 'column' && column !== undefined ? [column] : (droppedColumns ?? []);
    if (declared !== undefined) tables.set(name, declare(verb, known, declared));
    else if (verb === 'drop' && known !== undefined) tables.set(name, without(known, dropped));
  }
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
