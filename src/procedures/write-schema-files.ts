import { splitScript } from '../domain/kql/script.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import { firstLine } from '../domain/redact.ts';
import { withExternals } from '../domain/schema/external-effects.ts';
import { readLiveModel } from '../domain/schema/live-model.ts';
import { type ObjectKey, partsOf } from '../domain/schema/model.ts';
import { planSchema } from '../domain/schema/plan-schema.ts';
import { type NewFile, schemaFilesOf, storedQueries } from '../domain/schema/schema-files.ts';
import type { Database } from '../ports/database.ts';
import type { LocalFiles } from '../ports/local-files.ts';

export interface WrittenSchema {
  /** Paths below the working directory. */
  readonly files: readonly NewFile[];
  /** What of the database is in no file. */
  readonly missing: readonly string[];
  /** What the files would change if they were deployed: empty, unless this tool misreads what it wrote. */
  readonly problems: readonly Problem[];
}

/** The schema of the database as files that plan to nothing. Only reads. */
export async function readAsFiles({ read, change, name }: Database, folder: string): Promise<WrittenSchema> {
  const [script, tables, externals] = await Promise.all([read.schemaScript(), read.tables(), read.externals()]);
  const times = new Map(tables.map((table) => [table.name, table.ingestionTime]));
  const { model: inside, unread } = readLiveModel(script, name, times);
  const model = withExternals(inside, externals);
  const made = schemaFilesOf(model, storedQueries(script, externals), change);
  const files = made.files.map(({ path, text }) => ({ path: `${folder}/${path}`, text }));
  const scripts = files.map(splitScript);
  const plan = planSchema({
    live: model,
    statements: scripts
      .flatMap(({ statements }) => statements)
      .map((one) => ({ ...one, reading: readStatement(one.text) })),
    deletions: [],
    referenceTables: [],
    database: name,
    write: change.write,
  });
  const isTold = (label: string): boolean => !made.untold.some((key) => label === key || label.startsWith(`${key}/`));
  return {
    files,
    missing: [
      ...made.untold.map(showUntold),
      ...unread.filter(isOfTheModel).map((text) => `${firstLine(text)}: this tool does not read it`),
    ],
    problems: [
      ...scripts.flatMap(({ problems }) => problems),
      ...plan.problems,
      ...plan.steps.map(({ text }) => misread(`they would run: ${firstLine(text)}`)),
      ...plan.undeclared.filter(isTold).map((label) => misread(`they do not have ${label}`)),
    ],
  };
}

/** External tables and exports are read otherwise. */
function isOfTheModel(text: string): boolean {
  return !['external-table', 'continuous-export'].includes(readStatement(text).noun);
}

function showUntold(key: ObjectKey): string {
  const { kind, name } = partsOf(key);
  return `${kind} ${name}: the service does not show how it is defined`;
}

function misread(what: string): Problem {
  return {
    code: 'difference',
    summary: `The files are not what the database has: ${what}`,
    next: 'Run plan with these files and mend them by hand; please report it too.',
  };
}

/** Writes all files, or none where some are there already and may not be overwritten. */
export async function writeFiles(
  files: readonly NewFile[],
  local: LocalFiles,
  existing: 'refuse' | 'overwrite',
): Promise<void> {
  const there = existing === 'refuse' ? await local.present(files.map(({ path }) => path)) : [];
  if (there.length > 0) {
    const shown = there.slice(0, 5).join(', ');
    throw problemError({
      code: 'input',
      summary: `${there.length} of the ${files.length} files are there already: ${shown}${there.length > 5 ? ', …' : ''}. Nothing was written.`,
      next: 'Name another folder by the input into, or give the input overwrite.',
    });
  }
  for (const { path, text } of files) await local.write(path, text);
}
