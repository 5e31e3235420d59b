import type { SwapFacts } from '../snapshot/swap-way.ts';
import type { Entity } from './entity.ts';
import { derivedTables, restrictedTables, securedReasons } from './schema-script.ts';
import { readStatement, type StatementReading } from './statement-kind.ts';

/** What the schema script says of a table that decides how it is swapped; `tables` are the names of all tables. */
export function swapFactsOf(script: readonly string[], table: string, tables: readonly string[]): SwapFacts {
  const readings = script.map(readStatement);
  const ofTable = readings.filter(({ entities }) => entities.some((one) => isSubject(one, table)));
  return {
    feeds: derivedTables(script, [...tables, table]).get(table) ?? [],
    isFed: ofTable.some(({ policy }) => policy?.name === 'update') ? 'yes' : 'no',
    views: readings.flatMap((reading) => viewOver(reading, table)),
    hidden: securedReasons(script, table),
    isRestricted: restrictedTables(script).has(table) ? 'yes' : 'no',
    isMirrored: ofTable.some(({ policy }) => policy?.name === 'mirroring') ? 'yes' : 'no',
  };
}

function viewOver({ noun, entities }: StatementReading, table: string): readonly string[] {
  if (noun !== 'materialized-view') return [];
  if (!entities.some(({ name, kind }) => kind === 'table' && name === table)) return [];
  return entities.filter(({ kind }) => kind === 'materialized-view').map(({ name }) => name);
}

function isSubject({ name, kind, role }: Entity, table: string): boolean {
  return kind === 'table' && role === 'subject' && name === table;
}
