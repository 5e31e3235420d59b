import type { Entity, EntityKind } from './entity.ts';

export interface LiveTable {
  /** Identity of the table object: another one after it was dropped and made anew. Absent when it is not known. */
  readonly id?: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Soft-delete period of the policy in effect, as a timespan. Absent when it is not known. */
  readonly retentionSoftDelete?: string;
  /** Tables that update policies fill from this one: replacing its rows replaces theirs. Absent counts as none. */
  readonly derived?: readonly string[];
  /** The policies that were set on the table, each as `PolicyReading.value` has it. */
  readonly policies?: ReadonlyMap<string, string>;
}

export interface LiveTables {
  /** The database that the tables are all of; when absent, a command on a database may mean another. */
  readonly database?: string;
  readonly tables: ReadonlyMap<string, LiveTable>;
  /** The tables and views whose row level security runs a function, by its name. Absent counts as none. */
  readonly secured?: ReadonlyMap<string, readonly string[]>;
  /** Materialized views of the database; when absent, every view may exist. */
  readonly views?: ReadonlySet<string>;
  /** What is known of each of them, in facets as the model of a schema has them; a view that is absent is not known. */
  readonly viewFacets?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What was not there when the run began that is judged, by `madeKey`. Absent counts as nothing. */
  readonly made?: ReadonlySet<string>;
}

export function madeKey(kind: EntityKind, name: string): string {
  return `${kind}:${name}`;
}

/** What a command does to the data that is there. Whoever acts on it treats `unclear` as a loss in every table. */
export type Loss =
  | { readonly kind: 'safe'; readonly why: string }
  | {
      readonly kind: 'loses-data';
      /** Never empty. Live tables, or the view, external table or export that no snapshot of tables can cover. */
      readonly tables: readonly string[];
      readonly what: string;
      /** In ticks: it deletes only rows that came longer ago by the service's clock; absent where it is not as simple as that. */
      readonly olderThan?: bigint;
    }
  | { readonly kind: 'unclear'; readonly what: string };

/** A qualified name may mean another database, where nothing is known; a function may act on anything. */
export function mayBeElsewhere(entity: Entity, live: LiveTables): boolean {
  if (entity.kind === 'function') return true;
  return entity.database !== undefined || (entity.isDotted && !live.tables.has(entity.name));
}
