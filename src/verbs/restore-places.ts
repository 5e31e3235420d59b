import type { Manifest } from '../domain/snapshot/manifest.ts';
import { databasePaths, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Database } from '../ports/database.ts';
import type { SignIn, World } from './world.ts';

export interface PlacesRequest extends SignIn {
  readonly cluster: string;
  readonly database: string;
  readonly 'target-cluster': string | undefined;
  readonly 'target-database': string | undefined;
}

/** Whose snapshot is read, and where its tables come; one database unless a target is given. */
export interface Places {
  /** Where the tables come. */
  readonly database: Database;
  /** What the snapshot was taken of. */
  readonly origin: Database;
  /** Where the journals of restores into that database lie. */
  readonly paths: SnapshotPaths;
  /** Where the snapshot lies. */
  readonly source: SnapshotPaths;
  readonly isElsewhere: 'yes' | 'no';
}

/** Sends nothing. */
export function openPlaces(request: PlacesRequest, world: Pick<World, 'openDatabase'>): Places {
  const of = world.openDatabase(request);
  const source = databasePaths(of.clusterHost, of.name);
  const { 'target-cluster': cluster, 'target-database': name } = request;
  if (cluster === undefined && name === undefined)
    return { database: of, origin: of, paths: source, source, isElsewhere: 'no' };
  const database = world.openDatabase({
    ...request,
    cluster: cluster ?? request.cluster,
    database: name ?? request.database,
  });
  const paths = databasePaths(database.clusterHost, database.name);
  return { database, origin: of, paths, source, isElsewhere: paths.data === source.data ? 'no' : 'yes' };
}

/** Whether nobody chose other tables. */
export function isOnlyDamaged(tables: readonly string[]): boolean {
  return tables.length === 1 && tables[0] === 'damaged';
}

/** Where the snapshot of an earlier restore lies. */
export function sourceOf({ source }: RestoreRecord, { paths }: Pick<Places, 'paths'>): SnapshotPaths {
  return source === undefined ? paths : databasePaths(source.cluster, source.database);
}

/** What a record says of the snapshot's origin. */
export function recordedSource(manifest: Manifest, { isElsewhere }: Places): RestoreRecord['source'] {
  return isElsewhere === 'yes' ? { cluster: manifest.cluster.host, database: manifest.database } : undefined;
}

/** In another database no table is the one that was exported, and no cursor of the snapshot means anything. */
export function asSeenFrom(manifest: Manifest, source: SnapshotPaths, { paths }: Pick<Places, 'paths'>): Manifest {
  if (source.data === paths.data) return manifest;
  return { ...manifest, tables: manifest.tables.map((table) => ({ ...table, tableId: '' })) };
}
