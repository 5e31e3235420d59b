import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

const me = 'aadapp=local;local';

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  await talk.control({ cursorLagMs: 0 });
});
afterAll(() => cluster.stop());

async function tableOf(): Promise<string> {
  made += 1;
  await talk.command(`.create table T${made} (a:long, s:string)`);
  await talk.command(`.ingest inline into table T${made} <|\n1,x\n2,y`);
  return `T${made}`;
}

const secure = (table: string, query: string, word = 'enable') =>
  talk.try(`.alter table ${table} policy row_level_security ${word} "${query}"`);

/** Sends a query that asks for an error instead of fewer rows. */
async function blocked(csl: string): Promise<number> {
  const properties = { Options: { request_block_row_level_security: true } };
  const body = JSON.stringify({ db: talk.database, csl, properties });
  const response = await fetch(`${cluster.cluster}/v1/rest/query`, { method: 'POST', body });
  await response.text();
  return response.status;
}

test('Row level security takes the place of the table for everybody, in every kind of read', async () => {
  const table = await tableOf();
  await secure(table, `${table} | where a == 1 | extend s = '***'`);
  await talk.command(`.set Copy${made} <| ${table}`);
  const [file] = await talk.command(`.export to parquet (${talk.place(`rls${made}`)}) <| ${table}`);
  const facts = await talk.query(
    `${table} | where cursor_after('') and isnotnull(ingestion_time()) and isnotempty(extent_id()) | count`,
  );
  expect(await talk.query(table)).toEqual([[1, '***']]);
  expect(await talk.query(`Copy${made}`)).toEqual([[1, '***']]);
  expect(file?.[1]).toBe(1);
  expect(facts).toEqual([[1]]);
  expect(await talk.query(`${table} | count`)).toEqual([[1]]);
});

test('A request can ask for an error instead', async () => {
  const [table, other] = [await tableOf(), await tableOf()];
  await secure(table, `${table} | where a == 1`);
  expect(await blocked(table)).toBe(403);
  expect(await blocked(other)).toBe(200);
  await secure(table, `${table} | where a == 1`, 'disable');
  expect(await blocked(table)).toBe(200);
  expect(await talk.query(`${table} | count`)).toEqual([[2]]);
});

test('A query may ask who asks', async () => {
  const table = await tableOf();
  await secure(table, `${table} | where current_principal_is_member_of('aadapp=other;x', '${me.toUpperCase()}')`);
  const mine = await talk.query(`${table} | count`);
  await secure(table, `${table} | where current_principal_is_member_of('aadgroup=everybody@else')`);
  expect(mine).toEqual([[2]]);
  expect(await talk.query(`${table} | count`)).toEqual([[0]]);
  expect(await talk.query('print current_principal()')).toEqual([[me]]);
});

test('A function can hide a column, and rows in their own table stay reachable to commands', async () => {
  const table = await tableOf();
  await talk.command(
    `.create-or-alter function Hidden${made}() { let all = ${table} | where a == 1; let rest = ${table} | where a != 1 | extend s = '?'; union all, rest }`,
  );
  expect(await secure(table, `Hidden${made}`)).toMatchObject({ status: 200 });
  expect(await talk.query(`${table} | order by a asc`)).toEqual([
    [1, 'x'],
    [2, '?'],
  ]);
});

test('A query that does not give the columns of the table is refused, as is a table an update policy reads', async () => {
  const [table, target] = [await tableOf(), await tableOf()];
  const policy = JSON.stringify([{ Source: table, Query: table }]);
  expect(await secure(table, `${table} | project a`)).toMatchObject({ status: 400 });
  expect(await secure(table, `${table} | project s, a`)).toMatchObject({ status: 400 });
  await talk.command(`.alter table ${target} policy update @'${policy}'`);
  expect(await secure(table, table)).toMatchObject({ status: 400 });
  await talk.command(`.delete table ${target} policy update`);
  expect(await secure(table, table)).toMatchObject({ status: 200 });
  expect(await talk.try(`.alter table ${target} policy update @'${policy}'`)).toMatchObject({ status: 400 });
});

test('A restricted table is read by unrestricted viewers only, admins or not', async () => {
  const table = await tableOf();
  await talk.command(`.alter tables (${table}) policy restricted_view_access true`);
  await talk.command(`.add database Demo admins ('${me}')`);
  const refused = await talk.tryQuery(`${table} | count`);
  const copied = await talk.try(`.set Stolen <| ${table}`);
  const shown = await talk.command(`.show table ${table} extents`);
  await talk.command(`.add database Demo unrestrictedviewers ('${me}') 'for the test'`);
  const allowed = await talk.tryQuery(`${table} | count`);
  const [identity] = await talk.command('.show database identity | project CurrentUserIsUnrestrictedViewer');
  await talk.command(`.drop database Demo unrestrictedviewers ('${me}')`);
  const again = await talk.tryQuery(`${table} | count`);
  expect(refused.status).toBe(403);
  expect(copied.status).toBe(403);
  expect(shown).toHaveLength(1);
  expect(allowed.rows).toEqual([[2]]);
  expect(identity?.map(Boolean)).toEqual([true]);
  expect(again.status).toBe(403);
});

test('Restricted view access goes with neither row level security nor a view', async () => {
  const [table, source] = [await tableOf(), await tableOf()];
  await secure(table, table);
  await talk.command(`.create materialized-view V${made} on table ${source} { ${source} | summarize count() by s }`);
  for (const name of [table, source])
    expect(await talk.try(`.alter table ${name} policy restricted_view_access true`)).toMatchObject({ status: 400 });
  expect(
    await talk.try(`.create materialized-view W on table ${table} { ${table} | summarize count() }`),
  ).toMatchObject({
    status: 400,
  });
});

test('Long strings are cut and big dynamic values become null, as the encoding of the column says', async () => {
  await talk.command('.create table Big (s:string, d:dynamic, wide:string)');
  await talk.command(`.alter column Big.wide policy encoding type = 'BigObject'`);
  const megabyte = 1_048_576;
  await talk.command(
    `.append Big <| range i from 1 to 3 step 1 | extend n = ${megabyte} - 2 + i | extend t = strrep('x', n) | project t, todynamic(strcat('{"k":"', substring(t, 0, n - 8), '"}')), strcat(t, t)`,
  );
  await talk.command(`.append Big <| print s = strcat('x', strrep('é', ${megabyte / 2})), d = dynamic(null), w = ''`);
  const rows = await talk.query(
    'Big | project l = string_size(s), n = isnull(d), w = string_size(wide) | order by l asc, w desc, n asc',
  );
  expect(rows.map((row) => row.map(Number))).toEqual([
    [megabyte - 1, 0, 2 * megabyte - 2],
    [megabyte - 1, 1, 0],
    [megabyte, 0, 2 * megabyte],
    [megabyte, 1, 2 * megabyte],
  ]);
});

test('Vectors lose digits where the encoding of the column says so, and nothing else does', async () => {
  await talk.command('.create table Vectors (short:dynamic, whole:dynamic)');
  await talk.command(`.alter column Vectors.short policy encoding type = 'vector16'`);
  const values = ['[0.1, 3.14159265, 1e30, 257, 0]', '[0.1, "x"]', '{"a":3.14159265}', '[]', 'null'];
  for (const value of values)
    await talk.command(`.append Vectors <| print short = dynamic(${value}), whole = dynamic(${value})`);
  const rows = await talk.query('Vectors | project s = tostring(short), w = tostring(whole)');
  const changed = rows.filter(([short, whole]) => short !== whole);
  expect(changed.map(([short]) => JSON.parse(String(short)))).toEqual([
    [0.10009765625, 3.140625, 1.0002555517425873e30, 256, 0],
  ]);
  expect(rows).toHaveLength(values.length);
});

test('The encoding Null takes an encoding away, and no value with it', async () => {
  await talk.command('.create table Plainly (n:long, s:string)');
  for (const encoding of ['Identifier', 'Null'])
    await talk.command(`.alter column Plainly.s policy encoding type = '${encoding}'`);
  await talk.command('.append Plainly <| print n = 1, s = "x"');
  expect(await talk.query('Plainly')).toEqual([[1, 'x']]);
  expect((await talk.command('.show column Plainly.s policy encoding'))[0]?.[2]).toBe('null');
});
