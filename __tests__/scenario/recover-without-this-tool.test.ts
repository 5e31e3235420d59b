import { createHash } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, KustoConnectionStringBuilder } from 'azure-kusto-data';
import { commandOf, commands, type ManifestTable, script, used, valuesFor } from '../fixtures/recovery-page.ts';
import { runProcess } from '../fixtures/run-process.ts';
import { Site } from '../fixtures/site.ts';
import { buildSmallDatabase, oddTable, readRows, rowCounts } from '../fixtures/small-database.ts';
import { tableAfter } from '../rules/docs.ts';
import { root } from '../rules/source-tree.ts';

interface FileLine {
  readonly path: string;
  readonly creationTime?: string;
  readonly fingerprint: { readonly rows: string };
}

let site: Site;
let client: Client;
let manifestPath: string;
let tables: readonly ManifestTable[];
let schemaScript: readonly string[];
let schemaBefore: readonly unknown[];
let stored: Awaited<ReturnType<typeof readRows>>;

beforeAll(async () => {
  site = await Site.open('memory', ['Demo', 'Empty']);
  client = new Client(new KustoConnectionStringBuilder(site.cluster.cluster));
  await buildSmallDatabase(site);
  await site.talk.command('.create table Source (n:long)');
  await site.talk.command('.create table Derived (n:long)');
  await site.talk.command(
    `.alter table Derived policy update '[{"IsEnabled":true,"Source":"Source","Query":"Source | extend n=n*10","IsTransactional":true}]'`,
  );
  await site.talk.command('.ingest inline into table Source <|\n1\n2');
  const base = await site.cli('snapshot');
  expect(base.exitCode).toBe(0);
  await site.talk.command('.ingest inline into table Plain <|\n40,of the top-up\n41,of the top-up');
  const taken = await site.cli('snapshot', '--top-up', 'latest');
  expect(taken.document).toMatchObject({ exitCode: 0, problems: [] });
  manifestPath = String(taken.document.data.manifest);
  tables = JSON.parse(String(await site.readBlob(manifestPath))).tables;
  stored = await readRows(site);
  schemaScript = String(await site.readBlob(manifestPath.replace('manifest.json', 'schema.kql')))
    .trimEnd()
    .split(/\n\n(?=\.)/);
  schemaBefore = await settings('Demo');
  await site.write({ 'check.mjs': script });
  await symlink(join(root, 'node_modules'), join(site.workspace, 'node_modules'));
});
afterAll(() => site.close());

/** Rows as lists of values, from the client as it is published. */
async function send(text: string, database = 'Demo'): Promise<readonly (readonly unknown[])[]> {
  const { primaryResults } = await client.execute(database, text).catch((cause: unknown) => {
    const message = Object(cause).response?.data?.error?.['@message'];
    throw new Error(`${text.slice(0, 200)}: ${message}`, { cause });
  });
  return [...(primaryResults[0]?.rows() ?? [])].map((row) => [...row.values()]);
}

/** The schema of a database as commands, sorted. */
async function settings(database: string): Promise<readonly unknown[]> {
  const script = `.show database ['${database}'] schema as csl script with (IncludeEncodingPolicies=true, IncludeIngestionMappings=true)`;
  return (await send(script, database)).map(([command]) => command).sort();
}

async function filesOf({ fileLists }: ManifestTable): Promise<readonly FileLine[]> {
  const lists = await Promise.all(fileLists.map(({ path }) => site.readBlob(path)));
  return lists.flatMap((list) =>
    String(list)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  );
}

const received = "['<table> received'] | summarize";

/** Steps 3 to 5 of the page; the first file of each table comes twice, as after a lost answer. */
async function restoreBeside(table: ManifestTable, database = 'Demo'): Promise<void> {
  const sendTo = (text: string) => send(text, database);
  const values = valuesFor(table);
  await sendTo(commandOf(".create table ['<table> restored']", values));
  await sendTo(commandOf(".create table ['<table> received']", values));
  await sendTo(commandOf('.alter-merge table', values));
  const files = await filesOf(table);
  const [place = '', signature = ''] = site.cluster.storage.split('?');
  const ingest = (line: number) => {
    const path = files[line - 1]?.path ?? '';
    const uri = `${place}/${path.replaceAll('%', '%25')}`;
    return sendTo(commandOf('.ingest into table', { ...values, URI: uri, SAS: signature, line: String(line) }));
  };
  const expected = new Map(files.map(({ fingerprint }, index) => [`["f${index + 1}"]`, Number(fingerprint.rows)]));
  const counts = async () => new Map((await sendTo(commandOf(received, values))).map(([tag, rows]) => [tag, rows]));
  for (const index of files.keys()) await ingest(index + 1);
  expect(await counts()).toEqual(expected);
  if (files.length > 0) {
    await ingest(1);
    expect(await counts()).not.toEqual(expected);
    await sendTo(commandOf('.drop extents', { ...values, line: '1' }));
    await ingest(1);
    expect(await counts()).toEqual(expected);
  }
  const times = files.flatMap(({ creationTime }) => creationTime ?? []);
  expect([0, files.length]).toContain(times.length);
  if (times.length === 0) await sendTo(commandOf(".append ['<table> restored'] <|", values));
  else await sendTo(commandOf(".alter table ['<table> restored'] policy retention", values));
  for (const [index, creationTime] of times.entries()) {
    const line = String(index + 1);
    await sendTo(commandOf(".append ['<table> restored'] with (creationTime", { ...values, creationTime, line }));
  }
  const extents = `.show table ['${table.name} restored'] extents | project MaxCreatedOn`;
  const created = (await sendTo(extents)).map(([time]) => new Date(String(time)).getTime());
  expect(created).toEqual(times.length > 0 ? times.map((time) => Date.parse(time)) : expect.anything());
  const { rows, low, high } = table.fingerprint;
  expect(await sendTo(commandOf("['<table> restored']\n", values))).toEqual([[rows, low, high]]);
  await sendTo(commandOf(".delete table ['<table> restored'] policy", values));
  const policy = await sendTo(`.show table ['${table.name} restored'] policy retention | project Policy`);
  expect(policy).toEqual([['null']]);
}

function tableNamed(name: string): ManifestTable {
  const table = tables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`The snapshot has no ${name}`);
  return table;
}

/** Commands of `schema.kql` that name the table: its update policy, and the others. */
function settingsOf(name: string): readonly [update: string | undefined, others: readonly string[]] {
  const all = schemaScript.filter((one) => one.includes(` table ['${name}'] `));
  const isUpdate = (command: string) => command.includes('] policy update ');
  return [all.find(isUpdate), all.filter((command) => !isUpdate(command))];
}

const check = (manifest = manifestPath) =>
  runProcess({
    args: ['check.mjs', site.cluster.storage, manifest],
    environment: {},
    workingDirectory: site.workspace,
  });

test('the script of the page passes the files of a top-up, and names each that is damaged', async () => {
  expect(await check()).toMatchObject({ exitCode: 0, stdout: 'All files are as they were written.\n' });
  const [file] = await filesOf(tableNamed('Plain'));
  const blob = site.snapshots.getBlockBlobClient(file?.path ?? '');
  const list = site.snapshots.getBlockBlobClient(tableNamed('Wide').fileLists[0]?.path ?? '');
  const before = { file: await blob.downloadToBuffer(), list: await list.downloadToBuffer() };
  await blob.uploadData(before.file.subarray(1));
  await list.uploadData(before.list.subarray(1));
  const { exitCode, stdout } = await check();
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`${blob.name}: size is`);
  expect(stdout).toContain(`${list.name}: SHA-256 is`);
  await blob.delete();
  await list.uploadData(before.list);
  expect((await check()).stdout).toBe(`${blob.name}: missing\n`);
  await blob.uploadData(before.file);
  expect((await check()).stdout).toContain(`${blob.name}: ETag is`);
});

test('the script of the page finds a file whose footer has other rows than its line', async () => {
  const manifest = JSON.parse(String(await site.readBlob(manifestPath)));
  const table = manifest.tables.find(({ name }: ManifestTable) => name === 'Codes');
  const [file] = await filesOf(table);
  const list = Buffer.from(JSON.stringify({ ...file, fingerprint: { rows: '4' } }));
  const sha256 = createHash('sha256').update(list).digest('hex');
  const tables = [{ ...table, fileLists: [{ path: 'other/files.jsonl', sha256 }] }];
  await site.snapshots.getBlockBlobClient('other/files.jsonl').uploadData(list);
  const body = Buffer.from(JSON.stringify({ ...manifest, tables }));
  await site.snapshots.getBlockBlobClient('other/manifest.json').uploadData(body);
  expect((await check('other/manifest.json')).stdout).toBe(`${file?.path}: rows is 3, not 4\n`);
});

test('the commands of the page bring back every type, eighty columns, several files, derived rows, an odd name and an empty table', async () => {
  expect((await filesOf(tableNamed('Plain'))).length).toBeGreaterThan(1);
  await send(".ingest inline into table ['Plain'] <|\n50,newer");
  await send('.delete table Plain records <| Plain | where n < 5');
  await send('.drop column AllTypes.ts');
  await send('.clear table Wide data');
  await send('.clear table Derived data');
  await send(`.drop table ['${oddTable}']`);

  for (const name of ['AllTypes', 'Plain', 'Wide', 'Empty', 'Derived', oddTable]) {
    const table = tableNamed(name);
    const values = valuesFor(table);
    await restoreBeside(table);
    const [update, others] = settingsOf(name);
    for (const command of others) await send(command.replace(`['${name}']`, `['${name} restored']`));
    if (name === oddTable) {
      await send(commandOf('.rename table ', values));
    } else {
      expect(await send(commandOf('.show tables', values))).toEqual([[name, table.tableId]]);
      const [[newer] = []] = await send(commandOf("['<table>'] | where", values));
      expect(newer).toBe(name === 'Plain' ? 1 : 0);
      await send(commandOf(".rename tables ['<table> before']", values));
      if (newer !== 0) await send(commandOf(".append ['<table>'] <|", values));
    }
    if (update !== undefined) {
      await send(commandOf(".delete table ['<table> before'] policy update", values));
      await send(update);
    }
    await send(commandOf('.drop table', values));
  }
  const newer = [['50', 'newer']];
  const inOrder = (rows: readonly unknown[] = []) => rows.map((row) => JSON.stringify(row)).sort();
  const after = await readRows(site);
  expect(Object.keys(rowCounts).filter((name) => stored[name]?.length === 0)).toEqual(['Empty']);
  expect(inOrder(after.Plain)).toEqual(inOrder([...(stored.Plain ?? []), ...newer]));
  expect({ ...after, Plain: [] }).toEqual({ ...stored, Plain: [] });
  expect(await settings('Demo')).toEqual(expect.arrayContaining([...schemaBefore]));

  await send('.ingest inline into table Source <|\n3');
  expect(await send('Derived | sort by n asc')).toEqual([[10], [20], [30]]);
  expect(await send("['Derived before'] | count")).toEqual([[0]]);

  await send(commandOf(".rename tables ['<table> undone']", valuesFor(tableNamed('Wide'))));
  expect(await send('Wide | count')).toEqual([[0]]);
  expect(await send("['Wide undone'] | count")).toEqual([[rowCounts.Wide]]);
});

/** Runs a script as `RESTORE.md` says: up to the comment with the fingerprint, and then the swap in the last comments. */
async function runByHand(text: string): Promise<{ readonly seen: readonly unknown[]; readonly promised: string }> {
  const [, signature = ''] = site.cluster.storage.split('?');
  const parts = text.trimEnd().split('\n\n');
  let seen: readonly unknown[] = [];
  for (const part of parts.filter((one) => !one.startsWith('//')))
    [seen = []] = await send(part.replace('<SAS>', signature));
  const comments = parts.filter((one) => one.startsWith('//')).map((one) => one.slice(3));
  const [swap = ''] = comments.filter((one) => one.startsWith('.rename'));
  await send(swap);
  return { seen, promised: comments.find((one) => one.startsWith('The fingerprint')) ?? '' };
}

test('an empty database gets tables and then the schema, and is what it was', async () => {
  for (const table of tables) {
    await restoreBeside(table, 'Empty');
    await send(commandOf('.rename table ', valuesFor(table)), 'Empty');
    await send(commandOf('.drop table', valuesFor(table)), 'Empty');
  }
  const run = await send(commandOf('.execute database script', { schema: schemaScript.join('\n\n') }), 'Empty');
  expect(run.length).toBeGreaterThan(10);
  expect(await settings('Empty')).toEqual(schemaBefore);
  for (const { name, fingerprint } of tables)
    expect(await send(`['${name}'] | count`, 'Empty')).toEqual([[Number(fingerprint.rows)]]);
});

test('RESTORE.md and the scripts that it names bring every table back', async () => {
  const restorePage = {
    path: 'RESTORE.md',
    text: String(await site.readBlob(manifestPath.replace('manifest.json', 'RESTORE.md'))),
  };
  const [heading = ''] = restorePage.text.split('\n');
  const scripts = tableAfter(restorePage, heading).slice(1);
  expect(scripts.map(([name]) => name)).toEqual(tables.map(({ name }) => name));
  for (const { name } of tables) await send(`.clear table ['${name}'] data`);
  for (const [name = '', rows, , path = ''] of scripts) {
    const { seen, promised } = await runByHand(String(await site.readBlob(path)));
    const { low, high } = tableNamed(name).fingerprint;
    expect(promised).toContain(`n=${rows}, lo=${low}, hi=${high}`);
    expect(seen.map((sum) => (sum === '' ? '0' : sum))).toEqual([rows, low, high]);
  }
  expect(await readRows(site)).toEqual(stored);
});

test('every command of the page was sent', () => {
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.filter((command) => !used.has(command))).toEqual([]);
});
