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
 * The command with a tag by which the service tells that these rows are there already, and then adds nothing.
 * Source: https://learn.microsoft.com/kusto/ingestion-properties
 */
export function markInline(text: string, reading: StatementReading, mark: string): string {
  const [table] = reading.entities;
  if (table === undefined) throw new Error('an ingestion without a table');
  const properties = `tags='["${tagOf(mark)}"]', ingestIfNotExists='["${mark}"]'`;
  const next = nextToken(text, table.at.end);
  const opening = next?.text.toLowerCase() === 'with' ? nextToken(text, next.end) : undefined;
  if (opening?.text !== '(') return `${text.slice(0, table.at.end)} with (${properties})${text.slice(table.at.end)}`;
  const isEmpty = nextToken(text, opening.end)?.text === ')';
  return `${text.slice(0, opening.end)}${properties}${isEmpty ? '' : ', '}${text.slice(opening.end)}`;
}

/** The tag of extents that hold rows with this mark. */
export function tagOf(mark: string): string {
  return `ingest-by:${mark}`;
}
