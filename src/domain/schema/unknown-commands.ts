import type { StatementReading } from '../kql/statement-reading.ts';
import { isKnownVerb, nearestVerb } from '../kql/verbs.ts';
import type { SchemaWarning, WrittenStatement } from './plan-schema.ts';

/** Commands of which nobody can tell what they do: those with an unknown verb, and those on tables that are of no known form. */
export function findUnknownCommands(statements: readonly WrittenStatement[]): readonly SchemaWarning[] {
  return statements.flatMap(({ reading, at }) => {
    const text = whyUnknown(reading);
    return text === undefined ? [] : [{ text, at }];
  });
}

function whyUnknown({ verb, noun, entities }: StatementReading): string | undefined {
  const command = `.${[verb, noun].join(' ').trim()}`;
  if (!isKnownVerb(verb)) {
    const near = nearestVerb(verb);
    const hint = near === undefined ? '' : ` Did you mean .${[near, noun].join(' ').trim()}?`;
    return `Unknown command ${command}: it counts as one that loses data, and runs only where harmless names it.${hint}`;
  }
  const isOnTables = ['table', 'tables'].includes(noun) && entities.length === 0 && verb !== 'show';
  if (!isOnTables) return undefined;
  return `What follows ${command} cannot be read: it counts as one that loses data, and does not run.`;
}
