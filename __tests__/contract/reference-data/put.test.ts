import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Column, columnTypes } from '../../../src/domain/column.ts';
import { throwProblems } from '../../../src/domain/problem.ts';
import { databasePaths } from '../../../src/domain/snapshot/paths.ts';
import { createReferenceFiles } from '../../../src/gateways/reference-data/reference-files.ts';
import { compareWithTable } from '../../../src/procedures/compare-rows.ts';
import {
  compareReferenceData,
  putReferenceData,
  type ReferenceWorld,
} from '../../../src/procedures/put-reference-data.ts';
import { type ReferenceData, readReferenceData } from '../../../src/procedures/read-reference-data.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { openGateways } from '../../fixtures/opened-gateways.ts';
import { Talk } from '../local-cluster/talk.ts';

const all: readonly Column[] = columnTypes.map((type) => ({ name: `of ${type}`, type }));
const few: readonly Column[] = [
  { name: 'id', type: 'long' },
  { name: 'name', type: 'string' },
];

let cluster: LocalCluster;
let talk: Talk;
let folder: string;
let world: ReferenceWorld;

beforeAll(async () => {
  cluster = await startLocalCluster();
  talk = new Talk(cluster);
  folder = await mkdtemp(join(tmpdir(), 'reference-'));
  const { database, store, clock } = openGateways(cluster);
  const paths = databasePaths(database.clusterHost, database.name);
  world = { database, store, clock, paths, files: createReferenceFiles(folder) };
  const types = new Map([
    ['AllTypes', all],
    ['Large', few],
  ]);
  for (const [name, columns] of types) {
    await database.change.createTable({ name, columns, folder: '', docString: '' });
  }
});

afterAll(async () => {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
});

async function read(path: string, table: string, columns: readonly Column[]): Promise<ReferenceData> {
  const { data, problems } = await readReferenceData(world.files, [path], new Map([[table, columns]]));
  throwProblems(problems);
  return data[0] ?? Promise.reject(new Error('no data'));
}

const values: Readonly<Record<string, string>> = {
  'of bool': 'true',
  'of int': '-2147483648',
  'of long': '9223372036854775807',
  'of real': '-0.1',
  'of decimal': '12345678901234567.123',
  'of datetime': '2020-02-29T23:59:59.123456Z',
  'of timespan': '-1.02:03:04.0000001',
  'of guid': '6B7D9A10-3C54-4F51-8D0E-27A1C0FFEE00',
  'of string': ' "quoted", ü🐦\r\nsecond line ',
  'of dynamic': '{"b": [1, 2.50, null, 12345678901234567890], "a": "ü"}',
};
const csvField = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csv = `${all.map(({ name }) => name).join(',')}\n${all.map(({ name }) => csvField(values[name] ?? '')).join(',')}\n${','.repeat(9)}\n`;
const bare = new Set(['of bool', 'of int', 'of long', 'of real', 'of decimal', 'of dynamic']);
const members = all.map(({ name }) => {
  const value = values[name] ?? '';
  return `${JSON.stringify(name)}:${bare.has(name) ? value : JSON.stringify(value)}`;
});

async function writeParquet(path: string): Promise<void> {
  const text = (name: string) => `'${(values[name] ?? '').replaceAll("'", "''")}'`;
  const columns = [
    `true AS "of bool"`,
    `(-2147483648)::INTEGER AS "of int"`,
    `9223372036854775807 AS "of long"`,
    `-0.1::DOUBLE AS "of real"`,
    `12345678901234567.123::DECIMAL(38, 6) AS "of decimal"`,
    `TIMESTAMP '2020-02-29 23:59:59.123456' AS "of datetime"`,
    `${text('of timespan')} AS "of timespan"`,
    `${text('of guid')}::UUID AS "of guid"`,
    `E' "quoted", ü🐦\\r\\nsecond line ' AS "of string"`,
    `${text('of dynamic')}::JSON AS "of dynamic"`,
  ];
  const nulls = all.map(() => 'NULL').join(', ');
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT ${columns.join(', ')} UNION ALL SELECT ${nulls}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

test('one table from csv, json, jsonl and Parquet holds the same values, and values that were put in once stay', async () => {
  await writeFile(join(folder, 'AllTypes.csv'), csv);
  await writeFile(join(folder, 'AllTypes.json'), `[{${members.join(',')}},{}]`);
  await writeFile(join(folder, 'AllTypes.jsonl'), `{${members.join(',')}}\n{}\n`);
  await writeParquet(join(folder, 'AllTypes.parquet'));
  await putReferenceData(await read('AllTypes.csv', 'AllTypes', all), world, async () => undefined);
  const rows = () =>
    talk.query(`AllTypes | project ${all.map(({ name }, place) => `v${place}=tostring(['${name}'])`).join(',')}`);
  const expected = await rows();
  expect(expected).toContainEqual([
    'True',
    '-2147483648',
    '9223372036854775807',
    '-0.1',
    '12345678901234567.123',
    '2020-02-29T23:59:59.1234560Z',
    '-1.02:03:04.0000001',
    '6b7d9a10-3c54-4f51-8d0e-27a1c0ffee00',
    ' "quoted", ü🐦\r\nsecond line ',
    expect.stringContaining('12345678901234567890'),
  ]);
  expect(expected).toContainEqual(all.map(() => ''));
  for (const format of ['json', 'jsonl', 'parquet']) {
    const data = await read(`AllTypes.${format}`, 'AllTypes', all);
    expect([format, data.content.rows, [...data.content.nonEmpty.values()]]).toEqual([format, 2, all.map(() => 1)]);
    await putReferenceData(data, world, async () => undefined);
    expect(new Set(await rows())).toEqual(new Set(expected));
    expect(await compareReferenceData(data, world)).toEqual({ kind: 'current' });
  }
});

test('the hashes that are made here of values are those that the engine makes', async () => {
  const digest = await world.files.digest(all);
  const rows = all.map(({ name, type }) => (type === 'guid' ? values[name]?.toLowerCase() : values[name]) ?? '');
  digest.add(rows);
  digest.add(all.map(() => ''));
  await putReferenceData(await read('AllTypes.csv', 'AllTypes', all), world, async () => undefined);
  const whole = { kind: 'whole-table' } as const;
  expect(digest.columns()).toEqual(await world.database.read.columnFingerprints('AllTypes', all, whole));
  const both = [digest.rowHash(rows), digest.rowHash(all.map(() => ''))].map((hash) => BigInt.asUintN(64, hash));
  expect(await world.database.read.fingerprint('AllTypes', all, whole)).toEqual({
    rows: 2n,
    low: both.reduce((sum, hash) => sum + (hash & 0xffffffffn), 0n),
    high: both.reduce((sum, hash) => sum + (hash >> 32n), 0n),
  });
});

test('rows that somebody else adds, changes or removes are seen and put right', async () => {
  const data = await read('AllTypes.jsonl', 'AllTypes', all);
  await putReferenceData(data, world, async () => undefined);
  for (const [edit, difference] of [
    [`.ingest inline into table AllTypes <|\n${','.repeat(9)}`, { added: 0n, removed: 1n, changed: 0n }],
    [
      `.delete table AllTypes records <| AllTypes | where isempty(['of string'])`,
      { added: 1n, removed: 0n, changed: 0n },
    ],
    [
      `.set-or-replace AllTypes with (tags='["krref${data.content.sha256}"]') <| AllTypes | extend ['of int']=iff(isnull(['of int']), int(null), int(5))`,
      { added: 1n, removed: 1n, changed: 0n },
    ],
  ] as const) {
    await talk.command(edit);
    const seen = await compareReferenceData(data, world);
    const compared = await compareWithTable(data, { read: world.database.read, files: world.files, partRows: 1 });
    expect([edit, compared]).toEqual([edit, { kind: 'counted', ...difference }]);
    expect([edit, seen]).toEqual([
      edit,
      { kind: 'outdated', rows: expect.any(BigInt), foreignRows: expect.any(BigInt) },
    ]);
    expect(seen).not.toMatchObject({ foreignRows: 0n });
    await putReferenceData(data, world, async () => undefined);
    expect(await compareReferenceData(data, world)).toEqual({ kind: 'current' });
    const again = await compareWithTable(data, { read: world.database.read, files: world.files });
    expect(again).toEqual({ kind: 'counted', added: 0n, removed: 0n, changed: 0n });
  }
});

const rowCount = 1_000_000;

function* lines(): Generator<string> {
  yield 'id,name\r\n';
  for (let row = 0; row < rowCount; row += 1000)
    yield Array.from({ length: 1000 }, (_, one) => `${row + one},name ${one % 500}\r\n`).join('');
}

test('a million rows go in by parts, of which a few pieces are in memory', async () => {
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'Large.csv')));
  const parts: number[] = [];
  let longestPiece = 0;
  const watched: ReferenceWorld['store'] = {
    ...world.store,
    writePieces: (path, pieces, condition) => {
      const place = parts.push(0) - 1;
      async function* measured(): AsyncGenerator<string> {
        for await (const piece of pieces) {
          longestPiece = Math.max(longestPiece, piece.length);
          parts[place] = (parts[place] ?? 0) + piece.length;
          yield piece;
        }
      }
      return world.store.writePieces(path, measured(), condition);
    },
  };
  const data = await read('Large.csv', 'Large', few);
  expect(data.content.rows).toBe(rowCount);
  await putReferenceData(data, { ...world, store: watched, partLength: 4_000_000 }, async () => undefined);
  expect(parts.map((length) => Math.round(length / 1_000_000))).toEqual([4, 4, 4, 4]);
  expect(longestPiece).toBeLessThan(300_000);
  expect(await talk.query('Large | summarize n=count(), sum=sum(id)')).toEqual([
    [rowCount, (rowCount * (rowCount - 1)) / 2],
  ]);
  expect(await compareReferenceData(data, world)).toEqual({ kind: 'current' });
}, 180_000);
