import { presentCaller } from '../engine/caller.ts';
import { dataProblem } from '../engine/data-problems.ts';
import { translate } from '../engine/query.ts';
import { unsupported } from '../problem.ts';
import type { QueryCatalog, TranslatedQuery } from '../query/contract.ts';

/**
 * Translates a query that says which records to delete or to append, under the options of its request. Throws for a limit on
 * rows, which would make another change of it.
 */
export function translateChange(text: string, catalog: QueryCatalog): TranslatedQuery {
  const translated = translate(text, { ...catalog, options: presentCaller().options });
  if (translated.options.query_take_max_records === undefined) return translated;
  throw unsupported("'query_take_max_records' in a command that changes records");
}

/** Runs a change of records; a value that its queries cannot work on is the caller's, as in a query. */
export function changingRecords<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw dataProblem(cause);
  });
}
