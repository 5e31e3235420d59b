import { setTimeout as delay } from 'node:timers/promises';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.control({ cursorLagMs: 0 });
});
afterAll(() => cluster.stop());

async function tableOf(...rows: number[]): Promise<string> {
  made += 1;
  await talk.command(`.create table T${made} (a:long)`);
  if (rows.length > 0) await talk.command(`.ingest inline into table T${made} <|\n${rows.join('\n')}`);
  return `T${made}`;
}

const load = (table: string, value: number, given = '') =>
  talk.command(`.ingest inline into table ${table} ${given === '' ? '' : `with (${given})`} <| ${value}`);
const rowsOf = async (table: string): Promise<Value[]> =>
  (await talk.query(`${table} | order by a asc`)).map(([a = null]) => a);
const tagsOf = async (table: string): Promise<Value[]> =>
  (await talk.command(`.show table ${table} extents | project Tags | order by Tags asc`)).map(([tags = null]) => tags);

async function cursor(): Promise<string> {
  await delay(5);
  return String((await talk.query('print cursor_current()'))[0]?.[0]);
}

test('A cursor freezes nothing: what was deleted, updated, cleared, replaced or dropped since is gone from before it', async () => {
  const changes: Record<string, (table: string) => Promise<unknown>> = {
    deleted: (table) => talk.command(`.delete table ${table} records <| ${table} | where a == 1`),
    updated: (table) =>
      talk.command(
        `.update table ${table} delete D append A <| let D = ${table} | where a == 1; let A = ${table} | where a == 1;`,
      ),
    cleared: (table) => talk.command(`.clear table ${table} data`),
    'set again': (table) => talk.command(`.set-or-replace ${table} <| ${table}`),
    dropped: (table) => talk.command(`.drop extents from ${table}`),
  };
  const counts: Record<string, Value | undefined> = {};
  for (const [name, change] of Object.entries(changes)) {
    const table = await tableOf(1, 2, 3);
    const before = await cursor();
    await change(table);
    await delay(5);
    counts[name] = (await talk.query(`${table} | where cursor_before_or_at('${before}') | count`))[0]?.[0];
  }
  expect(counts).toEqual({ deleted: 2, updated: 2, cleared: 0, 'set again': 0, dropped: 0 });
});

test('Replacing rows by as many others leaves the count at the cursor as it was, and other rows behind it', async () => {
  const [live, stage] = [await tableOf(1, 2), await tableOf(8, 9)];
  const before = await cursor();
  const atCursor = `${live} | where cursor_before_or_at('${before}') | order by a asc`;
  const old = await talk.query(atCursor);
  await talk.command(
    `.replace extents in table ${live} <| { .show table ${live} extents }, { .show table ${stage} extents }`,
  );
  expect(old).toEqual([[1], [2]]);
  expect(await talk.query(atCursor)).toEqual([[8], [9]]);
});

test('Extents older than the retention period go, by their latest creation time', async () => {
  const table = await tableOf();
  await load(table, 1, `creationTime='2020-01-01'`);
  await load(table, 2);
  await talk.command(`.alter-merge table ${table} policy retention softdelete = 100d`);
  const all = await rowsOf(table);
  await talk.control({ run: 'retention' });
  const late = await talk.try(`.ingest inline into table ${table} with (creationTime='2020-01-01') <| 3`);
  expect(all).toEqual([1, 2]);
  expect(await rowsOf(table)).toEqual([2]);
  expect(late.message).toContain('BadRequest_CreationTimeEarlierThanSoftDeletePeriod');
});

test('A table without a retention policy takes the one of the database', async () => {
  const [plain, own] = [await tableOf(), await tableOf()];
  for (const table of [plain, own]) await load(table, 1, `creationTime='2020-01-01'`);
  await talk.command(`.alter-merge table ${own} policy retention softdelete = 36500d`);
  await talk.command('.alter-merge database Demo policy retention softdelete = 100d');
  await talk.control({ run: 'retention' });
  const late = await talk.try(`.ingest inline into table ${plain} with (creationTime='2020-01-01') <| 3`);
  await talk.command('.delete database Demo policy retention');
  expect([await rowsOf(plain), await rowsOf(own)]).toEqual([[], [1]]);
  expect(late.message).toContain('BadRequest_CreationTimeEarlierThanSoftDeletePeriod');
});

test('A view keeps its rows longer than its source, and has a retention of its own', async () => {
  const table = await tableOf();
  await talk.command(`.create materialized-view V${made} on table ${table} { ${table} | summarize n = count() }`);
  await load(table, 1);
  await talk.control({ run: 'materialize' });
  await talk.command(`.alter-merge table ${table} policy retention softdelete = 1d`);
  await talk.control({ clock: { offset: 3 * 86_400_000 } });
  await talk.control({ run: 'retention' });
  const kept = [await rowsOf(table), await talk.query(`V${made}`)];
  await talk.command(`.alter-merge materialized-view V${made} policy retention softdelete = 2d`);
  await talk.control({ run: 'retention' });
  await talk.control({ clock: { offset: 0 } });
  expect(kept).toEqual([[], [[1]]]);
  expect(await talk.query(`V${made}`)).toEqual([[0]]);
});

test('A record of a view is as old as its last update, but one that keeps its first row as that', async () => {
  const table = await tableOf();
  const day = 86_400_000;
  const [counting, first] = [`Counting${made}`, `First${made}`];
  await talk.command(
    `.create materialized-view ${counting} on table ${table} { ${table} | summarize n = count() by a }`,
  );
  await talk.command(`.create materialized-view ${first} on table ${table} { ${table} | summarize take_any(*) by a }`);
  for (const view of [counting, first])
    await talk.command(`.alter-merge materialized-view ${view} policy retention softdelete = 2d`);
  await load(table, 1);
  await load(table, 2);
  await talk.control({ run: 'materialize' });
  await talk.control({ clock: { offset: day } });
  await load(table, 1);
  await talk.control({ run: 'materialize' });
  await talk.control({ clock: { offset: 2.5 * day }, run: 'retention' });
  const rows = [await talk.query(counting), await talk.query(first)];
  const extents = await talk.command(`.show materialized-view ${counting} extents | project RowCount`);
  await talk.control({ clock: { offset: 0 } });
  for (const view of [counting, first]) await talk.command(`.drop materialized-view ${view}`);
  expect(rows).toEqual([[[1, 2]], [[1]]]);
  expect(extents).toEqual([[2]]);
});

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

test('A table is deleted at its expiry date, with its rows only where the policy says so', async () => {
  const [empty, full, doomed, later] = [await tableOf(), await tableOf(1), await tableOf(1), await tableOf()];
  const expire = (table: string, policy: object) =>
    talk.try(`.alter table ${table} policy auto_delete @'${JSON.stringify(policy)}'`);
  await expire(empty, { ExpiryDate: inAnHour() });
  await expire(full, { ExpiryDate: inAnHour() });
  await expire(doomed, { ExpiryDate: inAnHour(), DeleteIfNotEmpty: true });
  await expire(later, { ExpiryDate: '2999-01-01', DeleteIfNotEmpty: true });
  for (const ExpiryDate of ['2020-01-01', 'soon', null])
    expect(await expire(later, { ExpiryDate })).toMatchObject({ status: 400 });
  await talk.control({ clock: { offset: 7_200_000 }, run: 'auto-delete' });
  await talk.control({ clock: { offset: 0 } });
  const names = (await talk.command('.show tables')).map(([name]) => name);
  expect([empty, full, doomed, later].map((table) => names.includes(table))).toEqual([false, true, false, true]);
});

test('Rows that nothing would keep are refused: a database without retention, a view, a policy that may lose them', async () => {
  const [source, target, viewed] = [await tableOf(), await tableOf(), await tableOf()];
  const keepNothing = (table: string) => talk.try(`.alter-merge table ${table} policy retention softdelete = 0d`);
  const feed = (fields: object) => {
    const policy = JSON.stringify([{ Source: source, Query: source, ...fields }]);
    return talk.try(`.alter table ${target} policy update @'${policy}'`);
  };
  await talk.command(`.create materialized-view Keeping on table ${viewed} { ${viewed} | summarize count() by a }`);
  await feed({ IsTransactional: false });
  const refused = [
    await talk.try('.alter-merge database Demo policy retention softdelete = 0d'),
    await keepNothing(viewed),
    await keepNothing(source),
  ];
  await feed({ IsTransactional: true });
  const allowed = await keepNothing(source);
  const view = `.create materialized-view Losing on table ${source} { ${source} | summarize count() by a }`;
  refused.push(await feed({ IsTransactional: false }), await talk.try(view));
  await talk.command('.drop materialized-view Keeping');
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  expect(allowed.status).toBe(200);
});

test('A restored extent with its old creation time loses its tags at once to the policy of the database', async () => {
  const [restored, guarded] = [await tableOf(), await tableOf()];
  const rules = JSON.stringify(
    ['drop-by:', 'ingest-by:'].map((TagPrefix) => ({ TagPrefix, RetentionPeriod: '1.00:00:00' })),
  );
  await talk.command(`.alter table ${guarded} policy extent_tags_retention @'[]'`);
  await talk.command(`.alter database Demo policy extent_tags_retention @'${rules}'`);
  const given = `tags='["drop-by:a","ingest-by:b","plain"]', creationTime='2020-01-01'`;
  for (const table of [restored, guarded]) await load(table, 1, given);
  await load(restored, 2, `tags='["drop-by:new"]'`);
  await talk.control({ run: 'tags' });
  await load(restored, 3, `tags='["ingest-by:b"]', ingestIfNotExists='["b"]'`);
  await talk.command('.delete database Demo policy extent_tags_retention');
  expect(await tagsOf(guarded)).toEqual(['drop-by:a\r\ningest-by:b\r\nplain']);
  expect(await tagsOf(restored)).toEqual(['drop-by:new', 'ingest-by:b', 'plain']);
  expect(await rowsOf(restored)).toEqual([1, 2, 3]);
});

test('A prefix without its colon is no rule', async () => {
  const rule = (TagPrefix: string) => `@'[{"TagPrefix":"${TagPrefix}","RetentionPeriod":"1d"}]'`;
  for (const prefix of ['mine', 'a:b:', ':'])
    expect(await talk.try(`.alter database Demo policy extent_tags_retention ${rule(prefix)}`)).toMatchObject({
      status: 400,
    });
});

test('A merge changes ids, unites tags and creation times, and leaves every row as it was', async () => {
  const table = await tableOf();
  for (const [index, value] of [1, 2, 3].entries()) await load(table, value, `tags='["t${index}"]'`);
  const facts = `${table} | project a, t = tostring(ingestion_time()) | order by a asc`;
  const [before, rows] = [await talk.command(`.show table ${table} extents`), await talk.query(facts)];
  await talk.control({ run: 'merge' });
  const after = await talk.command(`.show table ${table} extents | project ExtentId, RowCount, Tags`);
  expect(after).toHaveLength(1);
  expect(before.map(([id]) => id)).not.toContain(after[0]?.[0]);
  expect(after[0]?.slice(1)).toEqual([3, 't0\r\nt1\r\nt2']);
  expect(await talk.query(facts)).toEqual(rows);
});

test('What the policy forbids, what is too old and what is marked apart is not merged', async () => {
  const cases = {
    forbidden: { given: [``, ``], policy: { AllowMerge: false, AllowRebuild: false } },
    'rebuilt only': {
      given: [``, ``],
      policy: { AllowMerge: false, Lookback: { Kind: 'Default', CustomPeriod: null } },
    },
    'merged only, too many': { given: [``, ``], policy: { AllowRebuild: false, RowCountUpperBoundForMerge: 1 } },
    'merged only': { given: [``, ``], policy: { AllowRebuild: false, RowCountUpperBoundForMerge: 2 } },
    'not known for long': {
      given: [`creationTime='2020-01-01'`, `creationTime='2020-01-01'`],
      policy: { Lookback: { Kind: 'Custom', CustomPeriod: '100.00:00' } },
    },
    old: { given: [`creationTime='2020-01-01'`, `creationTime='2020-01-01'`] },
    'old, all allowed': {
      given: [`creationTime='2020-01-01'`, `creationTime='2020-01-01'`],
      policy: { Lookback: { Kind: 'All' } },
    },
    'far apart': {
      given: [`creationTime='2020-01-01'`, `creationTime='2020-02-01'`],
      policy: { Lookback: { Kind: 'All' } },
    },
    marked: { given: [`tags='["drop-by:a"]'`, `tags='["drop-by:b"]'`] },
    'marked alike': { given: [`tags='["drop-by:a"]'`, `tags='["drop-by:a"]'`] },
  };
  const counts: Record<string, number> = {};
  for (const [name, { given, policy }] of Object.entries<{ given: string[]; policy?: object }>(cases)) {
    const table = await tableOf();
    for (const [index, each] of given.entries()) await load(table, index, each);
    if (policy !== undefined)
      await talk.command(`.alter-merge table ${table} policy merge @'${JSON.stringify(policy)}'`);
    await talk.control({ run: 'merge' });
    counts[name] = (await talk.command(`.show table ${table} extents`)).length;
  }
  expect(counts).toEqual({
    forbidden: 2,
    'rebuilt only': 1,
    'merged only, too many': 2,
    'merged only': 1,
    'not known for long': 2,
    old: 2,
    'old, all allowed': 1,
    'far apart': 2,
    marked: 2,
    'marked alike': 1,
  });
});

test('A policy of merges or shards whose members are not what they should be is refused', async () => {
  const table = await tableOf();
  for (const policy of [
    'merge {"MaxRangeInHours":"x"}',
    'merge {"AllowMerge":1}',
    'sharding {"ShardEngineMaxRowCount":0}',
  ]) {
    const [name, document] = policy.split(/ (.*)/);
    expect([policy, (await talk.try(`.alter-merge table ${table} policy ${name} @'${document}'`)).status]).toEqual([
      policy,
      400,
    ]);
  }
});

test('An extent has no more rows than the sharding policy lets it', async () => {
  const table = await tableOf();
  await talk.command(`.alter table ${table} policy sharding @'{"ShardEngineMaxRowCount":400}'`);
  await talk.command(`.append ${table} <| range a from 1 to 1000 step 1`);
  const rows = await talk.command(`.show table ${table} extents | project RowCount | order by RowCount asc`);
  expect(rows).toEqual([[200], [400], [400]]);
});

test('A job that does not exist is refused', async () => {
  await expect(talk.control({ run: 'everything' })).rejects.toThrow(/'background' or one of/);
});

/** Asks until the answer is the wanted one; the deadline only bounds a failure. */
async function until(wanted: Value[][], csl: string, ask = (text: string) => talk.query(text)): Promise<Value[][]> {
  const deadline = Date.now() + 20_000;
  let seen = await ask(csl);
  while (JSON.stringify(seen) !== JSON.stringify(wanted) && Date.now() < deadline) {
    await delay(10);
    seen = await ask(csl);
  }
  return seen;
}

test('With the timer on, views, expired tables and old rows move on by themselves; off, nothing does', async () => {
  const [source, expired, old, later] = [await tableOf(), await tableOf(), await tableOf(), await tableOf()];
  const expire = (table: string) =>
    talk.command(`.alter table ${table} policy auto_delete @'{"ExpiryDate":"${inAnHour()}"}'`);
  const listed = (table: string) => `.show tables | where TableName == '${table}' | count`;
  await talk.command(`.create materialized-view Timed on table ${source} { ${source} | summarize n = count() }`);
  await load(source, 1);
  await load(old, 1, `creationTime='2020-01-01'`);
  await talk.command(`.alter-merge table ${old} policy retention softdelete = 100d`);
  await expire(expired);
  await talk.control({ clock: { offset: 7_200_000 }, backgroundEveryMs: 5 });
  const command = (text: string) => talk.command(text);
  expect(await until([[1]], `materialized_view('Timed')`)).toEqual([[1]]);
  expect(await until([[0]], listed(expired), command)).toEqual([[0]]);
  expect(await until([[0]], `${old} | count`)).toEqual([[0]]);
  await load(source, 2);
  expect(await until([[2]], `materialized_view('Timed')`)).toEqual([[2]]);
  await talk.control({ backgroundEveryMs: 0 });
  await talk.control({ clock: { offset: 0 } });
  await expire(later);
  await talk.control({ clock: { offset: 7_200_000 } });
  await load(source, 3);
  expect(await talk.query(`materialized_view('Timed')`)).toEqual([[2]]);
  expect(await talk.command(listed(later))).toEqual([[1]]);
  await talk.command('.drop materialized-view Timed');
  await talk.control({ clock: { offset: 0 } });
});

test('Background work that finds nothing to do leaves the version of the database as it was', async () => {
  await tableOf(1);
  for (const name of await talk.command('.show materialized-views | project Name'))
    await talk.command(`.drop materialized-view ${name}`);
  await talk.control({ run: 'background' });
  const before = await talk.command('.show database identity | project Version');
  await talk.control({ run: 'background' });
  expect(await talk.command('.show database identity | project Version')).toEqual(before);
});

test('A pause that is none is refused', async () => {
  for (const pause of [-1, 'often', 3_000_000_000])
    await expect(talk.control({ backgroundEveryMs: pause })).rejects.toThrow(/'backgroundEveryMs' is/);
});
