import { playSeeds, seedsOfCluster } from './campaign/play-seeds.ts';
import { isKeptSource, planOf } from './campaign/seed-plan.ts';

/** `SEED=17` plays that one alone; `npm run campaign:crash` plays more. */
const asked = process.env.SEED;
const seeds = asked === undefined ? Array.from({ length: 40 }, (_, index) => index + 1) : [Number(asked)];
const groups = Array.from({ length: Math.ceil(seeds.length / seedsOfCluster) }, (_, place) =>
  seeds.slice(place * seedsOfCluster, (place + 1) * seedsOfCluster),
);

const sums = { runs: 0, clientKills: 0, clusterKills: 0, laterRows: 0 };

test.each(groups.map((group) => [`${group[0]} to ${group.at(-1)}`, group] as const))(
  'whatever is killed while rows go on arriving, every row is there exactly once at the end, for the seeds %s',
  async (_, group) => {
    for await (const { seed, violations, ...counts } of playSeeds(group)) {
      expect({ seed, violations }).toEqual({ seed, violations: [] });
      sums.runs += counts.runs;
      sums.clientKills += counts.clientKills;
      sums.clusterKills += counts.clusterKills;
      sums.laterRows += counts.laterRows;
    }
  },
);

test('among the seeds are sources of update policies whose newer rows are kept, and some of them are undone', () => {
  const played = Array.from({ length: 40 }, (_, index) => planOf(index + 1));
  const kept = played.filter((plan) => plan.tables.some((table) => isKeptSource(table, plan)));
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.filter(({ undo }) => undo !== undefined)).not.toHaveLength(0);
});

test('the seeds kill the tool and write rows while it works', () => {
  expect(sums.laterRows).toBeGreaterThan(0);
  if (asked === undefined) expect(sums.clientKills).toBeGreaterThan(seeds.length / 4);
  if (asked === undefined) expect(sums.clusterKills).toBeGreaterThan(0);
  process.stdout.write(`${seeds.length} seeds: ${JSON.stringify(sums)}\n`);
});
