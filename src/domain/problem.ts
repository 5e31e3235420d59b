/** Who can mend it: the person who runs the tool, a service it talks to, or the authors of the tool. */
export type Whose = 'yours' | 'theirs' | 'ours';

/**
 * Every problem the tool can report, with whose it is and the exit code it leads to. Codes are stable: scripts read them
 * from `--json`. `docs/errors.md` is generated from this table.
 */
export const problemCodes = {
  input: { whose: 'yours', exit: 2, meaning: 'an input, flag or configuration value is wrong or missing' },
  'schema-file': { whose: 'yours', exit: 2, meaning: 'a schema file cannot be read as management commands' },
  'reference-data': { whose: 'yours', exit: 2, meaning: 'a reference data file does not fit its table' },
  unreachable: { whose: 'yours', exit: 2, meaning: 'the cluster or the storage does not answer at the address given' },
  'not-found': { whose: 'yours', exit: 10, meaning: 'the snapshot, database or table does not exist' },
  'not-covered': { whose: 'yours', exit: 3, meaning: 'a statement would lose data that no snapshot covers' },
  'on-hold': {
    whose: 'yours',
    exit: 3,
    meaning: 'a restore took back what a deployment did, and this one would do it again',
  },
  refused: { whose: 'yours', exit: 3, meaning: 'the tool cannot do this exactly, so it does not do it' },
  difference: { whose: 'yours', exit: 3, meaning: 'what was found differs from what was expected' },
  'partly-done': { whose: 'yours', exit: 4, meaning: 'all was done but for a part, which is left for a decision' },
  'taken-over': { whose: 'yours', exit: 11, meaning: 'another run works on the same database' },
  'sign-in': { whose: 'yours', exit: 12, meaning: 'sign-in failed or a permission is missing' },
  service: { whose: 'theirs', exit: 4, meaning: 'the cluster or the storage reported an error' },
  unknown: { whose: 'theirs', exit: 5, meaning: 'something could not be found out, so nothing is concluded' },
  'format-version': {
    whose: 'yours',
    exit: 2,
    meaning: 'the snapshot was written in a format that this version does not know',
  },
  cancelled: { whose: 'yours', exit: 130, meaning: 'the run was interrupted' },
  bug: { whose: 'ours', exit: 1, meaning: 'a defect of this tool' },
} as const satisfies Record<string, { whose: Whose; exit: number; meaning: string }>;

export type ProblemCode = keyof typeof problemCodes;

export interface SourcePosition {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units; absent when the whole line is meant. */
  readonly column?: number;
}

/** What one command had too little of. */
export type TooBig = 'memory' | 'time';

/** One thing that is wrong, said so that the reader knows what to do next. Holds no secret. */
export interface Problem {
  readonly code: ProblemCode;
  /** One sentence: what is wrong, naming the input, file or object in the user's spelling. */
  readonly summary: string;
  /** What was seen, what is allowed. */
  readonly detail?: string;
  /** What to do next. */
  readonly next?: string;
  readonly at?: SourcePosition;
  /** The service says that the same request may succeed later. Absent when nobody said so. */
  readonly transient?: boolean;
  /** The service had no room for the request and did not accept it. */
  readonly busy?: true;
  /** The work was more than one command can do; less of it at once may succeed. */
  readonly tooBig?: TooBig;
  /** Activity id of the service, for a support request. */
  readonly activityId?: string;
}

/** Carries problems to the one place that renders them. `cause` is kept for bugs only. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problems: readonly [Problem, ...Problem[]], options?: ErrorOptions) {
    super(problems.map((problem) => problem.summary).join('; '), options);
    this.problems = problems;
  }
}

export function problemError(problem: Problem, options?: ErrorOptions): ProblemError {
  return new ProblemError([problem], options);
}

/** Throws when there are problems, all of them at once. */
export function throwProblems(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new ProblemError([first, ...rest]);
}

/** Of this process: where a thing that is only told about cannot be asked, everything else goes on. */
export function isOfTheProcess({ code }: Problem): boolean {
  return code === 'cancelled' || code === 'bug';
}

/** Of the run, and of no single thing in it: whatever else is asked for ends in the same way. */
export function isOfTheRun({ code }: Problem): boolean {
  return ['sign-in', 'unreachable', 'cancelled', 'taken-over', 'bug'].includes(code);
}
