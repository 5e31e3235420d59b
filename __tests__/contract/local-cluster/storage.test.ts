import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';

let cluster: LocalCluster;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
});
afterAll(() => cluster.stop());

test('A message put into a queue of the storage comes out again', async () => {
  const url = new URL(cluster.queues);
  const at = (path: string): string => `${url.origin}${url.pathname}/${path}${url.search}`;
  const made = await fetch(at('work'), { method: 'PUT' });
  const body = '<QueueMessage><MessageText>aGVsbG8=</MessageText></QueueMessage>';
  const sent = await fetch(at('work/messages'), { method: 'POST', body });
  const received = await fetch(at('work/messages'));
  expect([made.status, sent.status, received.status]).toEqual([201, 201, 200]);
  expect(await received.text()).toContain('aGVsbG8=');
});

test('The storage refuses a request without a signature', async () => {
  const [container] = cluster.storage.split('?');
  const listed = await fetch(`${container}?restype=container&comp=list`);
  expect(listed.status).toBe(403);
});
