import { problemError } from '../../domain/problem.ts';

/** The parts of a storage URI, the SAS kept apart so that it is not printed with the rest. */
export interface StorageLocation {
  readonly serviceUri: string;
  readonly account: string;
  readonly container: string;
  readonly containerUri: string;
  /** Folder below the container without slashes at its ends; empty for the container itself. */
  readonly prefix: string;
  readonly sas?: string;
  /** For people; holds no credential. */
  readonly label: string;
}

/**
 * `input` is whose value it is. Reads `https://<account>.blob.core.windows.net/<container>[/<folder>][?<sas>]`, or the path style of an emulator,
 * `http://127.0.0.1:<port>/<account>/<container>…`.
 */
export function parseStorageUri(storage: string, input = 'storage'): StorageLocation {
  const badUri = (why: string) => unreadable(input, why);
  const url = URL.canParse(storage) ? new URL(storage) : undefined;
  if (url === undefined) throw badUri('it is not a URI');
  const segments = decodeUri(url.pathname)
    ?.split('/')
    .filter((segment) => segment !== '');
  if (segments === undefined) throw badUri('a % in it is not followed by two hexadecimal digits of UTF-8');
  const account = isPathStyle(url) ? segments.shift() : url.hostname.split('.')[0];
  const container = segments.shift();
  if (account === undefined || container === undefined) throw badUri('it names no container');
  const serviceUri = isPathStyle(url) ? `${url.origin}/${account}` : url.origin;
  const containerUri = `${serviceUri}/${container}`;
  const prefix = segments.join('/');
  const sas = url.search.slice(1);
  const label = prefix === '' ? containerUri : `${containerUri}/${prefix}`;
  return { serviceUri, account, container, containerUri, prefix, label, ...(sas === '' ? {} : { sas }) };
}

/** Undefined for what cannot be decoded. */
export function decodeUri(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function isPathStyle(url: URL): boolean {
  return url.hostname === 'localhost' || /^[\d.]+$/.test(url.hostname) || url.hostname.startsWith('[');
}

function unreadable(input: string, why: string) {
  return problemError({
    code: 'input',
    summary: `The input ${input} cannot be read: ${why}.`,
    next: 'Give https://<account>.blob.core.windows.net/<container>, with a folder below it if you like.',
  });
}
