import type { LocalCluster } from '../../fixtures/local-cluster.ts';
import type { Value } from './talk.ts';

/** What a query or command gives somebody who signs in, `aadapp=<id>;<tenant>` or `aaduser=<id>;<tenant>`; the service's own sentence where it refuses. */
export async function tryAs(cluster: LocalCluster, who: string, csl: string): Promise<Value[][] | string> {
  const [, kind, id, tid] = /^aad(app|user)=(.+);(.*)$/.exec(who) ?? [];
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = kind === 'app' ? { appid: id, tid } : { oid: id, tid };
  const response = await fetch(`${cluster.cluster}/v1/rest/${csl.startsWith('.') ? 'mgmt' : 'query'}`, {
    method: 'POST',
    body: JSON.stringify({ db: cluster.database, csl }),
    headers: { authorization: `Bearer ${part({ alg: 'none' })}.${part(claims)}.` },
  });
  const answer = JSON.parse(await response.text());
  return response.status === 200 ? answer.Tables[0].Rows : String(answer.error['@message']);
}

/** The same for what has to succeed. */
export async function askAs(cluster: LocalCluster, who: string, csl: string): Promise<Value[][]> {
  const answer = await tryAs(cluster, who, csl);
  if (typeof answer === 'string') throw new Error(`${csl.slice(0, 100)}: ${answer}`);
  return answer;
}
