import { planSchema } from '../../../src/domain/schema/plan-schema.ts';
import { writeEdit } from '../../../src/gateways/kusto/commands/schema-edits.ts';
import type { Database } from '../../../src/ports/database.ts';
import { readAsFiles } from '../../../src/procedures/write-schema-files.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { openGateways } from '../../fixtures/opened-gateways.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { Talk } from '../local-cluster/talk.ts';
import { bring, differences, planState, readModel, readStates, type State } from './states.ts';

/** How many steps, or `all`. */
const asked = process.env.SCHEMA_PAIRS ?? '150';

let cluster: LocalCluster;
beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
});
afterAll(() => cluster.stop());

/** What the state is in a database where nothing was. */
function alone(state: State, database: string) {
  const write = (edit: Parameters<typeof writeEdit>[0]) => writeEdit(edit, database);
  return planSchema({
    live: new Map(),
    statements: state.statements(database),
    deletions: [],
    referenceTables: [],
    database,
    write,
  }).target;
}

async function arrive(talk: Talk, state: State): Promise<void> {
  await bring(talk, state);
  const live = await readModel(talk);
  const lines = differences(alone(state, talk.database), live);
  expect(lines).toEqual([]);
  expect((await planState(talk, state)).steps.map(({ text }) => text)).toEqual([]);
}

/** The database as files plans to nothing, and nothing of it is in none of them. */
async function initialize(database: Database): Promise<void> {
  const { files, missing, problems } = await readAsFiles(database, 'schema');
  expect([missing, problems]).toEqual([[], []]);
  const names = files.map(({ path }) => path.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  for (const { path } of files) expect(path).toMatch(/^[\w. /%~-]+\.kql$/);
}

/** Seeded steps from one state to the next, each state at least once; with `all` a walk that takes every ordered pair. */
function walkOf(states: readonly State[]): { readonly seed: number; readonly walk: readonly State[] } {
  const random = seededRandom(20);
  const places =
    asked === 'all'
      ? everyPair(states.length)
      : [...states.keys(), ...Array.from({ length: Number(asked) }, () => random.below(states.length))]
          .map((place, index) => ({ place, key: index < states.length ? random.below(1_000_000) : 1_000_000 + index }))
          .sort((one, other) => one.key - other.key)
          .map(({ place }) => place)
          .slice(0, Number(asked) + 1);
  return { seed: random.seed, walk: places.flatMap((place) => states[place] ?? []) };
}

/** A walk that takes every ordered pair: from each place out to every later one and back. */
function everyPair(size: number): readonly number[] {
  const walk = [0];
  for (let from = 0; from < size; from += 1) {
    for (let to = from + 1; to < size; to += 1) walk.push(to, from);
    if (from + 1 < size) walk.push(from + 1);
  }
  return walk;
}

test('from any state to any other the plan arrives, and a second one is empty; each state as files plans to nothing', async () => {
  const talk = new Talk(cluster);
  const states = await readStates();
  expect(states.length).toBeGreaterThanOrEqual(40);
  const { seed, walk } = walkOf(states);
  expect(walk.length).toBeGreaterThan(1);
  const { database } = openGateways(cluster);
  const seen = new Set<string>();
  let from = '(nothing)';
  for (const state of walk) {
    try {
      await arrive(talk, state);
      if (!seen.has(state.name)) await initialize(database);
      seen.add(state.name);
    } catch (error) {
      throw new Error(`SEED=${seed}: ${from} → ${state.name}: ${error instanceof Error ? error.message : error}`);
    }
    from = state.name;
  }
});
