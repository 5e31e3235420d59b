import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

interface Pair {
  readonly source: string;
  readonly target: string;
}

/** A source with rows `a:int, s:string` and a target that gets the rows with `a > 0`. */
async function pairOf(entry: object, query = (source: string) => `${source} | where a > 0 | project a`): Promise<Pair> {
  made += 1;
  const [source, target] = [`Source${made}`, `Target${made}`];
  await talk.command(`.create tables ${source} (a:int, s:string), ${target} (a:int)`);
  await setPolicy(target, [{ IsEnabled: true, Source: source, Query: query(source), ...entry }]);
  return { source, target };
}

async function setPolicy(target: string, policies: object[], verb = 'alter'): Promise<void> {
  await talk.command(`.${verb} table ${target} policy update @'${JSON.stringify(policies).replaceAll("'", "''")}'`);
}

const rowsOf = async (table: string): Promise<unknown[]> =>
  (await talk.query(`${table} | project a | order by a asc`)).map(([a]) => a);

test.each(['true', 'false'])(
  'Every way to bring rows in feeds the target (transactional: %s)',
  async (transactional) => {
    const { source, target } = await pairOf({ IsTransactional: transactional === 'true' });
    await talk.command(`.ingest inline into table ${source} <|\n1,x\n-1,y`);
    await talk.command(`.append ${source} <| print a=int(2), s='z'`);
    await talk.command(`.set-or-append ${source} <| print a=int(3), s='z'`);
    expect(await rowsOf(target)).toEqual([1, 2, 3]);
  },
);

test('Replacing the rows of the source replaces those of the target', async () => {
  const { source, target } = await pairOf({ IsTransactional: true });
  await talk.command(`.append ${source} <| print a=int(2), s='z'`);
  await talk.command(`.set-or-replace ${source} <| print a=int(9), s='z'`);
  expect(await rowsOf(target)).toEqual([9]);
});

test('Moving and replacing extents into the source feeds the target again; renaming does not', async () => {
  const { source, target } = await pairOf({ IsTransactional: true });
  await talk.command(`.set Stage${made} <| print a=int(5), s='m'`);
  await talk.command(`.move extents all from table Stage${made} to table ${source}`);
  const moved = await rowsOf(target);
  await talk.command(`.append Stage${made} <| print a=int(6), s='m'`);
  await talk.command(
    `.replace extents in table ${source} <| { .show table ${source} extents }, { .show table Stage${made} extents }`,
  );
  const replaced = await rowsOf(target);
  await talk.command(`.append Stage${made} <| print a=int(7), s='m'`);
  await talk.command(`.rename tables ${source} = Stage${made}, Stage${made} = ${source}`);
  expect(moved).toEqual([5]);
  expect(replaced).toEqual([5, 6]);
  expect(await rowsOf(target)).toEqual([5, 6]);
  expect(await rowsOf(source)).toEqual([7]);
});

test('A query sees only what just came in', async () => {
  const { source, target } = await pairOf({}, (name) => `${name} | summarize a = toint(count())`);
  await talk.command(`.ingest inline into table ${source} <|\n1,x\n1,y`);
  await talk.command(`.ingest inline into table ${source} <|\n1,x`);
  expect(await rowsOf(target)).toEqual([1, 2]);
});

test('A failing policy fails the ingestion when it is transactional, and loses the rows when it is not', async () => {
  for (const transactional of [true, false]) {
    const { source, target } = await pairOf({ IsTransactional: transactional });
    await talk.command(`.alter table ${target} (a:int, more:string)`);
    const answer = await talk.try(`.ingest inline into table ${source} <|\n1,x`);
    const stored = await talk.query(`${source} | count`);
    const failures = await talk.command(`.show ingestion failures | where Table == '${target}' | project ErrorCode`);
    expect({ transactional, status: answer.status, stored, failures: failures.length }).toEqual({
      transactional,
      status: transactional ? 400 : 200,
      stored: [[transactional ? 0 : 1]],
      failures: transactional ? 0 : 1,
    });
    if (transactional) expect(answer.message).toContain('UpdatePolicy_QuerySchemaDoesNotMatchTableSchema');
    expect(await talk.query(`${target} | count`)).toEqual([[0]]);
  }
});

test('A merge that comes before a policy that is not transactional has run takes no row from the target', async () => {
  const { source, target } = await pairOf({ IsTransactional: false });
  const all = Array.from({ length: 15 }, (_, index) => index + 1);
  for (const value of all)
    await Promise.all([
      talk.command(`.ingest inline into table ${source} <|\n${value},x`),
      talk.control({ run: 'merge' }),
      talk.control({ run: 'merge' }),
    ]);
  expect(await talk.query(`${source} | count`)).toEqual([[all.length]]);
  expect(await talk.query(`${target} | count`)).toEqual([[all.length]]);
  await talk.control({ run: 'merge' });
  expect(await talk.command(`.show table ${source} extents | count`)).toEqual([[1]]);
});

test('Tags and creation time reach the target only where the policy says so, and never by a move', async () => {
  const props = `with (tags='["drop-by:x"]', creationTime='2020-01-02')`;
  for (const propagate of [true, false]) {
    const { source, target } = await pairOf({ PropagateIngestionProperties: propagate });
    await talk.command(`.ingest inline into table ${source} ${props} <|\n1,x`);
    await talk.command(`.create table Stage${made} (a:int, s:string)`);
    await talk.command(`.ingest inline into table Stage${made} ${props} <|\n2,x`);
    await talk.command(`.move extents all from table Stage${made} to table ${source}`);
    const shown = await talk.command(
      `.show table ${target} extents | project Tags, Old = MaxCreatedOn < datetime(2020-02-01) | order by Tags asc`,
    );
    expect(shown.map(([tags, old]) => [tags, Boolean(old)])).toEqual(
      propagate
        ? [
            ['', false],
            ['drop-by:x', true],
          ]
        : [
            ['', false],
            ['', false],
          ],
    );
  }
});

test('Policies cascade, and a circle is cut', async () => {
  const { source, target } = await pairOf({ IsTransactional: true });
  await talk.command(`.create table Last${made} (a:int)`);
  await setPolicy(`Last${made}`, [
    { Source: target, Query: `${target} | extend a = toint(a + 1)`, IsTransactional: false },
  ]);
  await setPolicy(source, [{ Source: `Last${made}`, Query: `Last${made} | project a, s = 'again'` }]);
  await talk.command(`.ingest inline into table ${source} <|\n1,x`);
  expect(await rowsOf(`Last${made}`)).toEqual([2]);
  expect(await rowsOf(source)).toEqual([1]);
});

test('A policy is checked when it is set, and appending one twice feeds twice', async () => {
  const { source, target } = await pairOf({});
  const wrong = [
    [{ Source: 'Nowhere', Query: source }],
    [{ Source: source, Query: `${source} | project s` }],
    [{ Source: source, Query: `${source} | where nothing == 1` }],
    [{ Source: source, Query: source, Retries: 3 }],
  ];
  for (const policies of wrong) {
    const text = JSON.stringify(policies);
    expect(await talk.try(`.alter table ${target} policy update @'${text}'`)).toMatchObject({ status: 400 });
  }
  await setPolicy(target, [{ Source: source, Query: `${source} | project a` }], 'alter-merge');
  await talk.command(`.ingest inline into table ${source} <|\n1,x`);
  const [shown = []] = await talk.command(`.show table ${target} policy update`);
  expect(JSON.parse(String(shown[2]))).toHaveLength(2);
  expect(await rowsOf(target)).toEqual([1, 1]);
});

test('A source that keeps nothing only hands its rows on', async () => {
  const { source, target } = await pairOf({ IsTransactional: true });
  await talk.command(`.alter-merge table ${source} policy retention softdelete = 0s`);
  await talk.command(`.ingest inline into table ${source} <|\n1,x`);
  await talk.command(`.delete table ${target} policy update`);
  const refused = await talk.try(`.ingest inline into table ${source} <|\n2,x`);
  expect(await rowsOf(source)).toEqual([]);
  expect(await rowsOf(target)).toEqual([1]);
  expect(refused.message).toContain('BadRequest_ZeroRetentionPolicyWithNoUpdatePolicy');
});

describe('A policy whose source is a pattern', () => {
  const wildcard = { SourceIsWildCard: true, IsTransactional: true, PropagateIngestionProperties: true };

  test('is triggered by every table that fits, later ones too, and its query calls the table $source_table', async () => {
    await talk.command('.create tables Many1 (a:int, s:string), Many2 (a:int, s:string), AllOfMany (a:int, s:string)');
    await talk.command('.create function with (skipvalidation=true) FromMany() { $source_table | where a > 0 }');
    const policy = { ...wildcard, Source: 'Many*', Query: 'FromMany()' };
    await setPolicy('AllOfMany', [policy]);
    const [shown = []] = await talk.command('.show table AllOfMany policy update');
    expect(JSON.parse(String(shown[2]))).toEqual([expect.objectContaining(policy)]);
    await talk.command(`.ingest inline into table Many1 with (tags='["drop-by:x"]') <|\n1,x\n-1,y`);
    await talk.command(`.set-or-append Many2 <| print a=int(2), s='z'`);
    await talk.command(`.set Many3 <| print a=int(3), s='later'`);
    await talk.command(`.set NotOfMany <| print a=int(4), s='foreign'`);
    await talk.command(`.ingest inline into table AllOfMany <| 9,own`);
    expect(await rowsOf('AllOfMany')).toEqual([1, 2, 3, 9]);
    expect(await talk.command('.show table AllOfMany extents where tags has "drop-by:x" | count')).toEqual([[1]]);
  });

  test('is checked against all of them, and without its mark the pattern is a name', async () => {
    await talk.command('.create tables Some1 (a:int), Some2 (b:int), OfSome (a:int)');
    const refused = [
      { ...wildcard, Source: 'Some*', Query: '$source_table | project a' },
      { Source: 'Some*', Query: 'Some1' },
      { Source: 'Some1', Query: '$source_table' },
      { ...wildcard, Source: 'NoneOfThese*', Query: '$source_table' },
    ];
    for (const policy of refused)
      expect(await talk.try(`.alter table OfSome policy update @'${JSON.stringify([policy])}'`)).toMatchObject({
        status: 400,
      });
    await setPolicy('OfSome', [{ ...wildcard, Source: 'Some1*', Query: '$source_table' }]);
    await talk.command('.ingest inline into table Some1 <| 5');
    expect(await rowsOf('OfSome')).toEqual([5]);
  });

  test('that a later table does not fit fails what comes into that table', async () => {
    await talk.command('.create tables Late1 (a:int), OfLate (a:int)');
    await setPolicy('OfLate', [{ ...wildcard, Source: 'Late*', Query: '$source_table' }]);
    await talk.command('.create table Late2 (s:string)');
    expect(await talk.try('.ingest inline into table Late2 <| x')).toMatchObject({ status: 400 });
    expect(await talk.query('Late2 | count')).toEqual([[0]]);
  });
});
