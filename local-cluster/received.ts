import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parseBody } from './body.ts';
import { badRequest } from './problem.ts';

const unzip = promisify(gunzip);

/** The body, unpacked. Throws ClusterProblem for one that is packed in a way that is not known, or broken. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw badRequest(`A body is sent as it is or as gzip, not as '${encoding}'.`);
  return unzip(bytes).catch((cause) => Promise.reject(badRequest(`The body is no gzip: ${cause}`)));
}

/**
 * What stands behind the `?` of an address. No page says what the service does with a name that it does not know, or that is given
 * twice; here it is refused, since silence would hide the mistake.
 */
export function givenIn({ searchParams }: URL, known: readonly string[]): Record<string, string> {
  const names = [...searchParams.keys()];
  const unknown = names.find((name) => !known.includes(name));
  const allowed = known.length === 0 ? 'nothing' : known.join(', ');
  if (unknown !== undefined) throw badRequest(`The address takes ${allowed}, and not '${unknown}'.`);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw badRequest(`The address gives '${twice}' more than once.`);
  return Object.fromEntries(searchParams);
}

/**
 * The members of a request, from its address or its body; a command comes in a body.
 * Source: https://learn.microsoft.com/kusto/api/rest/request
 */
export async function fieldsOf(
  request: IncomingMessage,
  url: URL,
  isCommand: boolean,
): Promise<Record<string, unknown>> {
  const { method = '' } = request;
  if (method === 'GET' && !isCommand) return givenIn(url, ['db', 'csl', 'properties']);
  const allowed = isCommand ? 'POST' : 'GET and POST';
  if (method !== 'POST') throw badRequest(`${url.pathname} takes ${allowed}, not ${method}.`);
  givenIn(url, []);
  return parseBody((await readBytes(request)).toString());
}

/**
 * Refuses a command that may change something where the request says that it must not; which ones the service lets pass no page says.
 * Source: https://learn.microsoft.com/kusto/api/rest/request
 */
export function refuseChange({ headers }: IncomingMessage, text: string): void {
  if (headers['x-ms-readonly'] === undefined || /^\s*\.show\b/i.test(text)) return;
  throw badRequest("The request is read-only by 'x-ms-readonly', and its command is no .show.");
}
