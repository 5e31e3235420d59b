import type { Column } from '../column.ts';
import { columnTypeOf } from '../kql/column-list.ts';
import type { StatementReading } from '../kql/statement-reading.ts';

/** Columns of a live table whose values a command takes away: those that it drops, leaves out or gives another type. */
export function endangeredColumns(
  reading: StatementReading,
  table: string,
  live: readonly Column[],
): readonly Column[] {
  const { verb, noun, action, entities, droppedColumns } = reading;
  const own = entities.filter(({ name, role }) => name === table && role === 'subject');
  if (own.length === 0) return [];
  if (droppedColumns !== undefined) return live.filter(({ name }) => droppedColumns.includes(name));
  if (noun === 'column' && (verb === 'drop' || (verb === 'alter' && action === 'type')))
    return live.filter(({ name }) => own.some(({ column }) => column === name));
  if (verb !== 'alter' || action !== 'columns' || reading.columns === undefined) return [];
  const kept = new Map(reading.columns.map(({ name, type }) => [name, type]));
  return live.filter(({ name, type }) => kept.get(name) !== columnTypeOf(type));
}
