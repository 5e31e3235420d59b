import { addFingerprints, emptyFingerprint, type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import type { Problem } from '../domain/problem.ts';
import { type FileRecord, loadFingerprint, type TableManifest } from '../domain/snapshot/manifest.ts';
import { includes, type Level } from '../domain/snapshot/records.ts';
import { isInPart, type Rotation } from '../domain/snapshot/rotation.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { checkBlob, differencesOf } from './check-blob.ts';
import { checkFile } from './check-file.ts';
import { eachOf } from './each-of.ts';
import { readFileList } from './file-list.ts';

export interface FilesCheck {
  /** In the order of the file list. */
  readonly problems: readonly Problem[];
  /** How many files were looked at. */
  readonly looked: number;
  /** Sums of each column's values; present only when every value of every file was read. */
  readonly columns?: ReadonlyMap<string, Fingerprint>;
}

const parallelFiles = 4;

/** What is kept while files are read: sums, and nothing for a file that is as it should be. */
interface Tally {
  readonly problems: { readonly place: number; readonly problems: readonly Problem[] }[];
  readonly columns: Map<string, Fingerprint>;
  sum: Fingerprint;
  listed: number;
  looked: number;
  recomputed: number;
}

/**
 * Compares the files of one table with its lists, and the lists and the script with the manifest. With a rotation only the files of one part are looked at;
 * the lists are always read to their end.
 */
export async function verifyFiles(
  request: { readonly table: TableManifest; readonly level: Level; readonly rotation?: Rotation | undefined },
  world: { readonly store: SnapshotStore; readonly parquet: ParquetFiles },
): Promise<FilesCheck> {
  const { table, level, rotation } = request;
  const tally: Tally = { problems: [], columns: new Map(), sum: emptyFingerprint, listed: 0, looked: 0, recomputed: 0 };
  const look = async (record: FileRecord): Promise<void> => {
    const place = tally.listed;
    tally.listed += 1;
    tally.sum = addFingerprints([tally.sum, loadFingerprint(record.fingerprint)]);
    if (!isInPart(record.path, rotation)) return;
    tally.looked += 1;
    const { problems, recomputed } = await checkFile(
      { table: table.name, record, columns: table.columns, level },
      world,
    );
    if (problems.length > 0) tally.problems.push({ place, problems });
    if (recomputed === undefined) return;
    tally.recomputed += 1;
    for (const [name, sum] of recomputed.byColumn)
      tally.columns.set(name, addFingerprints([tally.columns.get(name) ?? emptyFingerprint, sum]));
  };
  const spoilt = await differencesOf(async () => {
    await eachOf(readFileList(world.store, table), parallelFiles, look);
    return [];
  });
  const script = isInPart(table.handScript.path, rotation) ? await checkBlob(world.store, table.handScript) : [];
  const found = tally.problems.toSorted((a, b) => a.place - b.place).flatMap(({ problems }) => problems);
  const lists = spoilt.length > 0 ? spoilt.map((problem) => named(table, problem)) : compareSums(table, tally);
  const isComplete = includes(level, 'full') === 'yes' && spoilt.length === 0 && tally.recomputed === tally.listed;
  return {
    problems: [...lists, ...script.map((problem) => named(table, problem)), ...found],
    looked: tally.looked,
    ...(isComplete && tally.listed > 0 ? { columns: tally.columns } : {}),
  };
}

function named({ name }: TableManifest, problem: Problem): Problem {
  return { ...problem, summary: `${name}: ${problem.summary}` };
}

function compareSums(table: TableManifest, { sum, listed }: Tally): readonly Problem[] {
  const expected = loadFingerprint(table.fingerprint);
  if (sameFingerprint(sum, expected) && listed === table.files) return [];
  const summary = `${table.name}: the file lists add up to ${sum.rows} rows in ${listed} files, the manifest says ${expected.rows} in ${table.files}.`;
  return [{ code: 'difference', summary }];
}
