import { schemaHash } from '../domain/column.ts';
import { canaryDifferences } from '../domain/fingerprint.ts';
import {
  addDifferences,
  type CountedRow,
  compareRows,
  noDifference,
  type RowDifference,
} from '../domain/reference-data/row-difference.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { ReferenceFiles } from '../ports/reference-files.ts';
import { type ReferenceData, rowsOf } from './read-reference-data.ts';

/** How a file differs from its table, or why that was not counted. */
export type ComparedRows =
  | ({ readonly kind: 'counted' } & RowDifference)
  | { readonly kind: 'not-counted'; readonly why: string };

/** Two numbers of 8 bytes per row of the file are in memory, and the answer of one part. */
const mostRows = 4_000_000;
const defaultPartRows = 65_536;

/**
 * Compares the rows of the file with those that are in the table now, by the hashes that both sides form of their values; reads only. Rows are told apart by the key of
 * the options, or else by all their values.
 */
export async function compareWithTable(
  data: ReferenceData,
  {
    read,
    files,
    partRows = defaultPartRows,
  }: {
    readonly read: DatabaseReader;
    readonly files: ReferenceFiles;
    readonly partRows?: number;
  },
): Promise<ComparedRows> {
  const live = (await read.tables()).find(({ name }) => name === data.table);
  if (live === undefined) return { kind: 'counted', ...noDifference, added: BigInt(data.content.rows) };
  if (schemaHash(live.columns) !== schemaHash(data.columns)) return notCounted('the columns of the table change');
  if (canaryDifferences((await read.identity()).canary).length > 0)
    return notCounted('this cluster hashes differently');
  const tableRows = (await read.rowsByExtent(data.table)).reduce((sum, { rows }) => sum + rows, 0n);
  const rows = Math.max(data.content.rows, Number(tableRows));
  if (rows > mostRows) return notCounted(`there are more than ${mostRows} rows`);
  const of = 2 ** Math.ceil(Math.log2(Math.max(rows / partRows, 1)));
  const hashes = await hashFile(data, files);
  const key = data.columns.filter(({ name }) => data.options.key.includes(name));
  const repeated = key.length === 0 ? 0 : countRepeated(hashes.keys);
  if (repeated > 0) return notCounted(`${repeated} rows of the file have the key of another row`);
  let sum = noDifference;
  for (let index = 0; index < of; index += 1) {
    const there = await read.rowHashes(data.table, data.columns, key, { index, of });
    sum = addDifferences(sum, compareRows(partOf(hashes, index, of), there));
  }
  return { kind: 'counted', ...sum };
}

function notCounted(why: string): ComparedRows {
  return { kind: 'not-counted', why };
}

interface FileHashes {
  readonly keys: BigInt64Array;
  readonly rows: BigInt64Array;
}

async function hashFile(data: ReferenceData, files: ReferenceFiles): Promise<FileHashes> {
  const digest = await files.digest(data.columns);
  const places = data.columns.flatMap(({ name }, place) => (data.options.key.includes(name) ? [place] : []));
  const rows = new BigInt64Array(data.content.rows);
  const keys = places.length === 0 ? rows : new BigInt64Array(data.content.rows);
  let at = 0;
  for await (const values of rowsOf(data, files)) {
    rows[at] = digest.rowHash(values);
    if (places.length > 0) keys[at] = digest.rowHash(values, places);
    at += 1;
  }
  return { keys, rows };
}

/** How many numbers are there already. */
function countRepeated(numbers: BigInt64Array): number {
  const sorted = numbers.toSorted();
  return sorted.reduce((count, number, at) => (at > 0 && number === sorted[at - 1] ? count + 1 : count), 0);
}

function* partOf({ keys, rows }: FileHashes, index: number, of: number): Generator<CountedRow> {
  const words = new Uint32Array(keys.buffer);
  for (let at = 0; at < keys.length; at += 1) {
    if (((words[2 * at] ?? 0) & (of - 1)) !== index) continue;
    yield { key: keys[at] ?? 0n, hash: rows[at] ?? 0n, rows: 1n };
  }
}
