import { presentCaller } from './caller.ts';
import type { Catalog } from './catalog.ts';
import type { Session } from './store.ts';

/** One change of metadata. The version and time are those after the change. */
export interface JournalEvent {
  readonly event: string;
  readonly entity: string;
  readonly updatedEntity: string;
  readonly version: number;
  readonly originalVersion: number;
  readonly before: string;
  readonly after: string;
  readonly command: string;
  readonly principal: string;
  /** Ticks in decimal text. */
  readonly time: string;
}

type Change = Pick<JournalEvent, 'event' | 'entity' | 'updatedEntity' | 'before' | 'after'>;

const state = (entry: unknown): string => (entry === undefined ? '' : JSON.stringify(entry));

type Entries = ReadonlyMap<string, unknown>;

/** What was added, dropped or changed under its name. */
function changesOf(kind: string, before: Entries, after: Entries): Change[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  return names.map((name) => {
    const verb = !before.has(name) ? 'CREATE' : after.has(name) ? 'ALTER' : 'DROP';
    const [old, next] = [before.get(name), after.get(name)];
    return { event: `${verb}-${kind}`, entity: name, updatedEntity: name, before: state(old), after: state(next) };
  });
}

/** Tables keep their id through a rename, and an undone drop. */
function tableChanges(before: Catalog['tables'], after: Catalog['tables']): Change[] {
  const oldNames = new Map([...before.values()].map((table) => [table.id, table]));
  const newIds = new Set([...after.values()].map(({ id }) => id));
  const dropped = [...before.values()].filter(({ id }) => !newIds.has(id));
  const changed = [...after.values()].filter((table) => oldNames.get(table.id) !== table);
  return [
    ...dropped.map((table) => change('DROP-TABLE', table.name, table.name, [table, undefined])),
    ...changed.map((table) => {
      const old = oldNames.get(table.id);
      if (old === undefined) return change('CREATE-TABLE', table.name, table.name, [undefined, table]);
      return change(old.name === table.name ? 'ALTER-TABLE' : 'RENAME-TABLE', old.name, table.name, [old, table]);
    }),
  ];
}

function change(event: string, entity: string, updatedEntity: string, states: [unknown, unknown]): Change {
  return { event, entity, updatedEntity, before: state(states[0]), after: state(states[1]) };
}

/** What is known of a view that a run of the background work does not change. */
function definitions(views: Catalog['views']): ReadonlyMap<string, string> {
  return new Map(
    [...views].map(([name, { folder, docstring, query, source }]) => [
      name,
      JSON.stringify({ folder, docstring, query, source }),
    ]),
  );
}

/** A definition compares by its text, so that equal texts are one entry. */
function viewChanges(before: Catalog['views'], after: Catalog['views']): Change[] {
  return changesOf('MATERIALIZED-VIEW', definitions(before), definitions(after));
}

function databaseChanges(before: Catalog, after: Catalog): Change[] {
  const [old, next] = [before.database.policies, after.database.policies];
  return old === next ? [] : [change('ALTER-DATABASE-POLICY', '', '', [old, next])];
}

const secrets = /[hH](?:@?"[^"]*"|@?'[^']*')/g;

/** The tables and views whose extents a change dropped because their retention is over, by name. */
export type Expired = ReadonlySet<string>;

interface JournaledChange {
  readonly before: Catalog;
  readonly after: Catalog;
  readonly expired: Expired;
}

/**
 * What a change of metadata leaves in the journal. Of the extents that come and go only those that retention drops are told.
 * Source: https://learn.microsoft.com/kusto/management/journal
 */
export function journalEvents({ before, after, expired }: JournaledChange, nowTicks: bigint): JournalEvent[] {
  const { principal, text } = presentCaller();
  const changes = [
    ...tableChanges(before.tables, after.tables),
    ...changesOf('FUNCTION', before.functions, after.functions),
    ...viewChanges(before.views, after.views),
    ...databaseChanges(before, after),
    ...[...expired].map((name) => change('DROP-EXTENTS', name, name, [undefined, undefined])),
  ];
  const versions = { version: after.database.version, originalVersion: before.database.version };
  const context = { ...versions, command: text.replace(secrets, '"***"'), principal, time: String(nowTicks) };
  return changes.map((each) => ({ ...each, ...context }));
}

/** Keeps events in the transaction that made the change. */
export async function saveEvents(session: Session, database: string, events: readonly JournalEvent[]): Promise<void> {
  for (const event of events) {
    const document = JSON.stringify(event);
    await session.insert('meta.event', [database, document]);
  }
}

/** The events of a database. They are only ever added, so that each is read once. */
export class MetadataJournal {
  readonly #database: string;
  readonly #events = new Map<bigint, JournalEvent>();
  #last = -1n;

  constructor(database: string) {
    this.#database = database;
  }

  /** All of them, oldest first. */
  async list(session: Session): Promise<readonly JournalEvent[]> {
    const sql = 'SELECT rowid, document FROM meta.event WHERE database = $1 AND rowid > $2 ORDER BY rowid';
    for (const [place, document] of await session.rows(sql, [this.#database, this.#last])) {
      if (typeof place !== 'bigint') throw new Error(`A row has the id ${place}.`);
      this.#events.set(place, JSON.parse(String(document)));
      this.#last = place;
    }
    return [...this.#events.values()];
  }
}
