import { badRequest, ClusterProblem } from '../problem.ts';

/** A query that failed once it ran: the answer to a query has status 200 all the same. */
export class PartialFailure extends ClusterProblem {}

/** Source: https://learn.microsoft.com/kusto/concepts/overflow */
function overflow(): PartialFailure {
  return new PartialFailure({
    status: 400,
    code: 'Overflow',
    type: 'Kusto.Data.Exceptions.KustoServicePartialQueryFailureException',
    message: 'Partial query failure: Overflow (the result of a computation is too large for its type).',
    permanent: false,
  });
}

const dataErrors = /^(?:Conversion|Out of Range|Invalid Input) Error: ([^\n]*)/;
const overflows = /\boverflow\b|out of range/i;
/** The words in which RE2 refuses a pattern. */
const badPatterns = /^(?:missing|invalid|unexpected|bad|no argument|trailing|nothing to repeat)\b.*:/;

/**
 * Values that a query cannot work on are the caller's, and told without a word of SQL; anything else the SQL engine refuses is a
 * bug of the translator.
 */
export function dataProblem(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const [isData, words = ''] = dataErrors.exec(cause.message) ?? [];
  if (isData === undefined) return cause;
  if (overflows.test(words) || isData.startsWith('Out of Range')) return overflow();
  if (badPatterns.test(words)) return badRequest(`The regular expression is invalid: ${words}`);
  return badRequest(`The query cannot work on a value: ${words}`);
}
