import { RestError } from '@azure/storage-blob';
import { type Problem, problemError } from '../../domain/problem.ts';

const notReached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'REQUEST_SEND_ERROR',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Status of a failed storage request; undefined for anything that is not one. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined;
}

/** The storage's word for what is wrong; empty when there is none. The answer to a HEAD has no body, so it is in a header there. */
export function codeOf(error: unknown): string {
  if (!(error instanceof RestError)) return '';
  return error.code ?? error.response?.headers.get('x-ms-error-code') ?? '';
}

/** Translates what the SDK throws; anything that is not a storage error is thrown on as it is. `label` is the storage without credential. */
export function storageProblem(error: unknown, label: string) {
  if (error instanceof Error && /Authentication|Credential/.test(error.name)) {
    return problemError({ code: 'sign-in', summary: `Sign-in to the storage ${label} failed.`, detail: error.message });
  }
  if (!(error instanceof RestError)) throw error;
  return problemError(describe(error, label));
}

function describe(error: RestError, label: string): Problem {
  const status = error.statusCode;
  const code = codeOf(error) || 'no code';
  if (status === undefined) {
    if (!notReached.has(code))
      return {
        code: 'service',
        summary: `The connection to the storage ${label} broke.`,
        detail: code,
        transient: true,
      };
    return {
      code: 'unreachable',
      summary: `The storage ${label} cannot be reached.`,
      detail: code,
      next: 'Check the input storage, and that this machine may connect to it (firewall, private endpoint).',
    };
  }
  if (status === 401 || status === 403) {
    return {
      code: 'sign-in',
      summary: `The storage ${label} refused access (${code}).`,
      next: 'Give the identity the role Storage Blob Data Contributor on the container, or a SAS with racwdl that has not expired.',
    };
  }
  if (status === 404) {
    return {
      code: 'not-found',
      summary: `The storage ${label} has no such container or blob (${code}).`,
      next: 'Check the input storage.',
    };
  }
  return {
    code: 'service',
    summary: `The storage ${label} reported ${code} (HTTP ${status}).`,
    transient: status >= 500 || status === 429,
  };
}
