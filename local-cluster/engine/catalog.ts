import { randomUUID } from 'node:crypto';
import { badRequest, entityNotFound } from '../problem.ts';
import type { Column } from '../query/contract.ts';
import type { ContinuousExport } from './continuous-exports.ts';
import type { ExternalTable } from './external-tables.ts';
import { journalEvents, saveEvents } from './metadata-journal.ts';
import { checkName } from './names.ts';
import type { Session } from './store.ts';

/** A column keeps its number for life, so that a rename is metadata and a dropped column's data never comes back. */
export interface TableColumn extends Column {
  readonly id: number;
  readonly docstring: string;
  readonly encoding?: string;
}

export interface Mapping {
  readonly name: string;
  readonly kind: string;
  readonly mapping: string;
}

export interface TableEntry {
  readonly id: number;
  readonly tableId: string;
  readonly name: string;
  readonly folder: string;
  readonly docstring: string;
  readonly columns: readonly TableColumn[];
  readonly nextColumn: number;
  readonly policies: Readonly<Record<string, string>>;
  readonly mappings: readonly Mapping[];
  readonly roles?: Roles;
}

/** A role somebody has. */
export interface Assignment {
  readonly principal: string;
  readonly notes: string;
}

/** Who has which role on an entity; names as commands spell them, such as `admins`. */
export type Roles = Readonly<Record<string, readonly Assignment[]>>;

/** A dropped table, kept with its rows so that the drop can be undone. */
export interface DroppedTable {
  readonly table: TableEntry;
  /** The database's version just before the drop. */
  readonly version: number;
  /** Ticks in decimal text. */
  readonly droppedOn: string;
}

/** A materialized view. Instants are ticks in decimal text. */
export interface ViewEntry {
  readonly name: string;
  readonly source: string;
  readonly query: string;
  readonly folder: string;
  readonly docstring: string;
  readonly columns: readonly Column[];
  /**
   * What every source row that was processed came to, just before the query brings rows together: what happens later at the
   * source, to the query, or to other tables that the query reads never gets here.
   */
  readonly state: TableEntry;
  /** The columns of such rows, in the order in which the query has them now. */
  readonly input: readonly Column[];
  /** Aggregates that came to the query later, each with the stamp up to which it has seen no rows. */
  readonly since?: Readonly<Record<string, number>>;
  /** Source rows up to this stamp are processed. */
  readonly stamp: number;
  readonly materializedTo: string;
  readonly lastRun?: string;
  readonly failure?: { readonly on: string; readonly reason: string };
  readonly isEnabled: boolean;
  readonly autoUpdateSchema: boolean;
  readonly effectiveDateTime?: string;
  readonly lookback?: string;
  readonly lookbackColumn?: string;
  readonly dimensionTables?: readonly string[];
}

export interface FunctionEntry {
  readonly roles?: Roles;
  readonly name: string;
  readonly parameters: string;
  readonly body: string;
  readonly folder: string;
  readonly docstring: string;
  /** Wildcards of a union stand for it. */
  readonly view?: boolean;
}

/** What does not belong to one table or function. */
export interface DatabaseEntry {
  readonly id: string;
  /** Moves on with every change of schema or data. */
  readonly version: number;
  /** Highest cursor stamp given out. */
  readonly stamp: number;
  readonly nextTable: number;
  readonly nextExtent: number;
  readonly policies?: Readonly<Record<string, string>>;
  readonly roles?: Roles;
  readonly externals?: Readonly<Record<string, ExternalTable>>;
}

/** One database's metadata at one instant; never changed in place. */
export interface Catalog {
  readonly database: DatabaseEntry;
  readonly tables: ReadonlyMap<string, TableEntry>;
  readonly functions: ReadonlyMap<string, FunctionEntry>;
  readonly views: ReadonlyMap<string, ViewEntry>;
  readonly dropped: ReadonlyMap<string, DroppedTable>;
  readonly exports: ReadonlyMap<string, ContinuousExport>;
  readonly schemaVersion: number;
}

export function findTable(catalog: Pick<Catalog, 'tables'>, name: string): TableEntry {
  const table = catalog.tables.get(name);
  if (table === undefined) throw entityNotFound('Table', name);
  return table;
}

export function findFunction(catalog: Pick<Catalog, 'functions'>, name: string): FunctionEntry {
  const found = catalog.functions.get(name);
  if (found === undefined) throw entityNotFound('Function', name);
  return found;
}

export function findView(catalog: Pick<Catalog, 'views'>, name: string): ViewEntry {
  const view = catalog.views.get(name);
  if (view === undefined) throw entityNotFound('MaterializedView', name);
  return view;
}

/** A table's own policy, or the database's; undefined where neither has one. */
export function effectivePolicy(
  catalog: Pick<Catalog, 'database'>,
  { policies }: Pick<TableEntry, 'policies'>,
  name: string,
): string | undefined {
  return policies[name] ?? catalog.database.policies?.[name];
}

export function findColumn(table: Pick<TableEntry, 'name' | 'columns'>, name: string): TableColumn {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw entityNotFound('Column', `${table.name}.${name}`);
  return column;
}

/** The quoted DuckDB name of the table that holds a Kusto table's rows. */
export function dataTable(table: Pick<TableEntry, 'id'>): string {
  return `data.t${table.id}`;
}

export function hasIngestionTime(table: TableEntry): boolean {
  return table.policies.ingestiontime === '{"IsEnabled":true}';
}

/** Rows that came into a table, for the update policies that read it. */
export interface Arrival {
  readonly table: TableEntry;
  /** Numbers of extents, or of batches in the row store. */
  readonly extents: readonly number[];
  readonly tags: readonly string[];
  readonly createdTicks: bigint;
  readonly nowTicks: bigint;
  /** Moved extents do not pass their tags and creation times on; what is streamed is derived as a stream. */
  readonly kind: 'ingested' | 'moved' | 'streamed';
  /** Whether the rows replaced the table's former ones, which derived tables then follow. */
  readonly replaces: boolean;
}

/** What the name of the table that holds a view's rows begins with. */
export const statePrefix = '$view ';

/** A catalog under change, inside one transaction. */
export class Draft {
  database: DatabaseEntry;
  readonly tables: Map<string, TableEntry>;
  readonly functions: Map<string, FunctionEntry>;
  readonly views: Map<string, ViewEntry>;
  readonly dropped: Map<string, DroppedTable>;
  readonly exports: Map<string, ContinuousExport>;
  /** What came in so far; whoever runs the update policies empties it. */
  arrivals: Arrival[] = [];
  /** Whether rows came into the row store. */
  hasStreamed = false;
  /** The tables and views that lost extents to retention, by name. */
  readonly expired = new Set<string>();
  readonly #before: Catalog;

  constructor(before: Catalog) {
    this.#before = before;
    this.database = before.database;
    this.tables = new Map(before.tables);
    this.functions = new Map(before.functions);
    this.views = new Map(before.views);
    this.dropped = new Map(before.dropped);
    this.exports = new Map(before.exports);
  }

  /** The catalog as this change would leave it. */
  get catalog(): Catalog {
    const { database, tables, functions, views, dropped, exports } = this;
    return { database, tables, functions, views, dropped, exports, schemaVersion: this.#before.schemaVersion };
  }

  /** Whether metadata would differ from what they were. */
  get isChanged(): boolean {
    const before = new Map<string, unknown>(Object.entries(this.#before));
    return Object.entries(this.catalog).some(([name, after]) => {
      const old = before.get(name);
      return after instanceof Map && old instanceof Map ? differs(old, after) : old !== after;
    });
  }

  /** A new table without columns; a function may have the same name, a view may not. */
  addTable(name: string): TableEntry {
    checkName(name.replace(statePrefix, ''));
    if (this.views.has(name)) throw badRequest(`An entity of kind 'MaterializedView' named '${name}' already exists.`);
    const id = this.database.nextTable;
    this.database = { ...this.database, nextTable: id + 1 };
    const empty = {
      folder: '',
      docstring: '',
      columns: [],
      nextColumn: 0,
      policies: { ingestiontime: '{"IsEnabled":true}' },
    };
    const table = { id, tableId: randomUUID(), name, mappings: [], ...empty };
    this.tables.set(name, table);
    return table;
  }

  nextStamp(): number {
    this.database = { ...this.database, stamp: this.database.stamp + 1 };
    return this.database.stamp;
  }

  /** Reserves `count` extent numbers and returns the first. */
  nextExtents(count: number): number {
    const first = this.database.nextExtent;
    this.database = { ...this.database, nextExtent: first + count };
    return first;
  }

  /** Writes what changed and returns the catalog to publish once the transaction has committed. */
  async save(session: Session, databaseName: string, nowTicks: bigint): Promise<Catalog> {
    const before = this.#before;
    const save = (kind: string, old: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) =>
      saveMap(session, { databaseName, kind, before: old, after });
    const changes = [
      await save('table', before.tables, this.tables),
      await save('function', before.functions, this.functions),
      await save('view', before.views, this.views),
      await save('dropped', before.dropped, this.dropped),
    ];
    await save('export', before.exports, this.exports);
    const database = { ...this.database, version: this.database.version + 1 };
    await saveEntity(session, { databaseName, kind: 'database', name: '', document: database });
    const change = { before, after: { ...this.catalog, database }, expired: this.expired };
    await saveEvents(session, databaseName, journalEvents(change, nowTicks));
    const schemaVersion =
      before.schemaVersion + (changes.includes(true) || database.externals !== before.database.externals ? 1 : 0);
    return { ...this.catalog, database, schemaVersion };
  }
}

interface Entity {
  readonly databaseName: string;
  readonly kind: string;
  readonly name: string;
}

/** The last that is said of an entity holds, since to look for what was said before takes longer with every change. */
async function saveEntity(session: Session, entity: Entity & { document: unknown }): Promise<void> {
  const values = [entity.databaseName, entity.kind, entity.name, JSON.stringify(entity.document)];
  await session.insert('meta.entity', values);
}

async function removeEntity(session: Session, { databaseName, kind, name }: Entity): Promise<void> {
  await session.insert('meta.entity', [databaseName, kind, name, null]);
}

/** Forgets what no longer holds. */
async function compactEntities(session: Session): Promise<void> {
  const last = 'SELECT max(rowid) FROM meta.entity GROUP BY database, kind, name';
  await session.run(`DELETE FROM meta.entity WHERE document IS NULL OR rowid NOT IN (${last})`);
}

interface MapChange {
  readonly databaseName: string;
  readonly kind: string;
  readonly before: Entries;
  readonly after: Entries;
}

type Entries = ReadonlyMap<string, unknown>;

function differences(before: Entries, after: Entries): { removed: string[]; changed: [string, unknown][] } {
  const removed = [...before.keys()].filter((name) => !after.has(name));
  const changed = [...after].filter(([name, entry]) => before.get(name) !== entry);
  return { removed, changed };
}

function differs(before: Entries, after: Entries): boolean {
  const { removed, changed } = differences(before, after);
  return removed.length + changed.length > 0;
}

async function saveMap(session: Session, { databaseName, kind, before, after }: MapChange): Promise<boolean> {
  const { removed, changed } = differences(before, after);
  for (const name of removed) await removeEntity(session, { databaseName, kind, name });
  for (const [name, document] of changed) await saveEntity(session, { databaseName, kind, name, document });
  return removed.length + changed.length > 0;
}

/** Numbers of tables and extents are unique among all databases of a store: each takes them from a range of its own. */
async function freshDatabase(session: Session): Promise<DatabaseEntry> {
  const [[count] = [0]] = await session.rows("SELECT count(*) FROM meta.entity WHERE kind = 'database'");
  const first = Number(count) * 50_000_000 + 1;
  return { id: randomUUID(), version: 0, stamp: 0, nextTable: first, nextExtent: first };
}

/** The saved catalog of a database; one that is not there yet is made, and saved. */
export async function loadCatalog(session: Session, databaseName: string): Promise<Catalog> {
  await compactEntities(session);
  const sql = 'SELECT kind, name, document FROM meta.entity WHERE database = $1 ORDER BY rowid';
  const entities = (await session.rows(sql, [databaseName])).map(([kind, name, document]) => ({
    kind: String(kind),
    name: String(name),
    document: JSON.parse(String(document)),
  }));
  const ofKind = (kind: string) => entities.filter((entity) => entity.kind === kind);
  const saved: DatabaseEntry | undefined = ofKind('database')[0]?.document;
  const database = saved ?? (await freshDatabase(session));
  if (saved === undefined) await saveEntity(session, { databaseName, kind: 'database', name: '', document: database });
  return {
    database,
    tables: new Map(ofKind('table').map(({ name, document }) => [name, document as TableEntry])),
    functions: new Map(ofKind('function').map(({ name, document }) => [name, document as FunctionEntry])),
    views: new Map(ofKind('view').map(({ name, document }) => [name, document as ViewEntry])),
    dropped: new Map(ofKind('dropped').map(({ name, document }) => [name, document as DroppedTable])),
    exports: new Map(ofKind('export').map(({ name, document }) => [name, document as ContinuousExport])),
    schemaVersion: 1,
  };
}
