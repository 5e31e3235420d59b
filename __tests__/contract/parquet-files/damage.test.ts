import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Column, columnTypes } from '../../../src/domain/column.ts';
import { type Problem, ProblemError } from '../../../src/domain/problem.ts';
import type { Recomputed } from '../../../src/ports/parquet-files.ts';
import type { StoredBlob } from '../../../src/ports/snapshot-store.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { type OpenedGateways, openGateways } from '../../fixtures/opened-gateways.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { csvRecord, type ExportedTable, exportTable, plainAndSplit } from './exported-table.ts';

const columns: readonly Column[] = columnTypes.map((type) => ({ name: `c_${type}`, type }));
const rowCount = 5_000;

function recordOf(row: number): string {
  if (row % 7 === 0) return csvRecord(columns.map(() => undefined));
  const two = String(row % 60).padStart(2, '0');
  return csvRecord([
    String(row % 2 === 0),
    String(row),
    String(row * 1_000_000_007),
    `${row}.25`,
    `${row}.5`,
    `2020-01-01T00:${two}:${two}.123456${row % 10}Z`,
    `${row}.00:${two}:00`,
    `00000000-0000-0000-0000-${String(row).padStart(12, '0')}`,
    `text ${row} ä😀`,
    `{"k":${row},"list":[1,2,"x${row}"]}`,
  ]);
}

let cluster: LocalCluster;
let gateways: OpenedGateways;
let packed: ExportedTable;
let plain: ExportedTable;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
  gateways = openGateways(cluster);
  const records = Array.from({ length: rowCount }, (_, row) => recordOf(row)).join('');
  const csv = csvRecord(columns.map(({ name }) => name)) + records;
  packed = await exportTable(cluster, { name: 'Packed', columns, csv });
  plain = await exportTable(cluster, { name: 'Plain', columns, csv }, plainAndSplit);
});
afterAll(() => cluster.stop());

function onlyFile({ files }: ExportedTable): StoredBlob {
  const [file] = files;
  if (file === undefined || files.length !== 1) throw new Error(`${files.length} files`);
  return file;
}

async function bytesOf({ path, bytes, etag }: StoredBlob): Promise<Uint8Array> {
  return Uint8Array.from(await gateways.store.readRange(path, { start: 0, end: bytes, etag }));
}

let copies = 0;

async function putCopy(bytes: Uint8Array): Promise<StoredBlob> {
  copies += 1;
  const path = `copies/${copies}.parquet`;
  const written = await gateways.store.write(path, bytes, { kind: 'if-absent' });
  if (written === 'conflict') throw new Error(`${path} exists`);
  return { path, bytes: bytes.length, etag: written.etag };
}

/** What the port promises: a value, or problems. */
async function problemsOf(work: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}

function footerStart(bytes: Uint8Array): number {
  return bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
}

/** What another reader answers: row groups and order are the affair of a writer with several threads. */
async function askOther(file: StoredBlob, query: (path: string) => string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'other-reader-'));
  const instance = await DuckDBInstance.create();
  try {
    const path = join(folder, 'file.parquet');
    await writeFile(path, await bytesOf(file));
    const connection = await instance.connect();
    const [[answer] = []] = (await connection.runAndReadAll(query(path))).getRows();
    return Number(answer);
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

test('the footer tells rows, row groups and columns in the order of the file', async () => {
  const names = [...columns.slice(0, 6), { name: 'kr_t5' }, ...columns.slice(6), { name: 'kr_h' }].map(
    ({ name }) => name,
  );
  const rowGroups = await askOther(
    onlyFile(plain),
    (path) => `SELECT num_row_groups FROM parquet_file_metadata('${path}')`,
  );
  expect(rowGroups).toBeGreaterThan(1);
  expect(await gateways.parquet.footer(onlyFile(plain))).toEqual({ rows: 5_000n, rowGroups, columns: names });
  expect(await gateways.parquet.footer(onlyFile(packed))).toEqual({ rows: 5_000n, rowGroups: 1, columns: names });
});

test('row groups and compression change nothing about what is recomputed', async () => {
  const [fromPacked, fromPlain] = await Promise.all([
    gateways.parquet.recompute(onlyFile(packed), packed.columns),
    gateways.parquet.recompute(onlyFile(plain), plain.columns),
  ]);
  expect(fromPacked.wrongRows).toBe(0);
  expect(fromPlain.fingerprint).toEqual(fromPacked.fingerprint);
  expect(fromPlain.byColumn).toEqual(fromPacked.byColumn);
  expect(await gateways.parquet.storedFingerprint(onlyFile(plain))).toEqual(fromPacked.fingerprint);
});

test('the first wrong row is counted through all row groups', async () => {
  const bytes = await bytesOf(onlyFile(plain));
  const place = Buffer.from(bytes.buffer).indexOf('text 4500 ä');
  bytes[place] = 'T'.charCodeAt(0);
  const { wrongRows, firstWrongRow } = await gateways.parquet.recompute(await putCopy(bytes), plain.columns);
  const row = await askOther(
    onlyFile(plain),
    (path) =>
      `SELECT file_row_number FROM read_parquet('${path}', file_row_number=true) WHERE c_string LIKE 'text 4500 %'`,
  );
  expect([wrongRows, firstWrongRow]).toEqual([1, row]);
});

/** Undamaged, found, or harmless: the same values all the same, for example a statistic in a page header. */
function judge(recomputed: Recomputed, undamaged: Recomputed): 'found' | 'harmless' | 'silent' {
  if (recomputed.wrongRows > 0) return 'found';
  const values = (one: Recomputed) => [one.fingerprint, [...one.byColumn]];
  const isSame = JSON.stringify(values(recomputed), replaceBig) === JSON.stringify(values(undamaged), replaceBig);
  return isSame ? 'harmless' : 'silent';
}

const replaceBig = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

test.each(['packed', 'plain'] as const)(
  'a byte that is flipped in a data page of a %s file never passes',
  async (kind) => {
    const random = seededRandom(kind === 'plain' ? 7 : 8);
    const table = kind === 'plain' ? plain : packed;
    const bytes = await bytesOf(onlyFile(table));
    const undamaged = await gateways.parquet.recompute(onlyFile(table), table.columns);
    const results: Record<string, number> = { found: 0, harmless: 0 };
    const slipped: string[] = [];
    for (let round = 0; round < 50; round += 1) {
      const place = 4 + random.below(footerStart(bytes) - 4);
      const damaged = Uint8Array.from(bytes);
      damaged[place] = (bytes[place] ?? 0) ^ (1 << random.below(8));
      const result = await judgeCopy(damaged, table, undamaged);
      results[result] = (results[result] ?? 0) + 1;
      if (result === 'silent') slipped.push(`byte ${place}`);
    }
    random.check(() => {
      expect(slipped).toEqual([]);
      expect(results.found).toBeGreaterThan(25);
    });
  },
);

async function judgeCopy(
  bytes: Uint8Array,
  table: ExportedTable,
  undamaged: Recomputed,
): Promise<ReturnType<typeof judge>> {
  const copy = await putCopy(bytes);
  const reading = gateways.parquet.recompute(copy, table.columns);
  const problems = await problemsOf(reading);
  if (problems.length === 0) return judge(await reading, undamaged);
  expect(problems).toMatchObject([{ code: 'difference', summary: expect.stringContaining(copy.path) }]);
  return 'found';
}

test.each([0, 4, 11, 12, 1000, -1, -8, -9])('a file cut to %d bytes is a difference that names it', async (length) => {
  const bytes = await bytesOf(onlyFile(packed));
  const copy = await putCopy(bytes.slice(0, length));
  const { parquet } = gateways;
  const readings = [
    () => parquet.footer(copy),
    () => parquet.storedFingerprint(copy),
    () => parquet.recompute(copy, packed.columns),
  ];
  for (const reading of readings) {
    expect(await problemsOf(reading())).toMatchObject([
      { code: 'difference', summary: expect.stringContaining(copy.path) },
    ]);
  }
});

test('another version of the file is a difference, also when its bytes are the same', async () => {
  const bytes = await bytesOf(onlyFile(packed));
  const first = await putCopy(bytes);
  await gateways.store.write(first.path, bytes, { kind: 'if-match', etag: first.etag });
  const { parquet } = gateways;
  for (const reading of [() => parquet.footer(first), () => parquet.recompute(first, packed.columns)]) {
    expect(await problemsOf(reading())).toMatchObject([
      { code: 'difference', summary: `${first.path} is gone or was overwritten.` },
    ]);
  }
});

test.each([
  ['a column that is not there', [{ name: 'absent', type: 'int', form: 'native' }]],
  ['a column of another type', [{ name: 'c_string', type: 'datetime', form: 'microseconds' }]],
  ['a number where a text should be', [{ name: 'c_long', type: 'string', form: 'native' }]],
] as const)('%s is a difference', async (_, wanted) => {
  expect(await problemsOf(gateways.parquet.recompute(onlyFile(packed), wanted))).toMatchObject([
    { code: 'difference' },
  ]);
});

test('text that is no UTF-8 is a difference, not a replacement character', async () => {
  const bytes = await bytesOf(onlyFile(plain));
  const place = Buffer.from(bytes.buffer).indexOf('text 4500 ä');
  bytes[place] = 0xff;
  expect(await problemsOf(gateways.parquet.recompute(await putCopy(bytes), plain.columns))).toMatchObject([
    { code: 'difference' },
  ]);
});
