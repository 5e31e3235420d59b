import { problemError } from '../../domain/problem.ts';

/** A storage account as the Resource Manager names it. */
export interface AccountId {
  /** Origin of the Resource Manager. */
  readonly host: string;
  /** `/subscriptions/…/storageAccounts/<name>`. */
  readonly id: string;
  readonly subscription: string;
  readonly account: string;
}

const publicCloud = 'https://management.azure.com';
/** Tokens go to no other host. Source: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
const hosts = [publicCloud, 'https://management.usgovcloudapi.net', 'https://management.chinacloudapi.cn'];
const form =
  /^(\/subscriptions\/([0-9a-f-]{36})\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.Storage\/storageAccounts\/([a-z0-9]{3,24}))\/?$/i;

/** Reads a resource id, with the address of the cloud's Resource Manager before it or without. A program on this machine may take its place. */
export function parseAccountId(text: string): AccountId {
  const url = text.startsWith('/') ? undefined : URL.parse(text);
  const host = url?.origin ?? publicCloud;
  const [, id, subscription, account] = form.exec(url?.pathname ?? text) ?? [];
  const isLocal = url?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1)$/.test(url.hostname);
  if (url === null || id === undefined || subscription === undefined || account === undefined)
    throw badId(text, 'it has another form');
  if (!hosts.includes(host) && !isLocal) throw badId(text, `${host} is no Azure Resource Manager`);
  return { host, id, subscription, account };
}

function badId(text: string, why: string) {
  return problemError({
    code: 'input',
    summary: `The input storage-account-id cannot be read: ${why}.`,
    detail: `Seen: ${JSON.stringify(text)}. Expected: /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Storage/storageAccounts/<name>, after one of ${hosts.join(', ')} or nothing.`,
    next: 'Copy the resource id from the properties of the storage account: az storage account show --name <name> --query id',
  });
}
