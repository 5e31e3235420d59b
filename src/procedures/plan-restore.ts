import pLimit from 'p-limit';
import { compareColumns } from '../domain/column.ts';
import { unassigned } from '../domain/cursor-bound.ts';
import { sameFingerprint } from '../domain/fingerprint.ts';
import { inNumber } from '../domain/in-number.ts';
import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { restrictedTables } from '../domain/kql/schema-script.ts';
import type { Problem } from '../domain/problem.ts';
import type { ColumnShape } from '../domain/snapshot/column-map.ts';
import type { ColumnRange } from '../domain/snapshot/column-range.ts';
import type { DeletedRowsWay, LoggedDeletion } from '../domain/snapshot/deleted-rows.ts';
import { loadFingerprint, type Manifest, type TableManifest } from '../domain/snapshot/manifest.ts';
import type { ExportWay, NewerRowsWay, RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import type { ContinuousExport, DatabaseIdentity, DatabaseReader, LiveTable } from '../ports/database.ts';
import type { TableReaders } from '../ports/database-changer.ts';
import { countRows, type RowCounter } from './count-rows.ts';
import { reasonsAgainstKeeping } from './keep-newer.ts';
import { locateRows, type RowsOfSnapshot } from './locate-rows.ts';
import { planExports } from './plan-exports.ts';
import { planSecured, securedImpact, unsecured } from './plan-secured.ts';
import { meanwhile, planSwap, streamedInto } from './plan-swap.ts';
import type { QuarantinedRows } from './quarantined-rows.ts';
import { oldLifetimeDays } from './stage-table.ts';
import type { RestoreImpact } from './weigh-restore.ts';

/** One table of a restore: what is there now, what the snapshot holds, and why it may not be done. */
export interface RestorePlanTable {
  readonly table: TableManifest;
  /** Place in the snapshot. */
  readonly index: number;
  readonly live: LiveTable | undefined;
  /** Who may read the table, and so its staging. */
  readonly readers: TableReaders;
  /** Name under which it is put beside the live tables; absent where it takes its own place. */
  readonly target?: string;
  /** The command that sets its row level security, which nobody reads past; absent where it has none. */
  readonly security?: string;
  /** How the staged rows get into its place; absent: their table takes the name. */
  readonly swap?: RestoredTable['swap'];
  /** The time range that comes back; absent where all rows do. */
  readonly range?: ColumnRange;
  /** Rows of that range in the snapshot; absent where they were not counted. */
  readonly rangeRows?: bigint;
  readonly state: 'damaged' | 'intact';
  /** In words; empty for an intact table. */
  readonly damage: string;
  /** Rows now; absent when the table is gone. */
  readonly nowRows?: bigint;
  readonly snapshotRows: bigint;
  /** Rows that arrived since the snapshot, which a swap would take away; absent when only a comparison with the staged rows can tell. */
  readonly newerRows?: bigint;
  /** What the swap does with such rows; absent where it is refused while there are any. */
  readonly newerRowsWay?: NewerRowsWay;
  /** Tables that update policies fill from it, where that decides how newer rows are kept. */
  readonly feeds?: readonly string[];
  /** What the swap means for other objects, as sentences. */
  readonly impact: readonly string[];
  /** What its columns become: `table` has them so already. Absent where they stay as the snapshot has them. */
  readonly shape?: ColumnShape;
  /** What deleted rows of it since the snapshot; absent where nobody looked. */
  readonly deletions?: readonly LoggedDeletion[];
  /** What becomes of these; absent where it was not said. */
  readonly deletedRowsWay?: DeletedRowsWay;
  /** What it means beyond the rows; absent where nobody looked, and for a table that comes beside the live ones. */
  readonly weighed?: RestoreImpact;
  /** What lies in quarantine of it; absent where nothing does, and where nobody looked. */
  readonly quarantined?: readonly QuarantinedRows[];
  readonly obstacles: readonly Problem[];
}

const parallelTables = 4;

/** Observes only. */
export async function planRestore(
  request: {
    readonly manifest: Manifest;
    readonly tables: readonly TableManifest[];
    readonly live: readonly LiveTable[];
    readonly schemaScript: readonly string[];
    readonly restores: readonly RestoreRecord[];
    readonly exports: readonly ContinuousExport[];
    readonly exportWay?: ExportWay;
    /** The schema script of the snapshot. */
    readonly storedScript: readonly string[];
    /** Absent where nobody said what to do with rows that the snapshot does not have. */
    readonly newerRows?: NewerRowsWay | undefined;
    readonly identity: Pick<DatabaseIdentity, 'readsRestricted'>;
  },
  read: DatabaseReader,
): Promise<readonly RestorePlanTable[]> {
  const limit = pLimit(parallelTables);
  const tableNames = request.live.map(({ name }) => name);
  return Promise.all(
    request.tables.map((table) =>
      limit(() => {
        const live = request.live.find(({ name }) => name === table.name);
        const index = request.manifest.tables.findIndex(({ name }) => name === table.name);
        return live === undefined
          ? absentTable(table, index, { ...request, tableNames })
          : presentTable({ ...request, table, index, live, tableNames }, read);
      }),
    ),
  );
}

function absentTable(
  table: TableManifest,
  index: number,
  at: {
    readonly storedScript: readonly string[];
    readonly tableNames: readonly string[];
    readonly exports: readonly ContinuousExport[];
    readonly exportWay?: ExportWay;
    readonly identity: Pick<DatabaseIdentity, 'readsRestricted'>;
  },
): RestorePlanTable {
  const { storedScript, tableNames } = at;
  const readers = readersOf(storedScript, table.name);
  const snapshotRows = loadFingerprint(table.fingerprint).rows;
  const security = rowSecurityOf(storedScript, table.name);
  const exported = planExports(table.name, at.exports, security === undefined ? at.exportWay : undefined);
  return {
    table,
    index,
    live: undefined,
    readers,
    ...(security === undefined ? {} : { security }),
    state: 'damaged',
    damage: 'the table is gone',
    snapshotRows,
    newerRows: 0n,
    impact: [...(security === undefined ? [] : securedImpact(table.name)), ...exported.impact],
    obstacles: [
      ...planSwap({ table, live: undefined, script: storedScript, tableNames }).obstacles,
      ...exported.obstacles,
      ...fuzzy(table),
      ...(readers === 'unrestricted' && at.identity.readsRestricted === 'no' ? [notReadable(table.name)] : []),
    ],
  };
}

function notReadable(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} has restricted view access, and this identity may not read it, so what is restored could not be compared.`,
    next: 'Grant the identity the database role UnrestrictedViewer.',
  };
}

/** Who may read the table by the script. */
export function readersOf(script: readonly string[], table: string): TableReaders {
  return restrictedTables(script).has(table) ? 'unrestricted' : 'all';
}

async function presentTable(
  at: {
    readonly manifest: Manifest;
    readonly table: TableManifest;
    readonly index: number;
    readonly live: LiveTable;
    readonly schemaScript: readonly string[];
    readonly storedScript: readonly string[];
    readonly restores: readonly RestoreRecord[];
    readonly exports: readonly ContinuousExport[];
    readonly exportWay?: ExportWay;
    readonly newerRows?: NewerRowsWay | undefined;
    readonly tableNames: readonly string[];
  },
  read: DatabaseReader,
): Promise<RestorePlanTable> {
  const { table, live } = at;
  const security = rowSecurityOf(at.schemaScript, live.name);
  if (security !== undefined) return securedTable({ ...at, security });
  const rows = locateRows(at.manifest, table, live, at.restores);
  const counts = await countNewer(read, live.name, rows);
  const snapshotRows = loadFingerprint(table.fingerprint).rows;
  const damage = await findDamage(read, table, live, rows, counts.total - (counts.newer ?? 0n));
  const newer = damage === '' ? (counts.newer ?? 0n) : counts.newer;
  const against = at.newerRows === 'keep' ? reasonsAgainstKeeping({ ...at, rows, counted: counts }) : [];
  const way = against.length === 0 ? at.newerRows : undefined;
  const leaving = {
    rows: counts.total - (way === 'discard' ? 0n : (newer ?? 0n)),
    told: way === 'discard' || newer !== undefined ? ('exactly' as const) : ('most' as const),
  };
  const exported = planExports(live.name, at.exports, at.exportWay);
  const swap = planSwap({ table, live, script: at.schemaScript, tableNames: at.tableNames, leaving });
  const feeds = way === 'keep' && swap.way === undefined ? swap.feeds : [];
  return {
    table,
    index: at.index,
    live,
    readers: readersOf([...at.schemaScript, ...at.storedScript], table.name),
    ...(swap.way === undefined ? {} : { swap: swap.way }),
    state: damage === '' ? 'intact' : 'damaged',
    damage,
    nowRows: counts.total,
    snapshotRows,
    ...(newer === undefined ? {} : { newerRows: newer }),
    ...(way === undefined ? {} : { newerRowsWay: way }),
    feeds,
    impact: [...swap.impact, ...meanwhile(live, { swap, feeds, newerRows: at.newerRows }), ...exported.impact],
    obstacles: [
      ...(way === undefined && newer !== undefined ? refuseNewer(at, rows, { newer, against }) : []),
      ...addedColumns(table, live),
      ...opened(at),
      ...swap.obstacles,
      ...exported.obstacles,
      ...fuzzy(table),
    ],
  };
}

function securedTable(at: Parameters<typeof presentTable>[0] & { readonly security: string }): RestorePlanTable {
  const { table, live, schemaScript: script, tableNames, newerRows } = at;
  const swap = planSwap({ table, live, script, tableNames });
  const exported = planExports(live.name, at.exports);
  const obstacles = [...opened(at), ...swap.obstacles, ...exported.obstacles, ...fuzzy(table)];
  const impact = [...swap.impact, ...streamedInto(live, newerRows), ...exported.impact];
  return planSecured({ ...at, newerRows, impact, obstacles });
}

/**
 * Rows that are not the snapshot's: all of a foreign table, rows after the cursor, and those beyond the snapshot's number at it, which were moved in
 * with an old ingestion time or came without any. Absent where nothing bounds the table, or some of its rows, and it has no more rows than the
 * snapshot: they may still be others. `afterCursor` are those after the cursor or waiting for their place there. All of one moment, since rows may arrive
 * all the time.
 */
export async function countNewer(
  read: RowCounter,
  table: string,
  rows: RowsOfSnapshot,
): Promise<{ readonly total: bigint; readonly newer?: bigint; readonly afterCursor: bigint }> {
  const counts = await countRows(read, { name: table, columns: [] }, rows.bound);
  const { total, atCursor, untimed } = counts;
  const afterCursor = counts.newer + unassigned(counts);
  const newer = total - smaller(atCursor, rows.atCursor) - smaller(untimed, rows.untimed);
  const isBounded = rows.bound.kind === 'cursor' && untimed === 0n;
  const isTold = rows.kind === 'foreign' || isBounded || newer > 0n || total === 0n;
  return isTold ? { total, newer, afterCursor } : { total, afterCursor };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

async function findDamage(
  read: DatabaseReader,
  table: TableManifest,
  live: LiveTable,
  rows: RowsOfSnapshot,
  seen: bigint,
): Promise<string> {
  const missing = compareColumns(table.columns, live.columns).filter((difference) => difference.expected !== 'absent');
  if (missing.length > 0)
    return missing
      .map(({ column, seen: now }) => (now === 'absent' ? `column ${column} is gone` : `column ${column} was changed`))
      .join(', ');
  const expected = loadFingerprint((rows.kind === 'restored' ? rows.contents : undefined) ?? table.fingerprint);
  if (rows.kind !== 'foreign' && seen !== expected.rows) {
    const gone = expected.rows - seen;
    return `${gone} ${inNumber(gone, 'row is', 'rows are')} gone`;
  }
  const fingerprint = await read.fingerprint(live.name, table.columns, rows.bound);
  return sameFingerprint(fingerprint, expected) ? '' : 'the contents differ';
}

function refuseNewer(
  { table: { name }, newerRows }: { readonly table: TableManifest; readonly newerRows?: NewerRowsWay | undefined },
  rows: RowsOfSnapshot,
  { newer, against }: { readonly newer: bigint; readonly against: readonly string[] },
): readonly Problem[] {
  if (newer === 0n) return [];
  const summary = `${name} holds ${newer} ${inNumber(newer, 'row', 'rows')} that the snapshot does not have`;
  if (newerRows === 'keep') return [cannotKeep(name, summary, against)];
  const origin =
    rows.kind === 'foreign'
      ? 'The live table is not the one that the snapshot was taken of.'
      : 'They were ingested after the snapshot, moved in since, or are rows of it that were written again.';
  return [
    {
      code: 'refused',
      summary: `${summary}; restoring would lose them.`,
      detail: origin,
      next: `Say newer-rows: keep to bring them over into the restored table, newer-rows: discard to leave them in the kept contents, or leave the table out with tables: !${name}.`,
    },
  ];
}

/** Newer rows that cannot be brought over each exactly once. */
export function cannotKeep(table: string, summary: string, against: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `${summary}; they cannot be kept exactly.`,
    detail: `${against.join('; ')}.`,
    next: `Say newer-rows: discard, which leaves them in the kept contents for ${oldLifetimeDays} days, and append from there what you need; or leave the table out with tables: !${table}.`,
  };
}

/** Staging could be hidden, but in its place everybody could read what only some were to. */
export function opened(at: Parameters<typeof unsecured>[0]): readonly Problem[] {
  const {
    table: { name },
    schemaScript,
    storedScript,
  } = at;
  const isOpened = readersOf(storedScript, name) === 'unrestricted' && readersOf(schemaScript, name) === 'all';
  if (!isOpened) return unsecured(at);
  return [
    ...unsecured(at),
    {
      code: 'refused',
      summary: `${name} had restricted view access when the snapshot was taken and has none now; restoring would let everybody read its rows.`,
      next: `Set it on the table first, .alter table ${name} policy restricted_view_access true, and take it off afterwards if everybody may read them; or leave the table out with tables: !${name}.`,
    },
  ];
}

function addedColumns(table: TableManifest, live: LiveTable): readonly Problem[] {
  const added = compareColumns(table.columns, live.columns).filter(({ expected }) => expected === 'absent');
  if (added.length === 0) return [];
  const names = added.map(({ column }) => column).join(', ');
  const said = added.map(({ column }) => `${table.name}.${column}=+`).join(',');
  const next = `Say columns: ${said}, and they are empty in restored rows; their values stay in the kept contents.`;
  return [
    {
      code: 'refused',
      summary: `${table.name} has columns that the snapshot does not have: ${names}; restoring would lose them.`,
      next,
    },
  ];
}

/** A problem when the snapshot may hold other rows than the table had. */
export function fuzzy({ name, exactness }: TableManifest): readonly Problem[] {
  if (exactness.kind === 'exact') return [];
  return [
    {
      code: 'refused',
      summary: `${name} is fuzzy in this snapshot: ${exactness.reason}.`,
      next: 'Use another snapshot, or leave the table out.',
    },
  ];
}
