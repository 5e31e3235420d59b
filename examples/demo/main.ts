import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalCluster } from '../../local-cluster/start.ts';
import { openStage } from './stage.ts';
import { tellStory } from './story.ts';

const { values } = parseArgs({ options: { keep: { type: 'string' } } });
const folder = resolve(values.keep ?? '.demo');
await mkdir(folder, { recursive: true });

const cluster = await startLocalCluster({
  directory: resolve(folder, 'cluster'),
  lifetime: values.keep === undefined ? 'ends-with-caller' : 'stays',
});
try {
  await tellStory(await openStage(cluster, folder));
} catch (error) {
  await cluster.stop();
  throw error;
}
if (values.keep === undefined) {
  await cluster.stop();
  console.log(`\nEverything the demo wrote is in ${folder}: each verb's report, and the cluster's own files.`);
} else {
  console.log(`\nThe cluster stays up (process ${cluster.pid}). To look around:`);
  console.log(`  . ${resolve(folder, 'env.sh')} && npx kusto-rebuild status`);
  console.log(`  kill ${cluster.pid}   when you are done`);
}
