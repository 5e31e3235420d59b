import { playSeeds, seedsOfCluster } from './play-seeds.ts';

/** `SEED=17` plays that one alone; `npm run campaign:crash` plays more. */
const asked = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

/** Of every part; a seed beyond them is played by `npm run campaign:crash -- --seed`. */
const played = Array.from({ length: 40 }, (_, index) => index + 1);

interface Part {
  readonly first: number;
  readonly last: number;
}

/** Of a seed that is asked for alone, a part plays it only where it is one of its own. */
function seedsOf({ first, last }: Part): readonly number[] {
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return asked === undefined ? all : all.filter((seed) => seed === asked);
}

/** Tests that play a part of the seeds, in groups of one cluster each. */
export function playCampaign(part: Part): void {
  const seeds = seedsOf(part);
  if (seeds.length === 0) {
    test(`SEED=${asked} is none of the seeds ${part.first} to ${part.last}`, () => expect(played).toContain(asked));
    return;
  }
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

  test('the seeds kill the tool and write rows while it works', () => {
    expect(sums.laterRows).toBeGreaterThan(0);
    if (asked === undefined) expect(sums.clientKills).toBeGreaterThan(seeds.length / 4);
    if (asked === undefined) expect(sums.clusterKills).toBeGreaterThan(0);
    process.stdout.write(`${seeds.length} seeds: ${JSON.stringify(sums)}\n`);
  });
}
