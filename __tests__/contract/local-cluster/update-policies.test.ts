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
