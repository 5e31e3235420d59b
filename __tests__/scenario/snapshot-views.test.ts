import { afterExports, disturbed, run, tableIn } from './bounded-snapshots.ts';
import { sitesOf } from './crash/crash-site.ts';

const siteOf = sitesOf(['Viewed', 'Empty']);

describe('materialized views', () => {
  const site = () => siteOf('Viewed');
  let id = '';

  test('are data of their own, by name or glob', async () => {
    const { talk } = site();
    await talk.command('.create table Facts (Id:long, Note:string)');
    await talk.command('.create materialized-view Counts on table Facts { Facts | summarize Rows=count() by Note }');
    await talk.command('.create materialized-view Newest on table Facts { Facts | summarize arg_max(Id, *) by Note }');
    await talk.command('.ingest inline into table Facts <|\n1,a\n2,b\n3,b');
    const without = await run(site(), 'snapshot', '--dry-run');
    expect(without.document.data.tables.map(({ name }) => name)).toEqual(['Facts']);
    const summary = 'Materialized views whose rows the snapshot does not hold: Counts, Newest.';
    expect(without.document.data.findings).toContainEqual(expect.objectContaining({ name: 'views-not-held', summary }));
    const taken = await run(site(), 'snapshot', '--views', '*,!Newest');
    id = taken.document.outputs['snapshot-id'] ?? '';
    expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
    expect(tableIn(taken, 'Counts')).toMatchObject({
      kind: 'materialized-view',
      bound: 'whole-table',
      exactness: { kind: 'exact' },
      fingerprint: { rows: '2' },
      view: { source: 'Facts', query: expect.stringContaining('summarize Rows=count() by Note') },
    });
    expect(tableIn(taken, 'Newest')).toBeUndefined();
    const { document } = await run(site(), 'status');
    expect(document.data.viewsNotHeld).toEqual(['Newest']);
    const unknown = await run(site(), 'snapshot', '--views', 'Nothing*');
    expect([unknown.exitCode, unknown.document.problems[0]?.summary]).toEqual([
      10,
      'No materialized view matches Nothing*.',
    ]);
  });

  test('are compared, left out of a restore, and refused by it when named', async () => {
    const { talk } = site();
    expect((await run(site(), 'verify', '--level', 'full')).document.verdict).toBe('pass');
    await talk.command('.ingest inline into table Facts <|\n8,a');
    const changed = await run(site(), 'verify');
    expect([changed.document.verdict, changed.document.outputs['failed-tables']]).toEqual(['fail', 'Counts']);
    const restored = await site().run('restore');
    expect([restored.exitCode, restored.output]).toEqual([0, expect.stringContaining('left out: Counts')]);
    const refused = await run(site(), 'restore', '--tables', 'Counts');
    expect([refused.exitCode, refused.document.problems[0]?.summary]).toEqual([
      3,
      'Counts is a materialized view, which nothing can be loaded into: the service fills it from its source table.',
    ]);
    await talk.command('.drop materialized-view Counts');
    const gone = await run(site(), 'verify', '--snapshot', id, '--level', 'counts');
    expect(gone.document.problems.map(({ summary }) => summary)).toEqual(['Materialized view Counts is gone.']);
  });

  test('that are unhealthy, or change meanwhile, are fuzzy, and nothing else is', async () => {
    const { talk } = site();
    await talk.command('.create materialized-view Sums on table Facts { Facts | summarize Sum=sum(Id) by Note }');
    await talk.command('.ingest inline into table Facts <|\n4,b');
    await talk.command('.disable materialized-view Sums');
    const act = () => talk.command('.ingest inline into table Facts <|\n9,z');
    const taken = await disturbed(site(), afterExports(3), act, '--views', '*');
    expect(taken.exitCode).toBe(5);
    expect(taken.document.data.tables.map(({ name, exactness }) => [name, exactness.kind])).toEqual([
      ['Facts', 'exact'],
      ['Newest', 'fuzzy'],
      ['Sums', 'fuzzy'],
    ]);
    expect(tableIn(taken, 'Newest')?.exactness.reason).toContain('while nothing comes into its source table');
    expect(tableIn(taken, 'Sums')?.exactness.reason).toContain('unhealthy');
  });
});

test('an empty database, empty tables of both kinds and an empty view are taken, verified and restored', async () => {
  const site = siteOf('Empty');
  const { talk } = site;
  const nothing = await run(site, 'snapshot', '--views', '*');
  expect([nothing.exitCode, nothing.document.verdict, nothing.document.data.tables]).toEqual([0, 'pass', []]);
  await talk.command('.create table Timed (Id:long)');
  await talk.command('.create table Untimed (Id:long)');
  await talk.command('.alter table Untimed policy ingestiontime false');
  await talk.command('.create materialized-view None on table Timed { Timed | summarize count() by Id }');
  const taken = await run(site, 'snapshot', '--views', '*');
  expect([taken.exitCode, taken.document.verdict]).toEqual([0, 'pass']);
  expect(taken.document.data.tables.map(({ name, fingerprint: { rows } }) => [name, rows])).toEqual([
    ['None', '0'],
    ['Timed', '0'],
    ['Untimed', '0'],
  ]);
  expect((await run(site, 'verify', '--level', 'full')).document.verdict).toBe('pass');
  await talk.command('.drop table Untimed');
  const restored = await run(site, 'restore');
  expect([restored.exitCode, restored.document.outputs['restored-tables']]).toEqual([0, 'Untimed']);
});
