import { type Catalog, type Draft, findTable, findView, type TableEntry } from '../engine/catalog.ts';
import { badRequest } from '../problem.ts';
import { Reader } from './reader.ts';

/** Something that has policies. */
export interface Owner {
  readonly kind: 'Table' | 'Database' | 'MaterializedView';
  readonly name: string;
  readonly columns: TableEntry['columns'];
  readonly policies: Readonly<Record<string, string>>;
}

export interface Target {
  readonly kind: Owner['kind'];
  /** Empty where all are meant. */
  readonly names: readonly string[];
}

export type Verb = 'show' | 'alter' | 'alter-merge' | 'delete';

/** Reads `.verb table T policy name` and leaves the reader before the value. */
export function readTarget(text: string, verb: Verb): { target: Target; reader: Reader } {
  const reader = new Reader(text);
  reader.expect('.', verb);
  const word = reader.choose('tables', 'table', 'database', 'materialized-view');
  if (word === undefined) throw badRequest('A policy belongs to a table, a database or a materialized view.');
  const names = reader.accept('*') || /^policy\b/i.test(reader.rest()) ? [] : nameList(reader);
  reader.expect('policy');
  reader.name();
  return { target: { kind: kinds[word], names }, reader };
}

const kinds = {
  table: 'Table',
  tables: 'Table',
  database: 'Database',
  'materialized-view': 'MaterializedView',
} as const;

function nameList(reader: Reader): string[] {
  return /^\(/.test(reader.rest()) ? reader.list(() => reader.name()) : [reader.name()];
}

type Entities = Pick<Catalog, 'tables' | 'views' | 'database'>;

/** The named entities as owners of policies. */
export function ownersOf(catalog: Entities, { kind, names }: Target): Owner[] {
  if (kind === 'Database') return [{ kind, name: '', columns: [], policies: catalog.database.policies ?? {} }];
  if (kind === 'Table') {
    const tables = names.length === 0 ? [...catalog.tables.values()] : names.map((name) => findTable(catalog, name));
    return tables.map(({ name, columns, policies }) => ({ kind, name, columns, policies }));
  }
  return names.map((name) => {
    const { state } = findView(catalog, name);
    return { kind, name, columns: state.columns, policies: state.policies };
  });
}

/** Sets one policy of an owner, or removes it; the rest stay, in the order of their names. */
export function setPolicy(
  draft: Draft,
  owner: Owner,
  { name, document }: { name: string; document: string | undefined },
): Owner {
  const others = Object.entries(owner.policies).filter(([other]) => other !== name);
  const pairs = document === undefined ? others : [...others, [name, document] as const];
  const policies = Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
  if (owner.kind === 'Database') draft.database = { ...draft.database, policies };
  if (owner.kind === 'Table') draft.tables.set(owner.name, { ...findTable(draft, owner.name), policies });
  if (owner.kind === 'MaterializedView') {
    const view = findView(draft, owner.name);
    draft.views.set(owner.name, { ...view, state: { ...view.state, policies } });
  }
  return { ...owner, policies };
}
