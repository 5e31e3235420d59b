import type { Column } from '../column.ts';
import { columnsIn } from './language-schema.ts';
import { type Model, partsOf } from './model.ts';

/** The columns of tables in order, by name; undefined for a table of which the commands that make it do not say them, such as `.set-or-append T <| query`. */
export type TableColumns = ReadonlyMap<string, readonly Column[] | undefined>;

/** The tables that are there, without the tool's own, which no model has. */
export function columnsByTable(model: Model): TableColumns {
  return new Map(
    [...model].flatMap(([key, facets]) => {
      const { kind, name } = partsOf(key);
      if (kind !== 'table' || !facets.has('object')) return [];
      return [[name, facets.has('order') ? columnsIn(facets) : undefined] as const];
    }),
  );
}
