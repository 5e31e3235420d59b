import { z } from 'zod';
import { type Problem, problemError } from '../domain/problem.ts';
import { onceRecordPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
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
});
const document = z.object({ formatVersion: z.literal(1), commands: z.array(command) });

type Entry = Readonly<z.infer<typeof command>>;
type State = Readonly<z.infer<typeof document>>;

/** How to go on after a deployment that stopped. `ran` and `did-not-run` also say what became of the command whose answer was lost. */
export type Resume = 'auto' | 'ran' | 'did-not-run' | 'anew';

export interface RecordWorld {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly clock: Clock;
}

/** A command that does more when it runs twice. */
export interface OnceCommand {
  /** Of its text, and of how many times the same text stands before it: see `plan-schema.ts`. */
  readonly id: string;
  readonly file: string;
  /** For people. */
  readonly place: string;
}

/**
 * Which commands that do more when they run twice ran in deployments that did not end. Stored before such a command is sent and after it was answered, so that a deployment that
 * goes on neither runs one again nor takes one for done that is not. One blob per database; one deployment at a time can write it.
 */
export interface OnceRecord {
  /** When each of these ran, by its id. */
  readonly ran: ReadonlyMap<string, string>;
  /** A problem for each of the commands of which it is not known whether it ran. */
  unanswered(commands: readonly OnceCommand[]): readonly Problem[];
  begin(command: OnceCommand): Promise<void>;
  /** Of a command that was begun. Without it, what became of it is unknown. */
  end(command: OnceCommand, what: 'ran' | 'did-not-run'): Promise<void>;
  /** All of a deployment of these files ran: the next one runs their commands again. */
  finish(files: ReadonlySet<string>): Promise<void>;
}

/** Reads what is stored; writes nothing before a command is begun. */
export async function openOnceRecord(world: RecordWorld, resume: Resume): Promise<OnceRecord> {
  const { store, paths, clock } = world;
  const path = onceRecordPath(paths);
  const there = await store.read(path);
  const stored = there === undefined ? [] : readEntries(path, there.body);
  const known = resume === 'anew' ? [] : stored.flatMap((entry) => answered(entry, resume));
  let journal: Journal<State> | undefined;
  const advance = async (change: (entries: readonly Entry[]) => readonly Entry[]): Promise<void> => {
    const next = ({ commands }: State): State => ({ formatVersion: 1, commands: [...change(commands)] });
    if (journal === undefined)
      journal = await openJournal(store, path, next({ formatVersion: 1, commands: [...known] }), there, 'deploying to');
    else await journal.advance(next);
  };
  const without = (entries: readonly Entry[], id: string): readonly Entry[] => entries.filter((one) => one.id !== id);
  const entry = ({ id, file, place }: OnceCommand, state: Entry['state']): Entry => ({
    id,
    file,
    place,
    state,
    at: clock.now().toISOString(),
  });
  return {
    ran: new Map(known.flatMap(({ id, state, at }) => (state === 'ran' ? [[id, at] as const] : []))),
    unanswered: (commands) =>
      commands.flatMap(({ id, place }) => {
        const begun = known.find((one) => one.id === id && one.state === 'begun');
        return begun === undefined ? [] : [unanswered(place, begun.at)];
      }),
    begin: (one) => advance((entries) => [...without(entries, one.id), entry(one, 'begun')]),
    end: (one, what) =>
      advance((entries) => [...without(entries, one.id), ...(what === 'ran' ? [entry(one, 'ran')] : [])]),
    async finish(files) {
      const isOurs = ({ file }: Entry): boolean => files.has(file);
      if (journal !== undefined || stored.some(isOurs)) await advance((all) => all.filter((one) => !isOurs(one)));
    },
  };
}

function answered(entry: Entry, resume: Resume): readonly Entry[] {
  if (entry.state === 'ran' || resume === 'auto') return [entry];
  return resume === 'ran' ? [{ ...entry, state: 'ran' }] : [];
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

function unanswered(place: string, at: string): Problem {
  return {
    code: 'unknown',
    summary: `It is unknown whether ${place} ran: it was sent at ${at}, and no answer is known.`,
    detail: 'It does more when it runs twice, so it is not sent again.',
    next: howToAnswer,
  };
}

/** What to do about a command whose answer was lost. */
export const howToAnswer =
  'Look in the database whether it ran, and deploy again with resume ran, or with resume did-not-run.';

/** What a failure tells of the command: a service that says no did not run it; where the answer is missing, or is of a part of it, nothing is known. */
export function whatBecame({ code, transient, busy }: Problem): 'did-not-run' | 'unknown' {
  if (busy === true || ['sign-in', 'unreachable', 'not-found', 'refused'].includes(code)) return 'did-not-run';
  return code === 'service' && transient === false ? 'did-not-run' : 'unknown';
}
