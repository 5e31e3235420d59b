import { isOfTheProcess } from '../domain/problem.ts';
import type { Database } from '../ports/database.ts';
import { look } from './look.ts';

/** What of a table the service counts as hot, by the size of its extents. `why` says why that is not known. */
export type HotShare =
  | { readonly table: string; readonly hotBytes: number; readonly storedBytes: number }
  | { readonly table: string; readonly why: string };

const late = 'its details may be those of a quarter of an hour ago.';

/**
 * How much of each restored table is hot. The service tells it of a moment up to 15 minutes ago, so it counts only where it goes with the rows that its extents hold now, and these are not as many as
 * `rowsBefore`. Rows are told by the metadata of extents, which no policy hides.
 * Only reads. What is done is done: a look that fails is told. Source: https://learn.microsoft.com/kusto/management/show-table-details-command
 */
export async function readHotShares(
  tables: readonly { readonly name: string; readonly rowsBefore?: bigint | undefined }[],
  { read, observe }: Pick<Database, 'read' | 'observe'>,
): Promise<readonly HotShare[]> {
  if (tables.length === 0) return [];
  const names = tables.map(({ name }) => name);
  const looked = await look(() => Promise.all([read.tables(), observe.extentTotals(names)]), isOfTheProcess);
  if ('problem' in looked) return names.map((table) => ({ table, why: looked.problem.summary }));
  const [live, totals] = looked.value;
  return tables.map(({ name, rowsBefore }) => {
    const { estimate } = live.find((one) => one.name === name) ?? {};
    const { hotBytes, storedBytes } = estimate ?? {};
    if (estimate === undefined || hotBytes === undefined || storedBytes === undefined)
      return { table: name, why: 'the service does not tell it.' };
    const isOfNow = estimate.rows === totals.get(name)?.rows && estimate.rows !== rowsBefore;
    return isOfNow ? { table: name, hotBytes, storedBytes } : { table: name, why: late };
  });
}
