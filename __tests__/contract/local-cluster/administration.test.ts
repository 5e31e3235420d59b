import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

const script = async (text: string, options = ''): Promise<Value[][]> =>
  talk.command(`.execute database script ${options} <|\n${text}`);
const outcomes = (rows: Value[][]) => rows.map(([_id, _type, _text, result]) => result);

test('A script whose command fails succeeds, and stops there', async () => {
  const text = '.create table S1 (a:int)\n.drop table Nowhere\n.create table S2 (a:int)';
  const rows = await script(text);
  const tables = (await talk.command('.show tables')).map(([name]) => name);
  expect(outcomes(rows)).toEqual(['Completed', 'Failed']);
  expect(rows[1]?.[4]).toMatch(/Nowhere/);
  expect([tables.includes('S1'), tables.includes('S2')]).toEqual([true, false]);
});

test('A script shows its commands without what they keep secret', async () => {
  const url = 'http://127.0.0.1:1/c/b.csv?sv=1&sig=s3cret';
  const rows = await script(
    `.create table Told (a:int)\n.ingest into table Told (h"${url}") with (format='csv')\n.ingest into table Told ('${url}') with (format='csv')`,
    'with (ContinueOnErrors=true)',
  );
  expect(outcomes(rows)).toEqual(['Completed', 'Failed', 'Failed']);
  expect(JSON.stringify(rows)).not.toContain('s3cret');
  expect(rows[1]?.[2]).toBe(`.ingest into table Told (h"***") with (format='csv')`);
});

/** Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
test.each([
  '.create table __Mine (a:int)',
  '.create table Mine__ (a:int)',
  '.create table Mine (__a:int)',
  '.create tables One (a:int), __Two (a:int)',
  '.create-or-alter function __f() { print 1 }',
])('A name with two underscores at an end is reserved: %s', async (command) => {
  expect(await talk.try(command)).toMatchObject({ status: 400, message: expect.stringContaining('reserved') });
});

/** Source: https://learn.microsoft.com/kusto/management/ingestion-failures */
test('An ingestion that fails is among the failures, by its operation too, without its signature', async () => {
  await talk.command('.create table Failing (a:int)');
  const [container, sas] = cluster.landing.split('?');
  const answer = await talk.try(`.ingest into table Failing (h"${container}/nowhere.csv?${sas}") with (format='csv')`);
  expect(answer.status).toBe(400);
  const about =
    "where Table == 'Failing' | project OperationId, IngestionSourcePath, FailureKind, ErrorCode, OperationKind";
  const [[id, ...facts] = []] = await talk.command(`.show ingestion failures | ${about}`);
  expect(facts).toEqual([`${container}/nowhere.csv`, 'Permanent', 'Download_SourceNotFound', 'DataIngestPull']);
  expect(await talk.command(`.show operations ${id} | project State`)).toEqual([['Failed']]);
  expect(await talk.command(`.show ingestion failures with (OperationId=${id}) | project Table`)).toEqual([
    ['Failing'],
  ]);
  const other = '11111111-1111-1111-1111-111111111111';
  expect(await talk.command(`.show ingestion failures with (OperationId=${other})`)).toEqual([]);
});

test('A script can go on after errors, or throw at the first; not both', async () => {
  const text = '.drop table Nowhere\n\n// a comment\n.create table S3 (a:int);\n.show tables\n.bogus thing';
  const rows = await script(text, 'with (ContinueOnErrors=true)');
  const thrown = await talk.try(
    `.execute database script with (ThrowOnErrors=true) <|\n.create table S4 (a:int)\n${text}`,
  );
  const both = await talk.try(
    `.execute script with (ThrowOnErrors=true, ContinueOnErrors=true) <| .create table S5 (a:int)`,
  );
  const tables = (await talk.command('.show tables')).map(([name]) => name);
  expect(outcomes(rows)).toEqual(['Failed', 'Completed', 'Skipped', 'Failed']);
  expect(rows[1]?.[2]).toBe('.create table S3 (a:int)');
  expect([thrown.status, both.status]).toEqual([400, 400]);
  expect([tables.includes('S4'), tables.includes('S5')]).toEqual([true, false]);
});

test('A body in fences may hold lines that begin with a dot', async () => {
  await script('.create table Doc (a:int)\n.alter table Doc docstring ```one\n.two```\n.create table S6 (a:int)');
  expect(await talk.command('.show tables (Doc) | project DocString')).toEqual([['one\n.two']]);
});

test('A dropped table comes back with everything, once, under the version just before the drop', async () => {
  await talk.command('.create table Lost (a:int) with (folder="f")');
  await talk.command('.ingest inline into table Lost <| 1');
  const [id] = await talk.command('.show tables (Lost) details | project TableId');
  await talk.command('.drop table Lost');
  const [version = []] = await talk.command(
    '.show database Demo journal | where Event == "DROP-TABLE" and EntityName == "Lost" | project OriginalEntityVersion',
  );
  const wrong = await talk.try('.undo drop table Lost version="v1.0"');
  await talk.command('.create table Lost (b:int)');
  const taken = await talk.try(`.undo drop table Lost version="${version[0]}"`);
  const [recovered = []] = await talk.command(`.undo drop table Lost as Found version="${version[0]}"`);
  const again = await talk.try(`.undo drop table Lost as Twice version="${version[0]}"`);
  expect([wrong.status, taken.status, again.status]).toEqual([400, 400, 400]);
  expect(recovered.slice(1)).toEqual([1, 'Recovered', '']);
  expect(await talk.query('Found')).toEqual([[1]]);
  expect(await talk.command('.show tables (Found) details | project TableId')).toEqual([id]);
});

test('A table dropped long ago, or without recoverability of its own or of the database, is lost', async () => {
  await talk.command('.create tables Old (a:int), Unsafe (a:int), Other (a:int)');
  await talk.command('.alter-merge table Unsafe policy retention recoverability = disabled');
  await talk.command('.alter-merge table Old policy retention recoverability = enabled');
  const drop = async (table: string) => {
    await talk.command(`.drop table ${table}`);
    const [row = []] = await talk.command(
      `.show journal | where Event == "DROP-TABLE" and EntityName == "${table}" | project OriginalEntityVersion`,
    );
    return () => talk.try(`.undo drop table ${table} version="${row[0]}"`);
  };
  const [old, unsafe, other] = [await drop('Old'), await drop('Unsafe'), await drop('Other')];
  await talk.command('.alter-merge database Demo policy retention recoverability = disabled');
  const refused = [await unsafe(), await other()];
  await talk.command('.delete database Demo policy retention');
  await talk.control({ clock: { offset: 15 * 86_400_000 } });
  refused.push(await old());
  await talk.control({ run: 'forget' });
  await talk.control({ clock: { offset: 0 } });
  refused.push(await old());
  expect(refused.map(({ message }) => message)).toEqual([
    expect.stringContaining('without recoverability'),
    expect.stringContaining('without recoverability'),
    expect.stringContaining('too long ago'),
    expect.stringContaining("'Old"),
  ]);
});

test('The journal tells what changed and by which command, and no secret; ingestion does not show', async () => {
  await talk.command('.create table J (a:int)');
  await talk.command('.ingest inline into table J <| 1');
  await talk.command('.alter-merge table J (b:string)');
  await talk.command('.rename table J to K');
  await talk.command(".create function Hush() { print h'secret' }");
  const rows = await talk.command(
    '.show journal | where EntityName in ("J", "K", "Hush") | project Event, EntityName, UpdatedEntityName, ChangeCommand',
  );
  expect(rows).toEqual([
    ['CREATE-TABLE', 'J', 'J', '.create table J (a:int)'],
    ['ALTER-TABLE', 'J', 'J', '.alter-merge table J (b:string)'],
    ['RENAME-TABLE', 'J', 'K', '.rename table J to K'],
    ['CREATE-FUNCTION', 'Hush', 'Hush', '.create function Hush() { print "***" }'],
  ]);
});

test('Records are updated in one step, or only counted', async () => {
  await talk.command('.create table U (id:long, s:string)');
  await talk.command('.ingest inline into table U <|\n1,a\n2,b\n3,c');
  const update = (options: string, append: string) =>
    `.update table U delete D append A ${options} <| let D = U | where id == 2; let A = U | where id == 2 | ${append};`;
  const counted = await talk.command(update('with (whatif=true)', "extend s = 'z'"));
  const untouched = await talk.query('U | order by id asc');
  const wrong = await talk.try(update('', 'project s'));
  const done = await talk.command(update('', "extend s = 'z'"));
  expect(counted.map(([table, action, , rows]) => [table, action, rows])).toEqual([
    ['U', 'Delete', 1],
    ['U', 'Create', 1],
  ]);
  expect(untouched).toContainEqual([2, 'b']);
  expect(wrong.status).toBe(400);
  expect(done.map(([, action, , rows]) => [action, rows])).toEqual([
    ['Delete', 1],
    ['Create', 1],
  ]);
  expect(await talk.query('U | order by id asc')).toEqual([
    [1, 'a'],
    [2, 'z'],
    [3, 'c'],
  ]);
});

/** Source: https://learn.microsoft.com/kusto/management/update-table-command#limitations */
test.each([
  'let D = Bound',
  'let D = Bound | take 1',
  'let D = Bound | where id == 1 | take 1',
  'let D = Bound | where id == 1 | summarize count()',
  'let D = Bound | order by id asc | where id == 1',
  'let D = Bound | where id == 1 | join kind=inner Bound on id',
  'let C = Bound | where id == 1; let D = C',
])('An update deletes by where, extend and project only: %s', async (lets) => {
  await talk.command('.create table Bound (id:long)');
  await talk.command('.set-or-replace Bound <| range id from 1 to 3 step 1');
  const update = (text: string) =>
    talk.try(`.update table Bound delete D append A <| ${text}; let A = Bound | where id == 9;`);
  expect(await update(lets)).toMatchObject({ status: 400, message: expect.stringMatching(/where operator|extent_id/) });
  expect(await talk.query('Bound | count')).toEqual([[3]]);
  await update('let D = Bound | extend twice = 2 * id | where twice == 2 | project id');
  expect(await talk.query('Bound | count')).toEqual([[2]]);
});

test('A script that begins with what is no command is refused, and nothing of it is run', async () => {
  for (const junk of ['print 1', 'create table Junk (a:long)', 'x .create table Junk (a:long)'])
    expect(
      await talk.try(`.execute database script <|\n// a comment\n${junk}\n.create table Junk (a:long)`),
    ).toMatchObject({
      status: 400,
      message: expect.stringContaining(junk),
    });
  expect(await talk.command('.show tables | where TableName == "Junk"')).toEqual([]);
});

test.each(['[5]', '[null]', '[{"a":1}]', '["a", true]'])('Tags that are no texts are refused: %s', async (tags) => {
  await talk.command('.create table Tagged (a:long)');
  for (const name of ['tags', 'ingestIfNotExists'])
    for (const command of ['.ingest inline into table Tagged @ <| 1', '.append Tagged @ <| print a=1']) {
      const answer = await talk.try(command.replace('@', `with (${name}='${tags}')`));
      expect(answer).toMatchObject({ status: 400, message: expect.stringContaining('strings') });
    }
  expect(await talk.query('Tagged | count')).toEqual([[0]]);
});

test('An update can move the extents with certain tags in', async () => {
  await talk.command('.create tables Live (id:long), Stage (id:long)');
  await talk.command('.ingest inline into table Live <|\n1\n2');
  await talk.command(`.ingest inline into table Stage with (tags='["mine"]') <| 20`);
  await talk.command('.ingest inline into table Stage <| 99');
  const [operation = []] = await talk.command(
    `.update async table Live delete D move Stage with (extentTagsToMove='["mine"]') <| let D = Live | where id == 2;`,
  );
  expect(await talk.outcome(operation[0])).toMatchObject({ state: 'Completed' });
  expect(await talk.query('Live | order by id asc')).toEqual([[1], [20]]);
  expect(await talk.query('Stage')).toEqual([[99]]);
});

test('An update moves all extents in with their ingestion times, derives from them, and takes them from a table with the same schema only', async () => {
  await talk.command('.create tables Moved (id:long), Source (id:long), Derived (id:long), Other (a:long)');
  const policy = '[{"IsEnabled":true,"Source":"Moved","Query":"Moved","IsTransactional":true}]';
  await talk.command('.ingest inline into table Moved <| 2');
  await talk.command('.ingest inline into table Source <| 20');
  await talk.command(`.alter table Derived policy update '${policy}'`);
  const times = await talk.query('Source | project id, tostring(ingestion_time())');
  const update = (from: string, options: string) =>
    talk.try(`.update table Moved delete D move ${from} ${options} <| let D = Moved | where id == 2;`);
  for (const options of ['with (whatif=true)', ''])
    expect(await update('Other', options)).toMatchObject({ status: 400, message: expect.stringContaining('schema') });
  expect(await talk.query('Moved')).toEqual([[2]]);
  await update('Source', '');
  expect(await talk.query('Moved | project id, tostring(ingestion_time())')).toEqual(times);
  expect(await talk.query('Derived')).toEqual([[20]]);
});

test('Only a running ingestion from a query can be canceled, and then leaves nothing', async () => {
  const query = 'range a from 1 to 5000000 step 1 | extend b = hash_xxhash64(a) | where b > 0 | count';
  const [slow = []] = await talk.command(`.set async Canceled <| ${query}`);
  const [canceled = []] = await talk.command(`.cancel operation ${slow[0]} with (reason="enough")`);
  const outcome = await talk.outcome(slow[0]);
  const [again = []] = await talk.command(`.cancel operation "${slow[0]}"`);
  const unknown = await talk.try('.cancel operation 11111111-1111-1111-1111-111111111111');
  expect([canceled[3], canceled[4], outcome.state]).toEqual(['Canceled successfully', 'enough', 'Canceled']);
  expect(again[3]).toBe('Cancel failed');
  expect(unknown.status).toBe(400);
  expect((await talk.command('.show tables')).map(([name]) => name)).not.toContain('Canceled');
});

test('Roles are given, replaced, taken and shown', async () => {
  await talk.command('.create table R (a:int)');
  await talk.command(`.add database Demo viewers ('aadapp=one;t', 'aaduser=two') 'a note'`);
  await talk.command(`.add database Demo viewers ('aadapp=ONE;t')`);
  await talk.command(`.add table R ingestors ('aadgroup=three;t')`);
  const shown = await talk.command(
    '.show database principals | where Role has "Viewer" | project Role, PrincipalType, PrincipalFQN, Notes',
  );
  await talk.command(`.set database Demo viewers ('aadapp=four;t')`);
  const replaced = await talk.command(
    '.show database Demo principals | where Role has "Viewer" | project PrincipalFQN',
  );
  await talk.command('.set database Demo viewers none');
  const none = await talk.command('.show database Demo principals | where Role has "Viewer"');
  const wrong = await talk.try(`.add table R viewers ('aadapp=one;t')`);
  const nobody = await talk.try(`.add database Demo viewers ('somebody')`);
  expect(shown).toEqual([
    ['Database Demo Viewer', 'AAD User', 'aaduser=two', 'a note'],
    ['Database Demo Viewer', 'AAD Application', 'aadapp=ONE;t', ''],
  ]);
  expect(replaced).toEqual([['aadapp=four;t']]);
  expect(none).toEqual([]);
  expect(await talk.command('.show table R principals | project PrincipalFQN')).toEqual([['aadgroup=three;t']]);
  expect([wrong.status, nobody.status]).toEqual([400, 400]);
});

test('Policies of a database are kept, merged, shown and taken over by tables', async () => {
  await talk.command('.create table P (a:int)');
  await talk.command('.alter database Demo policy caching hot = 30d');
  await talk.command(
    `.alter database Demo policy managed_identity '[{"ObjectId":"system","AllowedUsages":"NativeIngestion"}]'`,
  );
  await talk.command(
    `.alter-merge database Demo policy managed_identity '[{"ObjectId":"other","AllowedUsages":"ExportRequest"}]'`,
  );
  const [identities = []] = await talk.command('.show database Demo policy managed_identity');
  const [row = []] = await talk.command('.show table P details | project CachingPolicy');
  const [database = []] = await talk.command('.show database Demo policies | project CachingPolicy, MergePolicy');
  const star = await talk.command('.show table * policy caching | where EntityName == "[Demo].[P]" | project Policy');
  await talk.command('.delete database Demo policy caching');
  const hot = JSON.stringify({ DataHotSpan: '30.00:00:00', IndexHotSpan: '30.00:00:00' });
  expect(identities.slice(0, 2)).toEqual(['ManagedIdentityPolicy', '[Demo]']);
  expect(JSON.parse(String(identities[2]))).toHaveLength(2);
  expect(row).toEqual([hot]);
  expect(database).toEqual([hot, 'null']);
  expect(star).toEqual([['null']]);
});

test('The script of a database makes the same database again', async () => {
  const copy = await startLocalCluster({ storage: 'memory' });
  try {
    const [from, to] = [talk, new Talk(copy)];
    await script(
      [
        '.create tables Src (a:long, s:string), Dst (a:long)',
        '.create-or-alter function Shape() { Src | project a }',
        `.alter table Dst policy update @'[{"Source":"Src","Query":"Shape()","IsTransactional":true}]'`,
        '.alter table Dst policy row_level_security enable "Dst | where a > 1"',
        '.alter table Dst policy partitioning \'{"PartitionKeys":[]}\'',
        '.create materialized-view with (docString="d", lookback=1d) SrcView on table Src { Src | summarize arg_max(a, *) by s }',
        '.alter-merge materialized-view SrcView policy retention softdelete = 9d',
        `.alter database Demo policy extent_tags_retention @'[{"TagPrefix":"x:","RetentionPeriod":"1.00:00:00"}]'`,
        `.add table Dst admins ('aadapp=one;t') 'said "so"'`,
      ].join('\n'),
      'with (ThrowOnErrors=true)',
    );
    const lines = async (side: Talk) =>
      (await side.command('.show database schema as csl script')).map(([line]) => String(line));
    const before = await lines(from);
    await to.command(`.execute database script with (ThrowOnErrors=true) <|\n${before.join('\n')}`);
    expect(await lines(to)).toEqual(before);
    expect(
      before.filter((line) =>
        /(?:Dst|SrcView).*policy update|row_level_security|materialized-view|add table \['Dst/.test(line),
      ).length,
    ).toBe(5);
  } finally {
    await copy.stop();
  }
});

test('a change of roles that skips its results tells nobody', async () => {
  await talk.command('.create table Silent (a:long)');
  const change = ".add table Silent ingestors ('aadapp=silent;t')";
  expect([await talk.command(`${change} skip-results`), await talk.command(change)]).toEqual([[], [expect.any(Array)]]);
});
