import { DiscoveryNeeded, type FoundProperty, type QueryCatalog, type TranslatedQuery } from './contract.ts';
import { translateQuery } from './translate.ts';

const mostDiscoveries = 8;

/** Translates a query whose columns depend on the data; `read` runs a SELECT of two text columns. */
export async function discoverQuery(
  text: string,
  catalog: QueryCatalog,
  read: (sql: string) => Promise<readonly FoundProperty[]>,
): Promise<TranslatedQuery> {
  let complete = text;
  for (let count = 0; ; count++) {
    try {
      return translateQuery(complete, catalog);
    } catch (cause) {
      if (!(cause instanceof DiscoveryNeeded) || count === mostDiscoveries) throw cause;
      complete = cause.complete(await read(cause.sql));
    }
  }
}
