import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContainerClient } from '@azure/storage-blob';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Talk } from '../contract/local-cluster/talk.ts';
import { type LocalCluster, startLocalCluster } from '../fixtures/local-cluster.ts';
import { fencesOf, pageAt, tableAfter } from '../rules/docs.ts';
import { root } from '../rules/source-tree.ts';

const page = pageAt('docs/snapshot-format.md');
const steps = fencesOf(page)
  .filter(({ language }) => language === 'kusto')
  .map(({ text }) => text);
const [makeExample = '', makeTarget = '', makeReceiver = '', ingest = '', typed = '', fingerprint = '', swap = ''] =
  steps;
const promised = /The fingerprint is `(\{.*?\})`/.exec(page.text)?.[1] ?? '{}';

let cluster: LocalCluster;
let talk: Talk;
let storage: ContainerClient;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  talk = new Talk(cluster);
  storage = new ContainerClient(cluster.storage);
  await talk.command(makeExample);
});

afterAll(() => cluster.stop());

function run(verb: string, ...flags: readonly string[]) {
  const connection = ['--cluster', cluster.cluster, '--database', cluster.database, '--storage', cluster.storage];
  const args = [join(root, 'dist/cli.js'), verb, '--json', ...connection, ...flags];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, document: JSON.parse(stdout) };
}

async function read(path: string): Promise<string> {
  return (await storage.getBlobClient(path).downloadToBuffer()).toString();
}

async function fingerprintBy(query: string): Promise<object> {
  const [[rows, low, high] = []] = await talk.query(query);
  return { rows, low, high };
}

test('the page has one command for each step', () => {
  expect(steps).toHaveLength(7);
});

test('the table of the worked example is stored, restored by the steps of the page, and is the same again', async () => {
  const taken = run('snapshot');
  expect(taken.status).toBe(0);
  const manifest = JSON.parse(await read(taken.document.data.manifest));
  const [table] = manifest.tables;
  expect(table.fingerprint).toEqual(JSON.parse(promised));
  expect(table.columns[5]).toEqual({
    name: 'seen',
    type: 'datetime',
    form: 'microseconds-and-ticks',
    tickColumn: 'kr_t5',
    fidelity: 'exact',
  });

  const lines = (await read(table.fileLists[0].path)).trimEnd().split('\n');
  const described = /^Each line of `files\.jsonl`[\s\S]*?\n\n/m.exec(page.text)?.[0] ?? '';
  expect(Object.keys(JSON.parse(lines[0] ?? '{}')).filter((field) => !described.includes(`\`${field}\``))).toEqual([]);
  const fields = [...Object.keys(manifest), ...Object.keys(table)];
  const text = tableAfter(page, '## Manifest').flat().join(' ');
  expect(fields.filter((field) => !text.includes(`\`${field}\``))).toEqual([]);

  await talk.command(makeTarget);
  await talk.command(makeReceiver);
  const { search } = new URL(cluster.storage);
  for (const line of lines) {
    const uri = `${storage.getBlobClient(JSON.parse(line).path).url.split('?')[0]}${search}`;
    await talk.command(ingest.replace(/<URI[^>]*>/, uri));
  }
  expect(await fingerprintBy(fingerprint)).not.toEqual(JSON.parse(promised));
  await talk.command(typed);
  expect(await fingerprintBy(fingerprint)).toEqual(JSON.parse(promised));

  const before = await talk.query('Example | sort by place asc');
  await talk.command(swap);
  expect(await talk.query('Example | sort by place asc')).toEqual(before);
  expect(await talk.query('ExampleOld | count')).toEqual([[2]]);
});

test('the folders of the page are those of the storage', async () => {
  const tree = fencesOf(page).find(({ language }) => language === 'text')?.text ?? '';
  const shapes = tree.match(
    /(?:manifest\.json|RESTORE\.md|restore\.kql|schema\.kql|files\.jsonl|lease\.json|intent\.json|\d{5}-\d{6}\.json|s\d{6}a\d{3})/g,
  );
  expect(shapes).toEqual([
    'manifest.json',
    'RESTORE.md',
    'schema.kql',
    'files.jsonl',
    'restore.kql',
    's000000a001',
    'lease.json',
    'intent.json',
    '00000-000000.json',
  ]);
  run('verify');
  const id = String.raw`\d{8}T\d{6}Z-[0-9a-f]{4}`;
  const known = [
    `^data/127\\.0\\.0\\.1/Demo/${id}/(manifest\\.json|RESTORE\\.md|schema\\.kql)$`,
    `^data/127\\.0\\.0\\.1/Demo/${id}/tables/0000-Example/(files\\.jsonl|restore\\.kql|s000000a001/part_.*\\.parquet)$`,
    `^control/127\\.0\\.0\\.1/Demo/lease\\.json$`,
    `^control/127\\.0\\.0\\.1/Demo/forms/1%2e0%2e0%2e0\\.json$`,
    `^control/127\\.0\\.0\\.1/Demo/snapshots/${id}/intent\\.json$`,
    `^control/127\\.0\\.0\\.1/Demo/slices/${id}/00000-000000\\.json$`,
    `^control/127\\.0\\.0\\.1/Demo/verifications/${id}/\\d{8}T\\d{9}Z-contents\\.json$`,
  ];
  const names: string[] = [];
  for await (const { name } of storage.listBlobsFlat()) names.push(name);
  expect(names.filter((name) => !known.some((shape) => new RegExp(shape).test(name)))).toEqual([]);
  expect(known.filter((shape) => !names.some((name) => new RegExp(shape).test(name)))).toEqual([]);
});

const schemaOf: readonly (readonly [path: RegExp, schema: string])[] = [
  [/\/manifest\.json$/, 'manifest'],
  [/\/files\.jsonl$/, 'file'],
  [/\/intent\.json$/, 'intent'],
  [/\/slices\//, 'slice'],
  [/\/verifications\//, 'verification'],
  [/\/restores\//, 'restore'],
  [/\/forms\//, 'forms'],
  [/\/lease\.json$/, 'lease'],
];

test('every JSON document in the storage is as its JSON Schema says, which another library reads; one with a field too many is not', async () => {
  expect(run('snapshot', '--tables', 'Example').status).toBe(0);
  expect(run('restore', '--tables', 'Example').status).toBe(0);
  const seen = new Set<string>();
  for await (const { name } of storage.listBlobsFlat()) {
    const schema = schemaOf.find(([path]) => path.test(name))?.[1];
    if (schema === undefined) {
      expect(name).not.toMatch(/\.jsonl?$/);
      continue;
    }
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(join(root, `schemas/${schema}.v1.json`), 'utf8')));
    for (const line of name.endsWith('l') ? (await read(name)).trimEnd().split('\n') : [await read(name)]) {
      const document = JSON.parse(line);
      expect({ name, valid: validate(document), errors: validate.errors }).toEqual({ name, valid: true, errors: null });
      expect({ name, valid: validate({ ...document, unheardOf: 1 }) }).toEqual({ name, valid: false });
    }
    seen.add(schema);
  }
  expect([...seen].sort()).toEqual(schemaOf.map(([, schema]) => schema).sort());
});

const hostile = 'it-s odd.  T--ünï 表';

/** Commands, queries and comments of a script, as somebody would run them one after the other. */
async function runByHand(
  script: string,
): Promise<{ readonly fingerprint: readonly unknown[]; readonly comments: string }> {
  const { search } = new URL(cluster.storage);
  const parts = script.trimEnd().split('\n\n');
  let fingerprint: readonly unknown[] = [];
  for (const part of parts.filter((one) => !one.startsWith('//'))) {
    const text = part.replace('?<SAS>', search);
    if (text.startsWith('.')) await talk.command(text);
    else [fingerprint = []] = await talk.query(text);
  }
  return { fingerprint, comments: parts.filter((one) => one.startsWith('//')).join('\n') };
}

test('the scripts that a snapshot carries restore every table by hand, odd names and empty tables too', async () => {
  const name = `['${hostile}']`;
  await talk.command(`.create table ${name} ([' a-b. c']:string, d:decimal)`);
  await talk.command(`.append ${name} <| print a="x", d=decimal(1.5)`);
  await talk.command('.create table Empty (a:guid)');
  const taken = run('snapshot', '--tables', `Example,${hostile},Empty`);
  expect(taken.status).toBe(0);
  const id = taken.document.data.snapshotId;
  const page = await read(taken.document.data.manifest.replace('manifest.json', 'RESTORE.md'));
  expect(page).toContain(id);
  expect(page).not.toMatch(/sig=/);
  for (const table of taken.document.data.tables) {
    const path = table.fileLists[0].path.replace('files.jsonl', 'restore.kql');
    expect(page).toContain(path);
    const { fingerprint: seen, comments } = await runByHand(await read(path));
    const { rows, low, high } = table.fingerprint;
    expect(seen.map((sum) => (sum === '' ? '0' : sum))).toEqual([rows, low, high]);
    expect(comments).toContain(`n=${rows}, lo=${low}, hi=${high}`);
    const swap = comments.split('\n').find((line) => line.startsWith('// .rename')) ?? '';
    await talk.command(swap.slice(3));
  }
  expect(await talk.query(`${name} | project d`)).toEqual([['1.5']]);
  expect(await talk.query('Empty | count')).toEqual([[0]]);
});
