import { type Column, type ColumnType, columnTypes } from '../column.ts';
import { columnOrder, type Facets, type Model, namesUnder, partsOf } from './model.ts';

/** What queries may name in a schema, in the words of `ports/kql-language.ts`. */
export interface NamedObjects {
  readonly tables: readonly { readonly name: string; readonly columns: readonly Column[] }[];
  readonly externalTables: readonly { readonly name: string; readonly columns: readonly Column[] }[];
  readonly functions: readonly { readonly name: string; readonly parameters: string; readonly body: string }[];
  readonly views: readonly { readonly name: string; readonly query: string }[];
}

export function namedObjects(model: Model): NamedObjects {
  const of = (wanted: string) =>
    [...model].flatMap(([key, facets]) => {
      const { kind, name } = partsOf(key);
      return kind === wanted && facets.has('object') ? [{ name, facets }] : [];
    });
  const withColumns = ({ name, facets }: { readonly name: string; readonly facets: Facets }) => ({
    name,
    columns: columnsIn(facets),
  });
  return {
    tables: of('table').map(withColumns),
    externalTables: of('external-table').map(withColumns),
    functions: of('function').map(({ name, facets }) => ({
      name,
      parameters: facets.get('parameters') ?? '()',
      body: facets.get('body') ?? '{}',
    })),
    views: of('materialized-view').map(({ name, facets }) => ({ name, query: facets.get('query') ?? '' })),
  };
}

/** The columns of a table in order; those of which no order is told come last. */
export function columnsIn(facets: Facets): readonly Column[] {
  const order = columnOrder(facets);
  const others = namesUnder(facets, 'column').filter((name) => !order.includes(name));
  return [...order, ...others].flatMap((name) => {
    const type = facets.get(`column ${name}`);
    return isColumnType(type) ? [{ name, type }] : [];
  });
}

function isColumnType(type: string | undefined): type is ColumnType {
  return columnTypes.some((one) => one === type);
}
