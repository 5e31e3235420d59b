import { longestLogged } from '../../../domain/kql/row-filter.ts';
import { formatTimespan } from '../../../domain/kql/timespan.ts';
import type { Cursor } from '../../../domain/names.ts';
import type { LimitedColumn } from '../../../domain/snapshot/value-limits.ts';
import type { ExtentOwner } from '../../../ports/database-observer.ts';
import { quoteDatetime, quoteName, quoteText } from '../quote.ts';

/** Above this many tables their names are not listed: one look at all extents of the database is as good. */
const mostNames = 200;

/** Totals per table in one answer. Source: https://learn.microsoft.com/kusto/management/show-extents */
export function sumExtents(database: string, tables: readonly string[]): string {
  const of =
    tables.length > mostNames ? `database ${quoteName(database)}` : `tables (${tables.map(quoteName).join(',')})`;
  const sums =
    'summarize n=sum(RowCount),deleted=sum(DeletedRowCount),oldest=min(MaxCreatedOn),newest=max(MaxCreatedOn) by TableName';
  return `.show ${of} extents | ${sums} | project TableName,n=tostring(n),deleted=tostring(deleted),oldest,newest=tostring(newest)`;
}

/** Sources: https://learn.microsoft.com/kusto/management/show-extents and https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-show-extents-command */
export function countOldExtents({ kind, name }: ExtentOwner, ticks: bigint): string {
  const isOld = `isnull(MaxCreatedOn) or now()-MaxCreatedOn>totimespan(${quoteText(formatTimespan(ticks))})`;
  return `.show ${kind} ${quoteName(name)} extents | where ${isOld} | summarize n=count() | project n=tostring(n)`;
}

/** One row per table: its place in the list, and all its rows. */
export function countTables(tables: readonly string[]): string {
  return union(
    tables.map((table, place) => `${quoteName(table)} | summarize n=count() | project p=${place},n=tostring(n)`),
  );
}

/** Cutting at a whole character leaves up to three bytes less than the limit. */
const slack = 3;

/** One row per table: its place in the list, and a JSON array of a count for each of its columns; with `after`, of the rows that are newer. */
export function countAtLimit(
  tables: readonly {
    readonly name: string;
    readonly columns: readonly LimitedColumn[];
    readonly after?: Cursor | undefined;
  }[],
): string {
  return union(
    tables.map(({ name, columns, after }, place) => {
      const rows = after === undefined ? '' : ` | where cursor_after(${quoteText(after)})`;
      const counts = columns.map((column, index) => `c${index}=countif(${sizeOf(column)}>=${column.limit - slack})`);
      const list = columns.map((_, index) => `tostring(c${index})`).join(',');
      return `${quoteName(name)}${rows} | summarize ${counts.join(',')} | project p=${place},n=tostring(pack_array(${list}))`;
    }),
  );
}

function sizeOf({ name, type }: LimitedColumn): string {
  return type === 'string' ? `string_size(${quoteName(name)})` : `string_size(dynamic_to_json(${quoteName(name)}))`;
}

function union(queries: readonly string[]): string {
  return queries.length === 1 ? (queries[0] ?? '') : `union ${queries.map((query) => `(${query})`).join(',')}`;
}

export function showOwnRoles(database: string): string {
  return `.show database ${quoteName(database)} principal roles | project Role`;
}

export const showWorkloadGroups = '.show workload_groups';

/** Requests of this tool carry its name at the beginning of their ids. */
export const showOwnWorkloadGroups =
  '.show commands-and-queries | where StartedOn > ago(7d) and ClientActivityId startswith "kusto-rebuild;" | distinct WorkloadGroup';

/**
 * Of queries that ended, and of commands that hold one. One row for each who sent some: how often the text held each of the tables, and when that ended last. The log is summed up where it is, whatever its
 * size. Source: https://learn.microsoft.com/kusto/management/commands-and-queries
 */
export function showReaders(database: string, tables: readonly string[], hours: number): string {
  const names = tables.map((table) => `Text contains_cs ${quoteText(table)}`);
  const which = [
    `LastUpdatedOn > ago(${hours}h)`,
    `Database =~ ${quoteText(database)}`,
    `(CommandType == "Query" or Text contains "<|" and Text !startswith ".ingest")`,
    `not(ClientActivityId startswith "kusto-rebuild;")`,
    `(${names.join(' or ')})`,
  ].join(' and ');
  const sums = names.map(
    (named, at) => `n${at}=tostring(countif(${named})),l${at}=tostring(maxif(LastUpdatedOn,${named}))`,
  );
  return `.show commands-and-queries | where ${which} | summarize ${sums.join(',')} by Who=Principal, Program=Application | order by Who asc, Program asc`;
}

/** First words of commands that delete, replace or move rows. The rest of a text may be data. */
const changing = `matches regex ${quoteText('^\\s*\\.(delete|clear|drop|move|replace|rename|set-or-replace|update|purge|alter)\\s')}`;

/** By the time at which they ended, since one may have begun before. Source: https://learn.microsoft.com/kusto/management/commands-and-queries */
export function showChanges(database: string, since: string): string {
  const which = `LastUpdatedOn >= ${quoteDatetime(since)} and Database =~ ${quoteText(database)} and State != "Failed" and Text ${changing}`;
  return `.show commands-and-queries | where ${which} | project At=tostring(LastUpdatedOn),Text=substring(Text,0,${longestLogged})`;
}

/** Knows commands that came by ways of their own, such as scripts of resources. Source: https://learn.microsoft.com/kusto/management/journal */
export function showJournaledChanges(database: string, since: string): string {
  const which = `EventTimestamp >= ${quoteDatetime(since)} and ChangeCommand ${changing}`;
  return `.show database ${quoteName(database)} journal | where ${which} | project At=tostring(EventTimestamp),Text=substring(ChangeCommand,0,${longestLogged})`;
}
