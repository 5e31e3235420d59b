import type { Problem } from '../domain/problem.ts';
import type { ExportWay } from '../domain/snapshot/records.ts';
import type { ContinuousExport } from '../ports/database.ts';

/** What continuous exports mean for a table whose rows are put in again. */
export interface PlannedExports {
  /** As sentences. */
  readonly impact: readonly string[];
  readonly obstacles: readonly Problem[];
}

/**
 * A continuous export goes on from a cursor, so that it would write restored rows once more, or skip those that came by a rename. It has to be off while
 * its table is restored and be made anew afterwards. Where the service does not say which tables it follows, those that its query names count.
 * Without a way, nothing but `refuse` is possible. Source: https://learn.microsoft.com/kusto/management/data-export/continuous-data-export
 */
export function planExports(table: string, exports: readonly ContinuousExport[], way?: ExportWay): PlannedExports {
  const own = exports.filter((one) => follows(one, table));
  const off = own.filter(({ isDisabled }) => isDisabled === 'yes');
  const on = own.filter((one) => !off.includes(one));
  const isOff = off.map(
    ({ name }) =>
      `The continuous export ${name} follows ${table} and is off: drop it and create it again before it goes on, so that it begins after the restored rows.`,
  );
  if (way === 'restart')
    return { impact: [...isOff, ...on.map(({ name }) => restarts(table, name))], obstacles: on.flatMap(whyNotAgain) };
  return { impact: isOff, obstacles: on.map(({ name }) => inTheWay(table, name, way)) };
}

function restarts(table: string, name: string): string {
  return `The continuous export ${name} follows ${table}: it is switched off before the swap and made anew after it, so that it exports only what comes then. Stop what ingests into ${table} meanwhile, since what comes while it is off is never exported; the swap waits until nothing has come for a minute.`;
}

/** Problems where an export could not be made again as it is. */
export function whyNotAgain({ name, epoch }: ContinuousExport): readonly Problem[] {
  const unread = epoch?.unread ?? ['the service does not show where it begins'];
  if (unread.length === 0) return [];
  return [
    {
      code: 'refused',
      summary: `The continuous export ${name} cannot be made again exactly: ${unread.join('; ')}.`,
      next: `Turn it off with .disable continuous-export ['${name}'], restore with continuous-exports: refuse, then drop it and create it again from its definition, so that it begins after the restored rows.`,
    },
  ];
}

/** Whether the export reads rows of the table as they come. */
export function follows({ tables, query }: ContinuousExport, table: string): boolean {
  if (tables !== undefined) return tables.includes(table);
  const word = table.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<!\\w)${word}(?!\\w)`).test(query);
}

function inTheWay(table: string, name: string, way: ExportWay | undefined): Problem {
  const again =
    way === undefined ? 'Turn' : 'Say continuous-exports: restart, which makes it anew after the restore; or turn';
  return {
    code: 'refused',
    summary: `The continuous export ${name} follows ${table}: it would write restored rows once more, or skip rows.`,
    next: `${again} it off with .disable continuous-export ['${name}'], restore, then drop it and create it again, so that it begins after the restored rows; or leave the table out with tables: !${table}.`,
  };
}
