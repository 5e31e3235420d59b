import { planSchema } from '../../../src/domain/schema/plan-schema.ts';
import { writeEdit } from '../../../src/gateways/kusto/commands/schema-edits.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { Talk } from '../local-cluster/talk.ts';
import { bring, differences, planState, readModel, readStates, type State } from './states.ts';

const pairs = Number(process.env.SCHEMA_PAIRS ?? 25);

let cluster: LocalCluster;
beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
});
afterAll(() => cluster.stop());

/** What the state is in a database where nothing was. */
function alone(state: State, database: string) {
  const write = (edit: Parameters<typeof writeEdit>[0]) => writeEdit(edit, database);
  return planSchema({ live: new Map(), statements: state.statements(database), deletions: [], database, write }).target;
}

async function arrive(talk: Talk, state: State): Promise<void> {
  await bring(talk, state);
  const live = await readModel(talk);
  const lines = differences(alone(state, talk.database), live);
  expect(lines).toEqual([]);
  expect((await planState(talk, state)).steps.map(({ text }) => text)).toEqual([]);
}

test('from any state to any other the plan arrives, and a second one is empty', async () => {
  const talk = new Talk(cluster);
  const states = await readStates();
  const random = seededRandom(20);
  let from = '(nothing)';
  for (let step = 0; step <= pairs; step += 1) {
    const state = states[random.below(states.length)] ?? states[0];
    if (state === undefined) throw new Error('There are no states.');
    try {
      await arrive(talk, state);
    } catch (error) {
      throw new Error(
        `SEED=${random.seed}: ${from} → ${state.name}: ${error instanceof Error ? error.message : error}`,
      );
    }
    from = state.name;
  }
});
