import { columnTypeOf } from './column-list.ts';
import type { LiveTable, LiveTables, Loss } from './live-table.ts';
import type { StatementReading } from './statement-reading.ts';

/** `.alter table T (…)` keeps what it lists and drops the other columns with their data. */
export function judgeColumnList(reading: StatementReading, live: LiveTables): Loss | undefined {
  const [table, ...others] = reading.entities;
  if (reading.verb !== 'alter' || reading.action !== 'columns' || others.length > 0) return undefined;
  const found = table?.database === undefined ? live.tables.get(table?.name ?? '') : undefined;
  if (table === undefined || found === undefined) return undefined;
  const losses =
    reading.columns === undefined
      ? ['states columns that cannot be read']
      : lossesOf(table.name, found, reading.columns);
  if (losses.length === 0) return { kind: 'safe', why: 'it keeps every column, its type and its place' };
  return { kind: 'loses-data', tables: [table.name], what: losses.join(' and ') };
}

function lossesOf(
  table: string,
  live: LiveTable,
  declared: NonNullable<StatementReading['columns']>,
): readonly string[] {
  const types = new Map(declared.map((column) => [column.name, column.type]));
  const dropped = live.columns.filter((column) => !types.has(column.name));
  const retyped = live.columns.filter(
    (column) => types.has(column.name) && types.get(column.name) !== columnTypeOf(column.type),
  );
  return [
    ...dropWords(table, dropped),
    ...orderWords(table, live, declared),
    ...retyped.map((column) => `changes the type of column ${table}.${column.name} from ${column.type}`),
  ];
}

function dropWords(table: string, columns: LiveTable['columns']): readonly string[] {
  if (columns.length === 0) return [];
  return [
    `drops column${columns.length > 1 ? 's' : ''} ${columns.map((column) => `${table}.${column.name}`).join(', ')}`,
  ];
}

/** Rows that come by position (an update policy, CSV without a mapping) go into other columns where one changes its place. */
function orderWords(
  table: string,
  live: LiveTable,
  declared: NonNullable<StatementReading['columns']>,
): readonly string[] {
  const names = declared.map((column) => column.name);
  const kept = live.columns.map((column) => column.name).filter((name) => names.includes(name));
  const keepsPlaces = kept.every((name, place) => names[place] === name);
  return keepsPlaces ? [] : [`moves columns of ${table} to other places, where rows that come by position go astray`];
}

/** Dropping or retyping columns that the live table does not have loses nothing; undefined when it has one of them or it is about something else. */
export function judgeColumnDrop(reading: StatementReading, live: LiveTables): Loss | undefined {
  const [entity, ...others] = reading.entities;
  const columns = columnsActedOn(reading);
  if (entity === undefined || entity.database !== undefined || others.length > 0 || columns === undefined)
    return undefined;
  const table = live.tables.get(entity.name);
  if (table === undefined || table.columns.some((column) => columns.includes(column.name))) return undefined;
  return {
    kind: 'safe',
    why: `${reading.verb === 'drop' ? 'already' : 'it is'} absent: ${columns.map((name) => `${entity.name}.${name}`).join(', ')}`,
  };
}

/**
 * Columns that a table loses go from the views with `autoUpdateSchema` that are made from it too, with values of rows that the table has no more.
 * Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create-or-alter
 */
export function withFollowingViews(loss: Loss, reading: StatementReading, { viewFacets }: LiveTables): Loss {
  const isOfColumns = reading.action === 'columns' || reading.properties?.has('recreate_schema') === true;
  if (loss.kind !== 'loses-data' || (!isOfColumns && columnsActedOn(reading) === undefined)) return loss;
  const views = [...(viewFacets ?? [])]
    .filter(([, facets]) => facets.get('autoupdateschema') === 'true')
    .filter(([, facets]) => loss.tables.some((table) => facets.get('source') === `table:${table}`))
    .map(([view]) => view);
  if (views.length === 0) return loss;
  const what = `${loss.what}, which ${views.map((view) => `view ${view}`).join(' and ')} with autoUpdateSchema ${views.length === 1 ? 'follows' : 'follow'}`;
  return { ...loss, tables: [...loss.tables, ...views], what };
}

function columnsActedOn({
  verb,
  noun,
  action,
  entities,
  droppedColumns,
}: StatementReading): readonly string[] | undefined {
  if (verb === 'drop' && action === 'drop-columns') return droppedColumns;
  const column = entities[0]?.column;
  const acts = noun === 'column' && (verb === 'drop' || (verb === 'alter' && action === 'type'));
  return acts && column !== undefined ? [column] : undefined;
}
