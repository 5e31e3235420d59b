import { findInlineDataStart } from '../kql/inline-data.ts';
import { endsWithItsNames } from '../kql/statement-kind.ts';
import type { Problem } from '../problem.ts';
import { readEffects } from './effects.ts';
import type { WrittenStatement } from './plan-schema.ts';

/**
 * Commands in the line below rows of `.ingest inline` that may be one of these: they only read, or cannot be read to their end. A row that begins with a verb looks so, and it would run, or be left out without a word.
 * Source: https://learn.microsoft.com/kusto/management/data-ingestion/ingest-inline
 */
export function findDoubtfulRows(statements: readonly WrittenStatement[], database: string): readonly Problem[] {
  return statements.flatMap((statement, index) => {
    const before = statements[index - 1];
    if (before === undefined || !isBelowRows(statement, before) || isReadWhole(statement, database)) return [];
    const { at, text } = statement;
    return [
      {
        code: 'schema-file',
        summary: `${at.file} holds a line below inline rows that may be a row or a command.`,
        detail: `It begins with .${text.slice(1).split(/\s/, 1).join()}, and ${isShow(statement) ? 'only reads' : 'cannot be read as a command to its end'}.`,
        next: 'If it is a command, put a blank line before it. If it is a row, write its first value in quotes, which csv takes off again.',
        at,
      },
    ];
  });
}

function isBelowRows({ at }: WrittenStatement, before: WrittenStatement): boolean {
  if (!isInline(before) || before.at.file !== at.file) return false;
  return before.at.line + before.text.split('\n').length === at.line;
}

function isInline({ text, reading }: WrittenStatement): boolean {
  return reading.verb === 'ingest' && reading.action === 'inline' && findInlineDataStart(text) !== undefined;
}

function isReadWhole(statement: WrittenStatement, database: string): boolean {
  const { text, reading } = statement;
  if (isShow(statement)) return false;
  if (isInline(statement) || readEffects(text, reading, database) !== undefined) return true;
  if (reading.entities.length === 0 || reading.reach === 'open') return false;
  return endsWithItsNames(reading.verb, reading.action) || text.includes('<|');
}

function isShow({ reading }: WrittenStatement): boolean {
  return reading.verb === 'show';
}
