import { literalValue } from '../kql/literal.ts';
import { readStatement, type StatementReading } from '../kql/statement-kind.ts';
import { nextToken } from '../kql/tokens.ts';
import { readEffects } from './effects.ts';

/** Whether the command comes to the same when it runs twice with nothing in between. */
export function isRepeatable(text: string, database: string): boolean {
  const reading = readStatement(text);
  const { verb, properties } = reading;
  if (readEffects(text, reading, database) !== undefined) return true;
  if (verb === 'show' || verb === 'clear') return true;
  if (verb === 'set-or-replace') return !mayReadItsTarget(text, reading);
  return verb === 'ingest' && properties?.has('ingestifnotexists') === true;
}

/** Names of the tables that hold none of their earlier rows after the command. */
export function tablesEmptied(reading: StatementReading): readonly string[] {
  return emptiesTables(reading) ? reading.entities.map(({ name }) => name) : [];
}

function emptiesTables({ verb, noun, action }: StatementReading): boolean {
  if (verb === 'drop') return noun.startsWith('table') && (action === '' || action === 'ifexists');
  return verb === 'set-or-replace' || verb === 'clear' || (verb === 'rename' && noun.startsWith('table'));
}

/** Its query names the table, or reads tables without naming them. */
function mayReadItsTarget(text: string, { entities }: StatementReading): boolean {
  const [target] = entities;
  if (target === undefined) return true;
  const words = new Set<string>();
  const query = Math.max(target.at.end, text.indexOf('<|', target.at.end));
  for (let token = nextToken(text, query); token !== undefined; token = nextToken(text, token.end))
    if (token.kind !== 'comment') words.add(token.kind === 'string' ? literalValue(token.text) : token.text);
  const readsUnnamed = words.has('search') || words.has('find') || (words.has('union') && words.has('*'));
  return readsUnnamed || words.has(target.name);
}
