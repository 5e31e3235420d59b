/** Environment variables, as Node gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What names of token variables begin with, by the input that they stand for. */
const prefixes = { tokens: 'KUSTO_REBUILD_TOKEN_', 'secret-tokens': 'KUSTO_REBUILD_SECRET_TOKEN_' } as const;

/** Values of tokens in the environment, by the input that they stand for; the rest of the name is the token, upper and lower case as it is. An empty value counts as absent. */
export function readTokenVariables(
  environment: Environment,
): Readonly<Record<keyof typeof prefixes, readonly { readonly name: string; readonly value: string }[]>> {
  const under = (prefix: string) =>
    Object.entries(environment).flatMap(([variable, value = '']) =>
      variable.startsWith(prefix) && value !== '' ? [{ name: variable.slice(prefix.length), value }] : [],
    );
  return { tokens: under(prefixes.tokens), 'secret-tokens': under(prefixes['secret-tokens']) };
}

/** Whether the name is that of a token variable. */
export function isTokenVariable(name: string): boolean {
  return Object.values(prefixes).some((prefix) => name.startsWith(prefix) && name.length > prefix.length);
}
