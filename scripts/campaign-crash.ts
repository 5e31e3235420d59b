import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playSeeds } from '../__tests__/scenario/crash/campaign/play-seeds.ts';

const page = join(import.meta.dirname, '../docs/campaign.md');
const mark = '<!-- results: npm run campaign:crash -- --write -->';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '200' },
    seed: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
  },
});
const first = Number(values.from);
const seeds = values.seed?.map(Number) ?? Array.from({ length: Number(values.seeds) }, (_, index) => first + index);

const sums = { seeds: 0, runs: 0, clientKills: 0, clusterKills: 0, laterRows: 0 };
const bad: number[] = [];
for await (const { seed, violations, ...counts } of playSeeds(seeds)) {
  process.stdout.write(`${JSON.stringify({ seed, ...counts, violations: violations.length })}\n`);
  for (const violation of violations) process.stdout.write(`  ${violation}\n`);
  if (violations.length > 0) bad.push(seed);
  sums.seeds += 1;
  sums.runs += counts.runs;
  sums.clientKills += counts.clientKills;
  sums.clusterKills += counts.clusterKills;
  sums.laterRows += counts.laterRows;
}
const verdict = bad.length === 0 ? 'All of it held.' : `It did not hold for the seeds ${bad.join(', ')}.`;
const told = `Seeds ${seeds[0]} to ${seeds.at(-1)}: ${sums.runs} runs of the tool, ${sums.clientKills} of them killed, the cluster killed ${sums.clusterKills} times, ${sums.laterRows} rows written while it worked. ${verdict}`;
process.stdout.write(`${told}\n`);
if (values.write) {
  const [head] = readFileSync(page, 'utf8').split(mark);
  writeFileSync(page, `${head}${mark}\n\n${told}\n`);
}
process.exitCode = bad.length === 0 ? 0 : 3;
