import type { LiveTables, Loss } from './live-table.ts';
import type { StatementReading } from './statement-reading.ts';

/** A function that row level security runs decides which rows can be read; undefined for any other. */
export function judgeSecuring({ verb, noun, action, entities }: StatementReading, live: LiveTables): Loss | undefined {
  if (noun !== 'function' || !['create-or-alter', 'alter', 'drop'].includes(verb)) return undefined;
  if (!['', 'ifexists'].includes(action)) return undefined;
  const names = entities.map(({ name }) => name);
  const tables = [...new Set(names.flatMap((name) => live.secured?.get(name) ?? []))];
  if (tables.length === 0) return undefined;
  const does = verb === 'drop' ? 'drops' : 'changes';
  return {
    kind: 'loses-data',
    tables,
    what: `${does} function ${names.join(', ')}, which decides which rows of ${tables.join(', ')} can be read`,
  };
}
