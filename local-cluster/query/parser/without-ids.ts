import type { Diagnostic, SyntaxNode } from '../syntax.ts';
import type { ParsedCatalog, ParsedSource } from './schema.ts';

/** What a text says, and what is wrong with it. */
export interface Parsed {
  readonly root: SyntaxNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Inside of names, as in `raw_3f03895f_0`; and a cursor as a text of its own. Neither can begin or end a word, or make it another kind of word. */
const ids = /(?<=[g-zG-Z_])[0-9a-f]{8}|(?<=")\d{18}(?=")/g;
/** What stands for them, as long as they are. */
const stands = /f0f0f\d{3}|9{15}\d{3}/g;
const mostIds = 999;

const standFor = (id: string, number: number): string =>
  (id.length === 8 ? 'f0f0f' : '9'.repeat(15)) + String(number).padStart(3, '0');

interface Renamed {
  readonly text: string;
  readonly catalog: ParsedCatalog;
  /** What was parsed, with the ids of the text. */
  restore(parsed: Parsed): Parsed;
}

/**
 * A text with its ids counted through, and the names of a catalog likewise. Texts that a client sends again with other ids become equal, so that one parse does for
 * all of them: no name means anything to the grammar but what it refers to, and that is renamed in the same way.
 */
export function withoutIds(text: string, catalog: ParsedCatalog): Renamed {
  const found = [...new Set(text.match(ids) ?? [])];
  const asItIs = { text, catalog, restore: (parsed: Parsed) => parsed };
  if (found.length === 0 || found.length > mostIds) return asItIs;
  const bodies = catalog.functions.flatMap(({ name, parameters, body }) => [name, parameters, body]);
  const hasStand = (each: string): boolean => each.search(stands) !== -1;
  if ([text, ...bodies].some(hasStand) || sourcesOf(catalog).some((source) => namesOf(source).some(hasStand)))
    return asItIs;
  if (bodies.some((each) => found.some((id) => each.includes(id)))) return asItIs;
  const byId = new Map(found.map((id, index) => [id, standFor(id, index + 1)]));
  const byStand = new Map([...byId].map(([id, stand]) => [stand, id]));
  const rename = (name: string): string => name.replaceAll(ids, (id) => byId.get(id) ?? id);
  return {
    text: rename(text),
    catalog: renamedCatalog(catalog, rename),
    restore: (parsed) => restored(parsed, (each) => each.replaceAll(stands, (stand) => byStand.get(stand) ?? stand)),
  };
}

const sourcesOf = ({ tables, externalTables = [], materializedViews = [] }: ParsedCatalog): readonly ParsedSource[] => [
  ...tables,
  ...externalTables,
  ...materializedViews,
];

const namesOf = ({ name, columns }: ParsedSource): readonly string[] => [name, ...columns.map((column) => column.name)];

type Rename = (text: string) => string;

function renamedCatalog(catalog: ParsedCatalog, rename: Rename): ParsedCatalog {
  const renamed = ({ name, columns }: ParsedSource): ParsedSource => ({
    name: rename(name),
    columns: columns.map((column) => ({ ...column, name: rename(column.name) })),
  });
  const { externalTables = [], materializedViews = [], others } = catalog;
  return {
    ...catalog,
    tables: catalog.tables.map(renamed),
    externalTables: externalTables.map(renamed),
    materializedViews: materializedViews.map(renamed),
    ...(others === undefined ? {} : { others: () => others().map((other) => renamedCatalog(other, rename)) }),
  };
}

const restored = ({ root, diagnostics }: Parsed, name: Rename): Parsed => ({
  root: restoredNode(root, name),
  diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, message: name(diagnostic.message) })),
});

function restoredNode(node: SyntaxNode, name: Rename): SyntaxNode {
  const { columns, symbol, value, resultName, called } = node;
  return {
    ...node,
    text: name(node.text),
    children: node.children.map((inner) => restoredNode(inner, name)),
    ...(columns && { columns: columns.map((column) => ({ ...column, name: name(column.name) })) }),
    ...(symbol && { symbol: { ...symbol, name: name(symbol.name) } }),
    ...(value === undefined ? {} : { value: name(value) }),
    ...(resultName === undefined ? {} : { resultName: name(resultName) }),
    ...(called && { called: () => restoredCall(called(), name) }),
  };
}

function restoredCall(
  call: ReturnType<NonNullable<SyntaxNode['called']>>,
  name: Rename,
): ReturnType<NonNullable<SyntaxNode['called']>> {
  return call && { ...call, body: restoredNode(call.body, name) };
}
