import { leaksOf } from '../fixtures/secrets.ts';
import { noEffects, Site } from '../fixtures/site.ts';

const admin = 'aadapp=0b1c2d3e-0000-4000-8000-000000000001;0b1c2d3e-0000-4000-8000-000000000002';

let site: Site;
beforeEach(async () => {
  site = await Site.open();
  await site.talk.command('.create table T (n: long)');
  await site.talk.command('.ingest inline into table T <|\n1\n2');
});
afterEach(async () => {
  // Fails the test whose output, blobs or journal hold a secret in clear.
  expect(await leaksOf(site)).toEqual([]);
  await site.close();
});

const snapshot = () => site.cli('snapshot', '--tables', 'T');
const restore = () => site.cli('restore', '--tables', 'T');
const clear = () => site.talk.command('.clear table T data');
const countOf = (table: string) => site.talk.query(`${table} | count`);

test('roles granted on a table are granted on the restored one', async () => {
  await site.talk.command(`.add table T admins ('${admin}')`);
  expect((await snapshot()).exitCode).toBe(0);
  await clear();
  expect((await restore()).exitCode).toBe(0);
  const principals = JSON.stringify(await site.talk.command('.show table T principals'));
  expect(principals).toContain(admin);
});

test('a table with row level security is refused by snapshot instead of being exported in part', async () => {
  await site.talk.command('.alter table T policy row_level_security enable "T | where n == 1"');
  const { document } = await snapshot();
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect((await site.cli('status')).document.outputs).toMatchObject({ snapshots: '0' });
});

test.each([
  [
    'an update policy fills it, and others fill Derived from it',
    [
      '.create table Derived (n: long)',
      `.alter table T policy update '[{"IsEnabled":true,"Source":"Derived","Query":"Derived","IsTransactional":true}]'`,
      `.alter table Derived policy update '[{"IsEnabled":false,"Source":"T","Query":"T","IsTransactional":true}]'`,
    ],
  ],
  [
    'the materialized view V is made from it',
    ['.create materialized-view V on table T { T | summarize count() by n }'],
  ],
  ['it has a row level security policy', ['.alter table T policy row_level_security enable "T | where n == 1"']],
] as const)('restore refuses a table when %s, and leaves it as it is', async (why, commands) => {
  expect((await snapshot()).exitCode).toBe(0);
  await site.talk.command('.delete table T records <| T | where n == 2');
  for (const command of commands) await site.talk.command(command);
  const { document } = await restore();
  expect(document).toMatchObject({ exitCode: 3, outputs: {} });
  expect(document.problems.map(({ summary, detail }) => `${summary} ${detail ?? ''}`).join('\n')).toMatch(
    new RegExp(`${why}|row level security`, 'i'),
  );
  expect(await countOf('T')).toEqual([[1]]);
});

test('rows that were moved into a table after the snapshot are not lost by a restore', async () => {
  expect((await snapshot()).exitCode).toBe(0);
  await site.talk.command('.create table Staging (n: long)');
  await site.talk.command('.ingest inline into table Staging <|\n7\n8\n9');
  await site.talk.command('.move extents all from table Staging to table T');
  const { document } = await restore();
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(document.problems[0]?.summary).toContain('3 rows');
  expect(await countOf('T')).toEqual([[5]]);
});

test('reference data of a table that feeds another is not replaced while the other is uncovered', async () => {
  await site.talk.command('.create table Derived (n: long)');
  await site.talk.command(
    `.alter table Derived policy update '[{"IsEnabled":true,"Source":"T","Query":"T","IsTransactional":true}]'`,
  );
  await site.talk.command('.ingest inline into table T <|\n3');
  await site.write({ 'data/T.csv': 'n\n4\n' });
  const { document } = await site.cli('deploy', '--reference-data', 'data');
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'not-covered' }] });
  expect(await countOf('Derived')).toEqual([[1]]);
});

test('rows that only some may read are hidden while they are staged, copied aside and kept, also when the table was gone', async () => {
  await site.talk.command(".add database Demo unrestrictedviewers ('aadapp=local;local')");
  await site.talk.command('.alter table T policy restricted_view_access true');
  expect((await snapshot()).exitCode).toBe(0);
  await site.talk.command('.delete table T records <| T | where n == 2');
  await site.talk.command('.ingest inline into table T <|\n3');
  const { document } = await site.cli('restore', '--tables', 'T', '--newer-rows', 'keep');
  expect(document).toMatchObject({ exitCode: 0, verdict: 'pass' });
  expect(await site.talk.query('T | sort by n asc')).toEqual([[1], [2], [3]]);
  await site.talk.command('.drop table T');
  expect((await restore()).exitCode).toBe(0);

  const restricted = await site.talk.command(
    '.show table * policy restricted_view_access | project EntityName, Policy',
  );
  expect(restricted.map(([, policy]) => policy)).toEqual(Array(2).fill('{"IsEnabled":true}'));
  const sent = (await site.journal()).map(({ text }) => text).filter((text) => text.includes('kr_'));
  const made = sent.flatMap((text) => /^\.create table (\S+)/.exec(text)?.[1] ?? []);
  expect(made.length).toBeGreaterThan(3);
  for (const name of made) {
    const own = sent.filter((text) => text.includes(name) && !text.startsWith('.create'));
    expect(own[0]).toBe(`.alter table ${name} policy restricted_view_access true`);
  }
});

test('rows that only some could read are not put into a table that everybody can read by now', async () => {
  await site.talk.command(".add database Demo unrestrictedviewers ('aadapp=local;local')");
  await site.talk.command('.alter table T policy restricted_view_access true');
  expect((await snapshot()).exitCode).toBe(0);
  await site.talk.command('.drop table T');
  await site.talk.command('.create table T (n: long)');
  const effects = await site.effectsOf(async () => {
    const { document } = await restore();
    expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
    expect(document.problems[0]?.next).toContain('.alter table T policy restricted_view_access true');
  });
  expect(effects).toEqual(noEffects);
  await site.talk.command('.alter table T policy restricted_view_access true');
  expect((await restore()).exitCode).toBe(0);
  expect(await countOf('T')).toEqual([[2]]);
});

test('a table that only others may read is not restored by someone who could not compare it', async () => {
  await site.talk.command('.alter table T policy restricted_view_access true');
  await site.talk.command(".add database Demo unrestrictedviewers ('aadapp=local;local')");
  expect((await snapshot()).exitCode).toBe(0);
  await site.talk.command('.drop table T');
  await site.talk.command(".drop database Demo unrestrictedviewers ('aadapp=local;local')");
  const effects = await site.effectsOf(async () => {
    const { document } = await restore();
    expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
    expect(document.problems[0]?.next).toContain('UnrestrictedViewer');
  });
  expect(effects).toEqual(noEffects);
});

test('a snapshot that has lost a file is refused before anything is touched, and named by the dry run too', async () => {
  const { document: taken } = await snapshot();
  const [file = ''] = await site.dataFiles(taken.outputs['snapshot-id'] ?? '', 'T');
  await site.snapshots.getBlobClient(file).delete();
  await clear();
  const effects = await site.effectsOf(async () => {
    for (const flags of [[], ['--dry-run']]) {
      const { document } = await site.cli('restore', '--tables', 'T', ...flags);
      expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
      expect(document.problems[0]?.detail).toContain('is missing');
    }
  });
  expect(effects).toEqual(noEffects);
  expect(await countOf('T')).toEqual([[0]]);
});

test('the schema that a snapshot keeps holds no table that a restore has made', async () => {
  expect((await snapshot()).exitCode).toBe(0);
  await clear();
  expect((await restore()).exitCode).toBe(0);
  const { document } = await snapshot();
  const folder = String(document.data.manifest).replace(/manifest\.json$/, '');
  const schema = (await site.snapshots.getBlobClient(`${folder}schema.kql`).downloadToBuffer()).toString();
  expect(schema).toContain("['T']");
  expect(schema).not.toContain('kr_old');
});

test('a table that a continuous export follows is refused until the export is off, and then the plan says what to do with it', async () => {
  expect((await snapshot()).exitCode).toBe(0);
  const { storage } = site.cluster;
  await site.talk.command(`.create external table Out (n: long) kind=storage dataformat=parquet (h@'${storage}')`);
  await site.talk.command(
    '.create-or-alter continuous-export E over (T) to table Out with (intervalBetweenRuns=1h) <| T | where n > 0',
  );
  await clear();
  const { document } = await restore();
  expect(document).toMatchObject({ exitCode: 3, problems: [{ code: 'refused' }] });
  expect(document.problems[0]?.summary).toContain('The continuous export E follows T');
  expect(await countOf('T')).toEqual([[0]]);
  await site.talk.command('.disable continuous-export E');
  const planned = await site.cliForPerson('restore', '--tables', 'T', '--dry-run');
  expect(planned.stdout).toMatch(/export E follows T and is off: drop it and create it again/);
  expect((await restore()).exitCode).toBe(0);
  expect(await countOf('T')).toEqual([[2]]);
});
