import { readSwapState, type SwapIntent } from '../../../src/domain/swap-state.ts';

const intents: readonly SwapIntent[] = [
  { name: 'A', stage: 'kr_stage_A', stageId: 'new-A' },
  { name: 'B', stage: 'kr_stage_B', stageId: 'new-B' },
];
const names: readonly string[] = ['A', 'kr_stage_A', 'B', 'kr_stage_B'];

/** Every way in which the four names can be absent, be one of the staged tables or be any other. */
const worlds = names.reduce<readonly (readonly (string | undefined)[])[]>(
  (before, name) =>
    before.flatMap((world) => {
      const staged = name.endsWith('A') ? 'new-A' : 'new-B';
      return [undefined, staged, 'old', 'foreign'].map((id) => [...world, id]);
    }),
  [[]],
);

/** One object has one name. */
const possible = worlds.filter((world) =>
  ['new-A', 'new-B'].every((id) => world.filter((one) => one === id).length <= 1),
);

test('each of all combinations is told: swapped where a staged table has its live name, else not swapped where one still waits', () => {
  expect(possible.length).toBeGreaterThan(200);
  for (const world of possible) {
    const idOf = (table: string) => world[names.indexOf(table)];
    const live = idOf('A') === 'new-A' || idOf('B') === 'new-B';
    const waiting = idOf('kr_stage_A') === 'new-A' || idOf('kr_stage_B') === 'new-B';
    expect([world, readSwapState(intents, idOf)]).toEqual([
      world,
      live ? 'swapped' : waiting ? 'not-swapped' : 'unknown',
    ]);
  }
});

test('a name alone tells nothing', () => {
  expect(readSwapState(intents, () => 'foreign')).toBe('unknown');
  expect(readSwapState(intents, () => undefined)).toBe('unknown');
  expect(readSwapState([], () => 'new-A')).toBe('unknown');
});
