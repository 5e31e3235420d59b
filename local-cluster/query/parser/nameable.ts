import type { QueryCatalog } from '../contract.ts';

/**
 * Ways to name a table other than by writing its whole name: wildcards, operators over all tables, names that are put together or escaped, other databases. An escaped
 * quotation mark, as in the JSON text of a policy, can only be part of an unusual name.
 */
const indirect =
  /\*|\\(?!")|```|~~~|\b(?:search|find|database|cluster|evaluate|macro-expand)\b|\b(?:table|materialized_view)\s*\(\s*[^'"\s]/i;
/** An empty string as an argument of its own, which is no part of a name. */
const emptyString = /([=,(]\s*)(?:""|'')(?=\s*(?:[,)|]|$))/g;
/** Two strings side by side, which are one. */
const sideBySide = /["']\s*[@hH]*["']/;
/** Names that a text may have to write in another way. */
const unusual = /[^\w .:()-]/;

/**
 * Those of the tables that a text can name, itself or by the functions it calls; more than it does name. With ten thousand tables the parser, which looks through all it
 * knows for every name, takes seconds for a text that names a few.
 */
export function nameableTables<T extends { readonly name: string }>(
  text: string,
  { tables, functions }: Pick<QueryCatalog, 'functions'> & { readonly tables: readonly T[] },
): readonly T[] {
  const texts = [text, ...functions.flatMap(({ parameters, body }) => [parameters, body])].map((each) =>
    each.replaceAll(emptyString, '$1'),
  );
  if (texts.some((each) => indirect.test(each) || sideBySide.test(each))) return tables;
  const written = new Set(
    texts.flatMap((each) => [...(each.match(/\w+/g) ?? []), ...each.split('"'), ...each.split("'")]),
  );
  return tables.filter(({ name }) => written.has(name) || unusual.test(name));
}
