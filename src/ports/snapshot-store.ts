export interface StoredBlob {
  readonly path: string;
  readonly bytes: number;
  readonly etag: string;
  /** What `inspect` finds said of it, by names in lower case; a listing tells none. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** When a blob may be written: only where none is, or only over the version known. */
export type WriteCondition = { readonly kind: 'if-absent' } | { readonly kind: 'if-match'; readonly etag: string };

/**
 * The storage of snapshots: blobs by path below one root. Every method rejects with a `ProblemError` and with nothing else but bugs, and may be
 * repeated; the gateway retries what the service calls transient.
 */
export interface SnapshotStore {
  /** The root as people know it, without credential. */
  readonly label: string;
  /** Account and container, in one spelling. */
  readonly container: string;
  /** The new ETag, or `conflict` when the condition does not hold; then nothing was written. */
  write(
    path: string,
    body: string | Uint8Array,
    condition: WriteCondition,
  ): Promise<{ readonly etag: string } | 'conflict'>;
  /**
   * The same from pieces, of which a few megabytes are in memory at a time. All of them are taken before it is known whether the condition holds.
   * `metadata` is asked when all were taken, and appears with the blob; its values are printable ASCII.
   */
  writePieces(
    path: string,
    pieces: AsyncIterable<string>,
    condition: WriteCondition,
    metadata?: () => Readonly<Record<string, string>>,
  ): Promise<{ readonly etag: string } | 'conflict'>;
  /** Undefined when there is no such blob. */
  read(path: string): Promise<{ readonly body: string; readonly etag: string } | undefined>;
  /** Bytes `start` to `end` (exclusive) of the version `etag`; rejects with a `difference` problem when that version is gone. */
  readRange(
    path: string,
    range: { readonly start: number; readonly end: number; readonly etag: string },
  ): Promise<Uint8Array>;
  /** Undefined when there is no such blob. */
  inspect(path: string): Promise<StoredBlob | undefined>;
  /** In path order. */
  list(prefix: string): AsyncIterable<StoredBlob>;
  /** Succeeds when there is no such blob. */
  remove(path: string): Promise<void>;
  /** The address of a path, without credential. */
  uriOf(path: string): string;
  /** A URI with credential with which the cluster reads or writes at a path. A secret. */
  uriForCluster(path: string, access: 'read' | 'write'): Promise<string>;
  /** The path of a URI below the root, as the cluster reports it; undefined when it lies elsewhere. */
  pathOf(uri: string): string | undefined;
}
