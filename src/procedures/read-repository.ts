import { columnsAfter, type TableColumns } from '../domain/kql/columns-after.ts';
import { replaceTokens, type SchemaTokens } from '../domain/kql/schema-tokens.ts';
import { type Statement, splitScript } from '../domain/kql/script.ts';
import { readStatement, type StatementReading } from '../domain/kql/statement-kind.ts';
import { problemError, throwProblems } from '../domain/problem.ts';
import type { LocalFiles, TextFile } from '../ports/local-files.ts';
import type { ReferenceFiles } from '../ports/reference-files.ts';
import { type ReferenceData, readReferenceData } from './read-reference-data.ts';
import { assertionExtension } from './run-assertions.ts';
import { tellUnused } from './unused-tokens.ts';

export interface ReadStatement extends Statement {
  readonly reading: StatementReading;
}

/** What the repo asks for, read and checked in whole before anything runs. */
export interface Repository {
  readonly statements: readonly ReadStatement[];
  readonly referenceData: readonly ReferenceData[];
  /** What is likely not meant, and stops nothing. */
  readonly warnings: readonly string[];
}

/** Rejects with every problem of every file at once. `live` are the columns before the deployment, `planned` the statements of a plan, in place of files. */
export async function readRepository(
  { files, referenceFiles }: { readonly files: LocalFiles; readonly referenceFiles: ReferenceFiles },
  patterns: {
    readonly schema: readonly string[];
    readonly referenceData: readonly string[];
    readonly tokens: SchemaTokens;
  },
  live: () => Promise<TableColumns>,
  planned: readonly StatementReading[] = [],
): Promise<Repository> {
  const schema = await readSchemaFiles(files, patterns.schema);
  if (schema.length + patterns.referenceData.length + planned.length === 0) {
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
  const tables = columnsAfter(await live(), [...planned, ...statements.map(({ reading }) => reading)]);
  const { data, problems } = await readReferenceData(referenceFiles, patterns.referenceData, tables);
  throwProblems(problems);
  const names = new Set(replaced.flatMap((one) => one.names));
  const own = [...patterns.tokens.values()].filter(({ isShared }) => isShared === undefined).map(({ name }) => name);
  return { statements, referenceData: data, warnings: schema.length === 0 ? [] : tellUnused(own, names) };
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
