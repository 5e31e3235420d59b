import { queryProblem } from './engine/query.ts';
import { badRequest } from './problem.ts';
import { QueryProblem } from './query/contract.ts';
import { type RequestOptions, requestOptions } from './query/request-options.ts';

/** What a request says. */
export interface Body {
  readonly db: string;
  readonly csl: string;
  readonly options: RequestOptions;
  readonly parameters: Readonly<Record<string, string>>;
}

export function parseBody(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw badRequest(`The request is not valid JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function membersOf(what: string, value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest(`${what} is an object.`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw badRequest(`${what} has no member '${unknown}'.`);
  return { ...value };
}

function optionsOf(given: unknown): RequestOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw badRequest("'Options' is an object.");
  try {
    return requestOptions({ ...given });
  } catch (cause) {
    throw cause instanceof QueryProblem ? queryProblem(cause) : cause;
  }
}

/** Strings and whole numbers come as they are, anything else as the text of a literal. Source: https://learn.microsoft.com/kusto/api/rest/request */
function parametersOf(given: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Object(given)).map(([name, value]) => {
      if (typeof value === 'object') throw badRequest(`The query parameter '${name}' is not a literal.`);
      return [name, String(value)];
    }),
  );
}

function propertiesOf(given: unknown): Pick<Body, 'options' | 'parameters'> {
  const parsed = typeof given === 'string' ? parseBody(given) : (given ?? {});
  const members = membersOf("'properties'", parsed, ['Options', 'Parameters', 'ClientRequestId']);
  return { options: optionsOf(members.Options ?? {}), parameters: parametersOf(members.Parameters ?? {}) };
}

/** Reads a request; a member, an option or a value that nobody knows is refused by name. */
export function bodyOf(fields: Record<string, unknown>): Body {
  const { db = 'NetDefaultDB', csl, properties } = membersOf('The request', fields, ['db', 'csl', 'properties']);
  if (typeof csl !== 'string') throw badRequest("The request has no 'csl'.");
  return { db: String(db), csl, ...propertiesOf(properties) };
}
