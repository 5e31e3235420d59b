import type { Problem } from '../domain/problem.ts';
import type { QuarantineRecord } from '../domain/quarantine-record.ts';
import { sha256 } from '../domain/schema/digest.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Entry, type OnceDocument, readEntries, reviveEntry } from './once-entries.ts';

/** How to go on after a deployment that stopped. `ran` and `did-not-run` also say what became of commands of which that is not known. */
export type Resume = 'auto' | 'ran' | 'did-not-run' | 'anew';

export interface RecordWorld {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly clock: Clock;
}

/** A command that runs as it is written. */
export interface OnceCommand {
  /** Of its text, and of how many times the same text stands before it: see `command-id.ts`. */
  readonly id: string;
  readonly file: string;
  /** For people. */
  readonly place: string;
  /** Whether it comes to the same when it runs twice in a row; then it is sent again where its answer was lost. */
  readonly isRepeatable: boolean;
}

/**
 * Which commands ran in deployments that did not end. All that runs as it is written is stored, since a command that empties a table may run again only together with those
 * that filled it since. Of a command that does more when it runs twice it is stored before that it begins, so that a deployment that goes on neither runs one again nor takes
 * one for done that is not. One blob per database; one deployment at a time can write it.
 */
export interface OnceRecord {
  /** When each of the commands of this deployment ran that are to be left out, by its id. */
  readonly ran: ReadonlyMap<string, string>;
  /** A problem for each command of this deployment of which it is not known whether what it did is there. */
  readonly unanswered: readonly Problem[];
  /** The commands of this deployment that ran or were begun, as they are told to people. */
  readonly standing: readonly string[];
  /** Of the restores in place and the quarantines that were put back until now. A command whose own differs is asked about, since what it did may have been taken back. */
  readonly restores: string;
  /**
   * To be called before the first command: stores what `resume` says, and commands that need not run as if they had run, since they have to stay left out once
   * later ones ran: a `.drop table T ifexists` before what makes the table.
   */
  start(needless: readonly OnceCommand[]): Promise<void>;
  begin(command: OnceCommand): Promise<void>;
  /** Without it, what became of a command that was begun is unknown. */
  end(command: OnceCommand, what: 'ran' | 'did-not-run'): Promise<void>;
  /** All of the deployment ran: what is known of its files and commands is forgotten, and the next one runs them again. */
  finish(): Promise<void>;
  readonly together: OnceTogether;
}

/**
 * For one of several databases, in which a deployment is over in all of them or in none, whenever it is killed. Each step to be taken in every one of them before the next one:
 * `revive` before anything else is written; then, to end it, `announce`, `conclude` and `finish` of the record.
 */
export interface OnceTogether {
  /** Goes on with what is over here and not elsewhere, and forgets what is over everywhere. */
  revive(): Promise<void>;
  announce(end: string): Promise<void>;
  conclude(end: string): Promise<void>;
}

/** What quarantines tell of commands. */
export interface QuarantineAnswers {
  /** Those that were put back, or are being so. */
  readonly undone: readonly QuarantineRecord[];
  /** Commands that took effect in a deployment that was killed before it could store that they ran; `at` when. */
  readonly unrecorded: readonly { readonly id: string; readonly at: string; readonly restores: string }[];
}

/** Reads what is stored; writes nothing before the start. Commands of other deployments are neither looked at nor forgotten. */
export async function openOnceRecord(
  { store, paths, clock }: RecordWorld,
  asked: {
    /** All of this deployment. */
    readonly commands: readonly OnceCommand[];
    readonly resume: Resume;
    /** Of the database, oldest first. */
    readonly restores: readonly RestoreRecord[];
    /** Paths of its schema files. */
    readonly files?: ReadonlySet<string>;
    /** Ids of ends that are announced and not over in one of several databases: see `readOpenEnds`. */
    readonly openEnds?: ReadonlySet<string>;
  } & QuarantineAnswers,
): Promise<OnceRecord> {
  const { commands, resume, undone, files = new Set(), openEnds = new Set() } = asked;
  const { path, there, entries } = await readEntries({ store, paths });
  const ids = new Set(commands.map(({ id }) => id));
  const isOurs = ({ id, file }: Entry): boolean => files.has(file) || ids.has(id);
  const restores = digestOfReturns(asked.restores, undone);
  const isCertain = (one: Entry): boolean => one.state === 'ran' && one.restores === restores;
  const revived = (one: Entry): readonly Entry[] => (isOurs(one) ? reviveEntry(one, openEnds) : [one]);
  const answered = (one: Entry): readonly Entry[] => {
    if (!ids.has(one.id) || (resume !== 'anew' && (resume === 'auto' || isCertain(one)))) return [one];
    return resume === 'ran' ? [{ ...one, state: 'ran', restores }] : [];
  };
  const withAnswers = (all: readonly Entry[]): readonly Entry[] => {
    const stored = all.flatMap(revived);
    const unrecorded = asked.unrecorded.flatMap(({ id, at, restores: then }): readonly Entry[] => {
      const one = stored.some((entry) => entry.id === id) ? undefined : commands.find((command) => command.id === id);
      return one === undefined ? [] : [{ id, file: one.file, place: one.place, state: 'ran', at, restores: then }];
    });
    return [...stored, ...unrecorded].flatMap(answered);
  };
  const known = withAnswers(entries);
  const ours = commands.flatMap((one) => known.filter(({ id }) => id === one.id).map((entry) => ({ one, entry })));

  let journal: Journal<OnceDocument> | undefined;
  const current = (): readonly Entry[] => journal?.current().commands ?? entries;
  /** Writes nothing where nothing changes. */
  const advance = async (change: (all: readonly Entry[]) => readonly Entry[]): Promise<void> => {
    const before = current();
    const commands = [...change(before)];
    if (commands.length === before.length && commands.every((one, place) => one === before[place])) return;
    if (journal === undefined)
      journal = await openJournal<OnceDocument>(store, path, { formatVersion: 1, commands }, there, 'deploying to');
    else await journal.advance(() => ({ formatVersion: 1, commands }));
  };
  const withChanged = (
    all: readonly Entry[],
    changed: readonly OnceCommand[],
    state: Entry['state'] | 'none',
  ): readonly Entry[] => {
    const at = clock.now().toISOString();
    const now = changed.map(({ id, file, place }) => ({ id, file, place, at, restores }));
    return [
      ...all.filter((one) => !changed.some(({ id }) => id === one.id)),
      ...(state === 'none' ? [] : now.map((one) => ({ ...one, state }))),
    ];
  };
  const setEnd = (id: string, state: 'announced' | 'over'): Promise<void> =>
    advance((all) => all.map((one) => (isOurs(one) ? { ...one, end: { id, state } } : one)));
  return {
    ran: new Map(ours.flatMap(({ entry }) => (isCertain(entry) ? [[entry.id, entry.at] as const] : []))),
    unanswered: ours.flatMap(({ one, entry }) =>
      isCertain(entry) ? [] : [entry.state === 'begun' ? lostAnswer(one, entry) : takenBack(one, entry, asked)],
    ),
    standing: ours.map(({ one, entry }) => `${one.place} (${entry.state} at ${entry.at})`),
    restores,
    start: (needless) => advance((all) => withChanged(withAnswers(all), needless, 'ran')),
    begin: (one) => advance((all) => withChanged(all, [one], 'begun')),
    end: (one, what) => advance((all) => withChanged(all, [one], what === 'ran' ? 'ran' : 'none')),
    finish: () => advance((all) => all.filter((one) => !isOurs(one))),
    together: {
      revive: () => advance((all) => all.flatMap(revived)),
      announce: (end) => setEnd(end, 'announced'),
      conclude: (end) => setEnd(end, 'over'),
    },
  };
}

/**
 * Another one once a restore, or the undo of a quarantine, has put tables or rows back in place. Of one that stopped in its swap or its move it may be that it did, and it may do so later.
 */
function digestOfReturns(restores: readonly RestoreRecord[], undone: readonly QuarantineRecord[]): string {
  const returns = [
    ...restores.filter(mayHavePutBack).map(({ runId, phase }) => `${runId} ${phase === 'swapping'}`),
    ...undone.map(({ id, state }) => `quarantine ${id} ${state}`),
  ];
  return returns.length === 0 ? '' : sha256(JSON.stringify(returns.toSorted()));
}

function mayHavePutBack({ phase, tables }: RestoreRecord): boolean {
  return phase !== 'loading' && phase !== 'abandoned' && tables.some(({ target }) => target === undefined);
}

function lostAnswer({ place }: OnceCommand, { at }: Entry): Problem {
  return {
    code: 'unknown',
    summary: `It is unknown whether ${place} ran: it was sent at ${at}, and no answer is known.`,
    detail: 'It does more when it runs twice, so it is not sent again.',
    next: howToAnswer,
  };
}

function takenBack(
  { place }: OnceCommand,
  { at }: Entry,
  { restores, undone }: { readonly restores: readonly RestoreRecord[] } & Pick<QuarantineAnswers, 'undone'>,
): Problem {
  const newest = restores.findLast(mayHavePutBack)?.runId;
  const ids = undone.map(({ id }) => id);
  const by = [
    ...(newest === undefined ? [] : [`the newest restore is ${newest}`]),
    ...(ids.length === 0 ? [] : [`quarantines that were put back: ${ids.join(', ')}`]),
  ];
  return {
    code: 'unknown',
    summary: `It is unknown whether what ${place} did is still there: it ran at ${at}, and a restore or the undo of a quarantine has put data back in place since.`,
    detail: `What may have done so: ${by.join('; ')}. Where it took back what the command did, the command has to run again.`,
    next: 'Look in the database, and deploy the schema files with resume ran where it is there, or with resume did-not-run; the answer is for all commands that are asked about. With resume anew all of them run again.',
  };
}

/** What to do about a command whose answer was lost. */
export const howToAnswer =
  'Look in the database whether it ran, and deploy the schema files with resume ran, or with resume did-not-run; the answer is for all commands that are asked about.';
