import { ContainerClient } from '@azure/storage-blob';
import { ProblemError } from '../../../src/domain/problem.ts';
import { createSnapshotStore } from '../../../src/gateways/blob/snapshot-store.ts';
import { createClock } from '../../../src/gateways/node/clock.ts';

/** A token as Microsoft Entra would give it, as far as the emulator looks at it; nothing signs it. */
function tokenFor(audience: string): string {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    aud: audience,
    iss: 'https://sts.windows.net/tenant/',
    oid: '00000000-0000-0000-0000-000000000001',
    tid: '00000000-0000-0000-0000-000000000002',
    iat: seconds,
    nbf: seconds - 60,
    exp: seconds + 3600,
  };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${Buffer.from('none').toString('base64url')}`;
}

const credentialFor = (audience: string) => ({
  getToken: async () => ({ token: tokenFor(audience), expiresOnTimestamp: Date.now() + 3_600_000 }),
});

/** Runs against the container whose address is the argument, in a process that trusts the emulator's certificate, and prints what it saw. */
const [uri = ''] = process.argv.slice(2);
const clock = createClock(new AbortController().signal);
const credential = credentialFor('https://storage.azure.com');
await new ContainerClient(uri, credential).create();
const store = createSnapshotStore(`${uri}/a folder`, credential, clock);
const written = await store.write('blob', 'body', { kind: 'if-absent' });
const readUri = await store.uriForCluster('blob', 'read');
const writeUri = await store.uriForCluster('new', 'write');
const put = (address: string) =>
  fetch(address, {
    method: 'PUT',
    body: 'x',
    headers: { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': '2021-12-02' },
  });

const stranger = createSnapshotStore(uri, credentialFor('https://kusto.kusto.windows.net'), clock);
const problems = await stranger.read('blob').then(
  () => [],
  (error: unknown) => (error instanceof ProblemError ? error.problems : [String(error)]),
);
const parameters = (address: string) => Object.fromEntries(new URL(address).searchParams);
process.stdout.write(
  JSON.stringify({
    written: written !== 'conflict',
    read: (await store.read('blob'))?.body,
    readByUri: await (await fetch(readUri)).text(),
    writeWithReadUri: (await put(readUri)).status,
    writeByUri: (await put(writeUri)).status,
    writtenByUri: (await store.read('new'))?.body,
    path: store.pathOf(writeUri),
    readParameters: parameters(readUri),
    writeParameters: parameters(writeUri),
    problems,
  }),
);
