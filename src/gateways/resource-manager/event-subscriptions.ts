import type { TokenCredential } from '@azure/identity';
import pRetry from 'p-retry';
import { z } from 'zod';
import { type Problem, ProblemError, problemError } from '../../domain/problem.ts';
import { cutTo } from '../../domain/redact.ts';
import type { EventSubscription } from '../../domain/snapshot/event-subscription.ts';
import type { EventSubscriptions } from '../../ports/event-subscriptions.ts';
import { parseStorageUri } from '../blob/location.ts';
import { type AccountId, parseAccountId } from './account-id.ts';

/** Source: https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions/list-by-resource */
const apiVersion = '2022-06-15';

const subscription = z.looseObject({
  name: z.string(),
  properties: z.looseObject({
    destination: z.looseObject({ endpointType: z.string() }).nullish(),
    filter: z
      .looseObject({
        subjectBeginsWith: z.string().nullish(),
        subjectEndsWith: z.string().nullish(),
        includedEventTypes: z.array(z.string()).nullish(),
        isSubjectCaseSensitive: z.boolean().nullish(),
      })
      .nullish(),
  }),
});
const topic = z.looseObject({ id: z.string(), properties: z.looseObject({ source: z.string() }) });
const page = <T extends z.ZodType>(item: T) => z.looseObject({ value: z.array(item), nextLink: z.string().nullish() });

/**
 * Subscriptions by the Azure Resource Manager: what was made on the account itself, and what was made on a system topic of it, which the first list may lack.
 * Needs `Microsoft.EventGrid/eventSubscriptions/read` and `Microsoft.EventGrid/systemTopics/read`.
 */
export function createEventSubscriptions(
  target: { readonly accountId: string; readonly storage: string },
  credentialFor: (uri: string) => TokenCredential | undefined,
): EventSubscriptions {
  const account = parseAccountId(target.accountId);
  const location = parseStorageUri(target.storage);
  requireSameAccount(account, location.account);
  const credential = credentialFor(account.host);
  const get = <T extends z.ZodType>(path: string, item: T): Promise<z.infer<T>[]> =>
    readAll(account.host, path, item, credential);
  return {
    async list() {
      const [own, topics] = await Promise.all([
        get(`${account.id}/providers/Microsoft.EventGrid/eventSubscriptions`, subscription),
        get(`/subscriptions/${account.subscription}/providers/Microsoft.EventGrid/systemTopics`, topic),
      ]);
      const ofAccount = topics.filter(({ properties }) => properties.source.toLowerCase() === account.id.toLowerCase());
      const ofTopics = await Promise.all(ofAccount.map(({ id }) => get(`${id}/eventSubscriptions`, subscription)));
      return [...new Map([...own, ...ofTopics.flat()].map((one) => [one.name, describe(one)])).values()];
    },
    subjectOf(path) {
      const name = location.prefix === '' ? path : `${location.prefix}/${path}`;
      return `/blobServices/default/containers/${location.container}/blobs/${name}`;
    },
  };
}

function requireSameAccount(account: AccountId, storage: string): void {
  if (account.account.toLowerCase() === storage.toLowerCase()) return;
  throw problemError({
    code: 'input',
    summary: 'The input storage-account-id names another storage account than the input storage.',
    detail: `storage-account-id: ${account.account}; storage: ${storage}`,
    next: 'Give the resource id of the account that holds the snapshots.',
  });
}

function describe({ name, properties: { destination, filter } }: z.infer<typeof subscription>): EventSubscription {
  return {
    name,
    subjectBeginsWith: filter?.subjectBeginsWith ?? '',
    subjectEndsWith: filter?.subjectEndsWith ?? '',
    eventTypes: filter?.includedEventTypes ?? undefined,
    isCaseSensitive: filter?.isSubjectCaseSensitive === true,
    destination: destination?.endpointType ?? 'an unknown destination',
  };
}

async function readAll<T extends z.ZodType>(
  host: string,
  path: string,
  item: T,
  credential: TokenCredential | undefined,
): Promise<z.infer<T>[]> {
  const items: z.infer<T>[] = [];
  for (let uri: string | undefined = `${host}${path}?api-version=${apiVersion}`; uri !== undefined; ) {
    const read = page(item).safeParse(await getJson(uri, host, credential));
    if (!read.success) throw failure('sent an answer that cannot be read', z.prettifyError(read.error));
    items.push(...read.data.value);
    uri = read.data.nextLink ?? undefined;
  }
  return items;
}

/** The token goes to the host of the account only, also when an answer names another for its next page. */
async function getJson(uri: string, host: string, credential: TokenCredential | undefined): Promise<unknown> {
  if (new URL(uri).origin !== new URL(host).origin) throw failure('names a next page elsewhere', new URL(uri).origin);
  const attempt = async (): Promise<unknown> => {
    const token = await credential?.getToken(`${host}/.default`);
    const headers: Record<string, string> =
      token === undefined || token === null ? {} : { authorization: `Bearer ${token.token}` };
    const response = await fetch(uri, { headers, signal: AbortSignal.timeout(30_000) }).catch((error: unknown) => {
      throw failure('cannot be reached', error instanceof Error ? error.message : String(error), true);
    });
    const text = await response.text();
    if (response.ok) return parse(text);
    const isRefused = response.status === 401 || response.status === 403;
    if (isRefused) throw new ProblemError([refused(response.status)]);
    throw failure(
      `answered with status ${response.status}`,
      cutTo(300, text),
      response.status === 429 || response.status >= 500,
    );
  };
  return pRetry(attempt, { retries: 3, minTimeout: 250, shouldRetry: ({ error }) => mayRepeat(error) });
}

function mayRepeat(error: Error): boolean {
  return error instanceof ProblemError && error.problems.every(({ transient }) => transient === true);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw failure('sent an answer that is no JSON', cutTo(100, text));
    throw error;
  }
}

function refused(status: number): Problem {
  return {
    code: 'sign-in',
    summary: 'Azure Resource Manager refused to list Event Grid subscriptions.',
    detail: `status ${status}`,
    next: 'Give the identity the role EventGrid EventSubscription Reader on the storage account.',
  };
}

function failure(what: string, detail: string, transient = false): ProblemError {
  return problemError({ code: 'service', summary: `Azure Resource Manager ${what}.`, detail, transient });
}
