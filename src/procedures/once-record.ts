import { z } from 'zod';
import { type Problem, problemError } from '../domain/problem.ts';
import type { QuarantineRecord } from '../domain/quarantine-record.ts';
import { sha256 } from '../domain/schema/digest.ts';
import { onceRecordPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { type Journal, openJournal } from './journal.ts';

const command = z.object({
  id: z.string(),
  file: z.string(),
  /** Where it stands, for people. */
  place: z.string(),
  state: z.enum(['begun', 'ran']),
  at: z.string(),
  /** Of what had been put back until then: see `digestOfReturns`. */
  restores: z.string().default(''),
  /** All of the deployment ran, in each of its databases. */
  over: z.literal(true).optional(),
});
const document = z.object({ formatVersion: z.literal(1), commands: z.array(command) });

type Entry = Readonly<z.infer<typeof command>>;
type State = Readonly<z.infer<typeof document>>;

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
  /** To be called for each of several databases once all ran in every one, before the first is finished: a kill in between parts them no more. */
  conclude(files: ReadonlySet<string>): Promise<void>;
  /** All of the deployment ran, which is of these files: the next one runs its commands again. */
  finish(files: ReadonlySet<string>): Promise<void>;
}

/** Whether something is stored of a deployment to this database that is not over. */
export async function isUnderWay({ store, paths }: Pick<RecordWorld, 'store' | 'paths'>): Promise<boolean> {
  return (await readStored(store, onceRecordPath(paths))).entries.some(({ over }) => over === undefined);
}

async function readStored(store: SnapshotStore, path: string) {
  const there = await store.read(path);
  return { there, entries: there === undefined ? [] : readEntries(path, there.body) };
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
    /** Of several databases one has a deployment under way: what was concluded here was not finished everywhere, and goes on. */
    readonly isGoingOn?: boolean;
  } & QuarantineAnswers,
): Promise<OnceRecord> {
  const { commands, resume, undone } = asked;
  const path = onceRecordPath(paths);
  const { there, entries } = await readStored(store, path);
  const stored = entries.flatMap(({ over, ...one }, place): readonly Entry[] =>
    over === undefined ? entries.slice(place, place + 1) : asked.isGoingOn === true ? [one] : [],
  );
  const ids = new Set(commands.map(({ id }) => id));
  const restores = digestOfReturns(asked.restores, undone);
  const isCertain = (one: Entry): boolean => one.state === 'ran' && one.restores === restores;
  const answered = (one: Entry): readonly Entry[] => {
    if (!ids.has(one.id) || (resume !== 'anew' && (resume === 'auto' || isCertain(one)))) return [one];
    return resume === 'ran' ? [{ ...one, state: 'ran', restores }] : [];
  };
  const unrecorded = asked.unrecorded.flatMap(({ id, at, restores: then }): readonly Entry[] => {
    const one = stored.some((entry) => entry.id === id) ? undefined : commands.find((command) => command.id === id);
    return one === undefined ? [] : [{ id, file: one.file, place: one.place, state: 'ran', at, restores: then }];
  });
  const known = [...stored, ...unrecorded].flatMap(answered);
  const ours = commands.flatMap((one) => known.filter(({ id }) => id === one.id).map((entry) => ({ one, entry })));

  let journal: Journal<State> | undefined;
  const advance = async (change: (entries: readonly Entry[]) => readonly Entry[]): Promise<void> => {
    const next = (before: State): State => ({ formatVersion: 1, commands: [...change(before.commands)] });
    if (journal === undefined)
      journal = await openJournal(store, path, next({ formatVersion: 1, commands: [...known] }), there, 'deploying to');
    else await journal.advance(next);
  };
  const put = (changed: readonly OnceCommand[], state: Entry['state'] | 'none'): Promise<void> => {
    const at = clock.now().toISOString();
    const now = changed.map(({ id, file, place }) => ({ id, file, place, at, restores }));
    return advance((entries) => [
      ...entries.filter((one) => !changed.some(({ id }) => id === one.id)),
      ...(state === 'none' ? [] : now.map((one) => ({ ...one, state }))),
    ]);
  };
  const change = async (files: ReadonlySet<string>, end: (one: Entry) => readonly Entry[]): Promise<void> => {
    const isOurs = ({ id, file }: Entry): boolean => files.has(file) || ids.has(id);
    if (journal !== undefined || stored.some(isOurs))
      await advance((all) => all.flatMap((one) => (isOurs(one) ? end(one) : [one])));
  };
  return {
    ran: new Map(ours.flatMap(({ entry }) => (isCertain(entry) ? [[entry.id, entry.at] as const] : []))),
    unanswered: ours.flatMap(({ one, entry }) =>
      isCertain(entry) ? [] : [entry.state === 'begun' ? lostAnswer(one, entry) : takenBack(one, entry, asked)],
    ),
    standing: ours.map(({ one, entry }) => `${one.place} (${entry.state} at ${entry.at})`),
    restores,
    async start(needless) {
      const isSame = known.length === entries.length && known.every((one, place) => one === entries[place]);
      if (!isSame || needless.length > 0) await put(needless, 'ran');
    },
    begin: (one) => put([one], 'begun'),
    end: (one, what) => put([one], what === 'ran' ? 'ran' : 'none'),
    conclude: (files) => change(files, (one) => [{ ...one, over: true }]),
    finish: (files) => change(files, () => []),
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

function readEntries(path: string, body: string): readonly Entry[] {
  const parsed = document.safeParse(JSON.parse(body));
  if (parsed.success) return parsed.data.commands;
  throw problemError({
    code: 'format-version',
    summary: `${path} cannot be read by this version.`,
    detail: z.prettifyError(parsed.error),
    next: 'Use the version that wrote it, or deploy with resume anew, once no deployment is left to go on with and the blob was deleted.',
  });
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
