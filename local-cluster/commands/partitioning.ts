import { checkName } from '../engine/names.ts';
import {
  isDateField,
  type Partition,
  type Partitioning,
  type PathElement,
  type PatternPiece,
  type Truncation,
  truncations,
} from '../engine/partitions.ts';
import { parseTimespan } from '../engine/time.ts';
import { badRequest, unsupported } from '../problem.ts';
import type { Column } from '../query/contract.ts';
import { Reader, typeOf } from './reader.ts';

function columnOf(reader: Reader, columns: readonly Column[], type: Column['type']): string {
  const name = reader.name();
  const found = columns.find((column) => column.name === name);
  if (found?.type !== type) throw badRequest(`A partition needs a column of type ${type}, and '${name}' is none.`);
  return name;
}

function spanOf(text: string): string {
  const span = parseTimespan(text.replace(/^(?:time|timespan)\((.*)\)$/, '$1'));
  if (span === undefined || span <= 0n) throw badRequest(`'${text}' is no span of a partition.`);
  return String(span);
}

function datetimePartition(reader: Reader, columns: readonly Column[], name: string): Partition {
  const truncation = reader.choose(...truncations);
  if (truncation === undefined) throw unsupported(`the partition '${name}' of a datetime`);
  reader.expect('(');
  const column = columnOf(reader, columns, 'datetime');
  const span = truncation === 'bin' && reader.accept(',') ? { span: spanOf(reader.value()) } : {};
  reader.expect(')');
  return { kind: 'datetime', name, column, function: truncation, ...span };
}

function hashPartition(reader: Reader, columns: readonly Column[], name: string): Partition {
  reader.expect('hash', '(');
  const column = columnOf(reader, columns, 'string');
  reader.expect(',');
  const modulo = Number(reader.value());
  reader.expect(')');
  if (!Number.isSafeInteger(modulo) || modulo < 1) throw badRequest(`The hash of '${name}' needs a whole number.`);
  return { kind: 'hash', name, column, modulo };
}

function readPartition(reader: Reader, columns: readonly Column[]): Partition {
  const name = reader.name();
  checkName(name);
  reader.expect(':');
  const type = typeOf(reader.name());
  if (!reader.accept('=')) {
    if (type !== 'string' && type !== 'datetime') throw unsupported(`a virtual column of type ${type}`);
    if (columns.some((column) => column.name === name))
      throw badRequest(`The virtual column '${name}' is a column of the table already.`);
    return { kind: 'virtual', name, type };
  }
  if (type === 'string') return { kind: 'string', name, column: columnOf(reader, columns, 'string') };
  if (type === 'long') return hashPartition(reader, columns, name);
  if (type === 'datetime') return datetimePartition(reader, columns, name);
  throw unsupported(`the partition '${name}' of type ${type}`);
}

/** In curly brackets only what is between them is a field; without them texts stand in quotes. */
function patternOf(format: string): PatternPiece[] {
  const form = format.includes('{') ? /\{([^{}]*)\}|([^{}]+)/g : /([a-z])\1*|'([^']*)'|[^a-z']+/gi;
  const isBraced = format.includes('{');
  return [...format.matchAll(form)].map((match): PatternPiece => {
    const [all, first, quoted] = match;
    if (isBraced ? first === undefined : first === undefined || quoted !== undefined) return { text: quoted ?? all };
    const field = isBraced ? (first ?? '') : all;
    if (!isDateField(field)) throw unsupported(`'${field}' in a datetime_pattern`);
    return { field };
  });
}

const defaultFormats: Readonly<Record<Exclude<Truncation, 'bin'>, string>> = {
  startofyear: 'yyyy',
  startofmonth: 'yyyy/MM',
  startofweek: 'yyyy/MM/dd',
  startofday: 'yyyy/MM/dd',
};
const spanFormats: Readonly<Record<string, string>> = {
  '864000000000': 'yyyy/MM/dd',
  '36000000000': 'yyyy/MM/dd/HH',
  '600000000': 'yyyy/MM/dd/HH/mm',
};

function defaultPattern(partition: Partition): { pattern?: PatternPiece[] } {
  const isTime = partition.kind === 'datetime' || (partition.kind === 'virtual' && partition.type === 'datetime');
  if (!isTime) return {};
  const format =
    partition.kind !== 'datetime'
      ? undefined
      : partition.function === 'bin'
        ? spanFormats[partition.span ?? '']
        : defaultFormats[partition.function];
  if (format === undefined)
    throw badRequest(`The partition '${partition.name}' needs a datetime_pattern in a pathformat.`);
  return { pattern: patternOf(format) };
}

function find(partitions: readonly Partition[], name: string): Partition {
  const found = partitions.find((partition) => partition.name === name);
  if (found === undefined) throw badRequest(`The pathformat names '${name}', which is no partition.`);
  return found;
}

function readElement(reader: Reader, partitions: readonly Partition[]): PathElement {
  if (reader.hasLiteral()) return { text: reader.string() };
  if (!reader.accept('datetime_pattern', '(')) {
    const partition = find(partitions, reader.name());
    return { partition: partition.name, ...defaultPattern(partition) };
  }
  const pattern = patternOf(reader.string());
  reader.expect(',');
  const { name, kind, ...rest } = find(partitions, reader.name());
  reader.expect(')');
  if (kind !== 'datetime' && !('type' in rest && rest.type === 'datetime'))
    throw badRequest(`The partition '${name}' is no datetime and has no datetime_pattern.`);
  return { partition: name, pattern };
}

function readPathFormat(reader: Reader, partitions: readonly Partition[]): PathElement[] {
  const elements: PathElement[] = [];
  reader.expect('=', '(');
  while (!reader.accept(')')) elements.push(readElement(reader, partitions));
  for (const [index, element] of elements.entries()) {
    if ('partition' in element && 'partition' in (elements[index - 1] ?? {}))
      throw badRequest('Partitions of a pathformat have to be set apart by a text.');
  }
  for (const { name } of partitions) {
    const places = elements.filter((element) => 'partition' in element && element.partition === name);
    if (places.length === 0) throw badRequest(`The pathformat has no '${name}'.`);
    if (places.length > 1) throw unsupported(`a pathformat that has '${name}' more than once`);
  }
  return elements;
}

/** Without a pathformat each partition is a folder in the one before it. */
function defaultPath(partitions: readonly Partition[]): PathElement[] {
  return partitions.flatMap((partition, index): PathElement[] => [
    ...(index === 0 ? [] : [{ text: '/' }]),
    { partition: partition.name, ...defaultPattern(partition) },
  ]);
}

/**
 * Reads `partition by (…) [pathformat = (…)]`, for which the grammar has no labels, up to `dataformat`.
 * Source: https://learn.microsoft.com/kusto/management/external-tables-azure-storage
 */
export function readPartitioning(text: string, columns: readonly Column[]): Partitioning {
  const [, clause = ''] = /\bpartition\s+by\s*([\s\S]*)$/i.exec(text) ?? [];
  const reader = new Reader(clause);
  const partitions = reader.list(() => readPartition(reader, columns));
  const before = reader.rest();
  if (!reader.accept('pathformat')) return { partitions, path: defaultPath(partitions), pathFormat: '' };
  const path = readPathFormat(reader, partitions);
  const taken = before.slice(0, before.length - reader.rest().length);
  return { partitions, path, pathFormat: taken.replace(/^pathformat\s*=\s*\(([\s\S]*)\)\s*$/i, '$1').trim() };
}
