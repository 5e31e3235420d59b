import { Talk } from '../contract/local-cluster/talk.ts';
import { type LocalCluster, startLocalCluster } from '../fixtures/local-cluster.ts';
import { noEffects, Site } from '../fixtures/site.ts';

/** The snapshots lie in the storage of the first cluster; the second has its own engine. */
let site: Site;
let other: LocalCluster;
let there: Talk;
beforeAll(async () => {
  site = await Site.open();
  other = await startLocalCluster({ storage: 'memory', databases: ['Copy'] });
  there = new Talk(other);
  await there.control({ cursorLagMs: 0 });
  await site.talk.command('.create table T (n: long, took: timespan) with (folder="facts")');
  await site.talk.command('.set-or-append T <| range n from 1 to 20 step 1 | extend took = n * 1s');
  await site.talk.command('.alter-merge table T policy retention softdelete = 100d');
  await site.talk.command(
    '.create table T ingestion csv mapping \'M\' \'[{"column":"n","Properties":{"Ordinal":"0"}}]\'',
  );
  await site.talk.command('.create table U (n: long)');
  await site.talk.command('.ingest inline into table U <|\n1\n2');
  expect((await site.cli('snapshot')).document.exitCode).toBe(0);
});
afterAll(async () => {
  await other.stop();
  await site.close();
});

const into = () => ['--target-cluster', other.cluster, '--target-database', 'Copy'];
const rowsOf = async (talk: Talk, table: string) => talk.query(`${table} | sort by n asc`);

async function tablesThere(): Promise<readonly string[]> {
  const rows = await there.command('.show tables | project TableName');
  return rows.flat().map(String).sort();
}

test('a dry run says what would come, with the whole command, and changes nothing on either side', async () => {
  const effects = await site.effectsOf(async () => {
    const { stdout } = await site.cliForPerson('restore', ...into(), '--dry-run');
    expect(stdout).toContain('2 tables would come back');
    expect(stdout).toContain(`--target-cluster ${other.cluster} --target-database Copy`);
  });
  expect(effects).toEqual(noEffects);
  expect(await tablesThere()).toEqual([]);
});

test('tables come into another cluster as they were, with their settings, and the source is not touched', async () => {
  // What arrived since belongs to the source alone.
  await site.talk.command('.ingest inline into table U <|\n3');
  const effects = await site.effectsOf(async () => {
    const { document } = await site.cli('restore', ...into());
    expect(document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { 'restored-tables': 'T,U' } });
  });
  expect(effects.commands).toEqual([]);
  expect(effects.blobs).toEqual([expect.stringMatching(/^control\/[^/]+\/Copy\/restores\/000001\.json$/)]);
  expect(await rowsOf(there, 'T')).toEqual(await rowsOf(site.talk, 'T'));
  expect(await rowsOf(there, 'U')).toEqual([[1], [2]]);
  const settings = '.show table T policy retention | project Policy';
  expect(await there.command(settings)).toEqual(await site.talk.command(settings));
  expect(await there.command('.show table T ingestion csv mappings | project Name')).toEqual([['M']]);
  expect(await there.command(".show tables | where TableName == 'T' | project Folder")).toEqual([['facts']]);
});

test('a second run finds nothing to do', async () => {
  const effects = await site.effectsOf(async () => {
    const { document } = await site.cli('restore', ...into());
    expect(document).toMatchObject({ exitCode: 0, verdict: 'pass', outputs: { 'restored-tables': '' } });
  });
  expect(effects).toEqual(noEffects);
});

test('rows that the target has of its own are refused, kept on request, and left alone beside', async () => {
  await there.command('.ingest inline into table U <|\n9');
  await there.command('.delete table U records <| U | where n == 1');
  const { document } = await site.cli('restore', ...into(), '--tables', 'U');
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(await rowsOf(there, 'U')).toEqual([[2], [9]]);
  const beside = await site.cli('restore', ...into(), '--tables', 'U', '--as', '{table}_old');
  expect(beside.document.exitCode).toBe(0);
  expect(await rowsOf(there, 'U_old')).toEqual([[1], [2]]);
  const kept = await site.cli('restore', ...into(), '--tables', 'U', '--newer-rows', 'keep');
  expect(kept.document).toMatchObject({ exitCode: 0, verdict: 'pass' });
  expect(await rowsOf(there, 'U')).toEqual([[1], [2], [9]]);
  const undone = await site.cli('restore', ...into(), '--undo', '--tables', 'U');
  expect(undone.document).toMatchObject({ exitCode: 0 });
  expect(await rowsOf(there, 'U')).toEqual([[2], [9]]);
});

test('rows that came by a restore and were written anew there are not kept beside their old versions', async () => {
  await there.command(
    '.update table U delete D append A <| let D = U | where n == 2; let A = U | where n == 2 | extend n = 100;',
  );
  for (const more of [[], ['--deleted-rows', 'accept']]) {
    const kept = await site.cli('restore', ...into(), '--tables', 'U', '--newer-rows', 'keep', ...more);
    expect(kept.document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
    expect(kept.document.problems[0]?.summary).toContain('Rows of U were written anew');
  }
  expect(await rowsOf(there, 'U')).toEqual([[9], [100]]);
});

test('a foreign table of the same name is never taken for the one that was exported', async () => {
  await there.command('.drop table U');
  await there.command('.create table U (n: long)');
  await there.command('.ingest inline into table U <|\n1\n2');
  const { document } = await site.cli('restore', ...into(), '--tables', 'U');
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(document.problems[0]?.summary).toContain('2 rows');
});

test('a table that hides rows at home by now does not come where everybody reads them', async () => {
  await site.talk.command('.alter table U policy row_level_security enable "U | where n == 1"');
  const { document } = await site.cli('restore', ...into(), '--tables', 'U', '--as', '{table}_shown', '--dry-run');
  expect(document.exitCode).toBe(3);
  expect(JSON.stringify(document)).toContain('U has row level security in the database that the snapshot was taken of');
  await site.talk.command('.delete table U policy row_level_security');
});
