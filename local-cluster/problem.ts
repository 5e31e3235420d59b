/**
 * An error as the service reports one. `permanent` false means the same request may succeed later.
 * Source: https://learn.microsoft.com/kusto/api/rest/response-http-status
 */
export class ClusterProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly type: string;
  readonly permanent: boolean;

  constructor(fields: { status: number; code: string; type: string; message: string; permanent: boolean }) {
    super(fields.message);
    this.status = fields.status;
    this.code = fields.code;
    this.type = fields.type;
    this.permanent = fields.permanent;
  }
}

/** A request that can never succeed as it stands. */
export function badRequest(message: string, code = 'General_BadRequest'): ClusterProblem {
  const type = 'Kusto.Data.Exceptions.KustoBadRequestException';
  return new ClusterProblem({
    status: 400,
    code: 'General_BadRequest',
    type,
    message: `${code === 'General_BadRequest' ? '' : `${code}: `}${message}`,
    permanent: true,
  });
}

/** Something the real service may well accept, and this one refuses to pretend to. */
export function unsupported(what: string): ClusterProblem {
  const message = `The local cluster does not support ${what} yet.`;
  return new ClusterProblem({
    status: 400,
    code: 'LOCAL0001',
    type: 'LocalCluster.Unsupported',
    message,
    permanent: true,
  });
}

export function syntaxProblem(message: string): ClusterProblem {
  const type = 'Kusto.Data.Exceptions.SyntaxException';
  return new ClusterProblem({
    status: 400,
    code: 'General_BadRequest',
    type,
    message: `Syntax error: ${message}`,
    permanent: true,
  });
}

export function entityNotFound(kind: string, name: string): ClusterProblem {
  const message = `Entity ID '${name}' of kind '${kind}' was not found.`;
  const type = 'Kusto.Data.Exceptions.EntityNotFoundException';
  return new ClusterProblem({ status: 400, code: 'BadRequest_EntityNotFound', type, message, permanent: true });
}

/** Nobody has signed in, or not so that it can be believed. */
export function unauthorized(message: string): ClusterProblem {
  const type = 'Kusto.Common.Svc.Exceptions.UnauthorizedException';
  return new ClusterProblem({ status: 401, code: 'Unauthorized', type, message, permanent: true });
}

/** Something the caller may not do, whatever it sends. */
export function denied(message: string): ClusterProblem {
  const type = 'Kusto.Data.Exceptions.KustoRequestDeniedException';
  return new ClusterProblem({ status: 403, code: 'Forbidden', type, message, permanent: true });
}

/** Over capacity: nothing was queued. Source: https://learn.microsoft.com/kusto/management/capacity-policy */
export function throttled(commandType: string, capacity: number, origin: string): ClusterProblem {
  const message =
    `The control command was aborted due to throttling. Retrying after some backoff might succeed. ` +
    `CommandType: '${commandType}', Capacity: ${capacity}, Origin: '${origin}'.`;
  const type = 'Kusto.DataNode.Exceptions.ControlCommandThrottledException';
  return new ClusterProblem({ status: 429, code: 'TooManyRequests', type, message, permanent: false });
}

/** More memory than there is. Source: https://learn.microsoft.com/kusto/concepts/runaway-queries */
export function outOfMemory(): ClusterProblem {
  const message =
    'Runaway query (E_RUNAWAY_QUERY): an operator has exceeded the memory budget during evaluation. Results may be incorrect or incomplete (80DA0001).';
  const type = 'Kusto.Data.Exceptions.KustoServicePartialQueryFailureLimitsExceededException';
  return new ClusterProblem({ status: 400, code: 'LimitsExceeded', type, message, permanent: false });
}

/** A failure that a retry may cure, such as storage that did not answer. */
export function transient(message: string, status = 503): ClusterProblem {
  const type = 'Kusto.Data.Exceptions.KustoServicePartialQueryFailureException';
  return new ClusterProblem({ status, code: 'General_InternalServerError', type, message, permanent: false });
}

/** The request took longer than it may. Source: https://learn.microsoft.com/kusto/api/netfx/kusto-data-client-errors */
export function timedOut(limit: string): ClusterProblem {
  const message = `Request execution has timed-out on the service side after ${limit}.`;
  const type = 'Kusto.Data.Exceptions.KustoServiceTimeoutException';
  return new ClusterProblem({ status: 504, code: 'RequestExecutionTimeout', type, message, permanent: false });
}
