import type { QueryCatalog, RowSource, TableSource } from '../contract.ts';
import { effectiveOptions, type RequestOptions, setOption } from '../request-options.ts';
import { child, nameOf, require, type SyntaxNode } from '../syntax.ts';
import { unsupported } from './scope.ts';

/** The options of a query: those of its `set` statements and those of its request. */
export function optionsOf(statements: readonly SyntaxNode[], request: RequestOptions): RequestOptions {
  const own = statements.filter(({ kind }) => kind === 'SetOptionStatement');
  const read = own.map((statement) => {
    const clause = child(statement, 'ValueClause');
    return setOption(nameOf(require(statement, 'Name')), clause && require(clause, 'Expression').text);
  });
  return effectiveOptions(request, Object.assign({}, ...read));
}

/** A source of which nobody knows here what is in the hot cache, such as a view. */
function unknownCache<S extends RowSource>(source: S): S {
  const refuse = (): never => {
    throw unsupported('data scope', `hotcache of ${source.name}`);
  };
  return new Proxy(source, {
    get: (target, name) => (name === 'relation' || name === 'materialized' ? refuse() : Reflect.get(target, name)),
  });
}

/** The catalog as a query with these options sees it. */
export function under(options: RequestOptions, catalog: QueryCatalog): QueryCatalog {
  const { query_now: now, request_block_row_level_security: isBlocked } = options;
  const isHot = options.query_datascope === 'hotcache';
  const { tables, materializedViews: views = [], others } = catalog;
  const read = (table: TableSource): TableSource =>
    (isBlocked === true ? table.blocked : undefined) ?? (isHot ? (table.hot ?? unknownCache(table)) : table);
  return {
    ...catalog,
    tables: tables.map(read),
    ...(isHot ? { materializedViews: views.map(unknownCache) } : {}),
    ...(typeof now === 'bigint' ? { nowTicks: now } : {}),
    ...(others === undefined ? {} : { others: () => others().map((other) => under(options, other)) }),
  };
}

/** The same catalog, which remembers whether a query compared rows with a cursor. */
export function watchCursor(catalog: QueryCatalog): { catalog: QueryCatalog; seen: () => { cursor?: string } } {
  let isUsed = false;
  const parseCursor = (text: string): bigint | undefined => {
    isUsed = true;
    return catalog.parseCursor(text);
  };
  return { catalog: { ...catalog, parseCursor }, seen: () => (isUsed ? { cursor: catalog.currentCursor } : {}) };
}
