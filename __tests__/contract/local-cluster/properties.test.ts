import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

let cluster: LocalCluster;
let talk: Talk;
let made = 0;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
});
afterAll(() => cluster.stop());

function newName(): string {
  made += 1;
  return `P${made}`;
}

async function table(...rows: readonly number[]): Promise<string> {
  const name = newName();
  await talk.command(`.create table ${name} (a:long, b:string)`);
  for (const row of rows) await talk.command(`.ingest inline into table ${name} <| ${row},x`);
  return name;
}

const values = async (name: string): Promise<Value[]> =>
  (await talk.query(`${name} | order by a asc`)).map(([a = null]) => a);
const shownTable = (name: string): Promise<Value[][]> =>
  talk.command(`.show tables (${name}) | project Folder, DocString`);
const inSixties = "extentCreatedOnFrom='1960-01-01', extentCreatedOnTo='1970-01-01'";

test.each([
  '.create table @ (a:long, b:string)',
  '.create tables @ (a:long, b:string)',
  '.create-merge table @ (a:long, b:string)',
  '.create-merge tables @ (a:long, b:string)',
  '.alter table @ (a:long, b:string)',
  '.alter-merge table @ (a:long, b:string)',
])('folder and docstring are kept by %s', async (text) => {
  const name = text.includes('alter') ? await table() : newName();
  await talk.command(`${text.replace('@', name)} with (folder="f", docstring="d")`);
  expect(await shownTable(name)).toEqual([['f', 'd']]);
});

test.each(['.create function', '.create-or-alter function'])('a function has properties: %s', async (text) => {
  const given = 'folder="f", docstring="d", skipvalidation="true", view=false';
  const name = newName();
  await talk.command(`${text} with (${given}) ${name}() { Absent | count }`);
  const shown = `.show function ${name} with (ShowObfuscatedStrings=true, IncludeHiddenFunctions=true)`;
  expect(await talk.command(shown)).toEqual([[name, '()', '{ Absent | count }', 'f', 'd']]);
});

const batch = `tags='["ingest-by:k"]', creationTime='2020-01-02', ingestIfNotExists='["k"]'`;

test.each(['.set', '.append', '.set-or-append', '.set-or-replace'])(
  'Every property of an ingestion from a query is taken (%s)',
  async (verb) => {
    const name = verb === '.append' ? await table() : newName();
    const onNew = "folder='f', docstring='d', policy_ingestiontime=false";
    const given = `${batch}, persistDetails=true, distributed=true, ${onNew}`;
    await talk.command(`${verb} ${name} with (${given}) <| print a=1, b="x"`);
    const extents = `.show table ${name} extents | project MinCreatedOn, Tags`;
    expect(await talk.command(extents)).toEqual([['2020-01-02T00:00:00Z', 'ingest-by:k']]);
    const isNew = verb !== '.append';
    expect(await shownTable(name)).toEqual([isNew ? ['f', 'd'] : ['', '']]);
    expect(await talk.query(`${name} | project isnull(ingestion_time())`)).toEqual([[isNew]]);
  },
);

test('Every property of an ingestion is taken, inline', async () => {
  const name = await table();
  const mapping = `[{"column":"a","Properties":{"Ordinal":1}}]`;
  await talk.command(`.create table ${name} ingestion csv mapping "m" '${mapping}'`);
  const given = `${batch}, format='csv', ignoreFirstRecord=true`;
  for (const source of [`ingestionMapping='${mapping}'`, "ingestionMappingReference='m'"]) {
    await talk.command(`.clear table ${name} data`);
    await talk.command(`.ingest inline into table ${name} with (${given}, ${source}) <|\nhead,er\nx,7\n`);
    expect(await talk.query(name)).toEqual([[7, '']]);
  }
});

test('Every property of an ingestion is taken, from a blob', async () => {
  const [source, target] = [await table(1), await table()];
  const given = "fileExtension='.pq', useNativeParquetWriter=true, persistDetails=true, namePrefix='given'";
  const [file] = await talk.command(`.export to parquet (${talk.place('given')}) with (${given}) <| ${source}`);
  expect(file?.[0]).toMatch(/\/given\/given_1_[0-9a-f]{32}\.pq$/);
  const mapping = `[{"column":"a","Properties":{"Path":"$.a"}}]`;
  await talk.command(`.create table ${target} ingestion parquet mapping "m" '${mapping}'`);
  const reference = `format='parquet', ingestionMappingReference='m', ${batch}`;
  await talk.command(`.ingest into table ${target} (${talk.signed(file?.[0])}) with (${reference})`);
  expect(await talk.query(target)).toEqual([[1, '']]);
  const extents = `.show table ${target} extents | project MinCreatedOn`;
  expect(await talk.command(extents)).toEqual([['2020-01-02T00:00:00Z']]);
});

test.each(['create', 'alter', 'create-or-alter'])('an external table has properties: %s', async (verb) => {
  const name = newName();
  const place = talk.place(`external-${name}`);
  const definition = `external table ${name} (a:long) kind=storage dataformat=parquet (${place})`;
  if (verb === 'alter') await talk.command(`.create ${definition}`);
  const given = "folder='f', docString='d', namePrefix='pre', fileExtension='.pq', compressed=true";
  const written = "compressionType='gzip', includeHeaders='none', encoding='UTF8NoBOM'";
  await talk.command(`.${verb} ${definition} with (${given}, ${written})`);
  const shown = `.show external table ${name} | project Folder, DocString`;
  expect(await talk.command(shown)).toEqual([['f', 'd']]);
  const how =
    "sizeLimit=200000000, distributed=true, distribution='per_node', distributionKind='default', parquetRowGroupSize=100, concurrency=1, spread=1";
  const [file] = await talk.command(`.export to table ${name} with (${how}) <| print a=5`);
  expect(file?.[1]).toMatch(/\/pre\w+\.gz\.pq$/);
  expect(await talk.query(`external_table("${name}")`)).toEqual([[5]]);
});

test('a continuous export has properties', async () => {
  const [source, target, name] = [await table(), newName(), newName()];
  const place = talk.place(`continuous-${name}`);
  await talk.command(`.create external table ${target} (a:long) kind=storage dataformat=parquet (${place})`);
  const how =
    "sizeLimit=200000000, distributed=true, distribution='per_node', distributionKind='default', parquetRowGroupSize=100";
  const when = 'intervalBetweenRuns=1h, forcedLatency=10m, isDisabled=true';
  const query = `${source} | project a`;
  await talk.command(
    `.create-or-alter continuous-export ${name} over (${source}) to table ${target} with (${how}, ${when}) <| ${query}`,
  );
  const shown = `.show continuous-export ${name} | project ForcedLatency, IntervalBetweenRuns, IsDisabled`;
  expect(await talk.command(shown)).toEqual([['00:10:00', '01:00:00', true]]);
});

test('A window of creation times holds for every command about extents', async () => {
  const [from, to] = [await table(1), await table(2)];
  await talk.command(`.move extents all from table ${from} to table ${to} with (${inSixties})`);
  const tags = async (name: string) => await talk.command(`.show table ${name} extents | project Tags`);
  for (const verb of ['alter', 'alter-merge'])
    await talk.command(`.${verb} table ${to} extent tags ('z') with (${inSixties}) <| .show table ${to} extents`);
  expect(await tags(to)).toEqual([['']]);
  await talk.command(`.alter table ${to} extent tags ('z') <| .show table ${to} extents`);
  await talk.command(`.drop table ${to} extent tags with (${inSixties}) <| .show table ${to} extents`);
  expect([await values(from), await values(to), await tags(to)]).toEqual([[1], [2], [['z']]]);
});

test('Replaced extents have new ingestion times where that is asked for', async () => {
  const [live, stage] = [await table(1), await table(2)];
  const [[before] = []] = await talk.query(`${stage} | project ingestion_time()`);
  await talk.command(
    `.replace extents in table ${live} with (setNewIngestionTime=true) <| {.show table ${live} extents}, {.show table ${stage} extents}`,
  );
  expect(await values(live)).toEqual([2]);
  expect(await talk.query(`${live} | where ingestion_time() > datetime(${before}) | count`)).toEqual([[1]]);
});

test('An update is the same on one node or many', async () => {
  const name = await table(1, 2);
  await talk.command(
    `.update table ${name} delete D append A with (distributed=true) <| let D = ${name} | where a == 1; let A = ${name} | where a == 1 | extend a = 9;`,
  );
  expect(await values(name)).toEqual([2, 9]);
});

const ofAnyView = (dimension: string): string =>
  `lookback=1d, lookback_column="at", autoUpdateSchema=true, dimensionTables=dynamic(["${dimension}"]), folder="f", docString="d"`;
const ofNewView =
  'updateExtentsCreationTime=false, allowMaterializedViewsWithoutRowLevelSecurity=true, MaxSourceRecordsForSingleIngest=1000, Concurrency=1';

test('Every property of a view is taken, by each command that makes or changes one', async () => {
  const [source, dimension] = [newName(), await table()];
  await talk.command(`.create table ${source} (a:long, at:datetime)`);
  const body = `on table ${source} { ${source} | summarize arg_max(at, *) by a }`;
  const ready = newName();
  await talk.command(`.set ${ready} <| print a=1, at=now()`);
  const [moved, filled, plain] = [newName(), newName(), newName()];
  const given = `${ofNewView}, ${ofAnyView(dimension)}`;
  const fills = {
    [moved]: `move_extents_from=${ready}, source_ingestion_time_from=datetime(2000-01-01)`,
    [filled]: 'backfill=true, effectiveDateTime=datetime(2020-01-01)',
  };
  for (const [view, fill] of Object.entries(fills)) {
    const [[id] = []] = await talk.command(`.create async materialized-view with (${fill}, ${given}) ${view} ${body}`);
    expect(await talk.outcome(id)).toMatchObject({ state: 'Completed' });
  }
  await talk.command(`.create-or-alter materialized-view with (backfill=false, ${given}) ${plain} ${body}`);
  await talk.command(`.alter materialized-view with (${ofAnyView(dimension)}) ${plain} ${body}`);
  const shown = '| project Folder, DocString, Lookback, AutoUpdateSchema, LookbackColumn';
  for (const view of [moved, filled, plain])
    expect(await talk.command(`.show materialized-view ${view} ${shown}`)).toEqual([
      ['f', 'd', '1.00:00:00', true, 'at'],
    ]);
});

test('The script of a database leaves out what it is told to', async () => {
  const name = await table();
  await talk.command(`.alter column ${name}.b policy encoding type='Vector16'`);
  await talk.command(
    `.create table ${name} ingestion csv mapping "left_out" '[{"column":"a","Properties":{"Ordinal":0}}]'`,
  );
  await talk.command(".add database Demo viewers ('aadapp=left_out;t')");
  const given = (word: string) =>
    `with (IncludeEncodingPolicies=${word}, IncludeSecuritySettings=${word}, IncludeIngestionMappings=${word}, ShowObfuscatedStrings=true)`;
  const script = async (word: string) =>
    (await talk.command(`.show database schema as csl script ${given(word)}`)).flat().join('\n');
  const [whole, less] = [await script('true'), await script('false')];
  for (const part of ['Vector16', '"left_out"', 'aadapp=left_out']) {
    expect(whole).toContain(part);
    expect(less).not.toContain(part);
  }
});

test('Row level security can be told that a view reads the table', async () => {
  const name = await table();
  await talk.command(`.create materialized-view Over${name} on table ${name} { ${name} | summarize count() by a }`);
  const policy = (given: string) => `.alter table ${name} policy row_level_security enable ${given} "${name} | take 1"`;
  expect((await talk.try(policy(''))).status).toBe(400);
  await talk.command(policy('with (allowMaterializedViewsWithoutRowLevelSecurity=true)'));
  await talk.command(`.delete table ${name} policy row_level_security`);
});
