import type { LocalCluster } from '../local-cluster/start.ts';

/** Sends one management command to a local cluster. Rejects with its answer when it did not succeed. */
export async function command({ cluster, database }: LocalCluster, text: string): Promise<void> {
  await post(`${cluster}/v1/rest/mgmt`, { db: database, csl: text });
}

/** Lets what was ingested be in the next cursor at once. */
export async function withoutCursorLag({ cluster }: LocalCluster): Promise<void> {
  await post(`${cluster}/local/control`, { cursorLagMs: 0 });
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}
