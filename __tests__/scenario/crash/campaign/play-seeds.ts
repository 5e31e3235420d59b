import { CampaignSite } from './campaign-site.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import { planOf } from './seed-plan.ts';

/** A cluster does its housekeeping for all of its databases. */
export const seedsOfCluster = 8;

/** Plays seeds one after the other, each in a database of its own. */
export async function* playSeeds(seeds: readonly number[]): AsyncGenerator<SeedResult> {
  for (let from = 0; from < seeds.length; from += seedsOfCluster) {
    const some = seeds.slice(from, from + seedsOfCluster);
    const site = await CampaignSite.open(some.map(databaseOf));
    try {
      for (const seed of some) yield await runSeed(site, databaseOf(seed), planOf(seed));
    } finally {
      await site.close();
    }
  }
}

function databaseOf(seed: number): string {
  return `Seed${seed}`;
}
