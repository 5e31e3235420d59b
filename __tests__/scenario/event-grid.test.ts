import { setTimeout as delay } from 'node:timers/promises';
import { ContainerClient } from '@azure/storage-blob';
import { signatureOf } from '../fixtures/local-cluster.ts';
import { Site } from '../fixtures/site.ts';

let site: Site;
let container: ContainerClient;
const minute = 60_000;

beforeAll(async () => {
  site = await Site.open('memory', ['Demo', 'Other']);
  container = new ContainerClient(site.cluster.landing);
  await site.talk.command('.create table Ports (Code: string, Berths: int)');
  await site.write({ 'data/Ports.yml': 'ingestion: event-grid\n' });
});
afterAll(() => site.close());
afterEach(() => site.talk.control({ faults: [], clock: { offset: 0 } }));

const connect = (...some: readonly object[]) =>
  site.talk.control({
    dataConnections: some.map((one) => ({ name: 'c', database: 'Demo', container: 'landing', ...one })),
  });
const flags = ['--reference-data', 'data', '--event-grid-seconds'];
const given = () => ({ event_grid_storage: site.cluster.landing });
const deploy = (seconds = 60) => site.cliAt(given(), 'deploy', ...flags, String(seconds));
const writePorts = (text: string) => site.write({ 'data/Ports.csv': `Code,Berths\n${text}` });
const ports = () => site.talk.query('Ports | order by Code asc');

async function blobs(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of container.listBlobsFlat()) found.push(name);
  return found;
}

async function ownTables(): Promise<number> {
  return (await site.talk.command(".show tables | where TableName startswith 'kr_'")).length;
}

test('a file is loaded by the data connection, put in, and not loaded again while it is the same', async () => {
  await connect({ prefix: 'kusto-rebuild/', table: 'Elsewhere' });
  await writePorts('A,1\nB,\n"C,""x",3\n');
  const { commands } = await site.effectsOf(async () => {
    const { document } = await deploy();
    expect(document).toMatchObject({ exitCode: 0, outputs: { 'reference-tables': 'Ports' } });
  });
  expect(commands.filter((text) => /^\.(ingest|append)/.test(text))).toEqual([]);
  expect(await ports()).toEqual([
    ['A', 1],
    ['B', null],
    ['C,"x', 3],
  ]);
  expect([await blobs(), await ownTables()]).toEqual([[], 0]);
  const again = await site.effectsOf(async () => {
    expect((await deploy()).document).toMatchObject({ exitCode: 0, outputs: { 'reference-tables': '' } });
  });
  expect(again.commands).toEqual([]);
});

test('a run that is interrupted while it waits is gone on with, without a second upload, though events come late and twice', async () => {
  await connect({});
  await writePorts('D,4\nE,5\n');
  await site.talk.control({
    faults: [
      { kind: 'late-event', command: 'DataConnection', amount: 10 * minute },
      { kind: 'late-duplicate', command: 'QueuedIngestion', amount: 0 },
    ],
  });
  const isUploaded = async (): Promise<void> => {
    while ((await blobs()).length === 0) await delay(50);
    // The one event that comes late was noticed.
    while (JSON.stringify(await site.talk.control({ faultsLeft: true })).includes('late-event')) await delay(50);
  };
  const { document: stopped } = await site.cliInterruptedAt(given(), isUploaded, 'deploy', ...flags, '60');
  expect(stopped).toMatchObject({ exitCode: 130 });
  expect((await ports()).length).toBe(3);
  const [first] = await blobs();
  await site.talk.control({ clock: { offset: 20 * minute } });
  const { document, stderr } = await deploy();
  expect(document).toMatchObject({ exitCode: 0, outputs: { 'reference-tables': 'Ports' } });
  expect(stderr).toContain('0 files of data/Ports.csv uploaded');
  expect(first).toMatch(/^kusto-rebuild\/Demo\/Ports\//);
  expect(await site.talk.control({ faultsLeft: true })).toEqual({ faultsLeft: [] });
  expect(await ports()).toEqual([
    ['D', 4],
    ['E', 5],
  ]);
  expect([await blobs(), await ownTables()]).toEqual([[], 0]);
});

test.each([
  ['there is no data connection', []],
  ['it is one of another database and may not reach this one', [{ database: 'Other', table: 'Ports' }]],
])('%s: nothing arrives, nothing is changed, and what to look at is said', async (_, connections) => {
  await connect(...connections);
  await writePorts('F,6\n');
  const { document } = await deploy(2);
  expect(document).toMatchObject({
    exitCode: 4,
    problems: [
      {
        summary: expect.stringMatching(/^1 of 1 files of data\/Ports\.csv did not come into kr_raw_\w+ by Event Grid/),
        next: expect.stringContaining('may reach it'),
      },
    ],
  });
  expect((await ports()).length).toBe(2);
  expect([await blobs(), await ownTables()]).toEqual([[], 0]);
});

test('a connection of another database that may reach several does', async () => {
  await connect({ database: 'Other', multiDatabase: true });
  await writePorts('G,7\n');
  expect((await deploy()).document).toMatchObject({ exitCode: 0 });
  expect(await ports()).toEqual([['G', 7]]);
});

test('without its container, in that of the snapshots, or with one that cannot be read, nothing begins', async () => {
  await writePorts('H,8\n');
  const run = (uri: string) => site.cliAt({ event_grid_storage: uri }, 'deploy', ...flags, '1');
  const { commands } = await site.effectsOf(async () => {
    expect((await run('')).document).toMatchObject({
      exitCode: 2,
      problems: [{ summary: 'Ports is to be loaded by Event Grid, and the input event-grid-storage is not given.' }],
    });
    const [path, signature] = site.cluster.storage.split('?');
    expect((await run(`${path}/watched?${signature}`)).document).toMatchObject({
      exitCode: 2,
      problems: [{ summary: 'The inputs event-grid-storage and storage name the same container.' }],
    });
    expect((await run('https://account.blob.core.windows.net')).document).toMatchObject({
      exitCode: 2,
      problems: [{ summary: 'The input event-grid-storage cannot be read: it names no container.' }],
    });
  });
  expect(commands).toEqual([]);
});

test('no run tells the signature of the container', () => {
  const secret = signatureOf(site.cluster.landing);
  expect(site.said.filter((text) => text.includes(secret) || text.includes(encodeURIComponent(secret)))).toEqual([]);
  expect(site.said.some((text) => text.includes('/landing'))).toBe(true);
});
