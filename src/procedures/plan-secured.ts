import { compareColumns, schemaHash } from '../domain/column.ts';
import { rowSecurityOf } from '../domain/kql/row-security.ts';
import type { Problem } from '../domain/problem.ts';
import { loadFingerprint, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { NewerRowsWay } from '../domain/snapshot/records.ts';
import type { LiveTable } from '../ports/database.ts';
import type { DatabaseObserver } from '../ports/database-observer.ts';
import { look } from './look.ts';
import type { RestorePlanTable } from './plan-restore.ts';
import { oldLifetimeDays } from './stage-table.ts';

/**
 * A table whose rows its policy hides from everybody, this tool included: nothing of it is counted or compared, so it comes back only as a whole, by a rename, and by
 * word. `security` is the command that sets the policy; `obstacles` and `impact` are those that it shares with other tables.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export function planSecured(at: {
  readonly table: TableManifest;
  readonly index: number;
  readonly live: LiveTable;
  readonly security: string;
  readonly newerRows: NewerRowsWay | undefined;
  readonly impact: readonly string[];
  readonly obstacles: readonly Problem[];
}): RestorePlanTable {
  const { table, index, live, security, newerRows } = at;
  return {
    table,
    index,
    live,
    readers: 'all',
    security,
    state: 'damaged',
    damage: damageOf(table, live),
    snapshotRows: loadFingerprint(table.fingerprint).rows,
    ...(newerRows === undefined ? {} : { newerRowsWay: newerRows }),
    impact: [...securedImpact(table.name), ...at.impact],
    obstacles: [
      ...(newerRows === 'discard' ? [] : [cannotCount(table.name, newerRows)]),
      ...otherColumns(table, live),
      ...at.obstacles,
    ],
  };
}

/** What row level security means for a table that comes back, as sentences. */
export function securedImpact(table: string): readonly string[] {
  return [
    `${table} has row level security: what is staged shows its rows to who runs the restore only, and what is replaced to nobody. Between the swap and the next command, which sets the policy of ${table}, reading ${table} ends in an error for everybody.`,
    `Afterwards ${table} is judged by its identity and its extents, since nobody can count all of its rows.`,
  ];
}

function damageOf(table: TableManifest, live: LiveTable): string {
  const missing = compareColumns(table.columns, live.columns).filter(({ expected }) => expected !== 'absent');
  if (missing.length > 0) return `columns differ: ${missing.map(({ column }) => column).join(', ')}`;
  return 'not known, since row level security hides rows';
}

function cannotCount(table: string, way: NewerRowsWay | undefined): Problem {
  const why = way === 'keep' ? 'cannot be kept exactly' : 'cannot be counted';
  return {
    code: 'refused',
    summary: `${table} has row level security, which hides rows from everybody, so rows that the snapshot does not have ${why}.`,
    next: `Say newer-rows: discard, which leaves what ${table} holds in the kept contents for ${oldLifetimeDays} days; or turn the policy off while nobody else reads ${table}, restore with newer-rows: keep, and turn it on again; or leave the table out with tables: !${table}.`,
  };
}

/** The query of the policy has to give just the columns of the table, and could not be set again on others. */
function otherColumns(table: TableManifest, live: LiveTable): readonly Problem[] {
  if (schemaHash(table.columns) === schemaHash(live.columns)) return [];
  const show = (columns: readonly { readonly name: string; readonly type: string }[]): string =>
    columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  return [
    {
      code: 'refused',
      summary: `${table.name} has row level security and other columns than would come back, for which its policy may not fit.`,
      detail: `now ${show(live.columns)}; in the snapshot ${show(table.columns)}`,
      next: `Give ${table.name} the columns of the snapshot in their order first, as deploy does, and then run restore again; or leave the table out with tables: !${table.name}.`,
    },
  ];
}

/** A problem for a secured table that nobody named: whether it is damaged nothing tells. */
export function notChosen({ table: { name } }: RestorePlanTable): Problem {
  return {
    code: 'refused',
    summary: `Whether ${name} is damaged cannot be told, since row level security hides its rows.`,
    next: `Name the tables that are to come back in tables, with ${name} if it is one of them.`,
  };
}

/** A problem for a table that is gone, was secured, and is to have other columns than then. */
export function notShaped({ table: { name }, security, live }: RestorePlanTable): readonly Problem[] {
  if (security === undefined || live !== undefined) return [];
  return [
    {
      code: 'refused',
      summary: `${name} had row level security when the snapshot was taken, and its policy may not fit other columns.`,
      next: `Leave ${name} out of columns, and change its columns once it is back.`,
    },
  ];
}

/** A problem where rows that a policy hid when the snapshot was taken would be seen by everybody who reads the table. */
export function unsecured({
  table: { name },
  schemaScript,
  storedScript,
}: {
  readonly table: TableManifest;
  readonly schemaScript: readonly string[];
  readonly storedScript: readonly string[];
}): readonly Problem[] {
  const before = rowSecurityOf(storedScript, name);
  if (before === undefined || rowSecurityOf(schemaScript, name) !== undefined) return [];
  return [
    {
      code: 'refused',
      summary: `${name} had row level security when the snapshot was taken and has none now; restoring would let everybody read its rows.`,
      detail: before,
      next: `Set the policy on the table first and take it off afterwards if everybody may read all rows; or leave the table out with tables: !${name}.`,
    },
  ];
}

/** With rows now by the metadata of extents, which no policy hides; absent where the service does not tell, or the table has no extents. */
export async function withRowsOfExtents(
  plan: readonly RestorePlanTable[],
  observe: Pick<DatabaseObserver, 'extentTotals'>,
): Promise<readonly RestorePlanTable[]> {
  const names = plan.filter(isLiveAndSecured).map(({ table }) => table.name);
  if (names.length === 0) return plan;
  const seen = await look(() => observe.extentTotals(names));
  const totals = 'value' in seen ? seen.value : undefined;
  return plan.map((one) => {
    const held = isLiveAndSecured(one) ? totals?.get(one.table.name) : undefined;
    return held === undefined ? one : { ...one, nowRows: held.rows - held.deletedRows };
  });
}

function isLiveAndSecured({ security, live }: RestorePlanTable): boolean {
  return security !== undefined && live !== undefined;
}
