import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { type Problem, ProblemError } from '../../../src/domain/problem.ts';
import { createSnapshotStore } from '../../../src/gateways/blob/snapshot-store.ts';
import { createClock } from '../../../src/gateways/node/clock.ts';
import type { SnapshotStore } from '../../../src/ports/snapshot-store.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';

const clock = createClock(new AbortController().signal);
const absent = { kind: 'if-absent' } as const;

let cluster: LocalCluster;
let store: SnapshotStore;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  store = createSnapshotStore(cluster.storage, undefined, clock);
});
afterAll(() => cluster.stop());

/** The storage at another container or folder of the same account. */
function elsewhere(change: (url: URL) => void): SnapshotStore {
  const url = new URL(cluster.storage);
  change(url);
  return createSnapshotStore(url.href, undefined, clock);
}

async function put(path: string, body: string | Uint8Array, to = store): Promise<string> {
  const written = await to.write(path, body, absent);
  if (written === 'conflict') throw new Error(`${path} exists`);
  return written.etag;
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0];
    throw error;
  }
  throw new Error('it succeeded');
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('what is written is read back with its ETag', async () => {
  const etag = await put('a/text.json', 'line\nünïcode 🐦\u{feff}');
  expect(await store.read('a/text.json')).toEqual({ body: 'line\nünïcode 🐦\u{feff}', etag });
  expect(await store.inspect('a/text.json')).toEqual({ path: 'a/text.json', bytes: 22, etag });
  await put('a/empty', '');
  expect(await store.read('a/empty')).toMatchObject({ body: '' });
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
  const binary = await put('a/bytes', bytes);
  expect([...(await store.readRange('a/bytes', { start: 0, end: 300, etag: binary }))]).toEqual([...bytes]);
});

test('if absent: the first writer wins and nothing is overwritten', async () => {
  const results = await Promise.all(['1', '2', '3', '4'].map((body) => store.write('race', body, absent)));
  expect(results.filter((result) => result === 'conflict')).toHaveLength(3);
  const winner = String(results.findIndex((result) => result !== 'conflict') + 1);
  expect((await store.read('race'))?.body).toBe(winner);
});

test.each([
  ['nothing', 0],
  ['a little', 3],
  ['more than one block holds', 300],
])('%s in pieces becomes one blob, under the same conditions as a whole text', async (name, pieces) => {
  const path = `pieces/${name}`;
  const piece = `ünïcode 🐦 ${'x'.repeat(30_000)}\n`;
  async function* all(): AsyncGenerator<string> {
    for (let turn = 0; turn < pieces; turn += 1) yield piece;
  }
  const written = await store.writePieces(path, all(), absent);
  if (written === 'conflict') throw new Error(`${path} exists`);
  const there = await store.read(path);
  expect([there?.body === piece.repeat(pieces), there?.etag]).toEqual([true, written.etag]);
  expect(await store.writePieces(path, all(), absent)).toBe('conflict');
  expect(await store.writePieces(path, all(), { kind: 'if-match', etag: '"0"' })).toBe('conflict');
  expect(await store.writePieces(path, all(), { kind: 'if-match', etag: written.etag })).not.toBe('conflict');
});

test('pieces that fail half way leave what was there', async () => {
  async function* broken(): AsyncGenerator<string> {
    yield 'x'.repeat(5_000_000);
    throw new Error('no more');
  }
  await expect(store.writePieces('pieces/broken', broken(), absent)).rejects.toThrow('no more');
  expect(await store.inspect('pieces/broken')).toBeUndefined();
});

test('two that write one blob in pieces at once do not mix', async () => {
  async function* of(letter: string): AsyncGenerator<string> {
    for (let turn = 0; turn < 3; turn += 1) yield letter.repeat(4_500_000);
  }
  const results = await Promise.all(['a', 'b'].map((letter) => store.writePieces('pieces/race', of(letter), absent)));
  expect(results.filter((result) => result === 'conflict')).toHaveLength(1);
  const winner = results[0] === 'conflict' ? 'b' : 'a';
  expect((await store.read('pieces/race'))?.body === winner.repeat(13_500_000)).toBe(true);
});

test('if match: only the version known is replaced', async () => {
  const first = await put('journal', '1');
  const second = await store.write('journal', '2', { kind: 'if-match', etag: first });
  expect(second).toEqual({ etag: expect.any(String) });
  expect(await store.write('journal', '3', { kind: 'if-match', etag: first })).toBe('conflict');
  expect((await store.read('journal'))?.body).toBe('2');
});

test('if match where there is no blob is a conflict', async () => {
  const etag = await put('removed', '1');
  await store.remove('removed');
  expect(await store.write('removed', '2', { kind: 'if-match', etag })).toBe('conflict');
  expect(await store.read('removed')).toBeUndefined();
});

test('a blob that is not there is absent, and removing it is no problem', async () => {
  expect(await store.read('no/such')).toBeUndefined();
  expect(await store.inspect('no/such')).toBeUndefined();
  await store.remove('no/such');
});

test('a range is that of the version named, or a difference', async () => {
  const etag = await put('ranged', '0123456789');
  const range = await store.readRange('ranged', { start: 2, end: 5, etag });
  expect(Buffer.from(range).toString()).toBe('234');
  await store.write('ranged', 'abcdefghij', { kind: 'if-match', etag });
  expect(await problemOf(store.readRange('ranged', { start: 2, end: 5, etag }))).toEqual({
    code: 'difference',
    summary: 'ranged is gone or was overwritten.',
    detail: `expected the version ${etag}`,
  });
  await store.remove('ranged');
  expect(await problemOf(store.readRange('ranged', { start: 2, end: 5, etag }))).toMatchObject({ code: 'difference' });
});

test('an empty range holds nothing', async () => {
  const etag = await put('unranged', '0123456789');
  expect(await store.readRange('unranged', { start: 4, end: 4, etag })).toHaveLength(0);
});

test('a listing is in path order, below the prefix only, with the ETag that inspecting tells', async () => {
  const names = ['list/b', 'list/a/2', 'list/a/10', 'list/ä', 'list/a b', 'list-not', 'other/list/a'];
  for (const name of names) await put(name, name);
  const listed = await collect(store.list('list/'));
  expect(listed.map(({ path }) => path)).toEqual(['list/a b', 'list/a/10', 'list/a/2', 'list/b', 'list/ä']);
  for (const blob of listed) expect(await store.inspect(blob.path)).toEqual(blob);
  expect(await collect(store.list('list/none'))).toEqual([]);
});

const oddPaths = [
  'a b/c d',
  'ünï/côde 🐦',
  '100%/%41/%',
  'q?x=1&y#z',
  "it's+plus",
  'semi;colon,comma(1)',
  '[\']"`',
  '%C3%A4',
];

test.each(oddPaths)('a blob at %s is found there and nowhere else', async (path) => {
  for (const one of [store, elsewhere((url) => (url.pathname += '/an odd folder ü/50%25/x'))]) {
    const etag = await put(`odd/${path}`, path, one);
    expect(await one.read(`odd/${path}`)).toEqual({ body: path, etag });
    const listed = await collect(one.list('odd/'));
    expect(listed).toContainEqual({ path: `odd/${path}`, bytes: Buffer.byteLength(path), etag });
    const uri = await one.uriForCluster(`odd/${path}`, 'read');
    expect(uri.startsWith(one.uriOf(`odd/${path}`))).toBe(true);
    expect(one.uriOf(`odd/${path}`)).not.toContain('sig=');
    expect(await (await fetch(uri)).text()).toBe(path);
    expect(one.pathOf(uri)).toBe(`odd/${path}`);
    expect(one.pathOf(uri.split('?')[0] ?? '')).toBe(`odd/${path}`);
  }
});

test('a folder in the URI is a root of its own', async () => {
  const inner = elsewhere((url) => (url.pathname += '/team/one/'));
  await put('same', 'inner', inner);
  await put('same', 'outer');
  expect((await inner.read('same'))?.body).toBe('inner');
  expect((await store.read('team/one/same'))?.body).toBe('inner');
  expect((await collect(inner.list(''))).map(({ path }) => path)).toEqual(['same']);
  expect(inner.label).toBe(`${cluster.storage.split('?')[0]}/team/one`);
  const sibling = elsewhere((url) => (url.pathname += '/team/one-more'));
  expect(inner.pathOf(await sibling.uriForCluster('x', 'read'))).toBeUndefined();
  expect(inner.pathOf(await store.uriForCluster('team/x', 'read'))).toBeUndefined();
});

test('a URI of another storage has no path here', () => {
  expect(store.pathOf('https://other.blob.core.windows.net/snapshots/a')).toBeUndefined();
  expect(store.pathOf('')).toBeUndefined();
  expect(store.pathOf(`${store.label}/50%`)).toBeUndefined();
  expect(store.pathOf(`${store.label}-more/a`)).toBeUndefined();
});

/** A container of that name with a signature of its own. */
async function signedContainer(name: string): Promise<SnapshotStore> {
  const { name: account, key } = JSON.parse(await readFile(join(cluster.directory, 'account.json'), 'utf8'));
  const sas = generateBlobSASQueryParameters(
    {
      containerName: name,
      permissions: ContainerSASPermissions.parse('rwdl'),
      expiresOn: new Date(clock.now().getTime() + 3_600_000),
    },
    new StorageSharedKeyCredential(account, key),
  );
  return createSnapshotStore(`${new URL(cluster.storage).origin}/${account}/${name}?${sas}`, undefined, clock);
}

test('a missing container is not found, which is not the same as an absent blob', async () => {
  const gone = await signedContainer('no-such-container');
  const works = [
    () => gone.read('x'),
    () => gone.inspect('x'),
    () => gone.write('x', '', absent),
    () => collect(gone.list('')),
    () => gone.readRange('x', { start: 0, end: 1, etag: '"0x1"' }),
  ];
  for (const work of works) {
    expect(await problemOf(work())).toMatchObject({ code: 'not-found', summary: expect.stringContaining(gone.label) });
  }
});

const spoilt: readonly (readonly [string, (url: URL) => void])[] = [
  ['a wrong signature', (url) => url.searchParams.set('sig', 'd3Jvbmcgc2lnbmF0dXJl')],
  ['an expired signature', (url) => url.searchParams.set('se', '2020-01-01T00:00:00Z')],
  ['no signature', (url) => (url.search = '')],
];

test.each(spoilt)('%s is a sign-in problem for every method, and is not shown', async (_, change) => {
  const denied = elsewhere(change);
  const etag = await put(`denied ${_}`, '1');
  const works = [
    () => denied.read(`denied ${_}`),
    () => denied.inspect(`denied ${_}`),
    () => denied.write('new', '', absent),
    () => collect(denied.list('')),
    () => denied.readRange(`denied ${_}`, { start: 0, end: 1, etag }),
    () => denied.remove(`denied ${_}`),
  ];
  for (const work of works) {
    const problem = await problemOf(work());
    expect(problem).toMatchObject({ code: 'sign-in', summary: expect.stringContaining(store.label) });
    expect(JSON.stringify(problem)).not.toMatch(/sig=|d3Jvbmcg/);
  }
  expect((await store.read(`denied ${_}`))?.body).toBe('1');
});

test('a storage that nothing answers at is unreachable', async () => {
  const nowhere = elsewhere((url) => (url.port = '1'));
  expect(await problemOf(nowhere.read('x'))).toMatchObject({
    code: 'unreachable',
    summary: expect.stringContaining(':1/'),
  });
});

test.each([
  '',
  'not a uri',
  'https://account.blob.core.windows.net',
  'http://127.0.0.1:10000/account',
  'http://127.0.0.1:10000/account/c/50%',
])('the storage "%s" is a problem of the input', (uri) => {
  expect(() => createSnapshotStore(uri, undefined, clock)).toThrow(ProblemError);
});
