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
  readonly table: string;
  readonly view: string;
}

/** A table with the rows x,1 and y,2 that were there before its view. */
async function pairOf(
  summary = 'n = count(), total = sum(a) by s',
  create = '.create materialized-view',
): Promise<Pair> {
  made += 1;
  const [table, view] = [`T${made}`, `V${made}`];
  await talk.command(`.create table ${table} (s:string, a:long)`);
  await talk.command(`.ingest inline into table ${table} <|\nx,1\ny,2`);
  const [answer = []] = await talk.command(`${create} ${view} on table ${table} { ${table} | summarize ${summary} }`);
  if (create.includes('async')) expect(await talk.outcome(answer[0])).toMatchObject({ state: 'Completed' });
  return { table, view };
}

const content = (view: string) => talk.query(`${view} | order by s asc`);
const materialize = () => talk.control({ run: 'background' });

test('A view knows what came in after it was made, materialized or not', async () => {
  const { table, view } = await pairOf();
  const before = await content(view);
  await talk.command(`.ingest inline into table ${table} <|\nx,3`);
  const delta = await content(view);
  await materialize();
  await talk.command(`.ingest inline into table ${table} <|\nx,4`);
  expect(await talk.query(`materialized_view('${view}')`)).toEqual([['x', 1, 3]]);
  expect(before).toEqual([]);
  expect(delta).toEqual([['x', 1, 3]]);
  expect(await content(view)).toEqual([['x', 2, 7]]);
});

test('A fill brings what was there before', async () => {
  const { table, view } = await pairOf(undefined, '.create async materialized-view with (backfill=true)');
  await talk.command(`.ingest inline into table ${table} <|\nx,3`);
  expect(await content(view)).toEqual([
    ['x', 2, 4],
    ['y', 1, 2],
  ]);
});

test('What is deleted at the source stays in the view once it is materialized', async () => {
  const { table, view } = await pairOf();
  await talk.command(`.ingest inline into table ${table} <|\nx,3`);
  await materialize();
  await talk.command(`.ingest inline into table ${table} <|\ny,9`);
  await talk.command(`.clear table ${table} data`);
  expect(await content(view)).toEqual([['x', 1, 3]]);
});

test('Restored rows are counted twice, whether they come by rename or by a move with new ingestion times', async () => {
  for (const way of ['rename', 'move']) {
    const { table, view } = await pairOf();
    await talk.command(`.ingest inline into table ${table} <|\nx,3`);
    await materialize();
    await talk.command(`.set Restored${made} <| ${table} | where a == 3`);
    if (way === 'rename') await talk.command(`.rename tables ${table} = Restored${made}, Old${made} = ${table}`);
    else {
      await talk.command(`.clear table ${table} data`);
      await talk.command(
        `.move extents all from table Restored${made} to table ${table} with (setNewIngestionTime=true)`,
      );
    }
    expect({ way, rows: await content(view) }).toEqual({ way, rows: [['x', 2, 6]] });
  }
});

test('Restoring the source of a deduplicating view is harmless', async () => {
  const { table, view } = await pairOf('arg_max(a, *) by s');
  await talk.command(`.ingest inline into table ${table} <|\nx,3\nx,2`);
  await materialize();
  await talk.command(`.append ${table} <| ${table}`);
  expect(await content(view)).toEqual([
    ['x', 3],
    ['y', 2],
  ]);
});

test('Extents cannot be moved into a source with their old ingestion times, nor out before they are processed', async () => {
  const { table } = await pairOf();
  await talk.command(`.set Stage${made} <| ${table}`);
  const into = await talk.try(`.move extents all from table Stage${made} to table ${table}`);
  const replaced = await talk.try(
    `.replace extents in table ${table} <| { ${table} | where a > 99 | project ExtentId = extent_id() }, { .show table Stage${made} extents }`,
  );
  await talk.command(`.ingest inline into table ${table} <|\nx,3`);
  const out = await talk.try(`.move extents all from table ${table} to table Stage${made}`);
  await materialize();
  const later = await talk.try(`.move extents all from table ${table} to table Stage${made}`);
  expect(into.message).toMatch(/will not process these extents/);
  expect(replaced.message).toMatch(/will not process these extents/);
  expect(out.message).toMatch(/is currently processing some of these extents/);
  expect(later.status).toBe(200);
});

test('Clearing a view empties what is materialized, and it goes on from there', async () => {
  const { table, view } = await pairOf(undefined, '.create async materialized-view with (backfill=true)');
  await talk.command(`.clear materialized-view ${view} data`);
  const cleared = await content(view);
  await materialize();
  await talk.command(`.ingest inline into table ${table} <|\nz,3`);
  expect(cleared).toEqual([]);
  expect(await content(view)).toEqual([['z', 1, 3]]);
});

test('Aggregates that cannot be added up are exact too', async () => {
  const { table, view } = await pairOf('m = avg(a), d = dcount(a), lo = min(a), hi = max(a) by s');
  await talk.command(`.ingest inline into table ${table} <|\nx,1\nx,2`);
  await materialize();
  await talk.command(`.ingest inline into table ${table} <|\nx,6\nx,2`);
  expect(await content(view)).toEqual([['x', 2.75, 3, 1, 6]]);
});

test('A view whose query does not fit its source any more is disabled, and has to be enabled again', async () => {
  const { table, view } = await pairOf('arg_max(a, *) by s');
  await talk.command(`.alter-merge table ${table} (more:string)`);
  await materialize();
  const shown = () => talk.command(`.show materialized-view ${view} | project IsHealthy, IsEnabled, LastRunResult`);
  const disabled = await shown();
  const [failure = []] = await talk.command(`.show materialized-view ${view} failures`);
  await talk.command(`.drop column ${table}.more`);
  await talk.command(`.enable materialized-view ${view}`);
  const again = await talk.try(`.enable materialized-view ${view}`);
  await talk.command(`.ingest inline into table ${table} <|\nx,5`);
  await materialize();
  expect(disabled).toEqual([[false, false, 'Failed']]);
  expect(failure[0]).toBe(view);
  expect(again.message).toMatch(/already enabled/);
  expect(await shown()).toEqual([[true, true, 'Completed']]);
  expect(await content(view)).toEqual([['x', 5]]);
});

test('Views are made, shown, changed, renamed and dropped', async () => {
  const { table, view } = await pairOf();
  const query = `{ ${table} | summarize n = count(), total = sum(a) by s }`;
  const same = await talk.try(`.create materialized-view ${view} on table ${table} ${query}`);
  await talk.command(`.create ifnotexists materialized-view ${view} on table ${table} ${query}`);
  await talk.command(
    `.create-or-alter materialized-view with (folder='f', docString='d', lookback=1d) ${view} on table ${table} ${query}`,
  );
  const [row = []] = await talk.command(
    `.show materialized-view ${view} | project SourceTable, Query, Folder, DocString, Lookback`,
  );
  await talk.command(`.rename materialized-view ${view} to New${view}`);
  const old = await talk.tryQuery(view);
  const details = await talk.command(`.show materialized-view New${view} details | project MaterializedViewName`);
  const dropped = await talk.command(`.drop materialized-view New${view} ifexists`);
  const nothing = await talk.command(`.drop materialized-view New${view} ifexists`);
  const missing = await talk.try(`.drop materialized-view New${view}`);
  expect(same.message).toMatch(/already exists/);
  expect(row).toEqual([table, query.slice(2, -2), 'f', 'd', '1.00:00:00']);
  expect(old.status).toBe(400);
  expect(details).toEqual([[`New${view}`]]);
  expect([dropped.length, nothing.length, missing.status]).toEqual([1, 0, 400]);
});

test('A view that no cluster would take is refused', async () => {
  await talk.command('.create tables Plain (s:string, a:long), Timeless (s:string, a:long)');
  await talk.command('.alter table Timeless policy ingestiontime false');
  const refusals = [
    '.create materialized-view Bad on table Plain { Plain | where a > 1 }',
    '.create materialized-view Bad on table Plain { Plain | summarize count() by s | where s == "" }',
    '.create materialized-view Bad on table Plain { Plain | summarize stdev(a) by s }',
    '.create materialized-view Bad on table Plain { Plain | where a > 1 and now() > datetime(2020-01-01) | summarize count() by s }',
    '.create materialized-view Bad on table Timeless { Timeless | summarize count() by s }',
    '.create materialized-view with (backfill=true) Bad on table Plain { Plain | summarize count() by s }',
    '.create materialized-view with (unheard=true) Bad on table Plain { Plain | summarize count() by s }',
    '.create materialized-view Timeless on table Plain { Plain | summarize count() by s }',
  ];
  for (const refusal of refusals) expect([refusal, (await talk.try(refusal)).status]).toEqual([refusal, 400]);
});

test('A view follows the name of its source, and a renamed table only where that is asked for', async () => {
  const { table, view } = await pairOf();
  await talk.command(`.rename table ${table} to First${table} with (updateMaterializedViews=true)`);
  await talk.command(`.ingest inline into table First${table} <|\nx,3`);
  const followed = await content(view);
  await talk.command(`.rename table First${table} to Second${table}`);
  const left = await talk.command(`.show materialized-view ${view} | project SourceTable`);
  expect(followed).toEqual([['x', 1, 3]]);
  expect(left).toEqual([[`First${table}`]]);
});

test('A view has no cursor', async () => {
  const { view } = await pairOf();
  expect((await talk.tryQuery(`${view} | where cursor_after("")`)).status).toBe(400);
});
