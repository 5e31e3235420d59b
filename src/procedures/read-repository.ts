import { distance } from 'fastest-levenshtein';
import type { Column } from '../domain/column.ts';
import { columnsAfter, type TableColumns } from '../domain/kql/columns-after.ts';
import { leftoverTokens } from '../domain/kql/leftover-token.ts';
import { type Statement, splitScript } from '../domain/kql/script.ts';
import { readStatement, type StatementReading } from '../domain/kql/statement-kind.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { checkReferenceData, type ReferenceContent, tableNameOf } from '../domain/reference-data/csv.ts';
import type { LocalFiles, TextFile } from '../ports/local-files.ts';

export interface ReadStatement extends Statement {
  readonly reading: StatementReading;
}

export interface ReferenceData {
  readonly file: TextFile;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly content: ReferenceContent;
}

/** What the repo asks for, read and checked in whole before anything runs. */
export interface Repository {
  readonly statements: readonly ReadStatement[];
  readonly referenceData: readonly ReferenceData[];
}

/** Rejects with every problem of every file at once. `live` are the columns before the deployment, `planned` the statements of a plan, in place of files. */
export async function readRepository(
  files: LocalFiles,
  patterns: { readonly schema: readonly string[]; readonly referenceData: readonly string[] },
  live: () => Promise<TableColumns>,
  planned: readonly StatementReading[] = [],
): Promise<Repository> {
  const schema = patterns.schema.length === 0 ? [] : await files.read(patterns.schema, ['.kql', '.csl', '.kusto']);
  const data = patterns.referenceData.length === 0 ? [] : await files.read(patterns.referenceData, ['.csv']);
  if (schema.length + data.length + planned.length === 0) {
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
  const checked = data.map((file) => checkFile(file, tables));
  throwProblems([...checked.flatMap((one) => ('problems' in one ? one.problems : [])), ...doubled(data)]);
  return { statements, referenceData: checked.flatMap((one) => ('problems' in one ? [] : [one])) };
}

function checkFile(file: TextFile, tables: TableColumns): ReferenceData | { readonly problems: readonly Problem[] } {
  const table = tableNameOf(file.path);
  const columns = tables.get(table);
  if (columns === undefined) return { problems: [noTable(file, table, [...tables.keys()])] };
  const content = checkReferenceData(file, { name: table, columns });
  return 'problems' in content ? content : { file, table, columns, content };
}

function noTable({ path }: TextFile, table: string, known: readonly string[]): Problem {
  const nearest = known.toSorted((a, b) => distance(a, table) - distance(b, table))[0];
  return {
    code: 'reference-data',
    summary: `${path} is for the table ${table}, which neither the database nor the schema files have.`,
    detail: nearest === undefined ? 'There is no table.' : `The nearest name is ${nearest}; names are case-sensitive.`,
    next: 'Name the file after its table, or add the table to the schema files.',
    at: { file: path, line: 1 },
  };
}

function doubled(files: readonly TextFile[]): readonly Problem[] {
  return files
    .filter((file, index) => files.findIndex((other) => tableNameOf(other.path) === tableNameOf(file.path)) < index)
    .map(({ path }) => ({
      code: 'reference-data',
      summary: `${path} is a second file for the table ${tableNameOf(path)}.`,
      at: { file: path, line: 1 },
    }));
}
