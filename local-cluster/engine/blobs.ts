import { BlockBlobClient, RestError } from '@azure/storage-blob';
import { badRequest, ClusterProblem, transient, unsupported } from '../problem.ts';

/** Where a connection string points, and what lets us in. The two are kept apart so that a path can be shown. */
export interface StorageLocation {
  readonly path: string;
  readonly sas: string;
}

/** Reads `https://account/container/path?sas`. Source: https://learn.microsoft.com/kusto/api/connection-strings/storage-connection-strings */
export function parseLocation(connectionString: string): StorageLocation {
  const [path = '', sas = ''] = connectionString.split(/\?(.*)/s);
  if (!URL.canParse(path))
    throw badRequest('The storage connection string is not a URL.', 'BadRequest_InvalidConnectionString');
  if (!/^https?:$/.test(new URL(path).protocol)) throw unsupported('storage that is not reached by http');
  if (path.includes(';')) throw badRequest('The local cluster reads and writes storage with a SAS only.');
  return { path, sas };
}

/** Storage errors name the whole URL; only the code may be shown, because the URL carries the signature. */
export function storageProblem(cause: unknown, path: string): unknown {
  if (!(cause instanceof RestError)) return cause;
  const status = cause.statusCode ?? 0;
  const found = cause.code ?? 'Unknown';
  if (status === 404) return badRequest(`The source '${path}' was not found (${found}).`, 'Download_SourceNotFound');
  if (status === 401 || status === 403)
    return badRequest(`Access to '${path}' was refused (${found}).`, 'Download_Forbidden');
  if (status >= 400 && status < 500 && status !== 429) return badRequest(`Storage refused '${path}' (${found}).`);
  return transient(`Storage did not serve '${path}' (${found}).`);
}

function client({ path, sas }: StorageLocation): BlockBlobClient {
  if (new URL(path).pathname.split('/').filter((name) => name !== '').length < 2)
    throw badRequest(`'${path}' names no blob in a container.`, 'BadRequest_InvalidConnectionString');
  return new BlockBlobClient(sas === '' ? path : `${path}?${sas}`, undefined, { retryOptions: { maxTries: 2 } });
}

/** Writes a new blob; an existing one is never replaced. */
export async function upload(file: string, to: StorageLocation): Promise<void> {
  await client(to)
    .uploadFile(file, { conditions: { ifNoneMatch: '*' } })
    .catch((cause) => {
      throw storageProblem(cause, to.path);
    });
}

export async function download(from: StorageLocation, file: string): Promise<void> {
  await client(from)
    .downloadToFile(file)
    .catch((cause) => {
      throw storageProblem(cause, from.path);
    });
}

export async function remove(blob: StorageLocation): Promise<void> {
  await client(blob)
    .delete()
    .catch((cause) => {
      throw storageProblem(cause, blob.path);
    });
}

/** Text that may go into a log or an error. */
export function shownProblem(cause: unknown): string {
  if (cause instanceof ClusterProblem) return cause.message;
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replaceAll(/\?[^\s'"]*sig=[^\s'"]*/g, '');
}
