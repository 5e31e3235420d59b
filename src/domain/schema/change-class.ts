import type { Loss } from '../kql/live-table.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import type { ChangeClass } from './plan-document.ts';

/** What a command does to the data, in one word. What is not known to be safe loses data. */
export function classOf(reading: StatementReading, loss: Loss): ChangeClass {
  if (loss.kind !== 'safe') return 'loses-data';
  const { verb, noun, properties } = reading;
  const fills = verb.startsWith('create') && noun === 'materialized-view' && properties?.get('backfill') === 'true';
  return fills ? 'rebuilds' : 'safe';
}
