import { Talk } from '../contract/local-cluster/talk.ts';
import { noEffects, Site } from '../fixtures/site.ts';

/** Both databases have a table of the same name, with rows that differ. */
let site: Site;
let snapshot: string;
beforeAll(async () => {
  site = await Site.open('memory', ['Demo', 'Other']);
  const other = new Talk({ ...site.cluster, database: 'Other' });
  for (const talk of [site.talk, other]) await talk.command('.create table T (n: long)');
  await site.talk.command('.ingest inline into table T <|\n1\n2');
  await other.command('.ingest inline into table T <|\n3');
});
afterAll(() => site.close());

/** Each case spoils a snapshot of its own. */
beforeEach(async () => {
  const { document } = await site.cli('snapshot');
  expect(document).toMatchObject({ exitCode: 0 });
  snapshot = document.outputs['snapshot-id'] ?? '';
  await site.talk.command('.delete table T records <| T | where n == 2');
});
afterEach(async () => {
  await site.talk.command('.ingest inline into table T <|\n2');
  for (const name of await blobsOf(snapshot)) await site.snapshots.deleteBlob(name);
});

const blobsOf = async (id: string): Promise<readonly string[]> =>
  [...(await site.blobVersions()).keys()].filter((name) => name.includes(`/${id}/`));

/** What a run is refused with, which changes neither the cluster nor the storage. */
async function refusalOf(connection: Readonly<Record<string, string>>, verb: string, ...flags: readonly string[]) {
  let refusal: unknown;
  const effects = await site.effectsOf(async () => {
    const { document } = await site.cliAt(connection, verb, '--snapshot', snapshot, ...flags);
    refusal = { exitCode: document.exitCode, problems: document.problems };
  });
  expect(effects).toEqual(noEffects);
  return refusal;
}

test('a file that was overwritten by one of the same length brings nothing back, named or not', async () => {
  const [name = ''] = await site.dataFiles(snapshot, 'T');
  const bytes = await site.readBlob(name);
  const flipped = Buffer.from(bytes);
  flipped[8] = (flipped[8] ?? 0) ^ 0x40;
  await site.snapshots.getBlockBlobClient(name).upload(flipped, flipped.length);
  const refused = {
    exitCode: 3,
    problems: [{ code: 'refused', detail: `${name} is not the version that was verified` }],
  };
  expect(await refusalOf({}, 'restore')).toMatchObject(refused);
  expect(await refusalOf({}, 'restore', '--tables', 'T', '--newer-rows', 'discard')).toMatchObject(refused);
  expect(await refusalOf({}, 'restore', '--tables', 'T', '--as', '{table}_old')).toMatchObject(refused);
});

test('the id of a snapshot that is not complete brings nothing back', async () => {
  await site.snapshots.deleteBlob((await blobsOf(snapshot)).find((name) => name.endsWith('/manifest.json')) ?? '');
  expect(await refusalOf({}, 'restore')).toMatchObject({
    exitCode: 10,
    problems: [{ code: 'not-found', summary: expect.stringContaining(`no complete snapshot ${snapshot}`) }],
  });
});

test('a snapshot of another database that somebody copied is never taken for one of this database', async () => {
  for (const name of await blobsOf(snapshot)) {
    const bytes = await site.readBlob(name);
    const copy = site.snapshots.getBlockBlobClient(name.replace('/Demo/', '/Other/'));
    await copy.upload(bytes, bytes.length);
  }
  const refused = {
    exitCode: 3,
    problems: [
      {
        code: 'difference',
        summary: expect.stringContaining(`/Other/${snapshot}/manifest.json is the manifest of another snapshot`),
        next: expect.stringContaining('target-database'),
      },
    ],
  };
  const there = { database: 'Other' };
  const withoutRows = { ...there, deleted_rows: '' };
  const discard = ['--tables', 'T', '--newer-rows', 'discard'];
  expect(await refusalOf(there, 'restore', ...discard)).toMatchObject(refused);
  expect(await refusalOf(withoutRows, 'restore', '--what', 'schema')).toMatchObject(refused);
  expect(await refusalOf(there, 'verify')).toMatchObject(refused);
  expect((await site.cliAt(there, 'status')).document.data.snapshots).toMatchObject([
    { id: snapshot, state: 'damaged' },
  ]);
  expect(await refusalOf({}, 'restore', ...discard, '--target-database', 'Other', '--dry-run')).toMatchObject({
    exitCode: 0,
  });
});
