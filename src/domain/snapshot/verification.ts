import { z } from 'zod';
import type { Problem } from '../problem.ts';
import { check, parseJson } from './manifest.ts';
import { type Level, levels } from './records.ts';

/** What a snapshot is compared with. `storage` is its own files, which needs no database. */
export const sides = ['database', 'storage'] as const;
export type Side = (typeof sides)[number];
export const againstChoices = ['both', ...sides] as const;
export type Against = (typeof againstChoices)[number];

/** Whether a check against `against` looks at `side`. */
export function looksAt(against: Against, side: Side): boolean {
  return against === 'both' || against === side;
}

/**
 * The deepest level that a check really reaches: without the files `full` is `contents` and `files` is `counts`, and without the database
 * `contents` is `files`. Undefined where nothing is left to look at.
 */
export function reachedLevel(level: Level, against: Against): Level | undefined {
  if (against === 'both') return level;
  const reached: Readonly<Record<Side, Partial<Record<Level, Level>>>> = {
    database: { counts: 'counts', files: 'counts', contents: 'contents', full: 'contents' },
    storage: { files: 'files', contents: 'files', full: 'full' },
  };
  return reached[against][level];
}

const verdict = z.enum(['pass', 'fail', 'unknown']);
const finding = z.strictObject({ code: z.string(), summary: z.string(), detail: z.string().optional() });
const tableResult = z.strictObject({
  name: z.string(),
  /** Of the live table; absent when it was not compared, or was announced to differ. */
  live: verdict.optional(),
  /** Of the table's files, and how many of how many were looked at; absent when none was, also where a rotation's part holds none of them. */
  files: z.strictObject({ verdict, looked: z.int(), of: z.int() }).optional(),
});

export const verification = z.strictObject({
  formatVersion: z.literal(1),
  snapshotId: z.string(),
  /** When it ended. */
  at: z.string(),
  level: z.enum(levels),
  against: z.enum(againstChoices),
  /** The part of the files that was looked at, from 0; all of them when absent. */
  rotation: z.strictObject({ of: z.int().min(1), part: z.int().min(0) }).optional(),
  verdict,
  /** Of what concerns no single table: the schema script and the page for restoring by hand, which every check looks at. Absent in records of old. */
  pages: verdict.optional(),
  tables: z.array(tableResult),
  /** What was found to be wrong, or could not be found out. */
  findings: z.array(finding),
  /** How many more there were than are kept here. */
  furtherFindings: z.int().optional(),
});
/** One check of a snapshot, kept beside it. */
export type Verification = z.infer<typeof verification>;
export type TableResult = z.infer<typeof tableResult>;

export const parseVerification = (text: string, path: string): Verification =>
  check(verification, parseJson(text, path), path);

/** A damaged snapshot of a million files has a million findings; the report has told them all. */
const mostFindings = 1_000;

/** What of the problems is kept in the record. */
export function recordFindings(problems: readonly Problem[]): Pick<Verification, 'findings' | 'furtherFindings'> {
  const findings = problems.slice(0, mostFindings).map(({ code, summary, detail }) => ({
    code,
    summary,
    ...(detail === undefined ? {} : { detail }),
  }));
  const furtherFindings = problems.length - findings.length;
  return { findings, ...(furtherFindings === 0 ? {} : { furtherFindings }) };
}
