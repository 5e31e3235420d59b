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

test('A fill can be of what was ingested after a time only', async () => {
  await talk.command('.create table Timely (s:string, a:long)');
  const day = 86_400_000;
  await talk.control({ clock: { offset: -2 * day } });
  await talk.command('.ingest inline into table Timely <| x,1');
  await talk.control({ clock: { offset: 0 } });
  await talk.command('.ingest inline into table Timely <| x,2');
  const since = new Date(Date.now() - day).toISOString();
  const given = `backfill=true, effectiveDateTime=datetime(${since})`;
  const [[id] = []] = await talk.command(
    `.create async materialized-view with (${given}) OfLate on table Timely { Timely | summarize total = sum(a) by s }`,
  );
  await talk.outcome(id);
  expect(await content('OfLate')).toEqual([['x', 2]]);
  const [[shown] = []] = await talk.command('.show materialized-view OfLate | project EffectiveDateTime');
  expect(Date.parse(String(shown))).toBe(Date.parse(since));
});

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-create#backfill-a-materialized-view */
test('A view is not filled from rows that are not in the hot cache', async () => {
  await talk.command('.create table Cooling (s:string, a:long)');
  await talk.command('.alter table Cooling policy caching hot = 2d');
  const day = 86_400_000;
  await talk.control({ clock: { offset: -5 * day } });
  await talk.command('.ingest inline into table Cooling <| x,1');
  await talk.control({ clock: { offset: 0 } });
  await talk.command('.ingest inline into table Cooling <| x,2');
  const fill = async (name: string, given: string): Promise<{ state: string; status: string }> => {
    const [[id] = []] = await talk.command(
      `.create async materialized-view with (${given}) ${name} on table Cooling { Cooling | summarize total = sum(a) by s }`,
    );
    return talk.outcome(id);
  };
  const since = new Date(Date.now() - day).toISOString();
  expect(await fill('TooCold', 'backfill=true')).toEqual({
    state: 'Failed',
    status: expect.stringContaining('hot cache'),
  });
  expect((await talk.tryQuery('TooCold')).status).toBe(400);
  expect(await fill('Warm', `backfill=true, effectiveDateTime=datetime(${since})`)).toMatchObject({
    state: 'Completed',
  });
  await talk.command('.alter table Cooling policy caching hot = 20d');
  expect(await fill('Heated', 'backfill=true')).toMatchObject({ state: 'Completed' });
  expect([await content('Warm'), await content('Heated')]).toEqual([[['x', 2]], [['x', 3]]]);
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
    `.create-or-alter materialized-view with (folder='f', docString='d') ${view} on table ${table} ${query}`,
  );
  const [row = []] = await talk.command(
    `.show materialized-view ${view} | project SourceTable, Query, Folder, DocString`,
  );
  await talk.command(`.rename materialized-view ${view} to New${view}`);
  const old = await talk.tryQuery(view);
  const details = await talk.command(`.show materialized-view New${view} details | project MaterializedViewName`);
  const dropped = await talk.command(`.drop materialized-view New${view} ifexists`);
  const nothing = await talk.command(`.drop materialized-view New${view} ifexists`);
  const missing = await talk.try(`.drop materialized-view New${view}`);
  expect(same.message).toMatch(/already exists/);
  expect(row).toEqual([table, query.slice(2, -2), 'f', 'd']);
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
    '.create materialized-view with (lookback=1d) Bad on table Plain { Plain | summarize count() by s }',
    '.create materialized-view with (lookback=1d, lookback_column="s") Bad on table Plain { Plain | summarize count() by s }',
    '.create materialized-view with (autoUpdateSchema=true) Bad on table Plain { Plain | summarize count() by s }',
    '.create materialized-view with (autoUpdateSchema=true) Bad on table Plain { Plain | summarize arg_max(a, s) by s }',
    '.create materialized-view with (effectiveDateTime=datetime(2020-01-01)) Bad on table Plain { Plain | summarize count() by s }',
    '.create async materialized-view with (source_ingestion_time_from=datetime(2020-01-01)) Bad on table Plain { Plain | summarize count() by s }',
    '.create async materialized-view with (backfill=true, updateExtentsCreationTime=true) Bad on table Plain { Plain | summarize count() by s }',
    '.create materialized-view Bad on table Plain { Plain | join kind=inner Timeless on s | summarize count() by s }',
    '.create materialized-view Bad on materialized-view V1 { V1 | summarize count() by s }',
    '.create materialized-view Timeless on table Plain { Plain | summarize count() by s }',
  ];
  for (const refusal of refusals) expect([refusal, (await talk.try(refusal)).status]).toEqual([refusal, 400]);
});

describe('A view whose query is changed', () => {
  const alter = ({ table, view }: Pair, query: string) =>
    talk.try(`.alter materialized-view ${view} on table ${table} { ${query} }`);

  test('keeps what it has processed: new filters are for new rows, new columns begin empty', async () => {
    const pair = await pairOf('n = count(), total = sum(a) by s');
    const { table, view } = pair;
    await talk.command(`.ingest inline into table ${table} <|\nx,3\ny,4`);
    await materialize();
    const summary = 'summarize n = count(), total = sum(a), most = max(a), name = take_any(s) by s';
    expect(await alter(pair, `${table} | where a < 100 | ${summary}`)).toMatchObject({ status: 200 });
    const before = await content(view);
    await talk.command(`.ingest inline into table ${table} <|\nx,2\nx,500\nz,7`);
    const fresh = await content(view);
    await materialize();
    expect(before).toEqual([
      ['x', 1, 3, null, ''],
      ['y', 1, 4, null, ''],
    ]);
    expect(fresh).toEqual([
      ['x', 2, 5, 2, 'x'],
      ['y', 1, 4, null, ''],
      ['z', 1, 7, 7, 'z'],
    ]);
    expect(await content(view)).toEqual(fresh);
    expect(await talk.query(`materialized_view('${view}') | order by s asc`)).toEqual(fresh);
  });

  test('loses a column that is renamed, and its values with it', async () => {
    const pair = await pairOf('n = count(), total = sum(a) by s');
    await talk.command(`.ingest inline into table ${pair.table} <|\nx,3`);
    await materialize();
    await alter(pair, `${pair.table} | summarize n = count(), everything = sum(a) by s`);
    expect(await content(pair.view)).toEqual([['x', 1, null]]);
    await alter(pair, `${pair.table} | summarize n = count(), total = sum(a) by s`);
    expect(await content(pair.view)).toEqual([['x', 1, null]]);
  });

  test('keeps its groups and the types of its columns', async () => {
    const pair = await pairOf('n = count(), top = max(a) by s');
    const { table, view } = pair;
    const refused = [
      `${table} | summarize n = count(), top = max(a) by a`,
      `${table} | summarize n = count(), top = max(s) by s`,
      `${table} | where a > 1`,
      `${table} | summarize n = count(), top = max(missing) by s`,
    ];
    for (const query of refused) expect([query, (await alter(pair, query)).status]).toEqual([query, 400]);
    for (const property of ['backfill=true', 'effectiveDateTime=datetime(2020-01-01)', 'move_extents_from=Plain'])
      expect(
        await talk.try(
          `.create-or-alter materialized-view with (${property}) ${view} on table ${table} { ${table} | summarize n = count(), top = max(a) by s }`,
        ),
      ).toMatchObject({ status: 400 });
    await talk.command(`.ingest inline into table ${table} <|\nx,3`);
    expect(await content(view)).toEqual([['x', 1, 3]]);
  });

  test('follows a changed source when it is altered with the same query', async () => {
    const pair = await pairOf('arg_max(a, *) by s');
    const { table, view } = pair;
    await talk.command(`.ingest inline into table ${table} <|\nx,3`);
    await talk.command(`.alter-merge table ${table} (more:string)`);
    await materialize();
    const disabled = await talk.command(`.show materialized-view ${view} | project IsEnabled`);
    await alter(pair, `${table} | summarize arg_max(a, *) by s`);
    await talk.command(`.enable materialized-view ${view}`);
    await talk.command(`.ingest inline into table ${table} <|\ny,4,new`);
    expect(disabled).toEqual([[false]]);
    expect(await content(view)).toEqual([
      ['x', 3, ''],
      ['y', 4, 'new'],
    ]);
  });
});

test('A view that follows its source gains and loses columns with it, for good', async () => {
  const { table, view } = await pairOf('arg_max(a, *) by s', '.create materialized-view with (autoUpdateSchema=true)');
  await talk.command(`.alter-merge table ${table} (more:string)`);
  await talk.command(`.ingest inline into table ${table} <|\nx,3,yes`);
  await materialize();
  const gained = await content(view);
  await talk.command(`.drop column ${table}.more`);
  const lost = await content(view);
  await talk.command(`.alter-merge table ${table} (more:string)`);
  expect(gained).toEqual([['x', 3, 'yes']]);
  expect(lost).toEqual([['x', 3]]);
  expect(await content(view)).toEqual([['x', 3, '']]);
  expect(await talk.command(`.show materialized-view ${view} | project IsHealthy, AutoUpdateSchema`)).toEqual([
    [true, true],
  ]);
});

test('What a dimension table said when a row was processed stays so', async () => {
  await talk.command('.create tables Facts (s:string, a:long), Names (s:string, name:string)');
  await talk.command('.ingest inline into table Names <| x,first');
  const query = 'Facts | lookup Names on s | summarize n = count() by name';
  const create = `.create materialized-view with (dimensionTables=dynamic(["Names"])) Named on table Facts { ${query} }`;
  await talk.command(create);
  await talk.command('.ingest inline into table Facts <| x,1');
  await materialize();
  await talk.command('.set-or-replace Names <| print s = "x", name = "second"');
  await talk.command('.ingest inline into table Facts <| x,2');
  expect(await talk.query('Named | order by name asc')).toEqual([
    ['first', 1],
    ['second', 1],
  ]);
  const [[script] = []] = await talk.command(
    '.show database schema as csl script | where DatabaseSchemaScript has "Named"',
  );
  expect(script).toContain('dimensionTables = dynamic(["Names"])');
});

describe('A view that begins with the extents of another table', () => {
  test('takes them as they are, and those of its source that are said to be missing', async () => {
    const { table, view } = await pairOf('arg_max(a, *) by s');
    await talk.command(`.drop materialized-view ${view}`);
    await talk.command(`.set Ready${made} with (creationTime='2020-01-01') <| print s = 'x', a = 50`);
    await talk.command(`.append Ready${made} <| print s = 'w', a = 60`);
    const filled = async (given: string): Promise<unknown> => {
      const query = `on table ${table} { ${table} | summarize arg_max(a, *) by s }`;
      const [[id] = []] = await talk.command(`.create async materialized-view with (${given}) ${view} ${query}`);
      expect(await talk.outcome(id)).toMatchObject({ state: 'Completed' });
      return content(view);
    };
    const late = await filled(`move_extents_from=Ready${made}, effectiveDateTime=datetime(2021-01-01)`);
    await talk.command(`.drop materialized-view ${view}`);
    const rest = await filled(`move_extents_from=Ready${made}, source_ingestion_time_from=datetime(2000-01-01)`);
    await talk.command(`.ingest inline into table ${table} <|\nx,70`);
    expect(late).toEqual([['w', 60]]);
    expect(rest).toEqual([
      ['x', 50],
      ['y', 2],
    ]);
    expect(await content(view)).toEqual([
      ['x', 70],
      ['y', 2],
    ]);
    expect(await talk.query(`Ready${made} | count`)).toEqual([[0]]);
  });

  test.each([
    ['an aggregate that keeps more than its value', 'm = avg(a) by s', 's:string, m:real'],
    ['an aggregate that the local cluster cannot take apart', 'n = count() by s', 's:string, n:long'],
    ['other columns', 'arg_max(a, *) by s', 's:string, b:long'],
  ])('is refused for %s', async (_what, summary, columns) => {
    const { table, view } = await pairOf(summary);
    await talk.command(`.drop materialized-view ${view}`);
    await talk.command(`.create table Ready${made} (${columns})`);
    await talk.command(`.append Ready${made} <| Ready${made}`);
    const query = `on table ${table} { ${table} | summarize ${summary} }`;
    const given = `move_extents_from=Ready${made}`;
    const [[id] = []] = await talk.command(`.create async materialized-view with (${given}) ${view} ${query}`);
    expect((await talk.outcome(id)).state).toBe('Failed');
    expect(await talk.try(`.create materialized-view with (${given}) ${view} ${query}`)).toMatchObject({ status: 400 });
    expect(await talk.try(`.show materialized-view ${view}`)).toMatchObject({ status: 400 });
  });
});

test('A lookback is for views that pick rows, and can be taken away', async () => {
  const { table, view } = await pairOf('arg_max(a, *) by s', '.create materialized-view with (lookback=1d)');
  const lookback = async () => (await talk.command(`.show materialized-view ${view} | project Lookback`))[0]?.[0];
  const seen = [await lookback()];
  await talk.command(`.alter materialized-view ${view} lookback 6h`);
  seen.push(await lookback());
  await talk.command(`.alter materialized-view ${view} lookback timespan(null)`);
  seen.push(await lookback());
  expect(seen).toEqual(['1.00:00:00', '06:00:00', null]);
  const counting = await pairOf();
  for (const change of ['lookback 6h', 'autoUpdateSchema true', 'autoUpdateSchema maybe'])
    expect(await talk.try(`.alter materialized-view ${counting.view} ${change}`)).toMatchObject({ status: 400 });
  expect(await talk.query(`${table} | count`)).toEqual([[2]]);
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
