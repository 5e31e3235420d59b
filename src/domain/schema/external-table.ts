import type { Column } from '../column.ts';
import { takeColumns } from '../kql/column-list.ts';
import type { Head } from '../kql/head.ts';
import { type Document, parseDocument, sortedJson } from '../kql/json.ts';
import { headAfterNoun, takeGiven } from './effect.ts';
import { canonicalPath, livePartition, readPartitions } from './external-partition.ts';
import { type Facets, noFacets, withFacets } from './model.ts';

/** An external table as the service shows it. Source: https://learn.microsoft.com/kusto/management/show-external-tables */
export interface LiveExternalTable {
  readonly name: string;
  /** `Blob`, `Delta`, `Sql`, …. */
  readonly type: string;
  readonly columns: readonly Column[];
  readonly folder: string;
  readonly docstring: string;
  /** JSON; the other three are shown by some answers only, and absent where they are not. */
  readonly properties: string;
  readonly connections?: string | undefined;
  readonly partitions?: string | undefined;
  readonly pathFormat?: string | undefined;
}

/** Names of facets that the service did not show: what they are cannot be compared. */
const unshown = 'unshown';

/** Facets that the service fills in where a definition leaves them out: unstated is no difference. */
const filledIn = ['pathformat', 'property compressiontype', 'property encoding', 'columns', 'order'];

/** Says how files are written or looked at when the table is made, and is no part of it. */
const ofTheCommand = ['sampleuris', 'filespreview', 'validatenotempty', 'dryrun'];

const spellings: Readonly<Record<string, string>> = { blob: 'storage', adl: 'storage', adls: 'storage' };

function kindOf(text: string): string {
  return spellings[text.toLowerCase()] ?? text.toLowerCase();
}

/**
 * What a definition says. Of the connection strings only the addresses count, since the service shows no credentials. Undefined when it cannot be read.
 * Source: https://learn.microsoft.com/kusto/management/external-tables-azure-storage
 */
export function readExternalTable(text: string): Facets | undefined {
  const head = headAfterNoun(text);
  head.takePath();
  const columns = head.isNextCharacter('(') ? takeColumns(head) : [];
  const clauses = takeClauses(head);
  const given = clauses && takeGiven(head);
  const kind = clauses?.words.get('kind');
  const partitions = clauses && readPartitions(clauses.words.get('partition') ?? '');
  if (columns === undefined || given === undefined || kind === undefined || partitions === undefined) return undefined;
  if (!head.isAtEnd) return undefined;
  return facetsFrom({
    kind,
    columns,
    folder: given.get('folder') ?? '',
    docstring: given.get('docstring') ?? '',
    format: clauses?.words.get('dataformat') ?? '',
    connections: (clauses?.connections ?? []).map(addressOf).join('\n'),
    partitions: partitions.length === 0 ? '' : sortedJson(partitions),
    pathformat: canonicalPath(clauses?.words.get('pathformat') ?? ''),
    properties: [...given].filter(([name]) => name !== 'folder' && name !== 'docstring'),
  });
}

interface Clauses {
  /** `kind`, `partition`, `pathformat` and `dataformat`. */
  readonly words: ReadonlyMap<string, string>;
  readonly connections: readonly string[];
}

/** Takes all up to `with`; undefined for what is not of this form. */
function takeClauses(head: Head): Clauses | undefined {
  const words = new Map<string, string>();
  const connections: string[] = [];
  while (!head.isAtEnd && head.peekWord() !== 'with') {
    const word = head.takeWord();
    const value = word === undefined ? takeConnections(head) : takeClause(head, word);
    if (value === undefined) return undefined;
    if (typeof value === 'string') words.set(word ?? '', value);
    else connections.push(...value);
  }
  return { words, connections };
}

function takeConnections(head: Head): readonly string[] | undefined {
  if (!head.skipCharacter('(')) return undefined;
  const found: string[] = [];
  do {
    const connection = head.takeLiteral();
    if (connection === undefined) return undefined;
    found.push(connection);
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? found : undefined;
}

function takeClause(head: Head, word: string): string | undefined {
  if (!(word === 'partition' ? head.skip('by') : head.skipCharacter('='))) return undefined;
  if (!head.skipCharacter('(')) return head.takeWord();
  const inner = head.takeUntilOneOf(')');
  return head.skipCharacter(')') ? inner : undefined;
}

/** The same of a table that is there. */
export function facetsOfLive(table: LiveExternalTable): Facets {
  const properties = (parseDocument(table.properties) ?? {}) as Document;
  const partitions = liveListOf(table.partitions) as readonly Document[] | undefined;
  const virtual = (partitions ?? []).filter((one) => typeof one.ColumnName !== 'string').map(({ Name }) => Name);
  const hidden = (['connections', 'partitions', 'pathFormat'] as const)
    .filter((name) => table[name] === undefined)
    .map((name) => name.toLowerCase());
  const facets = facetsFrom({
    kind: table.type,
    columns: table.columns.filter(({ name }) => !virtual.includes(name)),
    folder: table.folder,
    docstring: table.docstring,
    format: String(properties.Format ?? ''),
    connections: (liveListOf(table.connections) ?? []).map((one) => addressOf(String(one))).join('\n'),
    partitions: partitions === undefined || partitions.length === 0 ? '' : sortedJson(partitions.map(livePartition)),
    pathformat: canonicalPath(table.pathFormat ?? ''),
    properties: Object.entries(properties)
      .filter(([name]) => name !== 'Format')
      .map(([name, value]) => [name.toLowerCase(), value === null ? '' : String(value)] as const),
  });
  return withFacets(facets, [unshown, hidden.length === 0 ? undefined : JSON.stringify(hidden)]);
}

/** Whether nothing that both tell is another. */
export function isSameExternalTable(live: Facets, stated: Facets): boolean {
  const hidden = JSON.parse(live.get(unshown) ?? '[]') as readonly string[];
  const isOfStorage = stated.get('kind') === 'storage';
  return [...new Set([...live.keys(), ...stated.keys()])].every((facet) => {
    if (facet === unshown || hidden.includes(facet)) return true;
    if (!stated.has(facet) && (filledIn.includes(facet) || (facet.startsWith('column ') && !stated.has('order'))))
      return true;
    // Of other kinds the documentation does not say how what was given is shown.
    if (!isOfStorage && !['object', 'kind', 'order', 'folder', 'docstring'].includes(facet)) return true;
    return live.get(facet) === stated.get(facet);
  });
}

/** What of a definition cannot be compared with a table that is there, as words. */
export function incomparable(live: Facets, stated: Facets): readonly string[] {
  const hidden = JSON.parse(live.get(unshown) ?? '[]') as readonly string[];
  const isOfStorage = stated.get('kind') === 'storage';
  return ['the credentials of its connection strings', ...hidden, ...(isOfStorage ? [] : ['its connection'])];
}

interface Told {
  readonly kind: string;
  readonly columns: readonly Column[];
  readonly folder: string;
  readonly docstring: string;
  readonly format: string;
  /** One per line. */
  readonly connections: string;
  readonly partitions: string;
  readonly pathformat: string;
  readonly properties: readonly (readonly [string, string])[];
}

function facetsFrom({ columns, properties, kind, format, ...texts }: Told): Facets {
  return withFacets(
    noFacets,
    ['object', ''],
    ['kind', kindOf(kind)],
    ['format', format.toLowerCase()],
    ...Object.entries(texts),
    ...columns.map(({ name, type }) => [`column ${name}`, type] as const),
    ['order', columns.length === 0 ? '' : JSON.stringify(columns.map(({ name }) => name))],
    ...properties
      .filter(([name]) => !ofTheCommand.includes(name))
      .map(([name, value]) => [`property ${name}`, canonicalProperty(name, value)] as const),
  );
}

/** Those whose values are words; the others are texts as they are. */
const words = ['compressed', 'compressiontype', 'includeheaders', 'encoding'];

/** Empty for what holds when nothing is said. */
function canonicalProperty(name: string, value: string): string {
  const text = words.includes(name) ? value.toLowerCase() : value;
  return (name === 'compressed' && text === 'false') || (name === 'includeheaders' && text === 'none') ? '' : text;
}

/** Without key, signature or kind of sign-in. Source: https://learn.microsoft.com/kusto/api/connection-strings/storage-connection-strings */
function addressOf(connection: string): string {
  return connection.replace(/[;?].*$/s, '').replace(/\/+$/, '');
}

function liveListOf(text: string | undefined): readonly unknown[] | undefined {
  if (text === undefined) return undefined;
  const list = text === '' ? [] : parseDocument(text);
  return Array.isArray(list) ? list : undefined;
}
