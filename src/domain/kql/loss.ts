import type { Entity } from './entity.ts';
import { type LiveTables, type Loss, mayBeElsewhere } from './live-table.ts';
import { judgeColumnDrop, judgeColumnList, withFollowingViews } from './loss-column.ts';
import { judgeSecuring } from './loss-function.ts';
import { whyHarmless } from './loss-harmless.ts';
import { judgeMade } from './loss-made.ts';
import { judgeSamePolicy } from './loss-policy.ts';
import { judgeRetention } from './loss-retention.ts';
import { describeLoss } from './loss-words.ts';
import type { StatementReading } from './statement-reading.ts';

export type { LiveTable, LiveTables, Loss } from './live-table.ts';
export { whyHarmless } from './loss-harmless.ts';

/**
 * Judges one command. Safe is only what a list of harmless commands names, what is seen to keep everything, and what acts on nothing but tables that
 * do not exist; what is not known to be safe loses data, or is unclear when it cannot be said in which tables.
 */
export function judgeLoss(reading: StatementReading, live: LiveTables): Loss {
  const securing = judgeSecuring(reading, live);
  if (securing !== undefined) return securing;
  const why = whyHarmless(reading);
  if (why !== undefined) return { kind: 'safe', why };
  const loss =
    judgeMade(reading, live) ??
    judgeSamePolicy(reading, live) ??
    judgeColumnList(reading, live) ??
    judgeColumnDrop(reading, live) ??
    judgeRetention(reading, live) ??
    judgeSubjects(reading, live);
  return withFollowingViews(loss, reading, live);
}

function judgeSubjects(reading: StatementReading, live: LiveTables): Loss {
  const what = describeLoss(reading);
  if (reading.noun === 'database' && reading.action === 'policy') return endangerAll(reading, live, what);
  const subjects = reading.entities.filter((entity) => entity.role === 'subject');
  if (reading.reach === 'open' || subjects.length === 0 || subjects.some((entity) => mayBeElsewhere(entity, live))) {
    return { kind: 'unclear', what };
  }
  const endangered = subjects.filter((entity) => mayExist(entity, live)).map((entity) => entity.name);
  if (endangered.length > 0) return { kind: 'loses-data', tables: withDerived(reading, endangered, live), what };
  return confinedVerbs.has(reading.verb) ? notThere(subjects) : { kind: 'unclear', what };
}

/** Verbs that act on nothing but what they name. */
const confinedVerbs: ReadonlySet<string> = new Set([
  'add',
  'alter',
  'alter-merge',
  'append',
  'clear',
  'create-or-alter',
  'delete',
  'drop',
  'ingest',
  'move',
  'purge',
  'rename',
  'set',
  'set-or-append',
  'set-or-replace',
  'update',
]);

function notThere(subjects: readonly Entity[]): Loss {
  const noun = subjects.some((entity) => entity.kind === 'table') ? 'table' : 'view';
  return { kind: 'safe', why: `the ${noun} does not exist yet` };
}

function endangerAll({ entities }: StatementReading, live: LiveTables, what: string): Loss {
  const tables = [...live.tables.keys()];
  if (tables.length > 0) return { kind: 'loses-data', tables, what };
  const [named, ...others] = entities;
  const isOurs = named !== undefined && named.name.toLowerCase() === live.database?.toLowerCase();
  return isOurs && others.length === 0
    ? { kind: 'safe', why: 'the database has no tables' }
    : { kind: 'unclear', what };
}

function mayExist(entity: Entity, live: LiveTables): boolean {
  if (entity.kind === 'table') return live.tables.has(entity.name);
  return entity.kind !== 'materialized-view' || live.views === undefined || live.views.has(entity.name);
}

function withDerived(reading: StatementReading, tables: readonly string[], live: LiveTables): readonly string[] {
  const replaces = reading.action === 'query' || (reading.noun === 'table' && reading.verb === 'ingest');
  const derived = replaces ? tables.flatMap((table) => live.tables.get(table)?.derived ?? []) : [];
  return [...new Set([...tables, ...derived])];
}
