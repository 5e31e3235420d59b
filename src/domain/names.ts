declare const brand: unique symbol;

/** `20261120T091000Z-3f2a`: the instant at which the snapshot began (UTC), its millisecond in three hexadecimal digits, and a random one. */
export type SnapshotId = string & { readonly [brand]: 'SnapshotId' };
/** Eight characters of [0-9a-f] that name a run's own objects. */
export type RunId = string & { readonly [brand]: 'RunId' };
/** Opaque position in a database's ingestion order; its only use is inside cursor functions. */
export type Cursor = string & { readonly [brand]: 'Cursor' };
/** A management command that runs on after its answer. */
export type OperationId = string & { readonly [brand]: 'OperationId' };

/** `random` is one hexadecimal digit. Ids are in the order of their milliseconds, so that the newest is the last. */
export function snapshotId(startedAt: Date, random: string): SnapshotId {
  const stamp = startedAt
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
  const millisecond = startedAt.getUTCMilliseconds().toString(16).padStart(3, '0');
  return `${stamp}-${millisecond}${random}` as SnapshotId;
}

export function parseSnapshotId(text: string): SnapshotId | undefined {
  return /^\d{8}T\d{6}Z-[0-9a-f]{4}$/.test(text) ? (text as SnapshotId) : undefined;
}

export function runId(random: string): RunId {
  if (!/^[0-9a-f]{8}$/.test(random)) throw new Error(`not eight hexadecimal characters: ${random}`);
  return random as RunId;
}

/** Names of tables that a run makes beside the live ones. `index` is the table's place in the snapshot. */
export function ownTable(
  purpose: 'raw' | 'stage' | 'old' | 'newer' | 'range' | 'drop' | 'undone' | 'probe' | 'data' | 'q',
  run: RunId,
  index: number,
): string {
  return `kr_${purpose}_${run}_${index}`;
}

export function isOwnTable(name: string): boolean {
  return /^kr_(raw|stage|old|newer|range|drop|undone|probe|data|q)_[0-9a-f]{8}_\d+$/.test(name);
}

/**
 * Tag of one attempt at one file: one term of fixed width without punctuation, so that no extent tags retention policy can strip it
 * and a search for it finds nothing else. Source: https://learn.microsoft.com/kusto/management/extent-tags-retention-policy
 */
export function attemptTag(run: RunId, file: number, attempt: number): string {
  return `kr${run}f${String(file).padStart(7, '0')}a${String(attempt).padStart(3, '0')}`;
}
