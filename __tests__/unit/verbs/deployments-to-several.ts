import { ProblemError, throwProblems } from '../../../src/domain/problem.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import { readOpenEnds } from '../../../src/procedures/once-entries.ts';
import { type OnceCommand, openOnceRecord, type Resume } from '../../../src/procedures/once-record.ts';
import type { EndedTogether, Gate, VerbResult } from '../../../src/verbs/command.ts';
import { deploySeveral } from '../../../src/verbs/deploy-several.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

export const names = ['A', 'B', 'C'] as const;

/** A command by `file:text`, which does more when it runs twice. */
function commandOf(id: string): OnceCommand {
  const file = id.slice(0, id.indexOf(':'));
  return { id, file, place: id, isRepeatable: false };
}

export interface Behaviour {
  /** By `file:text`, in order. */
  readonly commands?: readonly string[];
  /** The database that fails before its command with that place is sent. */
  readonly failing?: readonly [database: string, before: number];
  /** The database of which the answers are lost. */
  readonly losing?: string;
  /** Writes before the one at which the run is killed, and whether that took effect. */
  readonly kill?: readonly [after: number, effect: 'before' | 'after'];
  /** Counts them only of the end. */
  readonly killsEnd?: boolean;
  readonly resume?: Resume;
  /** From the last to the first. */
  readonly isReversed?: boolean;
}

/** What the world sees of them. `concluded`: every database was told that all is over. */
export type Seen =
  | { readonly kind: 'sent'; readonly database: string; readonly id: string }
  | { readonly kind: 'concluded' };

/** Deployments of commands to each of the databases, with their records, one after another. */
export function openSeveral() {
  const store = memoryStore();
  const clock = memoryClock();
  let seen: Seen[] = [];
  let left = Number.POSITIVE_INFINITY;
  let took: 'before' | 'after' = 'before';
  let concluded = '';
  let ends = 0;
  const dying: typeof store = {
    ...store,
    write: async (...given) => {
      if (left-- > 0) return store.write(...given);
      if (took === 'after') await store.write(...given);
      throw new Error('killed');
    },
  };
  const recordOf = (database: string) => ({ store: dying, paths: databasePaths('c', database), clock });

  /** Notes once that it is over in all of them, also where the write that made it so was the last of the run. */
  function watched({ together, finish }: EndedTogether): EndedTogether {
    const conclude = async (end: string): Promise<void> => {
      try {
        await together.conclude(end);
      } finally {
        const open = await Promise.all(names.map((database) => readOpenEnds(recordOf(database))));
        if (concluded !== end && !open.flat().includes(end)) {
          concluded = end;
          seen.push({ kind: 'concluded' });
        }
      }
    };
    return { finish, together: { ...together, conclude } };
  }

  async function run(database: string, behaviour: Behaviour, gate: Gate): Promise<VerbResult> {
    const { commands: ids = ['s:append'], failing, losing, resume = 'auto' } = behaviour;
    const commands = ids.map(commandOf);
    const record = await openOnceRecord(recordOf(database), {
      commands,
      resume,
      restores: [],
      undone: [],
      unrecorded: [],
      files: new Set(commands.map(({ file }) => file)),
      openEnds: gate.openEnds ?? new Set(),
    });
    throwProblems(record.unanswered);
    const result = { outcomes: [], report: [], data: {} };
    const stopped = { ...result, outputs: { completed: 'false' } };
    const judged = { problems: [], hash: '', shown: '', record: watched(record), takeUp: () => record.start([]) };
    if (gate.pass(judged) === 'stop') return stopped;
    await record.start([]);
    for (const [place, command] of commands.entries()) {
      if (record.ran.has(command.id)) continue;
      if (failing?.[0] === database && place >= failing[1]) return stopped;
      await record.begin(command);
      seen.push({ kind: 'sent', database, id: command.id });
      if (losing === database) return stopped;
      await record.end(command, 'ran');
    }
    gate.end?.(watched(record));
    return { ...result, outputs: { completed: 'true' } };
  }

  return {
    store,
    /** How it ended, and what was seen of it. */
    async play(behaviour: Behaviour = {}) {
      seen = [];
      const [after, effect] = behaviour.kill ?? [Number.POSITIVE_INFINITY, 'before'];
      took = effect;
      if (behaviour.killsEnd !== true) left = after;
      const requests = (behaviour.isReversed === true ? names.toReversed() : names).map((database) => ({
        cluster: 'https://c',
        database,
        plan: undefined,
        'plan-hash': undefined,
        'release-hold': [],
        'dry-run': false,
        resume: behaviour.resume ?? 'auto',
      }));
      const running = deploySeveral(requests, {
        run: ({ database }, gate) => run(database, behaviour, gate),
        readOpenEnds: ({ database }) => readOpenEnds(recordOf(database)),
        newEnd: () => `end ${++ends}`,
        begin: () => undefined,
        endAll: (work) => {
          if (behaviour.killsEnd === true) left = after;
          return work();
        },
      });
      const { ended, asked } = await running.then(
        ({ outputs }) => ({ ended: outputs.completed === 'true' ? 'well' : 'stopped', asked: [] }),
        (error: unknown) => {
          if (error instanceof ProblemError)
            return { ended: 'asking', asked: error.problems.map(({ summary }) => summary) };
          if (error instanceof Error && error.message === 'killed') return { ended: 'killed', asked: [] };
          throw error;
        },
      );
      left = Number.POSITIVE_INFINITY;
      const sent = seen.flatMap((one) => (one.kind === 'sent' ? one.database : [])).join('');
      return { ended, asked, seen, sent };
    },
  };
}
