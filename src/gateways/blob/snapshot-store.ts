import type { TokenCredential } from '@azure/identity';
import {
  BlobServiceClient,
  type BlockBlobClient,
  ContainerClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  type UserDelegationKey,
} from '@azure/storage-blob';
import { problemError } from '../../domain/problem.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SnapshotStore, StoredBlob, WriteCondition } from '../../ports/snapshot-store.ts';
import { decodeUri, parseStorageUri, type StorageLocation } from './location.ts';
import { codeOf, statusOf, storageProblem } from './problems.ts';
import { uploadPieces } from './upload-pieces.ts';

const hour = 3_600_000;
/** Long enough for one export or ingestion, which end after an hour at the latest, and for it to wait its turn. */
const sasLifetime = 12 * hour;

const retryOptions = { maxTries: 5, retryDelayInMs: 250, maxRetryDelayInMs: 8_000 };

/** Blobs in one container of Azure Storage, below the path in the URI, which `input` gave. Signs with the SAS in the URI, or with the credential. */
export function createSnapshotStore(
  storage: string,
  credential: TokenCredential | undefined,
  clock: Clock,
  input?: string,
): SnapshotStore {
  const location = parseStorageUri(storage, input);
  const container = openContainer(location, credential);
  const nameOf = (path: string): string => (location.prefix === '' ? path : `${location.prefix}/${path}`);
  const uriOf = (path: string): string => container.getBlobClient(nameOf(path)).url.split('?')[0] ?? '';
  const pathOfName = (name: string): string => (location.prefix === '' ? name : name.slice(location.prefix.length + 1));
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storageProblem(error, location.label);
    }
  };
  const signer = createSigner(location, credential, clock, guarded);
  const unlessConflict = (
    path: string,
    upload: (blob: BlockBlobClient) => Promise<{ readonly etag?: string | undefined }>,
  ): Promise<{ readonly etag: string } | 'conflict'> =>
    guarded(async () => {
      try {
        const { etag } = await upload(container.getBlockBlobClient(nameOf(path)));
        return { etag: known(etag, path) };
      } catch (error) {
        if (isConflict(error)) return 'conflict';
        throw error;
      }
    });

  return {
    label: location.label,
    container: `${location.account}/${location.container}`.toLowerCase(),

    write: (path, body, condition) =>
      unlessConflict(path, (blob) => {
        const bytes = typeof body === 'string' ? Buffer.from(body) : body;
        return blob.upload(bytes, bytes.length, { conditions: conditionsOf(condition) });
      }),

    writePieces: (path, pieces, condition, metadata) =>
      unlessConflict(path, (blob) =>
        uploadPieces(blob, pieces, { conditions: conditionsOf(condition), run: clock.randomHex(8), metadata }),
      ),

    async read(path) {
      return guarded(() =>
        unlessAbsent(async () => {
          const response = await container.getBlobClient(nameOf(path)).download();
          return { body: await textOf(response.readableStreamBody), etag: known(response.etag, path) };
        }),
      );
    },

    async readRange(path, { start, end, etag }) {
      // The SDK takes a length of 0 for "up to the end".
      if (start === end) return new Uint8Array();
      return guarded(async () => {
        try {
          return await container
            .getBlobClient(nameOf(path))
            .downloadToBuffer(start, end - start, { conditions: { ifMatch: etag } });
        } catch (error) {
          if (statusOf(error) === 412 || isAbsent(error)) {
            throw problemError({
              code: 'difference',
              summary: `${path} is gone or was overwritten.`,
              detail: `expected the version ${etag}`,
            });
          }
          throw error;
        }
      });
    },

    async inspect(path) {
      return guarded(() =>
        unlessAbsent(async () => {
          const { contentLength, etag, metadata } = await container.getBlobClient(nameOf(path)).getProperties();
          const said = Object.keys(metadata ?? {}).length === 0 ? {} : { metadata };
          return { path, bytes: known(contentLength, path), etag: known(etag, path), ...said };
        }),
      );
    },

    async *list(prefix) {
      try {
        for await (const item of container.listBlobsFlat({ prefix: nameOf(prefix) })) {
          yield blobOf(pathOfName(item.name), item.properties.contentLength, item.properties.etag);
        }
      } catch (error) {
        throw storageProblem(error, location.label);
      }
    },

    remove: (path) => guarded(async () => void (await container.getBlobClient(nameOf(path)).deleteIfExists())),

    uriOf,
    uriForCluster: async (path, access) => `${uriOf(path)}?${await signer(access)}`,

    pathOf(uri) {
      const address = decodeUri(uri.split('?')[0] ?? '');
      const root = `${location.containerUri}/${location.prefix === '' ? '' : `${location.prefix}/`}`;
      return address?.startsWith(root) ? address.slice(root.length) : undefined;
    },
  };
}

function openContainer(location: StorageLocation, credential: TokenCredential | undefined): ContainerClient {
  if (location.sas !== undefined)
    return new ContainerClient(`${location.containerUri}?${location.sas}`, undefined, { retryOptions });
  return new ContainerClient(location.containerUri, credential, { retryOptions });
}

/** The given SAS as it is, or a user delegation SAS of the least permissions, made anew when half its life is over. */
function createSigner(
  location: StorageLocation,
  credential: TokenCredential | undefined,
  clock: Clock,
  guarded: <T>(work: () => Promise<T>) => Promise<T>,
): (access: 'read' | 'write') => Promise<string> {
  if (location.sas !== undefined || credential === undefined) {
    const sas = location.sas ?? '';
    return () => Promise.resolve(sas);
  }
  const service = new BlobServiceClient(location.serviceUri, credential, { retryOptions });
  let key: { readonly value: UserDelegationKey; readonly startsOn: Date } | undefined;
  return async (access) => {
    const now = clock.now().getTime();
    if (key === undefined || now - key.startsOn.getTime() > sasLifetime / 2) {
      const startsOn = new Date(now - hour / 4);
      key = {
        value: await guarded(() => service.getUserDelegationKey(startsOn, new Date(now + 2 * sasLifetime))),
        startsOn,
      };
    }
    const permissions = ContainerSASPermissions.parse(access === 'read' ? 'rl' : 'rcwl');
    const values = {
      containerName: location.container,
      permissions,
      startsOn: key.startsOn,
      expiresOn: new Date(now + sasLifetime),
    };
    return generateBlobSASQueryParameters(values, key.value, location.account).toString();
  };
}

function conditionsOf(condition: WriteCondition): { readonly ifNoneMatch: string } | { readonly ifMatch: string } {
  return condition.kind === 'if-absent' ? { ifNoneMatch: '*' } : { ifMatch: condition.etag };
}

async function unlessAbsent<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** A missing container must not look like a missing blob: nothing can be concluded from it. */
function isAbsent(error: unknown): boolean {
  return statusOf(error) === 404 && codeOf(error) !== 'ContainerNotFound';
}

/**
 * Status 409 also says that a container is being deleted or takes no anonymous requests; write-once storage says it of any blob that exists.
 * Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
function isConflict(error: unknown): boolean {
  if (statusOf(error) === 412) return true;
  return statusOf(error) === 409 && ['BlobAlreadyExists', 'BlobImmutableDueToPolicy'].includes(codeOf(error));
}

function blobOf(path: string, bytes: number | undefined, etag: string | undefined): StoredBlob {
  const quoted = known(etag, path);
  return { path, bytes: known(bytes, path), etag: quoted.startsWith('"') ? quoted : `"${quoted}"` };
}

function known<T>(value: T | undefined, path: string): T {
  if (value !== undefined) return value;
  throw problemError({ code: 'unknown', summary: `The storage did not report what it holds at ${path}.` });
}

async function textOf(stream: NodeJS.ReadableStream | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks).toString('utf8');
}
