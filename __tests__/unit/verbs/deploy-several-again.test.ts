import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import { isUnderWay, type OnceCommand, openOnceRecord } from '../../../src/procedures/once-record.ts';
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
  resume: 'auto',
  'dry-run': false,
}));

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

  async function run(database: string, failing: string | undefined, gate: Gate): Promise<VerbResult> {
    const asked = { commands: [command], resume: 'auto', restores: [], isGoingOn: gate.isGoingOn ?? false } as const;
    const record = await openOnceRecord(recordOf(database), asked);
    const result = { outcomes: [], report: [], data: {} };
    if (gate.pass({ problems: [], hash: '', shown: '' }) === 'stop') return { ...result, outputs: {} };
    if (database === failing) return { ...result, outputs: { completed: 'false' } };
    if (!record.ran.has(command.id)) {
      await record.start([]);
      sent.push(database);
      await record.end(command, 'ran');
    }
    gate.end?.({
      conclude: () => record.conclude(new Set([command.file])),
      finish: () => record.finish(new Set([command.file])),
    });
    return { ...result, outputs: { completed: 'true' } };
  }

  /** What was sent, in order, and whether the run was killed. */
  async function deploy({ failing, kill }: { readonly failing?: string; readonly kill?: number } = {}) {
    sent.length = 0;
    const running = deploySeveral(requests, {
      run: ({ database }, gate) => run(database, failing, gate),
      isUnderWay: ({ database }) => isUnderWay(recordOf(database)),
      begin: () => undefined,
      endAll: (work) => {
        writes = kill ?? writes;
        return work();
      },
    });
    const wasKilled = await running.then(
      () => false,
      () => true,
    );
    writes = Number.POSITIVE_INFINITY;
    return { sent: sent.join(''), wasKilled };
  }
  return { deploy };
}

test('what ran in one database is left out until all of it ran in every one, and runs again in the next deployment', async () => {
  const { deploy } = openDatabases();
  expect(await deploy({ failing: 'B' })).toEqual({ sent: 'A', wasKilled: false });
  expect(await deploy({ failing: 'C' })).toEqual({ sent: 'B', wasKilled: false });
  expect(await deploy()).toEqual({ sent: 'C', wasKilled: false });
  expect(await deploy()).toEqual({ sent: 'ABC', wasKilled: false });
});

test('a kill at any write of the end parts no database from the others', async () => {
  const seen: string[] = [];
  for (let kill = 0; ; kill += 1) {
    const { deploy } = openDatabases();
    const { wasKilled } = await deploy({ kill });
    seen.push((await deploy()).sent);
    expect((await deploy()).sent).toBe('ABC');
    if (!wasKilled) break;
  }
  // Three are concluded, then three are finished.
  expect(seen).toEqual(['', '', '', 'ABC', 'ABC', 'ABC', 'ABC']);
});
