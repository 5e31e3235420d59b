import { readStatement } from '../kql/statement-kind.ts';
import { readEffects } from './effects.ts';

/** Whether the command comes to the same when it runs twice. */
export function isRepeatable(text: string, database: string): boolean {
  const reading = readStatement(text);
  const { verb, properties } = reading;
  if (readEffects(text, reading, database) !== undefined) return true;
  if (verb === 'show' || verb === 'set-or-replace' || verb === 'clear') return true;
  return verb === 'ingest' && properties?.has('ingestifnotexists') === true;
}
