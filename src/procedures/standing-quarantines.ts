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
  readonly expiresAt: string;
  /** `interrupted`: the deployment that put it there was killed. `missing`: it is gone before its time. */
  readonly state: 'kept' | 'interrupted' | 'undoing' | 'missing';
}

/** Every table in quarantine, oldest first. What was put back, never left its place, or is gone since its time is over is left out. */
export async function findQuarantines(
  database: Pick<Database, 'read' | 'observe'>,
  world: QuarantineStore,
): Promise<readonly KeptQuarantine[]> {
  const open = (await readQuarantines(world)).filter(({ record }) => record.state !== 'undone');
  if (open.length === 0) return [];
  const { now } = await database.read.identity();
  const ids = await database.read.tableIds();
  const found: KeptQuarantine[] = [];
  for (const { record } of open)
    for (const table of record.tables) {
      const state = stateOf(record, whereabouts(record, table, ids), now);
      if (state === undefined) continue;
      const rows = state === 'missing' ? undefined : await rowsOf(table.kept, database);
      const { name, kept } = table;
      const { id, expiresAt } = record;
      found.push({ id, table: name, kept, expiresAt, state, ...(rows !== undefined && { rows }) });
    }
  return found;
}

/** Undefined for what is in no quarantine any more, or was never put there. */
function stateOf(
  { state, expiresAt }: QuarantineRecord,
  place: Whereabouts,
  now: string,
): KeptQuarantine['state'] | undefined {
  const isOver = Date.parse(expiresAt) <= Date.parse(now);
  if (place === 'gone') return isOver || state === 'begun' ? undefined : 'missing';
  if (place === 'in-place') return undefined;
  if (state === 'begun') return 'interrupted';
  return state === 'undoing' ? 'undoing' : 'kept';
}

async function rowsOf(table: string, { observe }: Pick<Database, 'observe'>): Promise<bigint | undefined> {
  const counted = await look(() => observe.rowCounts([table]));
  return 'value' in counted ? counted.value[0] : undefined;
}
