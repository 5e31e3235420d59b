import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

/** A row of the crowd's tables, as a file holds it. */
export interface ExportedRow {
  readonly member: number;
  readonly batch: number;
}

async function readBlob(url: string): Promise<ExportedRow[]> {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`An exported file is not there: ${response.status}`);
  const rows = await parquetReadObjects({ file: await response.arrayBuffer(), compressors });
  return rows.map(({ member, batch }) => ({ member: Number(member), batch: Number(batch) }));
}

/** The rows that lie in the files of an export, from its answer of paths and counts; a file holds as many as it was said to. */
export async function readExported(
  answer: readonly (readonly (string | number)[])[],
  sas: string,
): Promise<ExportedRow[]> {
  const files: ExportedRow[][] = [];
  for (const [path, count] of answer) {
    const rows = await readBlob(`${path}?${sas}`);
    if (rows.length !== Number(count)) throw new Error(`${rows.length} rows in a file that was said to have ${count}`);
    files.push(rows);
  }
  return files.flat();
}

/** How many batches of other members or the own one are there in part. */
export function tornBatches(rows: readonly ExportedRow[], whole: number): number {
  const counts = new Map<string, number>();
  for (const { member, batch } of rows) {
    const key = `${member}/${batch}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count !== whole).length;
}
