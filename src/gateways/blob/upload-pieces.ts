import type { BlobRequestConditions, BlockBlobClient } from '@azure/storage-blob';

const blockBytes = 4 * 1024 * 1024;

/**
 * Uploads a blob block by block, in one request where it is small. It appears, or replaces another, only with the last request, which carries the conditions.
 * `run` keeps the blocks of two that write the same blob apart; blocks that were never committed are discarded by the service after a week.
 * Source: https://learn.microsoft.com/rest/api/storageservices/put-block-list
 */
export async function uploadPieces(
  blob: BlockBlobClient,
  pieces: AsyncIterable<string>,
  {
    conditions,
    run,
    metadata,
  }: {
    readonly conditions: BlobRequestConditions;
    readonly run: string;
    readonly metadata?: (() => Readonly<Record<string, string>>) | undefined;
  },
): Promise<{ readonly etag?: string | undefined }> {
  const ids: string[] = [];
  let rest: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    rest.push(bytes);
    size += bytes.length;
    if (size < blockBytes) continue;
    ids.push(blockId(run, ids.length));
    await blob.stageBlock(ids.at(-1) ?? '', Buffer.concat(rest), size);
    [rest, size] = [[], 0];
  }
  const options = metadata === undefined ? { conditions } : { conditions, metadata: { ...metadata() } };
  if (ids.length === 0) return blob.upload(Buffer.concat(rest), size, options);
  if (size > 0) {
    ids.push(blockId(run, ids.length));
    await blob.stageBlock(ids.at(-1) ?? '', Buffer.concat(rest), size);
  }
  return blob.commitBlockList(ids, options);
}

/** All of one length, as the service wants. */
function blockId(run: string, index: number): string {
  return Buffer.from(`${run}-${String(index).padStart(6, '0')}`).toString('base64');
}
