import { badRequest } from '../problem.ts';

const longest = 1024;

/** The length of a name, and those that the language keeps to itself. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
export function checkName(name: string): void {
  if (name === '' || name.length > longest)
    throw badRequest(`A name has from 1 to ${longest} characters, and '${name.slice(0, 40)}' has ${name.length}.`);
  if (name.startsWith('__') || name.endsWith('__'))
    throw badRequest(`The name '${name}' starts or ends with two underscores, which is reserved.`);
}
