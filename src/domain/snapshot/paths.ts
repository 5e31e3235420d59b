import type { SnapshotId } from '../names.ts';

/**
 * Where things lie below the storage root. Data blobs are written once; control blobs may be rewritten. The two have separate prefixes so
 * that data can be kept in write-once storage.
 */
export interface SnapshotPaths {
  readonly data: string;
  readonly control: string;
}

const segment = (text: string): string =>
  encodeURIComponent(text).replace(/[.~'()*!]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);

export function databasePaths(clusterHost: string, database: string): SnapshotPaths {
  const place = `${clusterHost}/${encodeURIComponent(database)}`;
  return { data: `data/${place}`, control: `control/${place}` };
}

export function snapshotFolder(paths: SnapshotPaths, id: SnapshotId): string {
  return `${paths.data}/${id}`;
}

export function manifestPath(paths: SnapshotPaths, id: SnapshotId): string {
  return `${snapshotFolder(paths, id)}/manifest.json`;
}

export function schemaScriptPath(paths: SnapshotPaths, id: SnapshotId): string {
  return `${snapshotFolder(paths, id)}/schema.kql`;
}

/** Tables lie in numbered folders with a readable tail, since a table may have any name. */
export function tableFolder(paths: SnapshotPaths, id: SnapshotId, index: number, table: string): string {
  return `${snapshotFolder(paths, id)}/tables/${String(index).padStart(4, '0')}-${segment(table).slice(0, 60)}`;
}

export function fileListPath(folder: string): string {
  return `${folder}/files.jsonl`;
}

/** How to bring one table back without this tool. */
export function handScriptPath(folder: string): string {
  return `${folder}/restore.kql`;
}

export function handPagePath(paths: SnapshotPaths, id: SnapshotId): string {
  return `${snapshotFolder(paths, id)}/RESTORE.md`;
}

export function attemptFolder(folder: string, slice: number, attempt: number): string {
  return `${folder}/s${String(slice).padStart(6, '0')}a${String(attempt).padStart(3, '0')}`;
}

export function intentPath(paths: SnapshotPaths, id: SnapshotId): string {
  return `${paths.control}/snapshots/${id}/intent.json`;
}

/** One record per slice, apart from the intents, so that listing snapshots does not list slices. */
export function sliceRecordPath(paths: SnapshotPaths, id: SnapshotId, table: number, index: number): string {
  return `${sliceRecordsPrefix(paths, id)}${String(table).padStart(5, '0')}-${String(index).padStart(6, '0')}.json`;
}

/** Undefined for a path that is no slice record's. */
export function parseSliceRecordPath(path: string): { readonly table: number; readonly index: number } | undefined {
  const [, table, index] = /\/(\d{5,})-(\d{6,})\.json$/.exec(path) ?? [];
  return table === undefined || index === undefined ? undefined : { table: Number(table), index: Number(index) };
}

export function sliceRecordsPrefix(paths: SnapshotPaths, id: SnapshotId): string {
  return `${paths.control}/slices/${id}/`;
}

/** Apart from the files that were tried, which lie in folders beside it. */
export function formProofPath(paths: SnapshotPaths, buildVersion: string): string {
  return `${paths.control}/forms/${segment(buildVersion)}.json`;
}

export function leasePath(paths: SnapshotPaths): string {
  return `${paths.control}/lease.json`;
}

export function intentsPrefix(paths: SnapshotPaths): string {
  return `${paths.control}/snapshots/`;
}

/** Restores are numbered: of two that begin at once, only one can create the next record. */
export function restoreRecordPath(paths: SnapshotPaths, turn: number): string {
  return `${restoresPrefix(paths)}${String(turn).padStart(6, '0')}.json`;
}

export function turnOfRestore(path: string): number {
  return Number(path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, ''));
}

export function restoresPrefix(paths: SnapshotPaths): string {
  return `${paths.control}/restores/`;
}

/** Which commands of a deployment that did not end ran. */
export function onceRecordPath(paths: SnapshotPaths): string {
  return `${paths.control}/commands.json`;
}

/** There once a run began to apply a plan. */
export function startedPlanPath(paths: SnapshotPaths, hash: string): string {
  return `${paths.control}/plans/${hash}/started.json`;
}

/** There once all of a plan ran. */
export function appliedPlanPath(paths: SnapshotPaths, hash: string): string {
  return `${paths.control}/plans/${hash}/applied.json`;
}

/** Named by the time of the service at which they began, so that a listing has them in order. */
export function deploymentFolder(paths: SnapshotPaths, clusterTime: string, id: string): string {
  return `${deploymentsPrefix(paths)}${compactTime(clusterTime)}-${id}`;
}

export function deploymentsPrefix(paths: SnapshotPaths): string {
  return `${paths.control}/deployments/`;
}

/** Whether a path below a deployment's folder is of one that began at `instant` or later, to the second. */
export function isDeploymentSince(path: string, paths: SnapshotPaths, instant: Date): boolean {
  const time = path.slice(deploymentsPrefix(paths).length).slice(0, 15);
  return time >= compactTime(instant.toISOString()).slice(0, 15);
}

const compactTime = (time: string): string => time.replace(/[-:.]/g, '');

/** There once the hold of a restore was released. */
export function releasedHoldPath(paths: SnapshotPaths, id: string): string {
  return `${releasedHoldsPrefix(paths)}${segment(id)}.json`;
}

export function releasedHoldsPrefix(paths: SnapshotPaths): string {
  return `${paths.control}/released-holds/`;
}

/** What a deployment put into quarantine. */
export function quarantinePath(paths: SnapshotPaths, id: string): string {
  return `${quarantinesPrefix(paths)}${id}.json`;
}

export function quarantinesPrefix(paths: SnapshotPaths): string {
  return `${paths.control}/quarantines/`;
}

export function verificationPath(paths: SnapshotPaths, id: SnapshotId, at: Date, level: string): string {
  return `${paths.control}/verifications/${id}/${at.toISOString().replace(/[-:.]/g, '')}-${level}.json`;
}

export function verificationsPrefix(paths: SnapshotPaths, id: SnapshotId): string {
  return `${paths.control}/verifications/${id}/`;
}
