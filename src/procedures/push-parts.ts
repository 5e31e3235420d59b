import { createHash } from 'node:crypto';
import { exactExtents } from '../domain/reference-data/exact-extents.ts';
import { type PushedPart, pushedHash, pushMetadata } from '../domain/reference-data/push-metadata.ts';
import type { ExtentRows } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** How reference data is loaded by an Event Grid data connection. */
export interface PushWay {
  /** The container that the data connection watches. */
  readonly container: SnapshotStore;
  /** How long nothing may come before it is given up. */
  readonly patienceSeconds: number;
  readonly progress: Progress;
}

/** A part on its way, and how many rows it has. */
export interface ExpectedPart {
  readonly tag: string;
  readonly rows: bigint;
}

/**
 * Uploads a part unless it is there or its rows are, and takes all pieces in any case. `strange` when what is there is not this part: other text under its
 * name, or rows that came and no blob to compare them with. Any repetition leaves one blob, which appears once, so that there is one event of it.
 */
export async function pushPart(
  path: string,
  pieces: AsyncIterable<string>,
  part: Omit<PushedPart, 'bytes' | 'sha256'> & { readonly hasRows: boolean },
  container: SnapshotStore,
): Promise<'pushed' | 'there' | 'strange'> {
  const hash = createHash('sha256');
  let bytes = 0;
  let digest: string | undefined;
  async function* measured(): AsyncGenerator<string> {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += Buffer.byteLength(piece);
      yield piece;
    }
  }
  const sha256 = (): string => {
    digest ??= hash.digest('hex');
    return digest;
  };
  const compare = async (): Promise<'there' | 'strange'> =>
    pushedHash((await container.inspect(path))?.metadata) === sha256() ? 'there' : 'strange';

  if (part.hasRows || (await container.inspect(path)) !== undefined) {
    for await (const _ of measured());
    return compare();
  }
  const metadata = () => pushMetadata({ ...part, bytes, sha256: sha256() });
  const written = await container.writePieces(path, measured(), { kind: 'if-absent' }, metadata);
  // A request that was repeated after a lost answer meets its own blob.
  return written === 'conflict' ? compare() : 'pushed';
}

/** What of the parts is there: in the counted table, or whole in the one they arrive in. */
export function arrivedParts(
  parts: readonly ExpectedPart[],
  landing: readonly ExtentRows[],
  stage: readonly ExtentRows[],
): { readonly arrived: readonly ExpectedPart[]; readonly toMove: readonly (readonly string[])[] } {
  const arrived: ExpectedPart[] = [];
  const toMove: (readonly string[])[] = [];
  for (const part of parts) {
    const staged = ofPart(part, stage).reduce((sum, { rows }) => sum + rows, 0n);
    const extents = staged === 0n ? exactExtents(ofPart(part, landing), part.rows) : undefined;
    if (staged !== part.rows && extents === undefined) continue;
    arrived.push(part);
    if (extents !== undefined) toMove.push(extents);
  }
  return { arrived, toMove };
}

/** The page on metadata does not say whether tags are a list there, as they are elsewhere, so the text of a list counts as well. */
export function ofPart({ tag }: Pick<ExpectedPart, 'tag'>, extents: readonly ExtentRows[]): readonly ExtentRows[] {
  return extents.filter(({ tags }) => tags.some((one) => one.includes(tag)));
}
