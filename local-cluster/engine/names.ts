import { badRequest } from '../problem.ts';

/** Names that the language keeps to itself. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
export function checkName(name: string): void {
  if (name.startsWith('__') || name.endsWith('__'))
    throw badRequest(`The name '${name}' starts or ends with two underscores, which is reserved.`);
}
