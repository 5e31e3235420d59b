import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Column, columnTypes } from '../../../src/domain/column.ts';
import { throwProblems } from '../../../src/domain/problem.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import { createSnapshotStore } from '../../../src/gateways/blob/snapshot-store.ts';
import { createReferenceFiles } from '../../../src/gateways/reference-data/reference-files.ts';
import type { SnapshotStore } from '../../../src/ports/snapshot-store.ts';
import {
  compareReferenceData,
  putReferenceData,
  type ReferenceWorld,
} from '../../../src/procedures/put-reference-data.ts';
import { type ReferenceData, readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { openGateways } from '../../fixtures/opened-gateways.ts';
import { Talk } from '../local-cluster/talk.ts';

const columns: readonly Column[] = columnTypes.map((type) => ({ name: `of ${type}`, type }));
const values: Readonly<Partial<Record<Column['type'], string>>> = {
  bool: 'true',
  long: '9223372036854775807',
  real: '-0.1',
  decimal: '12345678901234567.123',
  datetime: '2020-02-29T23:59:59.123456Z',
  timespan: '-1.02:03:04.0000001',
  guid: '6b7d9a10-3c54-4f51-8d0e-27a1c0ffee00',
  string: ' "quoted", ü🐦\r\nsecond line ',
  dynamic: '{"a":[1,"ü"]}',
};
const field = (text = ''): string => `"${text.replaceAll('"', '""')}"`;

let cluster: LocalCluster;
let talk: Talk;
let folder: string;
let world: ReferenceWorld;
let container: SnapshotStore;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  folder = await mkdtemp(join(tmpdir(), 'pushed-'));
  const { database, store, clock } = openGateways(cluster);
  container = createSnapshotStore(cluster.landing, undefined, clock);
  const ignore = (): void => undefined;
  const progress = { phase: ignore, note: ignore, advance: ignore, warn: ignore };
  const pushWay = { container, patienceSeconds: 60, progress };
  const paths = databasePaths(database.clusterHost, database.name);
  const files = createReferenceFiles(folder);
  world = { database, store, clock, paths, files, pushWay, partLength: 1_000 };
  await database.change.createTable({ name: 'AllTypes', columns, folder: '', docString: '' });
  await talk.control({ dataConnections: [{ name: 'c', database: 'Demo', container: 'landing' }] });
});

afterAll(async () => {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => talk.control({ faults: [], clock: { offset: 0 } }));

/** Every other row is all nulls; the numbers keep the others apart. */
async function dataOf(rows: number): Promise<ReferenceData> {
  const lines = Array.from({ length: rows }, (_, row) =>
    columns.map(({ type }) => (row % 2 === 0 ? field(type === 'int' ? String(row) : values[type]) : '')).join(','),
  );
  await writeFile(join(folder, 'AllTypes.csv'), `${columns.map(({ name }) => name).join(',')}\n${lines.join('\n')}\n`);
  await writeFile(join(folder, 'AllTypes.yml'), 'ingestion: event-grid\n');
  const found = await readReferenceData(world.files, ['AllTypes.csv'], new Map([['AllTypes', columns]]));
  throwProblems(found.problems);
  return found.data[0] ?? Promise.reject(new Error('no data'));
}

async function left(): Promise<readonly unknown[]> {
  const blobs: string[] = [];
  for await (const { path } of container.list('')) blobs.push(path);
  return [...blobs, ...(await talk.command(".show tables | where TableName startswith 'kr_'"))];
}

test.each([1, 2])(
  'values of all types in many parts, which come late, out of order and twice, arrive once each (seed %d)',
  async (seed) => {
    const common = { probability: 0.5, count: 1_000, seed };
    await talk.control({
      faults: [
        { ...common, kind: 'late-event', command: 'DataConnection', amount: 700 },
        { ...common, kind: 'late-duplicate', command: 'QueuedIngestion', amount: 100 },
      ],
    });
    const data = await dataOf(40 + seed);
    await putReferenceData(data, world, async () => undefined);
    expect(await compareReferenceData(data, world)).toEqual({ kind: 'current' });
    expect(
      await talk.query("AllTypes | where isnotempty(['of string']) | summarize count(), dcount(['of int'])"),
    ).toEqual([[Math.ceil((40 + seed) / 2), Math.ceil((40 + seed) / 2)]]);
    expect(await left()).toEqual([]);
  },
);

test('what the service gives up is told in its words, well before the wait is over', async () => {
  await talk.control({ faults: [{ kind: 'late-event', command: 'DataConnection', amount: 600_000, count: 100 }] });
  const data = await dataOf(2);
  const put = putReferenceData(data, world, async () => undefined).catch((error: unknown) => error);
  const blobs: string[] = [];
  while (blobs.length === 0) {
    for await (const { path } of container.list('')) blobs.push(path);
    await world.clock.sleep(50);
  }
  await world.clock.sleep(300);
  for (const path of blobs) await container.remove(path);
  await talk.control({ clock: { offset: 1_200_000 } });
  expect(await put).toMatchObject({
    problems: [{ code: 'service', detail: expect.stringMatching(/blob.*Nothing more came/i) }],
  });
  expect(await left()).toEqual([]);
});
