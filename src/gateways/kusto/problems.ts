import type { Problem, TooBig } from '../../domain/problem.ts';
import { redact } from '../../domain/redact.ts';
import { readError } from './body.ts';

/** A request that gave no usable answer, and whether the service can have acted on it. */
export interface RequestFailure {
  readonly problem: Problem;
  readonly accepted: 'no' | 'unknown';
}

interface Pattern {
  readonly when: RegExp;
  readonly problem: Pick<Problem, 'code' | 'next'>;
}

/** Messages of the service that say more than their status. */
const patterns: readonly Pattern[] = [
  {
    when: /kind 'Database' was not found/i,
    problem: {
      code: 'not-found',
      next: 'Check the input database; names are those that the cluster lists, databases are made in Azure.',
    },
  },
  {
    when: /row_level_security|row level security/i,
    problem: {
      code: 'refused',
      next: 'The table has a row level security policy, which hides rows from everybody: leave the table out.',
    },
  },
  {
    when: /not authorized|unauthorized|forbidden|Principal .* is not/i,
    problem: {
      code: 'sign-in',
      next: 'Give the identity the database role that docs/permissions.md lists for this verb.',
    },
  },
];

const notReached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/**
 * Translates what the SDK throws. The texts hold no credential: the SDK has removed the authorization header, command texts are not quoted, and
 * what the service says is redacted, since it may quote them.
 */
export function requestFailure(error: unknown, cluster: string): RequestFailure {
  const failed = httpFailure(error);
  if (failed !== undefined)
    return isAnswered(failed) ? statusFailure(failed.response, cluster) : connectionFailure(failed, cluster);
  const message = error instanceof Error ? error.message : String(error);
  if (/cloud info/i.test(message)) return { accepted: 'no', problem: unreachable(cluster, message) };
  if (/endpoint|trusted/i.test(message)) {
    return {
      accepted: 'no',
      problem: {
        ...unreachable(cluster, message),
        next: 'Give the cluster URI as https://<cluster>.<region>.kusto.windows.net.',
      },
    };
  }
  if (isSignInError(error)) {
    const next =
      'Check client-id, tenant-id and the federated credential, and in a workflow the permission id-token: write.';
    return {
      accepted: 'no',
      problem: { code: 'sign-in', summary: `Sign-in to ${cluster} failed.`, detail: message, next },
    };
  }
  throw error;
}

interface HttpFailure {
  readonly message: string;
  readonly code?: string;
  readonly response?: {
    readonly status: number;
    readonly data: unknown;
    readonly headers: Readonly<Record<string, unknown>>;
  };
}

/** What the SDK's transport throws, which it wraps once more for status 429. */
function httpFailure(error: unknown): HttpFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('isAxiosError' in error && error.isAxiosError === true) return error;
  return error.name === 'ThrottlingError' && 'inner' in error ? httpFailure(error.inner) : undefined;
}

/** A success whose body broke off carries its status and no answer. */
function isAnswered(failure: HttpFailure): failure is HttpFailure & Required<Pick<HttpFailure, 'response'>> {
  return failure.response !== undefined && failure.response.status >= 400;
}

function isSignInError(error: unknown): boolean {
  return error instanceof Error && /Authentication|Credential/.test(error.name);
}

function connectionFailure(error: HttpFailure, cluster: string): RequestFailure {
  const code = error.code ?? 'no code';
  if (notReached.has(code)) return { accepted: 'no', problem: unreachable(cluster, `${code}: ${error.message}`) };
  const summary = `The connection to ${cluster} broke before the answer came.`;
  return {
    accepted: 'unknown',
    problem: { code: 'service', summary, detail: `${code}: ${error.message}`, transient: true },
  };
}

function statusFailure(
  { status, data, headers }: NonNullable<HttpFailure['response']>,
  cluster: string,
): RequestFailure {
  const answer = readError(data);
  const detail = redact(answer?.message ?? `HTTP ${status} without a readable body`);
  const activity = headers['x-ms-activity-id'];
  const withActivity = typeof activity === 'string' ? { activityId: activity } : {};
  if (status === 429) {
    const problem: Problem = {
      code: 'service',
      summary: `${cluster} is too busy for this request.`,
      detail,
      transient: true,
      busy: true,
      ...withActivity,
    };
    return { accepted: 'no', problem };
  }
  if (status === 404) return { accepted: 'no', problem: unreachable(cluster, `HTTP 404: ${detail}`) };
  const known = patterns.find(({ when, problem }) => problem.code === 'refused' && when.test(detail));
  if (known !== undefined) return { accepted: 'no', problem: { ...serviceProblem(detail, false), ...withActivity } };
  if (status === 401 || status === 403) {
    const next = 'Give the identity the database role that docs/permissions.md lists for this verb.';
    return {
      accepted: 'no',
      problem: { code: 'sign-in', summary: `${cluster} refused access.`, detail, next, ...withActivity },
    };
  }
  const transient = answer?.permanent === undefined ? status >= 500 : !answer.permanent;
  return {
    accepted: status >= 500 ? 'unknown' : 'no',
    problem: { ...serviceProblem(detail, transient), ...withActivity },
  };
}

/**
 * Why work was more than one command can do; undefined for every other message. Sources: https://learn.microsoft.com/kusto/concepts/runaway-queries,
 * https://learn.microsoft.com/kusto/concepts/query-limits
 */
export function tooBigFor(message: string): TooBig | undefined {
  if (
    /E_RUNAWAY_QUERY|80DA0001|80DA0003|80DA0007|E_QUERY_RESULT_SET_TOO_LARGE|low ?memory|out ?of ?memory|memory budget/i.test(
      message,
    )
  )
    return 'memory';
  return /80DA0006|query (?:has )?expired/i.test(message) ? 'time' : undefined;
}

/** An error that the service states in words, in a status or inside a 200. */
export function serviceProblem(words: string, transient: boolean): Problem {
  const message = redact(words);
  const known = patterns.find(({ when }) => when.test(message));
  if (known !== undefined) return { ...known.problem, summary: firstSentence(message), detail: message };
  const tooBig = tooBigFor(message);
  return {
    code: 'service',
    summary: `The cluster reported an error: ${firstSentence(message)}`,
    detail: message,
    transient,
    ...(tooBig === undefined ? {} : { tooBig }),
  };
}

function unreachable(cluster: string, detail: string): Problem {
  return {
    code: 'unreachable',
    summary: `The cluster ${cluster} cannot be reached.`,
    detail,
    next: 'Check the input cluster, and that this machine may connect to it.',
  };
}

function firstSentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
