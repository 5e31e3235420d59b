import { columnTypeOf } from '../kql/column-list.ts';
import { type Document, parseDocument, sortedJson } from '../kql/json.ts';

const places: Readonly<Record<string, string>> = {
  ordinal: 'Ordinal',
  path: 'Path',
  field: 'Field',
  constvalue: 'ConstValue',
  transform: 'Transform',
};

/** What else a column has is kept as it is written. */
const known = new Set(['column', 'name', 'datatype', 'csvdatatype', 'properties', ...Object.keys(places)]);

/**
 * A mapping in the present form, also from the older one, as the service gives it back; what is null or empty is left out. Undefined when it is no list of columns.
 * Source: https://learn.microsoft.com/kusto/management/mappings
 */
export function canonicalMapping(text: string): string | undefined {
  const document = parseDocument(text);
  if (!Array.isArray(document)) return undefined;
  const entries = document.map(canonicalEntry);
  return entries.every((entry) => entry !== undefined) ? sortedJson(entries) : undefined;
}

function canonicalEntry(entry: unknown): Document | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const members = new Map<string, unknown>();
  const written = new Map<string, string>();
  const note = (document: object): void => {
    for (const [name, value] of Object.entries(document)) {
      members.set(name.toLowerCase(), value);
      written.set(name.toLowerCase(), name);
    }
  };
  note(entry);
  const inner = members.get('properties');
  if (typeof inner === 'object' && inner !== null) note(inner);
  const others = [...members].flatMap(([name, value]) =>
    known.has(name) || textOf(value) === '' ? [] : [[written.get(name) ?? name, value] as const],
  );
  const type = textOf(members.get('datatype') ?? members.get('csvdatatype'));
  const properties = Object.entries(places).flatMap(([name, spelling]) => {
    const value = textOf(members.get(name));
    return value === '' || (name === 'transform' && value === 'None') ? [] : [[spelling, value] as const];
  });
  return {
    column: textOf(members.get('column') ?? members.get('name')),
    ...(type !== '' && { datatype: columnTypeOf(type) ?? type }),
    Properties: Object.fromEntries([...properties, ...others]),
  };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
