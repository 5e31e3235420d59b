import type { StatementReading } from './statement-reading.ts';
import { nextToken } from './tokens.ts';

/** Properties by which a user says himself when rows come a second time. */
const own = ['tags', 'ingestifnotexists'];

/** The table that `.ingest inline` adds rows to each time it runs; undefined for any other command, and where its properties say otherwise or cannot be read. */
export function repeatableTarget(reading: StatementReading): string | undefined {
  const [table, ...others] = reading.entities;
  if (reading.verb !== 'ingest' || reading.action !== 'inline' || table === undefined || others.length > 0)
    return undefined;
  if (table.database !== undefined || reading.properties === undefined) return undefined;
  return own.some((name) => reading.properties?.has(name)) ? undefined : table.name;
}

/**
 * The command with its mark as a tag of the rows, and with another by which the service tells that they came before, and then adds nothing. Only the first
 * stays where a policy takes tags of the second form away after a time. Source: https://learn.microsoft.com/kusto/ingestion-properties
 */
export function markInline(text: string, reading: StatementReading, mark: string): string {
  const [table] = reading.entities;
  if (table === undefined) throw new Error('an ingestion without a table');
  const properties = `tags='["${mark}","ingest-by:${mark}"]', ingestIfNotExists='["${mark}"]'`;
  const next = nextToken(text, table.at.end);
  const opening = next?.text.toLowerCase() === 'with' ? nextToken(text, next.end) : undefined;
  if (opening?.text !== '(') return `${text.slice(0, table.at.end)} with (${properties})${text.slice(table.at.end)}`;
  const isEmpty = nextToken(text, opening.end)?.text === ')';
  return `${text.slice(0, opening.end)}${properties}${isEmpty ? '' : ', '}${text.slice(opening.end)}`;
}

const prefix = 'krinline';

/** A mark for what this text stands for; without a colon, since tags with one are taken for prefixes. */
export function markOf(hash: string): string {
  return `${prefix}${hash}`;
}

/** Whether the rows of the command get a mark. */
export function hasMark({ properties }: StatementReading): boolean {
  return properties?.get('ingestifnotexists')?.includes(prefix) === true;
}

/** Whether the rows that stand in an extent with these tags came from the files. */
export function isMarked(tags: readonly string[]): boolean {
  return tags.some((tag) => tag.startsWith(prefix));
}
