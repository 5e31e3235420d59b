import pMap from 'p-map';
import { inBatches } from '../domain/snapshot/batches.ts';
import { loadFingerprint, type Manifest, type TableManifest } from '../domain/snapshot/manifest.ts';
import { includes, type Level, type RestoreRecord } from '../domain/snapshot/records.ts';
import type { Rotation } from '../domain/snapshot/rotation.ts';
import { type Against, looksAt } from '../domain/snapshot/verification.ts';
import type { LiveTable } from '../ports/database.ts';
import { type Counted, countTables, type TableToCount } from './count-tables.ts';
import { locateRows } from './locate-rows.ts';
import { type TableCheck, type VerifyWorld, verifyTable } from './verify-table.ts';

export interface TablesToVerify {
  readonly manifest: Manifest;
  /** Of the manifest. */
  readonly tables: readonly TableManifest[];
  /** What there is of a table now; undefined when it is gone. */
  readonly liveOf: (table: TableManifest) => LiveTable | undefined;
  readonly restores: readonly RestoreRecord[];
  readonly level: Level;
  readonly against: Against;
  readonly rotation?: Rotation | undefined;
  /** Told now and then how many tables are compared. */
  readonly tell: (done: number) => void;
}

/** A table, and under what cursor its rows are counted together with those of others; undefined when they are not. */
interface Item extends TableToCount {
  readonly table: TableManifest;
  readonly live: LiveTable | undefined;
  readonly bound: (ReturnType<typeof locateRows>['bound'] & { readonly kind: 'cursor' }) | undefined;
}

/** Groups of small tables, or single large ones, at once. */
const parallelGroups = 4;

/**
 * Compares tables with their snapshot; checks come in the order of the tables. Small tables are counted many in one statement, so that a check of ten thousand
 * costs hundreds of them. With level full one table after the other is compared, since values of its files are in memory.
 */
export async function verifyTables(request: TablesToVerify, world: VerifyWorld): Promise<readonly TableCheck[]> {
  const groups = inBatches(request.tables.map((table) => itemOf(table, request)));
  let done = 0;
  const verifyGroup = async (group: readonly Item[]): Promise<readonly TableCheck[]> => {
    const counted = await countGroup(group, world.read);
    const checks: TableCheck[] = [];
    for (const { table, live } of group)
      checks.push(await verifyTable({ ...request, table, live, counted: counted.get(table.name) }, world));
    done += group.length;
    request.tell(done);
    return checks;
  };
  const concurrency = includes(request.level, 'full') === 'yes' ? 1 : parallelGroups;
  return (await pMap(groups, verifyGroup, { concurrency })).flat();
}

function itemOf(table: TableManifest, { manifest, liveOf, restores, against }: TablesToVerify): Item {
  const live = looksAt(against, 'database') ? liveOf(table) : undefined;
  const bound = live === undefined ? undefined : locateRows(manifest, table, live, restores).bound;
  const rows = [loadFingerprint(table.fingerprint).rows, live?.estimate?.rows ?? 0n];
  return {
    table,
    live,
    name: table.name,
    columns: live?.columns ?? [],
    bound: bound?.kind === 'cursor' ? bound : undefined,
    estimatedRows: rows.reduce((most, one) => (one > most ? one : most)),
  };
}

/** By name; tables that were restored at different times have different cursors. */
async function countGroup(group: readonly Item[], read: VerifyWorld['read']): Promise<ReadonlyMap<string, Counted>> {
  const counted = new Map<string, Counted>();
  const keyOf = ({ bound }: Item): string => JSON.stringify(bound ?? null);
  for (const key of new Set(group.map(keyOf))) {
    const items = group.filter((item) => keyOf(item) === key);
    const bound = items[0]?.bound;
    if (bound === undefined) continue;
    for (const [name, counts] of await countTables(read, items, bound.cursor, bound.range)) counted.set(name, counts);
  }
  return counted;
}
