import { nearest, replaceTokens, type SchemaTokens } from '../domain/kql/schema-tokens.ts';
import { splitScript } from '../domain/kql/script.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import type { TextFile } from '../ports/local-files.ts';

/** The schema files of one of several databases, with the values for it. */
export interface TokenUser {
  readonly files: readonly TextFile[];
  readonly tokens: SchemaTokens;
}

/** Warnings of tokens that are given to all of the databases and used by none; what is given for one of them is told with it. None where there are no schema files. */
export function unusedByAll(users: readonly TokenUser[]): readonly string[] {
  if (users.every(({ files }) => files.length === 0)) return [];
  const used = new Set(users.flatMap(namesUsed));
  const shared = users.map(
    ({ tokens }) => new Set([...tokens.values()].flatMap(({ name, isShared }) => (isShared === true ? [name] : []))),
  );
  const [first = new Set<string>(), ...others] = shared;
  return tellUnused(
    [...first].filter((name) => others.every((other) => other.has(name))),
    used,
  );
}

/** Warnings of those of the tokens that are not among the names used. */
export function tellUnused(tokens: readonly string[], used: ReadonlySet<string>): readonly string[] {
  return tokens
    .filter((name) => !used.has(name))
    .map((name) => {
      const near = nearest(name, [...used]);
      return `No schema file uses the token ${name}, for which a value is given.${near === undefined ? '' : ` Did you mean ${near}?`}`;
    });
}

function namesUsed({ files, tokens }: TokenUser): readonly string[] {
  return files
    .flatMap((file) => splitScript(file).statements)
    .flatMap((one) => replaceTokens(one, readStatement(one.text), tokens).names);
}
