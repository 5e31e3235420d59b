import { badRequest } from '../problem.ts';

const longest = 1024;

/** Whether names of any signs are let through; changed by the controls, since nobody can promise that a service holds to its page. */
export const nameRule: { anySigns: boolean } = { anySigns: false };

/**
 * Refuses a name that no table, column, function, view, external table or export can have: its length, its characters, and those that
 * the language keeps to itself. Letters are those of any script, of which the page says nothing.
 * Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names
 */
export function checkName(name: string): void {
  if (name === '' || name.length > longest)
    throw badRequest(`A name has from 1 to ${longest} characters, and '${name.slice(0, 40)}' has ${name.length}.`);
  if (nameRule.anySigns) return;
  const [sign] = /[^\p{L}\p{Nd}_ .-]/u.exec(name) ?? [];
  if (sign !== undefined)
    throw badRequest(
      `The name '${name}' has ${JSON.stringify(sign)} in it; a name is of letters, digits, underscores, spaces, dots and dashes.`,
    );
  if (name.startsWith('__') || name.endsWith('__'))
    throw badRequest(`The name '${name}' starts or ends with two underscores, which is reserved.`);
}
