import { parseArgs } from 'node:util';
import { CampaignSite } from '../__tests__/scenario/crash/campaign/campaign-site.ts';
import { runSeed } from '../__tests__/scenario/crash/campaign/run-seed.ts';
import { planOf } from '../__tests__/scenario/crash/campaign/seed-plan.ts';

const { values } = parseArgs({
  options: { from: { type: 'string', default: '1' }, seeds: { type: 'string', default: '200' } },
});
const from = Number(values.from);
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => from + index);
const site = await CampaignSite.open(seeds.map((seed) => `Seed${seed}`));
let bad = 0;
for (const seed of seeds) {
  const start = Date.now();
  const result = await runSeed(site, `Seed${seed}`, planOf(seed));
  console.log(JSON.stringify({ ...result, seconds: (Date.now() - start) / 1000 }));
  if (result.violations.length > 0) {
    bad += 1;
    console.log(JSON.stringify(planOf(seed), null, 1));
    for (const one of result.violations) console.log(one);
  }
}
await site.close();
process.exitCode = bad > 0 ? 3 : 0;
