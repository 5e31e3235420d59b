import type { Column, ColumnType } from '../column.ts';
import type { Head, WrittenName } from './head.ts';

/** Those of Microsoft's parser, and those of .NET, which the service shows in places. */
const spellings: Readonly<Record<ColumnType, readonly string[]>> = {
  bool: ['bool', 'boolean', 'system.boolean', 'system.sbyte'],
  int: ['int', 'int32', 'uint', 'uint32', 'int16', 'uint16', 'int8', 'uint8', 'system.int32'],
  long: ['long', 'int64', 'uint64', 'ulong', 'system.int64'],
  real: ['real', 'double', 'float', 'system.double'],
  decimal: ['decimal', 'system.data.sqltypes.sqldecimal', 'system.decimal'],
  datetime: ['datetime', 'date', 'system.datetime'],
  timespan: ['timespan', 'time', 'system.timespan'],
  guid: ['guid', 'uuid', 'uniqueid', 'system.guid'],
  string: ['string', 'system.string'],
  dynamic: ['dynamic', 'system.object'],
};

const types: ReadonlyMap<string, ColumnType> = new Map(
  (Object.keys(spellings) as ColumnType[]).flatMap((type) => spellings[type].map((spelling) => [spelling, type])),
);

/** The scalar type that a spelling means; undefined for what is no type. */
export function columnTypeOf(spelling: string): ColumnType | undefined {
  return types.get(spelling.toLowerCase());
}

/** The scalar types. Source: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export const columnTypes = Object.keys(spellings);

/** Takes `(name: type, …)`; undefined when it is not exactly that, or names a type that does not exist. */
export function takeColumns(head: Head): readonly Column[] | undefined {
  if (!head.skipCharacter('(')) return undefined;
  const columns: Column[] = [];
  if (head.skipCharacter(')')) return columns;
  do {
    const column = takeColumn(head);
    if (column === undefined) return undefined;
    columns.push(column);
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? columns : undefined;
}

/** Names of types in `(name: type, …)` that do not exist, with their places; empty for what is no such list. */
export function unknownTypes(head: Head): readonly WrittenName[] {
  const found: WrittenName[] = [];
  if (!head.skipCharacter('(')) return [];
  do {
    if (head.takeName() === undefined || !head.skipCharacter(':')) return [];
    const [first, ...rest] = head.takePath() ?? [];
    if (first === undefined) return [];
    const name = [first, ...rest].map((part) => part.name).join('.');
    if (columnTypeOf(name) === undefined) found.push({ ...first, name });
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? found : [];
}

function takeColumn(head: Head): Column | undefined {
  const name = head.takeName();
  if (name === undefined || !head.skipCharacter(':')) return undefined;
  const spelling = head.takePath();
  const type = spelling && columnTypeOf(spelling.map((part) => part.name).join('.'));
  return type && { name: name.name, type };
}

/** Takes `(a, b)`; undefined when it is not exactly a list of names. */
export function takeNames(head: Head): readonly string[] | undefined {
  if (!head.skipCharacter('(')) return undefined;
  const names: string[] = [];
  do {
    const name = head.takeName();
    if (name === undefined) return undefined;
    names.push(name.name);
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? names : undefined;
}

/** Takes `with (name = value, …)` when it is there, with names and values in lower case; undefined when it cannot be read. */
export function takeProperties(head: Head): ReadonlyMap<string, string> | undefined {
  const properties = new Map<string, string>();
  if (!head.skip('with')) return properties;
  if (!head.skipCharacter('(')) return undefined;
  while (!head.skipCharacter(')')) {
    const name = head.takeName();
    if (name === undefined || !head.skipCharacter('=')) return undefined;
    properties.set(name.name.toLowerCase(), takeValue(head));
    if (!head.skipCharacter(',') && !head.isNextCharacter(')')) return undefined;
  }
  return properties;
}

function takeValue(head: Head): string {
  const literal = head.takeLiteral();
  if (literal !== undefined) return literal.toLowerCase();
  const word = head.takeWord() ?? '';
  head.skipParentheses();
  return word;
}
