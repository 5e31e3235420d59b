import { ContainerClient } from '@azure/storage-blob';
import { pushedHash, pushMetadata } from '../../../src/domain/reference-data/push-metadata.ts';
import { createSnapshotStore } from '../../../src/gateways/blob/snapshot-store.ts';
import { createClock } from '../../../src/gateways/node/clock.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';

let cluster: LocalCluster;
beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
});
afterAll(() => cluster.stop());

test.each([
  ['a blob of one request', 1],
  ['a blob of several blocks', 9],
])(
  '%s appears with its metadata, in the spelling of the service, and is known again by its hash',
  async (name, megabytes) => {
    const store = createSnapshotStore(cluster.landing, undefined, createClock(new AbortController().signal));
    let taken = 0;
    async function* pieces(): AsyncGenerator<string> {
      for (; taken < megabytes; taken += 1) yield 'x'.repeat(1_048_576);
    }
    const metadata = () =>
      pushMetadata({ database: 'Größe', table: 't', mapping: 'm', tag: 'k', bytes: taken, sha256: `hash of ${taken}` });
    expect(await store.writePieces(name, pieces(), { kind: 'if-absent' }, metadata)).not.toBe('conflict');
    expect(pushedHash((await store.inspect(name))?.metadata)).toBe(`hash of ${megabytes}`);
    const listed: unknown[] = [];
    for await (const blob of new ContainerClient(cluster.landing).listBlobsFlat({
      prefix: name,
      includeMetadata: true,
    }))
      listed.push(blob.metadata);
    expect(listed).toEqual([
      {
        kustoTable: 't',
        kustoDataFormat: 'csv',
        kustoIngestionMappingReference: 'm',
        kustoIgnoreFirstRecord: 'true',
        kustoExtentTags: '["k"]',
        rawSizeBytes: String(megabytes),
        krsha256: `hash of ${megabytes}`,
      },
    ]);
  },
);

test('a store is in the container that its address names, however it is spelled', () => {
  const at = (uri: string) => createSnapshotStore(uri, undefined, createClock(new AbortController().signal)).container;
  expect(at('https://Account.blob.core.windows.net/one/folder?sig=x')).toBe('account/one');
  expect(at('https://account.dfs.core.windows.net/one')).toBe('account/one');
  expect(at('http://127.0.0.1:1/account/one/')).toBe('account/one');
  expect(at('https://account.blob.core.windows.net/two')).toBe('account/two');
});
