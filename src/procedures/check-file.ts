import type { StoredColumn } from '../domain/column-form.ts';
import { sameFingerprint, showFingerprint } from '../domain/fingerprint.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
import { type FileRecord, loadFingerprint } from '../domain/snapshot/manifest.ts';
import { includes, type Level } from '../domain/snapshot/records.ts';
import type { ParquetFiles, Recomputed } from '../ports/parquet-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

export interface FileCheck {
  readonly problems: readonly Problem[];
  /** Present when every value of the file was read. */
  readonly recomputed?: Recomputed;
}

/** Whether a file is still what the manifest says: there, the same version, the same rows; at `full`, every value. */
export async function checkFile(
  request: {
    readonly table: string;
    readonly record: FileRecord;
    readonly columns: readonly StoredColumn[];
    readonly level: Level;
  },
  world: { readonly store: SnapshotStore; readonly parquet: ParquetFiles },
): Promise<FileCheck> {
  const { table, record, columns, level } = request;
  try {
    return await check({ table, record, columns, level }, world);
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'difference')) {
      return { problems: error.problems.map((problem) => ({ ...problem, summary: `${table}: ${problem.summary}` })) };
    }
    throw error;
  }
}

async function check(
  { table, record, columns, level }: Parameters<typeof checkFile>[0],
  { store, parquet }: Parameters<typeof checkFile>[1],
): Promise<FileCheck> {
  const { path } = record;
  const expected = loadFingerprint(record.fingerprint);
  const blob = await store.inspect(path);
  if (blob === undefined)
    return differs(
      `${table}: ${path} is missing.`,
      `expected ${record.bytes} bytes with ${expected.rows} rows, seen no such blob`,
    );
  if (blob.etag !== record.etag || blob.bytes !== record.bytes) {
    return differs(
      `${table}: ${path} was overwritten.`,
      `expected version ${record.etag} of ${record.bytes} bytes, seen ${blob.etag} of ${blob.bytes} bytes`,
    );
  }
  const footer = await parquet.footer(blob);
  if (footer.rows !== expected.rows)
    return differs(`${table}: ${path} has other rows.`, `expected ${expected.rows} rows, seen ${footer.rows}`);
  if (includes(level, 'full') === 'no') return { problems: [] };
  const recomputed = await parquet.recompute(blob, columns);
  return { problems: judgeValues({ table, path, columns, expected }, recomputed), recomputed };
}

function judgeValues(
  at: {
    readonly table: string;
    readonly path: string;
    readonly columns: readonly StoredColumn[];
    readonly expected: ReturnType<typeof loadFingerprint>;
  },
  { fingerprint, wrongRows, firstWrongRow }: Recomputed,
): readonly Problem[] {
  if (wrongRows === 0 && sameFingerprint(fingerprint, at.expected)) return [];
  const first = firstWrongRow === undefined ? '' : `, the first is row ${firstWrongRow}`;
  const detail = `expected ${at.expected.rows} rows with fingerprint ${showFingerprint(at.expected)}, seen ${fingerprint.rows} with ${showFingerprint(fingerprint)}; ${wrongRows} rows do not give their own hash${first}`;
  if (isCertain(at.columns, wrongRows, fingerprint.rows)) {
    return [{ code: 'difference', summary: `${at.table}: ${at.path} holds other values than were exported.`, detail }];
  }
  const summary = `${at.table}: whether ${at.path} holds the values that were exported cannot be told outside the engine.`;
  return [{ code: 'unknown', summary, detail, next: 'Restore the table under another name and compare there.' }];
}

/**
 * The hash of a real value and the canonical text of a dynamic one follow the engine, and are not documented to the byte. Where other rows of the
 * file do give their hash, the recipe is proven to hold here, and a row that does not was changed.
 */
function isCertain(columns: readonly StoredColumn[], wrongRows: number, rows: bigint): boolean {
  return BigInt(wrongRows) < rows || !columns.some(({ type }) => type === 'real' || type === 'dynamic');
}

function differs(summary: string, detail: string): FileCheck {
  return { problems: [{ code: 'difference', summary, detail }] };
}
