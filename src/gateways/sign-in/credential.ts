import {
  AzureCliCredential,
  ClientAssertionCredential,
  EnvironmentCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { problemError } from '../../domain/problem.ts';

export interface SignInRequest {
  /** One of the choices of the input sign-in. */
  readonly way: string;
  readonly clientId: string | undefined;
  readonly tenantId: string | undefined;
  /** Gives an id token of the workflow; absent outside one that may ask for it. */
  readonly idToken: ((audience: string) => Promise<string>) | undefined;
  /** Plain http is spoken only with something on this machine, which takes no sign-in. */
  readonly isPlainHttp: 'yes' | 'no';
}

/** Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust */
const audience = 'api://AzureADTokenExchange';

/** Chosen explicitly: trying one credential after the other is slow and may end in an identity nobody meant. Undefined for no sign-in. */
export function chooseCredential(request: SignInRequest): TokenCredential | undefined {
  const way = request.way === 'auto' ? automatic(request) : request.way;
  switch (way) {
    case 'none':
      return undefined;
    case 'github-oidc':
      return federated(request);
    case 'azure-cli':
      return new AzureCliCredential();
    case 'managed-identity':
      return request.clientId === undefined
        ? new ManagedIdentityCredential()
        : new ManagedIdentityCredential({ clientId: request.clientId });
    case 'environment':
      return new EnvironmentCredential();
    default:
      throw new Error(`no such way to sign in: ${way}`);
  }
}

function automatic({ isPlainHttp, clientId, idToken }: SignInRequest): string {
  if (isPlainHttp === 'yes') return 'none';
  return clientId !== undefined && idToken !== undefined ? 'github-oidc' : 'azure-cli';
}

/** Each new access token is asked for with a fresh id token, so that a run may outlast the few minutes that an id token lives. */
function federated({ clientId, tenantId, idToken }: SignInRequest): TokenCredential {
  if (clientId === undefined || tenantId === undefined) {
    throw problemError({
      code: 'input',
      summary: 'Signing in with github-oidc needs the inputs client-id and tenant-id.',
      next: 'Give both; they are the application (client) id and the tenant id of the identity, not secrets.',
    });
  }
  if (idToken === undefined) {
    throw problemError({
      code: 'sign-in',
      summary: 'This job cannot get an id token for sign-in.',
      next: 'Give the job the permission id-token: write; a pull request from a fork never has it.',
    });
  }
  return new ClientAssertionCredential(tenantId, clientId, () => idToken(audience));
}
