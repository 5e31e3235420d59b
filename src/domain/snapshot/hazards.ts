import type { Column } from '../column.ts';
import { reservedColumns } from '../column-form.ts';
import type { Bound } from '../cursor-bound.ts';
import { type FormProof, unprovenTypes } from '../form-proof.ts';
import { restrictedTables, tablesWithHiddenRows, viewsOf, viewsWithHiddenRows } from '../kql/schema-script.ts';
import { parseTimespan } from '../kql/timespan.ts';
import { type Finding, found } from './finding.ts';

interface NamedTable {
  readonly name: string;
  readonly kind: 'table' | 'materialized-view';
  readonly bound: Bound['kind'];
  readonly columns: readonly Column[];
}

/** What the schema and the identity of the database tell, without reading a row. */
export function hazardsOfSchema(
  tables: readonly NamedTable[],
  script: readonly string[],
  database: { readonly accessMode: string; readonly readsRestricted: 'yes' | 'no' | 'unknown' },
): readonly Finding[] {
  const hidden = { table: tablesWithHiddenRows(script), 'materialized-view': viewsWithHiddenRows(script) };
  const restricted = restrictedTables(script);
  const ofTables = tables.flatMap(({ name, columns, kind, bound }) => [
    ...reservedNames(name, columns),
    ...(hidden[kind].has(name)
      ? [
          found(
            'row-level-security',
            `${name} has a row level security policy, which hides rows from everybody who reads it.`,
            name,
          ),
        ]
      : []),
    ...(kind === 'table' && bound === 'whole-table'
      ? [
          found(
            'no-ingestion-time-policy',
            `${name} has its IngestionTime policy off, so no cursor bounds its rows.`,
            name,
          ),
        ]
      : []),
    ...(restricted.has(name) ? [restrictedView(name, database.readsRestricted)] : []),
  ]);
  return [...ofTables, ...follower(database.accessMode), ...viewsNotHeld(tables, script)];
}

function viewsNotHeld(taken: readonly NamedTable[], script: readonly string[]): readonly Finding[] {
  const held = new Set(taken.flatMap(({ kind, name }) => (kind === 'materialized-view' ? [name] : [])));
  const others = [...viewsOf(script)].filter((name) => !held.has(name)).toSorted();
  if (others.length === 0) return [];
  return [found('views-not-held', `Materialized views whose rows the snapshot does not hold: ${others.join(', ')}.`)];
}

/** What trying the forms of columns tells about the tables that have such columns. */
export function hazardsOfForms(tables: readonly NamedTable[], forms: FormProof): readonly Finding[] {
  return tables.flatMap(({ name, columns }) => {
    const types = unprovenTypes(columns, forms);
    const differ = types.filter((type) => forms[type] === 'differs');
    if (types.length === 0) return [];
    const summary =
      differ.length > 0
        ? `${name}: extreme values of ${differ.join(', ')} did not come back from the files of this version of the cluster.`
        : `${name}: whether the files of this version of the cluster keep every value could not be tried.`;
    return [found('unproven-form', summary, name)];
  });
}

function reservedNames(name: string, columns: readonly Column[]): readonly Finding[] {
  const reserved = reservedColumns(columns);
  if (reserved.length === 0) return [];
  const summary = `${name} has columns with names that snapshots use themselves: ${reserved.join(', ')}.`;
  return [found('reserved-columns', summary, name)];
}

function restrictedView(name: string, reads: 'yes' | 'no' | 'unknown'): Finding {
  return reads === 'no'
    ? found(
        'restricted-view-denied',
        `${name} has restricted view access, and this identity is not an unrestricted viewer.`,
        name,
      )
    : found('restricted-view-access', `${name} has restricted view access; the files of the snapshot have not.`, name);
}

/** Source: https://learn.microsoft.com/kusto/management/show-database */
function follower(accessMode: string): readonly Finding[] {
  if (accessMode === 'ReadWrite' || accessMode === 'ReadWriteEphemeral') return [];
  const what =
    accessMode === 'ReadOnlyFollowing' ? 'follows a database of another cluster' : `has the access mode ${accessMode}`;
  return [found('follower-database', `The database ${what}.`)];
}

/** Rows that carry no ingestion time. */
export function hazardOfUntimedRows(table: string, untimed: bigint): readonly Finding[] {
  if (untimed === 0n) return [];
  return [found('null-ingestion-time', `Rows of ${table} without ingestion time: ${untimed}.`, table)];
}

/** What the metadata of the service says of all extents of a table, hot and cold. */
export interface ExtentTotals {
  /** Whether soft-deleted rows are among them is documented nowhere. */
  readonly rows: bigint;
  readonly deletedRows: bigint;
  /** Latest creation time of the extent that expires first. */
  readonly oldest?: Date | undefined;
  /** The newest creation time of any extent, as the service writes it. */
  readonly newest?: string | undefined;
}

/** A count of all rows, between two looks at the extents. A table without extents has no look. */
export interface CountedRows {
  readonly before: ExtentTotals | undefined;
  readonly counted: bigint;
  readonly after: ExtentTotals | undefined;
}

const totals = (looks: CountedRows): readonly ExtentTotals[] =>
  [looks.before, looks.after].map((look) => look ?? { rows: 0n, deletedRows: 0n });

/**
 * Fewer rows than lie in extents at both looks: something hides rows from queries. Rows that come and go between the looks can give the same, so look
 * again before it is believed.
 */
export function hidesRows(looks: CountedRows): boolean {
  return totals(looks).every(({ rows, deletedRows }) => looks.counted < rows - deletedRows);
}

/** More rows than lie in extents at both looks: the others lie in the row store. Look again before it is believed. */
export function hasRowStore(looks: CountedRows): boolean {
  return totals(looks).every(({ rows }) => looks.counted > rows);
}

/** What was seen of a table, after all second looks. Source: https://learn.microsoft.com/kusto/management/show-extents */
export function hazardsOfExtents(table: string, looks: CountedRows): readonly Finding[] {
  const { counted, after } = looks;
  const { rows, deletedRows } = after ?? { rows: 0n, deletedRows: 0n };
  const findings: Finding[] = [];
  if (hidesRows(looks)) {
    const summary = `Queries see ${counted} rows of ${table}, and its extents hold ${rows - deletedRows}: a workload group may force the hot cache.`;
    findings.push(found('forced-scope', summary, table));
  }
  if (hasRowStore(looks)) {
    const summary = `Of the ${counted} rows of ${table}, ${counted - rows} lie in no extent but in the row store of streaming ingestion.`;
    findings.push(found('row-store-rows', summary, table));
  }
  return [...findings, ...hazardOfDeletedRows(table, after)];
}

/** Rows that were soft-deleted. A table without extents has no totals. */
export function hazardOfDeletedRows(table: string, totals: ExtentTotals | undefined): readonly Finding[] {
  const deletedRows = totals?.deletedRows ?? 0n;
  if (deletedRows === 0n) return [];
  const summary = `Soft-deleted rows of ${table}, which the snapshot does not hold: ${deletedRows}.`;
  return [found('soft-deleted-rows', summary, table)];
}

const day = 86_400_000;
/** A hundred years, the default, is never. Source: https://learn.microsoft.com/kusto/management/retention-policy */
const never = 36_500 * day;

/** Rows that the service deletes within a day of `now`, by the clock of the service. */
export function hazardOfRetention(
  table: { readonly name: string; readonly softDeletePeriod?: string | undefined },
  oldest: Date | undefined,
  now: Date,
): readonly Finding[] {
  const ticks = table.softDeletePeriod === undefined ? undefined : parseTimespan(table.softDeletePeriod);
  if (ticks === undefined || oldest === undefined) return [];
  const period = Number(ticks / 10_000n);
  const end = oldest.getTime() + period;
  if (period >= never || end > now.getTime() + day) return [];
  const when = end <= now.getTime() ? 'may be deleted at any time' : `expire at ${new Date(end).toISOString()}`;
  return [
    found(
      'retention-soon',
      `The oldest rows of ${table.name} ${when}, by its retention of ${table.softDeletePeriod}.`,
      table.name,
    ),
  ];
}
