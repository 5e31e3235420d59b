import type { Problem } from '../domain/problem.ts';
import { type DeletedRowsWay, deletedRowsWays } from '../domain/snapshot/deleted-rows.ts';
import { type ExportWay, exportWays } from '../domain/snapshot/records.ts';
import { isOnlyDamaged } from './restore-places.ts';

/** What becomes of rows that were deleted since. */
export const deletedRows = {
  'deleted-rows': {
    type: 'choice',
    choices: deletedRowsWays,
    describe:
      'Rows that were deleted or purged since the snapshot: replay deletes them again before the swap, accept brings them back; without it a table with such deletions is refused, and so is one of which the logs do not tell',
  },
} as const;

/** What becomes of columns. */
export const columnMap = {
  columns: {
    type: 'list',
    describe:
      'Columns that are others now, by name: T.old=new for one with another name, T.gone=- for one of the snapshot that is not to come back, T.since=+ for one that the snapshot does not have',
  },
} as const;

/** What a restore does with continuous exports of its tables. */
export const exportsInput = {
  type: 'choice',
  choices: exportWays,
  default: 'refuse',
  describe:
    'Continuous exports that follow a table: refuse, while one is on; restart makes them anew, so that they begin after what was restored, and needs a minute in which nothing comes',
} as const;

/** What is wrong with the others where continuous exports are to be made anew. */
export function checkExports(given: {
  readonly 'continuous-exports': ExportWay;
  readonly as: string | undefined;
  readonly 'time-column': string | undefined;
}): readonly Problem[] {
  if (given['continuous-exports'] === 'refuse') return [];
  const wrong = [
    ...(given.as === undefined ? [] : [['as', 'tables beside the live ones replace nothing']]),
    ...(given['time-column'] === undefined
      ? []
      : [['time-column', 'how many rows a time range leaves is known too late to tell a gap']]),
  ];
  return wrong.map(([name, why]) => ({
    code: 'input',
    summary: `The inputs continuous-exports: restart and ${name} do not go together: ${why}.`,
    next: 'Leave one of them out.',
  }));
}

/** Puts back what a deployment put aside. */
export const undoQuarantine = {
  'undo-quarantine': {
    type: 'text',
    describe:
      'Id of a quarantine, as deploy and status name it: what that deployment put aside in place of losing it comes back, and rows that arrived since stay; with dry-run, what would be done. Needs no snapshot',
  },
} as const;

/** What a restore brings back. */
export const what = {
  what: {
    type: 'choice',
    choices: ['data', 'schema', 'all'],
    default: 'data',
    describe:
      'data for the tables with their rows; schema for tables, functions, mappings, policies and views as the snapshot has them, without rows, and what was made since stays; all for the data and then the schema',
  },
} as const;

/** What is wrong with the others where the schema is put back, in which columns have the names of the snapshot. */
export function checkWhat(
  given: Pick<Parameters<typeof checkTogether>[0], 'as' | 'undo' | 'newer-rows' | 'deleted-rows'> & {
    readonly what: string;
    readonly 'time-column': string | undefined;
    readonly 'continuous-exports': ExportWay;
    readonly tables: readonly string[];
    readonly columns: readonly string[];
  },
): readonly Problem[] {
  if (given.what === 'data') return [];
  const wrong = [
    ...(given.as === undefined ? [] : ['as']),
    ...(given.undo ? ['undo'] : []),
    ...(given.columns.length > 0 ? ['columns'] : []),
    ...(given['time-column'] === undefined ? [] : ['time-column']),
    ...(given.what === 'schema' && given['newer-rows'] !== undefined ? ['newer-rows'] : []),
    ...(given.what === 'schema' && given['deleted-rows'] !== undefined ? ['deleted-rows'] : []),
    ...(given.what === 'schema' && !isOnlyDamaged(given.tables) ? ['tables'] : []),
    ...(given.what === 'schema' && given['continuous-exports'] === 'restart' ? ['continuous-exports'] : []),
  ];
  return wrong.map((name) => ({
    code: 'input',
    summary: `The inputs what and ${name} do not go together: what is ${given.what}.`,
    next: `Leave ${name} out, or say what: data, which brings tables back with their rows.`,
  }));
}

/** An undo puts columns back as they were, and the rows beside a range keep theirs. */
export function checkColumns(given: {
  readonly undo: boolean;
  readonly columns: readonly string[];
  readonly 'time-column': string | undefined;
}): readonly Problem[] {
  if (given.columns.length === 0) return [];
  const wrong = [...(given.undo ? ['undo'] : []), ...(given['time-column'] === undefined ? [] : ['time-column'])];
  return wrong.map((name) => ({
    code: 'input',
    summary: `The inputs columns and ${name} are both given.`,
    next: 'Columns get other names where a table comes back as a whole: leave one of them out.',
  }));
}

/** What is wrong with inputs that are right each for itself. */
export function checkTogether(given: {
  readonly as: string | undefined;
  readonly undo: boolean;
  readonly 'newer-rows': string | undefined;
  readonly 'deleted-rows': DeletedRowsWay | undefined;
}): readonly Problem[] {
  const problems = given.undo && given['deleted-rows'] === 'replay' ? [replaysNothing] : [];
  return given.as === undefined ? problems : [...problems, ...checkBeside({ ...given, as: given.as })];
}

const replaysNothing: Problem = {
  code: 'input',
  summary: 'The inputs undo and deleted-rows: replay are both given.',
  detail: 'An undo puts the kept contents back as they were, with rows that were deleted since the restore.',
  next: 'Leave deleted-rows out, and delete these rows again after the undo; or leave undo out.',
};

function checkBeside({
  as,
  undo,
  'newer-rows': newerRows,
}: {
  readonly as: string;
  readonly undo: boolean;
  readonly 'newer-rows': string | undefined;
}): readonly Problem[] {
  const problems: Problem[] = [];
  const wrong = (summary: string, next: string): void => void problems.push({ code: 'input', summary, next });
  if (!as.includes('{table}') || as === '{table}')
    wrong(
      `The input as is ${JSON.stringify(as)}, which does not make another name of each table.`,
      'Use {table} in it, such as {table}_restored.',
    );
  if (!/^[\w .-]*$/.test(as.replaceAll('{table}', '')))
    wrong(
      `The input as is ${JSON.stringify(as)}, and has characters that no table name has.`,
      'Allowed beside {table}: letters, digits, underscore, space, point and hyphen.',
    );
  if (undo)
    wrong(
      'The inputs as and undo are both given.',
      'An undo puts tables back under their own names: leave one of them out.',
    );
  if (newerRows !== undefined)
    wrong(
      'The inputs as and newer-rows are both given.',
      'Tables beside the live ones replace nothing: leave one of them out.',
    );
  return problems;
}
