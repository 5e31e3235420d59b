import { type Coverage, judgeCoverage, judgeStructure, judgeWholeCoverage, needsContents } from '../domain/coverage.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { Cursor } from '../domain/names.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseReader, LiveTable } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { checkBlob } from './check-blob.ts';
import { countOne } from './count-tables.ts';
import { findLostFile } from './file-list.ts';
import { settleCursor } from './settle-cursor.ts';
import { listSnapshots, readManifest } from './stored-snapshot.ts';

export interface CoverageWorld {
  readonly read: DatabaseReader;
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly clock: Clock;
}

/** Rows of a table that came after a snapshot that fits it in all else: one that tops it up covers them too. */
export interface Arrivals {
  readonly table: string;
  readonly rows: bigint;
  /** The snapshot that lacks them. */
  readonly snapshotId: string;
  /** The snapshot that one which covers them would top up. */
  readonly base: string;
}

export type FoundCoverage =
  | Extract<Coverage, { kind: 'covered' }>
  | {
      readonly kind: 'not-covered';
      readonly why: string;
      /** Absent where more stands against every snapshot. */
      readonly arrivals?: Arrivals;
    };

/** How long rows that were just ingested may take to get their stamp before they count as uncovered. */
const settlePatience = 10_000;

/**
 * Looks for a snapshot that covers the table as it is at this moment, newest first. The counts are the engine's own, and the files must be there in
 * the version that was verified, and so must the schema script, without which nothing is restored.
 */
export async function findCoverage(live: LiveTable, world: CoverageWorld): Promise<FoundCoverage> {
  let nearest: string | undefined;
  let arrivals: Arrivals | undefined;
  const valuesNow = lookOnce(live, world.read);
  for (const id of await listSnapshots(world.store, world.paths)) {
    const manifest = await readManifest(world.store, world.paths, id);
    const table = manifest?.tables.find(({ name }) => name === live.name);
    if (manifest === undefined || table === undefined) continue;
    if (manifest.range !== undefined) {
      nearest ??= `snapshot ${id} holds only a range of its rows`;
      continue;
    }
    const coverage = await judge(manifest, table, live, { ...world, valuesNow });
    if (coverage.kind === 'covered') return coverage;
    nearest ??= coverage.why;
    if (coverage.arrived !== undefined)
      arrivals ??= { table: live.name, rows: coverage.arrived, snapshotId: id, base: manifest.base?.snapshotId ?? id };
  }
  const why = nearest ?? 'no complete snapshot holds this table';
  return { kind: 'not-covered', why, ...(arrivals !== undefined && { arrivals }) };
}

interface Looking extends CoverageWorld {
  /** Of all live rows. */
  readonly valuesNow: () => Promise<Fingerprint>;
}

/** However many snapshots there are, all values are read at most once, and only where they are asked for. */
function lookOnce({ name, columns }: LiveTable, read: DatabaseReader): Looking['valuesNow'] {
  let seen: Promise<Fingerprint> | undefined;
  return () => {
    seen ??= read.fingerprint(name, columns, { kind: 'whole-table' });
    return seen;
  };
}

async function judge(manifest: Manifest, table: TableManifest, live: LiveTable, world: Looking): Promise<Coverage> {
  const { snapshotId } = manifest;
  const structure = judgeStructure(manifest, table, live);
  if (structure !== undefined) return { kind: 'not-covered', why: `snapshot ${snapshotId} ${structure}` };
  const coverage = await judgeRows(manifest, table, live, world);
  if (coverage.kind === 'not-covered' && coverage.arrived === undefined) return coverage;
  const [spoilt] = await checkBlob(world.store, manifest.schemaScript);
  const lost = spoilt === undefined ? await findLostFile(world.store, table) : spoilt.summary.replace(/\.$/, '');
  return lost === undefined ? coverage : { kind: 'not-covered', why: `snapshot ${snapshotId} is damaged: ${lost}` };
}

/** By the cursor where one bounds the rows, else by all of their values. */
async function judgeRows(snapshot: Manifest, table: TableManifest, live: LiveTable, world: Looking): Promise<Coverage> {
  if (table.bound === 'whole-table' || live.ingestionTime === 'off') {
    return judgeWholeCoverage({ snapshot, table, live, seen: await world.valuesNow() });
  }
  await settleCursor(world.read, [live], { clock: world.clock, patienceMilliseconds: settlePatience });
  const cursor = table.cursor as Cursor;
  const populations = await countOne(world.read, live, cursor);
  const seen = needsContents(populations)
    ? await world.read.fingerprint(live.name, live.columns, { kind: 'cursor', cursor })
    : undefined;
  return judgeCoverage({ snapshot, cursor, table, live, populations, seen });
}
