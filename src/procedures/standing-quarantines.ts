import { type QuarantineRecord, type Whereabouts, whereabouts } from '../domain/quarantine-record.ts';
import type { Database } from '../ports/database.ts';
import { look } from './look.ts';
import { type QuarantineStore, readQuarantines } from './quarantine-records.ts';

/** One table that is in quarantine. */
export interface KeptQuarantine {
  readonly id: string;
  readonly table: string;
  readonly kept: string;
  /** As they are counted now; absent where they cannot be. */
  readonly rows?: bigint;
  /** Absent where nothing tells that an end is set: of a rename that was interrupted or undone. */
  readonly expiresAt?: string;
  /** By the clock of the service: its rows were put aside then or before. Absent where nothing tells it: while that is not proven, of what came aside again, and of what an earlier version put there. */
  readonly putAsideAt?: string;
  /**
   * `interrupted`: the deployment that put it there was killed. `missing`: it is gone before its time. `late`: it was put back, and a command that came late put it aside again. `unknown`: it was
   * put back, and whether rows are aside again cannot be counted.
   */
  readonly state: 'kept' | 'interrupted' | 'undoing' | 'missing' | 'late' | 'unknown';
}

/** Every table in quarantine, oldest first, told by what is there. What is back, never left its place, or is gone since its time is over is left out. */
export async function findQuarantines(
  database: Pick<Database, 'read' | 'observe'>,
  world: QuarantineStore,
): Promise<readonly KeptQuarantine[]> {
  const stored = await readQuarantines(world);
  if (stored.length === 0) return [];
  const [{ now }, ids] = await Promise.all([database.read.identity(), database.read.tableIds()]);
  const placed = stored.flatMap(({ record }) =>
    record.tables.map((table) => ({ record, table, place: whereabouts(record, table, ids) })),
  );
  const aside = placed.flatMap(({ table, place }) => (place === 'aside' ? [table.kept] : []));
  const rows = await countRows(aside, database);
  return placed.flatMap(({ record, table: { name, kept }, place }): readonly KeptQuarantine[] => {
    const own = rows.get(kept);
    const state = stateOf(record, place, { now, rows: own });
    if (state === undefined) return [];
    const { id, expiresAt, asideAt } = record;
    const isSet = record.way === 'move' || state === 'kept' || state === 'missing';
    const isOnce = state !== 'late' && state !== 'unknown';
    const since = isOnce && asideAt !== undefined ? { putAsideAt: asideAt } : {};
    const known = { id, table: name, kept, ...since, state };
    return [{ ...known, ...(isSet && { expiresAt }), ...(own !== undefined && { rows: own }) }];
  });
}

/** Undefined for what is in no quarantine any more, or was never put there. */
function stateOf(
  { state, way, expiresAt }: QuarantineRecord,
  place: Whereabouts,
  { now, rows }: { readonly now: string; readonly rows: bigint | undefined },
): KeptQuarantine['state'] | undefined {
  if (place === 'in-place') return undefined;
  if (place === 'gone') {
    const isOver = Date.parse(expiresAt) <= Date.parse(now);
    return isOver || state === 'begun' || state === 'undone' ? undefined : 'missing';
  }
  if (state === 'begun') return 'interrupted';
  if (state === 'undoing') return 'undoing';
  if (state !== 'undone') return 'kept';
  if (way === 'rename') return 'late';
  // The table that was made for moved extents stays until its time.
  if (rows === undefined) return 'unknown';
  return rows === 0n ? undefined : 'late';
}

/** By one query, or where that fails, since one of them was closed to everybody, one by one; without those of which it fails. */
async function countRows(
  tables: readonly string[],
  { observe }: Pick<Database, 'observe'>,
): Promise<ReadonlyMap<string, bigint>> {
  const counted = tables.length === 0 ? undefined : await look(() => observe.rowCounts(tables));
  if (counted === undefined) return new Map();
  if (!('problem' in counted))
    return new Map(
      tables.flatMap((table, index) => {
        const rows = counted.value[index];
        return rows === undefined ? [] : [[table, rows] as const];
      }),
    );
  if (tables.length === 1) return new Map();
  const alone: (readonly [string, bigint])[] = [];
  for (const table of tables) alone.push(...(await countRows([table], { observe })));
  return new Map(alone);
}
