import { z } from 'zod';
import type { ContinuousExport } from '../../ports/database.ts';
import type { Row } from './body.ts';
import { epochOf } from './export-epoch.ts';
import { isTrue, optionalOf, textOf } from './rows.ts';

const scopedTables = z.array(z.string());

/**
 * The tables are listed as `['Database'].['Table']`, in JSON; where none are, or they cannot be read, they are left out.
 * Source: https://learn.microsoft.com/kusto/management/data-export/show-continuous-export
 */
export function continuousExportOf(row: Row, targets: readonly Row[] = []): ContinuousExport {
  const listed = tablesOf(optionalOf(row, 'CursorScopedTables'));
  const tables = listed?.length === 0 ? undefined : listed;
  const epoch = epochOf(row, listed, targets);
  return {
    name: textOf(row, 'Name'),
    ...(tables === undefined ? {} : { tables }),
    query: textOf(row, 'Query'),
    isDisabled: isTrue(optionalOf(row, 'IsDisabled')) ? 'yes' : 'no',
    ...(epoch === undefined ? {} : { epoch }),
  };
}

/** Empty where none are listed; undefined where they cannot be read. */
function tablesOf(cell: unknown): readonly string[] | undefined {
  if (cell === undefined || cell === '') return [];
  const listed = scopedTables.safeParse(typeof cell === 'string' ? parse(cell) : cell);
  if (!listed.success) return undefined;
  const names = listed.data.map((text) => /^(?:\['.*'\]\.)?\['(.*)'\]$/.exec(text)?.[1]);
  return names.every((name) => name !== undefined) ? names.map((name) => name.replaceAll("\\'", "'")) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // What is no JSON names no tables; then the query is looked at.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
