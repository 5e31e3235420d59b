import { columnsAfter, type TableColumns } from '../domain/kql/columns-after.ts';
import { leftoverTokens } from '../domain/kql/leftover-token.ts';
import { type Statement, splitScript } from '../domain/kql/script.ts';
import { readStatement, type StatementReading } from '../domain/kql/statement-kind.ts';
import { problemError, throwProblems } from '../domain/problem.ts';
import type { LocalFiles } from '../ports/local-files.ts';
import type { ReferenceFiles } from '../ports/reference-files.ts';
import { type ReferenceData, readReferenceData } from './read-reference-data.ts';
import { assertionExtension } from './run-assertions.ts';

export interface ReadStatement extends Statement {
  readonly reading: StatementReading;
}

/** What the repo asks for, read and checked in whole before anything runs. */
export interface Repository {
  readonly statements: readonly ReadStatement[];
  readonly referenceData: readonly ReferenceData[];
}

/** Rejects with every problem of every file at once. `live` are the columns before the deployment, `planned` the statements of a plan, in place of files. */
export async function readRepository(
  { files, referenceFiles }: { readonly files: LocalFiles; readonly referenceFiles: ReferenceFiles },
  patterns: { readonly schema: readonly string[]; readonly referenceData: readonly string[] },
  live: () => Promise<TableColumns>,
  planned: readonly StatementReading[] = [],
): Promise<Repository> {
  const found = patterns.schema.length === 0 ? [] : await files.read(patterns.schema, ['.kql', '.csl', '.kusto']);
  const schema = found.filter(({ path }) => !path.endsWith(assertionExtension));
  if (schema.length + patterns.referenceData.length + planned.length === 0) {
    throw problemError({
      code: 'input',
      summary: 'There is nothing to deploy.',
      next: 'Give the input schema, the input reference-data, or both.',
    });
  }
  const scripts = schema.map(splitScript);
  throwProblems(scripts.flatMap(({ problems }) => problems));
  const statements = scripts
    .flatMap((script) => script.statements)
    .map((one) => ({ ...one, reading: readStatement(one.text) }));
  throwProblems(statements.flatMap((one) => leftoverTokens(one, one.reading)));
  const tables = columnsAfter(await live(), [...planned, ...statements.map(({ reading }) => reading)]);
  const { data, problems } = await readReferenceData(referenceFiles, patterns.referenceData, tables);
  throwProblems(problems);
  return { statements, referenceData: data };
}
