import type { Column } from '../column.ts';
import { columnTypeOf, takeProperties } from '../kql/column-list.ts';
import type { Entity } from '../kql/entity.ts';
import type { Head } from '../kql/head.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import { canonicalMapping } from './canonical-mapping.ts';
import { type Effect, headAfterNoun, takeGiven } from './effect.ts';
import { columnOrder, type Facets, keyOf, newTable, noFacets, withFacets } from './model.ts';
import { isOneOf } from './words.ts';

/** Effects of a command about tables, their columns and mappings; undefined for what is not in the model or cannot be read. */
export function tableEffects(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const { noun, action, verb } = reading;
  if (noun === 'column') return columnEffects(text, reading);
  if (noun !== 'table' && noun !== 'tables') return undefined;
  if (action === 'columns') return declarations(text, reading);
  if (action === 'drop-columns' && verb === 'drop') return dropColumns(reading);
  if (noun !== 'table' || reading.entities.length !== 1) return undefined;
  if ((action === 'folder' || action === 'docstring') && verb === 'alter') return describeTable(text, reading);
  if (/^column-docstrings?$/.test(action)) return describeColumns(text, reading);
  return action === 'ingestion' ? mappingEffects(text, reading) : undefined;
}

function onTables(
  reading: StatementReading,
  apply: (entity: Entity) => Effect['apply'],
): readonly Effect[] | undefined {
  if (reading.entities.some((entity) => entity.database !== undefined || entity.kind !== 'table')) return undefined;
  return reading.entities.map((entity) => ({ key: keyOf('table', entity.name), apply: apply(entity) }));
}

/** Past the only name. */
function headAfterName(text: string): Head {
  const head = headAfterNoun(text);
  head.takePath();
  return head;
}

function declarations(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const { verb, entities } = reading;
  const columnsOf = (entity: Entity) => entity.columns ?? (entities.length === 1 ? reading.columns : undefined);
  if (entities.some((entity) => columnsOf(entity) === undefined)) return undefined;
  const given = trailingProperties(text);
  if (given === undefined || [...given.keys()].some((name) => name !== 'folder' && name !== 'docstring'))
    return undefined;
  const fields = (verb === 'alter' ? ['folder', 'docstring'] : [...given.keys()]).map(
    (name) => [name, given.get(name)] as const,
  );
  return onTables(reading, (entity) => (before) => {
    const exists = before.has('object');
    if (verb === 'create' && exists) return before;
    const columns = columnsOf(entity) ?? [];
    const declared = verb === 'alter' || !exists ? replaceColumns(before, columns) : addColumns(before, columns);
    const isMade = !exists && (verb === 'create' || verb === 'create-merge');
    const made = isMade ? newTable(declared) : declared;
    return withFacets(made, ...fields);
  });
}

/** The `with (…)` at the end of a declaration of tables. */
function trailingProperties(text: string): ReadonlyMap<string, string> | undefined {
  const head = headAfterNoun(text);
  do {
    head.takePath();
    if (!head.skipParentheses()) return undefined;
  } while (head.skipCharacter(','));
  const given = takeGiven(head);
  return head.isAtEnd ? given : undefined;
}

function replaceColumns(before: Facets, columns: readonly Column[]): Facets {
  const kept = new Set(columns.map(({ name }) => name));
  const cleared = columnOrder(before)
    .filter((name) => !kept.has(name))
    .reduce(withoutColumn, before);
  return withColumns(
    cleared,
    columns,
    columns.map(({ name }) => name),
  );
}

function addColumns(before: Facets, columns: readonly Column[]): Facets {
  const order = columnOrder(before);
  const added = columns.map(({ name }) => name).filter((name) => !order.includes(name));
  return withColumns(before, columns, [...order, ...added]);
}

function withColumns(before: Facets, columns: readonly Column[], order: readonly string[]): Facets {
  return withFacets(before, ...columns.map(({ name, type }) => [`column ${name}`, type] as const), [
    'order',
    JSON.stringify(order),
  ]);
}

/** Without the column and all that was said of it. */
export function withoutColumn(before: Facets, name: string): Facets {
  const order = columnOrder(before).filter((column) => column !== name);
  return withFacets(
    before,
    [`column ${name}`, undefined],
    [`column-docstring ${name}`, undefined],
    [`encoding ${name}`, undefined],
    ['order', JSON.stringify(order)],
  );
}

function dropColumns(reading: StatementReading): readonly Effect[] | undefined {
  const { droppedColumns } = reading;
  if (droppedColumns === undefined) return undefined;
  return onTables(
    reading,
    () => (before) => droppedColumns.filter((name) => before.has(`column ${name}`)).reduce(withoutColumn, before),
  );
}

function columnEffects(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const [entity] = reading.entities;
  const column = entity?.column;
  if (column === undefined) return undefined;
  if (reading.verb === 'drop' && (reading.action === '' || reading.action === 'ifexists'))
    return onTables(
      reading,
      () => (before) => (before.has(`column ${column}`) ? withoutColumn(before, column) : before),
    );
  if (reading.verb === 'alter' && reading.action === 'type') return retype(text, reading, column);
  return reading.policy?.name === 'encoding' ? encode(text, reading, column) : undefined;
}

function retype(text: string, reading: StatementReading, column: string): readonly Effect[] | undefined {
  const head = headAfterName(text);
  if (!head.skip('type') || !head.skipCharacter('=')) return undefined;
  const type = columnTypeOf((head.takePath() ?? []).map(({ name }) => name).join('.'));
  if (type === undefined || !head.isAtEnd) return undefined;
  return onTables(reading, () => (before) => withFacets(before, [`column ${column}`, type]));
}

/** `Null` is the default. Source: https://learn.microsoft.com/kusto/management/alter-encoding-policy */
function encode(text: string, reading: StatementReading, column: string): readonly Effect[] | undefined {
  const set = (value: string | undefined) =>
    onTables(reading, () => (before) => withFacets(before, [`encoding ${column}`, value]));
  if (reading.verb === 'delete') return set(undefined);
  const head = headAfterName(text);
  head.skip('policy');
  head.skip('encoding');
  if (reading.verb !== 'alter') return undefined;
  if (head.isAtEnd) return set(undefined);
  if (!head.skip('type') || !head.skipCharacter('=')) return undefined;
  const type = head.takeLiteral() ?? head.takeWord();
  if (type === undefined || !head.isAtEnd) return undefined;
  return set(type.toLowerCase() === 'null' ? undefined : type.toLowerCase());
}

function describeTable(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const head = headAfterName(text);
  head.takeWord();
  const literal = head.takeLiteral();
  if (literal === undefined || !head.isAtEnd) return undefined;
  return onTables(reading, () => (before) => withFacets(before, [reading.action, literal]));
}

/** `.alter` clears the columns that are not listed. Source: https://learn.microsoft.com/kusto/management/alter-column-docstrings */
function describeColumns(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const head = headAfterName(text);
  head.takeWord();
  const listed = takeDocstrings(head);
  if (listed === undefined || !head.isAtEnd || !['alter', 'alter-merge'].includes(reading.verb)) return undefined;
  return onTables(reading, () => (before) => {
    const cleared = reading.verb === 'alter' ? columnOrder(before) : [];
    return withFacets(
      before,
      ...cleared.map((name) => [`column-docstring ${name}`, undefined] as const),
      ...listed.map(([name, value]) => [`column-docstring ${name}`, value] as const),
    );
  });
}

function takeDocstrings(head: Head): readonly (readonly [string, string])[] | undefined {
  if (!head.skipCharacter('(')) return undefined;
  const listed: (readonly [string, string])[] = [];
  do {
    const name = head.takeName();
    const value = head.skipCharacter(':') ? head.takeLiteral() : undefined;
    if (name === undefined || value === undefined) return undefined;
    listed.push([name.name, value]);
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? listed : undefined;
}

function mappingEffects(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const head = headAfterName(text);
  head.skip('ingestion');
  const kind = head.takeWord();
  const name = head.skip('mapping') ? head.takeName() : undefined;
  if (kind === undefined || name === undefined) return undefined;
  const facet = `mapping ${kind} ${name.name}`;
  if (reading.verb === 'drop')
    return head.isAtEnd ? onTables(reading, () => (before) => withFacets(before, [facet, undefined])) : undefined;
  if (!isOneOf(reading.verb, 'create', 'create-or-alter', 'alter')) return undefined;
  const literal = head.takeLiteral();
  const mapping = literal === undefined ? undefined : canonicalMapping(literal);
  if (mapping === undefined || takeProperties(head) === undefined || !head.isAtEnd) return undefined;
  return onTables(reading, () => (before) => withFacets(before, [facet, mapping]));
}

/** What is left of a table that was dropped. */
export const droppedTable: Effect['apply'] = () => noFacets;
