import { ProblemError, throwProblems } from '../../../src/domain/problem.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import { isUnderWay, type OnceCommand, openOnceRecord, type Resume } from '../../../src/procedures/once-record.ts';
import type { Gate, VerbResult } from '../../../src/verbs/command.ts';
import { deploySeveral } from '../../../src/verbs/deploy-several.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const names = ['A', 'B', 'C'];
const command = { id: 'append', file: 's.kql', place: 's.kql:1 .append', isRepeatable: true } satisfies OnceCommand;
const requests = names.map((database) => ({
  cluster: 'https://c',
  database,
  plan: undefined,
  'plan-hash': undefined,
  'release-hold': [],
  'dry-run': false,
}));

interface Behaviour {
  /** The database that fails before its command is sent, and the one of which the answer is lost. */
  readonly failing?: string;
  readonly losing?: string;
  readonly kill?: number;
  readonly resume?: Resume;
}

/** Deployments of one command to each of the databases, with their records; a run is killed before a write of what ends it. */
function openDatabases() {
  const store = memoryStore();
  const sent: string[] = [];
  let writes = Number.POSITIVE_INFINITY;
  const dying: typeof store = {
    ...store,
    write: async (...given) => {
      if (writes-- <= 0) throw new Error('killed');
      return store.write(...given);
    },
  };
  const recordOf = (database: string) => ({ store: dying, paths: databasePaths('c', database), clock: memoryClock() });

  async function run(
    database: string,
    { failing, losing, resume = 'auto' }: Behaviour,
    gate: Gate,
  ): Promise<VerbResult> {
    const asked = {
      commands: [command],
      resume,
      restores: [],
      undone: [],
      unrecorded: [],
      isGoingOn: gate.isGoingOn ?? false,
    };
    const record = await openOnceRecord(recordOf(database), asked);
    throwProblems(record.unanswered);
    const result = { outcomes: [], report: [], data: {} };
    if (gate.pass({ problems: [], hash: '', shown: '' }) === 'stop') return { ...result, outputs: {} };
    if (database === failing) return { ...result, outputs: { completed: 'false' } };
    await record.start([]);
    if (!record.ran.has(command.id)) {
      await record.begin(command);
      sent.push(database);
      if (database === losing) return { ...result, outputs: { completed: 'false' } };
      await record.end(command, 'ran');
    }
    gate.end?.({
      conclude: () => record.conclude(new Set([command.file])),
      finish: () => record.finish(new Set([command.file])),
    });
    return { ...result, outputs: { completed: 'true' } };
  }

  /** What was sent, in order, and whether the run was killed. */
  async function deploy(behaviour: Behaviour = {}) {
    const { kill } = behaviour;
    sent.length = 0;
    const running = deploySeveral(requests, {
      run: ({ database }, gate) => run(database, behaviour, gate),
      isUnderWay: ({ database }) => isUnderWay(recordOf(database)),
      begin: () => undefined,
      endAll: (work) => {
        writes = kill ?? writes;
        return work();
      },
    });
    const ended = await running.then(
      () => 'well',
      (error: unknown) => (error instanceof ProblemError ? 'asking' : 'killed'),
    );
    writes = Number.POSITIVE_INFINITY;
    return { sent: sent.join(''), ended };
  }
  return { deploy };
}

test('what ran in one database is left out until all of it ran in every one, and runs again in the next deployment', async () => {
  const { deploy } = openDatabases();
  expect(await deploy({ failing: 'B' })).toEqual({ sent: 'A', ended: 'well' });
  expect(await deploy({ failing: 'C' })).toEqual({ sent: 'B', ended: 'well' });
  expect(await deploy()).toEqual({ sent: 'C', ended: 'well' });
  expect(await deploy()).toEqual({ sent: 'ABC', ended: 'well' });
});

test('a kill at any write of the end parts no database from the others', async () => {
  const seen: string[] = [];
  for (let kill = 0; ; kill += 1) {
    const { deploy } = openDatabases();
    const { ended } = await deploy({ kill });
    seen.push((await deploy()).sent);
    expect((await deploy()).sent).toBe('ABC');
    if (ended === 'well') break;
  }
  // Three are concluded, then three are finished.
  expect(seen).toEqual(['', '', '', 'ABC', 'ABC', 'ABC', 'ABC']);
});

test.each([
  ['ran', 'C'],
  ['did-not-run', 'BC'],
] as const)(
  'where the answer of one was lost, the answer %s is for all of them, and the others are left out',
  async (resume, sent) => {
    const { deploy } = openDatabases();
    expect(await deploy({ losing: 'B' })).toEqual({ sent: 'AB', ended: 'well' });
    expect(await deploy()).toEqual({ sent: '', ended: 'asking' });
    expect(await deploy({ resume })).toEqual({ sent, ended: 'well' });
    expect(await deploy()).toEqual({ sent: 'ABC', ended: 'well' });
  },
);
