import { inNumber } from '../domain/in-number.ts';
import type { Problem } from '../domain/problem.ts';
import type { RestartedExport } from '../domain/snapshot/records.ts';

/** What an export has not written yet it would never write, since it is made anew. */
export function notYetExported(name: string, table: string, rows: bigint): Problem {
  return {
    code: 'refused',
    summary: `The continuous export ${name} has not exported ${rows} ${inNumber(rows, 'row', 'rows')} of ${table} yet, and made anew it never would; nothing was swapped.`,
    next: `Stop what ingests into ${table}, wait until the export has run, .show continuous-export ['${name}'] tells how far, and run restore again.`,
  };
}

export function stillRunning(names: readonly string[]): Problem {
  return {
    code: 'unknown',
    summary: `A run of the continuous export ${names.join(', ')} does not end, so nothing was swapped.`,
    next: 'Run restore again when it has.',
  };
}

/** The restore is done, and the export is off or gone. */
export function notMadeAnew(
  { name, definition }: Pick<RestartedExport, 'name' | 'definition'>,
  problems: readonly Problem[],
): Problem {
  const reasons = problems.map(({ summary }) => summary).join('; ');
  return {
    code: 'partly-done',
    summary: `The continuous export ${name} could not be made anew, so it exports nothing; the tables are restored.`,
    ...(reasons === '' ? {} : { detail: reasons }),
    next: `Drop it if it is there, and create it again, so that it begins after the restored rows: ${definition}`,
  };
}

/** Rows that neither epoch of an export has. */
export function gap(at: {
  readonly name: string;
  readonly table: string;
  readonly rows: bigint;
  readonly from: string;
  readonly to: string;
}): Problem {
  const { name, table, rows, from, to } = at;
  return {
    code: 'partly-done',
    summary: `${rows} ${inNumber(rows, 'row', 'rows')} came into ${table} while the continuous export ${name} was off, and it will not export ${inNumber(rows, 'it', 'them')}.`,
    detail: 'All else is done: the tables are restored, and the export has begun anew.',
    next: `They are among the rows of ${table} where cursor_after("${from}") and cursor_before_or_at("${to}"), beside newer ones that the restore brought over: .export to the same external table what is missing there.`,
  };
}

/** Rows went while an export was made anew, so that others may have come unseen. */
export function gapNotKnown(at: {
  readonly name: string;
  readonly table: string;
  readonly fewer: bigint;
  readonly from: string;
  readonly to: string;
}): Problem {
  const { name, table, fewer, from, to } = at;
  return {
    code: 'unknown',
    summary: `Whether rows came into ${table} while the continuous export ${name} was off is not known: ${fewer} ${inNumber(fewer, 'row is', 'rows are')} gone from it since.`,
    detail: 'The tables are restored, and the export has begun anew.',
    next: `Look for rows that came at that time, which it will not export: they are among the rows of ${table} where cursor_after("${from}") and cursor_before_or_at("${to}"), beside newer ones that the restore brought over. .export to the same external table what is missing there.`,
  };
}
