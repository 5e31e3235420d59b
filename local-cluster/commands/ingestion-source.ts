import type { TableEntry } from '../engine/catalog.ts';
import { type Format, formats, type SourceFormat } from '../engine/ingest.ts';
import { badRequest, unsupported } from '../problem.ts';
import { parseMapping } from './mapping-document.ts';
import type { Properties } from './request.ts';

/** The format, which the local cluster does not guess. */
export function formatOf(given: Properties): Format {
  const name = given.text('format');
  if (name === undefined) throw badRequest("The local cluster needs the property 'format'.");
  const format = formats.find((candidate) => candidate === name.toLowerCase());
  if (format === undefined) throw unsupported(`the format '${name}'`);
  return format;
}

/** Json and multijson share their mappings, and so do all texts with delimiters. */
export function mappingKind(format: Format): string {
  if (format === 'multijson') return 'json';
  return ['tsv', 'psv', 'scsv'].includes(format) ? 'csv' : format;
}

/** The mapping that the properties give, or name. */
export function mappingOf(table: TableEntry, given: Properties, format: Format): Pick<SourceFormat, 'mapping'> {
  const [document, reference] = [given.text('ingestionMapping'), given.text('ingestionMappingReference')];
  if (document !== undefined && reference !== undefined)
    throw badRequest('Two mappings are given.', 'BadRequest_DuplicateMapping');
  const kind = mappingKind(format);
  if (document !== undefined) return { mapping: parseMapping(document, kind) };
  return storedMapping(table, reference, format);
}

/** A mapping of the table by its name; without a name none. */
export function storedMapping(
  table: TableEntry,
  reference: string | undefined,
  format: Format,
): Pick<SourceFormat, 'mapping'> {
  if (reference === undefined) return {};
  const kind = mappingKind(format);
  const found = table.mappings.find((mapping) => mapping.name === reference && mapping.kind === kind);
  if (found === undefined)
    throw badRequest(`The mapping '${reference}' was not found.`, 'BadRequest_MappingReferenceWasNotFound');
  return { mapping: parseMapping(found.mapping, kind) };
}

/** How to read the sources of an ingestion into a table. */
export function sourceFormat(table: TableEntry, given: Properties, format: Format): SourceFormat {
  return { format, skipFirstRecord: given.flag('ignoreFirstRecord', false), ...mappingOf(table, given, format) };
}
