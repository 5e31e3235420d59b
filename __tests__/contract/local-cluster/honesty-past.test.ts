import { setTimeout as delay } from 'node:timers/promises';
import { openSmallTables } from './small-tables.ts';
import type { Value } from './talk.ts';

const { talk, table, load, values, before, cursorNow } = await openSmallTables();

test('rows that are moved out leave the past of a cursor', async () => {
  const [live, aside] = [await table(1, 2), await table()];
  const cursor = await cursorNow();
  const old = await before(live, cursor);
  await talk.command(`.move extents all from table ${live} to table ${aside}`);
  expect([old, await before(live, cursor), await before(aside, cursor)]).toEqual([[1, 2], [], [1, 2]]);
});

test('a column that is dropped or retyped is gone from the past of a cursor too', async () => {
  await talk.command('.create table Columns (a:long, b:string, c:long)');
  await talk.command('.ingest inline into table Columns <| 1,x,7');
  const cursor = await cursorNow();
  const past = `Columns | where cursor_before_or_at('${cursor}')`;
  const old = await talk.query(past);
  await talk.command('.drop column Columns.b');
  await talk.command('.alter column Columns.c type=string');
  expect([old, await talk.query(past)]).toEqual([[[1, 'x', 7]], [[1, '']]]);
});

test('the journal tells of no row that came in, was updated or was deleted', async () => {
  const name = await table();
  const events = (): Promise<Value[][]> => talk.command('.show journal | count');
  const old = await events();
  await load(name, 1);
  await load(name, 2);
  await talk.command(
    `.update table ${name} delete D append A <| let D = ${name} | where a == 1; let A = ${name} | where a == 1;`,
  );
  await talk.command(`.delete table ${name} records <| ${name} | where a == 2`);
  expect([await events(), await values(name)]).toEqual([old, [1]]);
});

test('the journal tells of what expires by itself, but neither what was in it nor what came or was moved', async () => {
  const [old, doomed, aside, into, view] = [await table(), await table(1), await table(2), await table(), 'Renamed'];
  await talk.command(`.create materialized-view Expired on table ${old} { ${old} | summarize n = count() by a }`);
  await load(old, 1, `creationTime='2020-01-01'`);
  await load(old, 2);
  await talk.control({ run: 'materialize' });
  await talk.command(`.alter-merge table ${old} policy retention softdelete = 100d`);
  await talk.command(`.move extents all from table ${aside} to table ${into}`);
  const expiry = JSON.stringify({ ExpiryDate: new Date(Date.now() + 3_600_000), DeleteIfNotEmpty: true });
  await talk.command(`.alter table ${doomed} policy auto_delete '${expiry}'`);
  const events = (): Promise<Value[][]> =>
    talk.command(
      `.show journal | where EntityName in ('${old}', '${doomed}', '${aside}', '${into}', '${view}') and Event has 'DROP' | project Event, EntityName, UpdatedEntityState, ChangeCommand, Principal`,
    );
  const before = await events();
  await talk.control({ run: 'retention' });
  await talk.control({ run: 'retention' });
  await talk.control({ clock: { offset: 7_200_000 }, run: 'auto-delete' });
  expect([before, await events()]).toEqual([
    [],
    [
      ['DROP-EXTENTS', old, '', '', ''],
      ['DROP-TABLE', doomed, '', '', ''],
    ],
  ]);
  await talk.command(`.rename materialized-view Expired to ${view}`);
  await talk.command(`.alter materialized-view ${view} policy retention '{"SoftDeletePeriod":"100.00:00:00"}'`);
  await talk.control({ clock: { offset: 200 * 86_400_000 }, run: 'retention' });
  await talk.control({ clock: { offset: 0 } });
  expect((await events()).map(([event, entity]) => [event, entity])).toContainEqual(['DROP-EXTENTS', view]);
});

test('a change of any table moves the version of the database on', async () => {
  const other = await table();
  const version = async (): Promise<string> => String((await talk.command('.show database identity'))[0]?.[2]);
  const [old, again] = [await version(), await version()];
  await load(other, 1);
  expect(again).toBe(old);
  expect(await version()).not.toBe(old);
});

test('the cursor is the same before and after rows that can be seen already', async () => {
  const name = await table(1);
  await talk.control({ cursorLagMs: 3_000 });
  const first = await cursorNow();
  await load(name, 2);
  const [second, seen, at] = [await cursorNow(), await values(name), await before(name, first)];
  await delay(3_100);
  const third = await cursorNow();
  await talk.control({ cursorLagMs: 0 });
  expect([second, seen, at]).toEqual([first, [1, 2], [1]]);
  expect([third === first, await before(name, third)]).toEqual([false, [1, 2]]);
});

test('every continuous export has come to a point of its own', async () => {
  const name = await table();
  const place = talk.place('points');
  for (const [each, interval] of [
    ['Often', '5m'],
    ['Seldom', '5h'],
  ]) {
    await talk.command(`.create external table Points${each} (a:long) kind=storage dataformat=parquet (${place})`);
    await talk.command(
      `.create-or-alter continuous-export ${each} over (${name}) to table Points${each} with (intervalBetweenRuns=${interval}) <| ${name}`,
    );
  }
  await talk.control({ run: 'export' });
  await load(name, 1);
  await talk.control({ clock: { offset: 600_000 }, run: 'export' });
  const reached = async (each: string): Promise<Value | undefined> =>
    (await talk.command(`.show continuous-export ${each} | project ExportedTo`))[0]?.[0];
  const points = [await reached('Often'), await reached('Seldom')];
  for (const each of ['Often', 'Seldom']) await talk.command(`.drop continuous-export ${each}`);
  await talk.control({ clock: { offset: 0 } });
  expect(points[0]).not.toEqual(points[1]);
});

test('a swapped-in table brings its own past and id to the name', async () => {
  const [live, stage] = [await table(1), await table(9)];
  const id = async (): Promise<Value | undefined> =>
    (await talk.command(`.show table ${live} details | project TableId`))[0]?.[0];
  const cursor = await cursorNow();
  const old = [await before(live, cursor), await id()];
  await talk.command(`.rename tables ${live}=${stage}, ${stage}=${live}`);
  expect([old[0], await before(live, cursor)]).toEqual([[1], [9]]);
  expect(await id()).not.toBe(old[1]);
});

test('what came in while an update policy was disabled is never derived', async () => {
  const [source, target] = [await table(), await table()];
  const enable = (IsEnabled: boolean) => {
    const policy = JSON.stringify([{ IsEnabled, Source: source, Query: source, IsTransactional: true }]);
    return talk.command(`.alter table ${target} policy update '${policy}'`);
  };
  await enable(false);
  await load(source, 1);
  await enable(true);
  await load(source, 2);
  expect([await values(source), await values(target)]).toEqual([[1, 2], [2]]);
});

test('a view that is made again knows only what its source still has', async () => {
  const name = await table();
  const view = `Again${name}`;
  const definition = `on table ${name} { ${name} | summarize n = count() }`;
  await talk.command(`.create materialized-view ${view} ${definition}`);
  await load(name, 1, `creationTime='2020-01-01'`);
  await load(name, 2);
  await talk.control({ run: 'materialize' });
  await talk.command(`.alter-merge table ${name} policy retention softdelete = 100d`);
  await talk.control({ run: 'retention' });
  const old = await talk.query(view);
  await talk.command(`.drop materialized-view ${view}`);
  const [answer] = await talk.command(`.create async materialized-view with (backfill=true) ${view} ${definition}`);
  await talk.outcome(answer?.[0]);
  expect([old, await talk.query(view)]).toEqual([[[2]], [[1]]]);
});

test('no continuous export reads a view', async () => {
  const name = await table();
  await talk.command(`.create materialized-view Read${name} on table ${name} { ${name} | summarize n = count() }`);
  await talk.command(
    `.create external table OfView (n:long) kind=storage dataformat=parquet (${talk.place('of-view')})`,
  );
  const { status, message } = await talk.try(
    `.create-or-alter continuous-export OfView to table OfView with (intervalBetweenRuns=1h) <| Read${name}`,
  );
  expect([status, message]).toEqual([400, expect.stringContaining(`Read${name}`)]);
});
