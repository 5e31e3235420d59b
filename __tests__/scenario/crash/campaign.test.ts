import { playSeeds } from './campaign/play-seeds.ts';

/** `SEED=17` plays that one alone; `npm run campaign:crash` plays more. */
const asked = process.env.SEED;
const seeds = asked === undefined ? Array.from({ length: 12 }, (_, index) => index + 1) : [Number(asked)];

test('whatever is killed while rows go on arriving, every row is there exactly once at the end', async () => {
  const sums = { runs: 0, clientKills: 0, clusterKills: 0, laterRows: 0 };
  for await (const { seed, violations, ...counts } of playSeeds(seeds)) {
    expect({ seed, violations }).toEqual({ seed, violations: [] });
    sums.runs += counts.runs;
    sums.clientKills += counts.clientKills;
    sums.clusterKills += counts.clusterKills;
    sums.laterRows += counts.laterRows;
  }
  expect(sums.laterRows).toBeGreaterThan(0);
  if (asked === undefined) expect(sums.clientKills).toBeGreaterThan(seeds.length / 4);
  process.stdout.write(`${seeds.length} seeds: ${JSON.stringify(sums)}\n`);
});
