import { type ColumnSource, transforms } from '../engine/mapped-columns.ts';
import { badRequest, type ClusterProblem, unsupported } from '../problem.ts';
import type { KustoType } from '../query/contract.ts';
import { typeOf } from './reader.ts';
import { parseJson } from './request.ts';

const invalid = (message: string): ClusterProblem => badRequest(message, 'BadRequest_InvalidMapping');

/** Source: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
const systemTypes: Readonly<Record<string, KustoType>> = {
  'system.boolean': 'bool',
  'system.sbyte': 'bool',
  'system.int32': 'int',
  'system.int64': 'long',
  'system.double': 'real',
  'system.data.sqltypes.sqldecimal': 'decimal',
  'system.datetime': 'datetime',
  'system.timespan': 'timespan',
  'system.guid': 'guid',
  'system.string': 'string',
  'system.object': 'dynamic',
};

const mappingMembers = new Set([
  'column',
  'name',
  'datatype',
  'csvdatatype',
  'properties',
  'ordinal',
  'path',
  'field',
  'constvalue',
  'transform',
]);

/** Where a kind of mapping can say that values come from. Source: https://learn.microsoft.com/kusto/management/mappings and the page of each kind */
const places: Readonly<Record<string, readonly string[]>> = {
  csv: ['ordinal', 'constvalue'],
  json: ['path', 'constvalue'],
  parquet: ['path', 'field', 'constvalue'],
};

type Fields = ReadonlyMap<string, unknown>;

/** The members of an entry and of its properties; those of the older form can be there without a value. */
function fieldsOf(entry: unknown): Fields {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
    throw invalid('A mapping is an array of objects.');
  const named = Object.entries(entry).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { properties = {} } = Object.fromEntries(named);
  if (typeof properties !== 'object' || properties === null) throw invalid("A mapping's 'Properties' is an object.");
  const inner = Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value] as const);
  const fields = new Map([...named, ...inner].filter(([, value]) => value !== null));
  const foreign = [...named, ...inner].find(([name]) => !mappingMembers.has(name));
  if (foreign !== undefined) throw invalid(`A mapping entry has no member '${foreign[0]}' in the local cluster.`);
  return fields;
}

function typeNamed(name: unknown): KustoType | undefined {
  if (name === undefined || name === '') return undefined;
  const spelling = String(name).toLowerCase();
  return systemTypes[spelling] ?? typeOf(spelling);
}

function ordinalOf(value: unknown): number {
  if (!/^\d+$/.test(String(value))) throw invalid(`The ordinal '${value}' of a mapping is no whole number.`);
  return Number(value);
}

function textOf(fields: Fields, name: string): string | undefined {
  const value = fields.get(name);
  if (value !== undefined && typeof value === 'object') throw invalid(`The '${name}' of a mapping is no object.`);
  return value === undefined ? undefined : String(value);
}

/** Where the values come from: one place, or none for a transformation that needs none. */
function placeOf(fields: Fields, kind: string, column: string): Omit<ColumnSource, 'column'> {
  const known = places[kind];
  if (known === undefined) throw unsupported(`a mapping of kind '${kind}'`);
  const given = ['ordinal', 'path', 'field', 'constvalue'].filter((name) => fields.has(name));
  const foreign = given.find((name) => !known.includes(name));
  if (foreign !== undefined) throw invalid(`A mapping of kind '${kind}' has no '${foreign}' (column '${column}').`);
  if (given.length > 1) throw invalid(`The mapping of column '${column}' has both ${given.join(' and ')}.`);
  const [place] = given;
  if (place === undefined) return {};
  const text = textOf(fields, place) ?? '';
  if (place === 'ordinal') return { ordinal: ordinalOf(text) };
  if (place === 'field') return { path: `$['${text}']` };
  return place === 'path' && text.startsWith('$') ? { path: text } : { constant: text };
}

function transformOf(fields: Fields): Pick<ColumnSource, 'transform'> {
  const name = textOf(fields, 'transform') ?? '';
  if (name === '') return {};
  const found = transforms.find((transform) => transform.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw unsupported(`the mapping transformation '${name}'`);
  return { transform: found };
}

function sourceOf(entry: unknown, kind: string): ColumnSource {
  const fields = fieldsOf(entry);
  const column = textOf(fields, 'column') ?? textOf(fields, 'name');
  if (column === undefined || column === '') throw invalid('A mapping entry names no column.');
  const datatype = typeNamed(fields.get('datatype') ?? fields.get('csvdatatype'));
  const source = {
    column,
    ...(datatype === undefined ? {} : { datatype }),
    ...placeOf(fields, kind, column),
    ...transformOf(fields),
  };
  const needsNone = source.transform === 'SourceLocation' || source.transform === 'SourceLineNumber';
  const hasPlace = [source.ordinal, source.path, source.constant].some((place) => place !== undefined);
  if (!hasPlace && !needsNone) throw invalid(`The mapping of column '${column}' does not say where its values are.`);
  return source;
}

/**
 * Reads a mapping document, in its present or its older form. A path that does not start with `$` is a constant.
 * Sources: https://learn.microsoft.com/kusto/management/mappings, …/csv-mapping, …/json-mapping and …/parquet-mapping
 */
export function parseMapping(document: string, kind: string): ColumnSource[] {
  const entries = parseJson('mapping', document);
  if (!Array.isArray(entries)) throw invalid('A mapping is an array of columns.');
  const sources = entries.map((entry) => sourceOf(entry, kind));
  const names = sources.map(({ column }) => column);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`The mapping names the column '${twice}' twice.`);
  if (names.length === 0) throw invalid('The mapping names no column.');
  return sources;
}
