import { replaceTokens, type SchemaTokens } from '../domain/kql/schema-tokens.ts';
import { type Statement, splitScript } from '../domain/kql/script.ts';
import { readStatement, type StatementReading } from '../domain/kql/statement-kind.ts';
import { problemError, throwProblems } from '../domain/problem.ts';
import type { LocalFiles, TextFile } from '../ports/local-files.ts';
import type { ReferenceFiles } from '../ports/reference-files.ts';
import { findReferenceData, type ReferenceData } from './read-reference-data.ts';
import { assertionExtension } from './run-assertions.ts';
import { tellUnused } from './unused-tokens.ts';

export interface ReadStatement extends Statement {
  readonly reading: StatementReading;
}

/** What the repo asks for. The rows of reference data are checked once it is known which columns its tables will have, and before anything runs. */
export interface Repository {
  readonly statements: readonly ReadStatement[];
  /** Files, and the tables that they are for. */
  readonly referenceData: readonly Pick<ReferenceData, 'file' | 'table'>[];
  /** What is likely not meant, and stops nothing. */
  readonly warnings: readonly string[];
}

/** Rejects with every problem of every schema file at once. `planned` is the number of commands of a plan, in place of files. */
export async function readRepository(
  { files, referenceFiles }: { readonly files: LocalFiles; readonly referenceFiles: ReferenceFiles },
  patterns: {
    readonly schema: readonly string[];
    readonly referenceData: readonly string[];
    readonly tokens: SchemaTokens;
  },
  planned = 0,
): Promise<Repository> {
  const schema = await readSchemaFiles(files, patterns.schema);
  if (schema.length + patterns.referenceData.length + planned === 0) {
    throw problemError({
      code: 'input',
      summary: 'There is nothing to deploy.',
      next: 'Give the input schema, the input reference-data, or both.',
    });
  }
  const scripts = schema.map(splitScript);
  throwProblems(scripts.flatMap(({ problems }) => problems));
  const replaced = scripts.flatMap((script) => script.statements).map((one) => withTokens(one, patterns.tokens));
  throwProblems(replaced.flatMap(({ problems }) => problems));
  const statements = replaced.map(({ statement, reading }) => ({ ...statement, reading }));
  const referenceData = await findReferenceData(referenceFiles, patterns.referenceData);
  const names = new Set(replaced.flatMap((one) => one.names));
  const own = [...patterns.tokens.values()].filter(({ isShared }) => isShared === undefined).map(({ name }) => name);
  return { statements, referenceData, warnings: schema.length === 0 ? [] : tellUnused(own, names) };
}

/** Without assertions, which may lie beside them. Rejects as `LocalFiles.read` does. */
export async function readSchemaFiles(files: LocalFiles, patterns: readonly string[]): Promise<readonly TextFile[]> {
  const found = patterns.length === 0 ? [] : await files.read(patterns, ['.kql', '.csl', '.kusto']);
  return found.filter(({ path }) => !path.endsWith(assertionExtension));
}

function withTokens(one: Statement, tokens: SchemaTokens) {
  const reading = readStatement(one.text);
  const made = replaceTokens(one, reading, tokens);
  return { ...made, reading: made.statement === one ? reading : readStatement(made.statement.text) };
}
