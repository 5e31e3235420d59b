import type { Contribution } from './changes.ts';
import { type Facets, facetsOf, type Model, type ObjectKey, partsOf } from './model.ts';
import type { SchemaWarning } from './plan-schema.ts';
import { isSameQuery } from './same-query.ts';

/** What the files say of objects and the database is not, since a command that only makes things leaves those that exist as they are. */
export function findUnmet(
  declared: Model,
  wanted: Model,
  contributions: readonly Contribution[],
): readonly SchemaWarning[] {
  return [...declared].flatMap(([key, files]) => {
    const unmet = unmetIn(files, facetsOf(wanted, key));
    if (unmet.length === 0) return [];
    const at = contributions.find(({ effects }) => effects.some((effect) => effect.key === key))?.statement.at;
    return [{ text: textOf(key, unmet), ...(at !== undefined && { at }) }];
  });
}

const shapes = ['folder', 'docstring', 'parameters', 'body', 'view', 'source', 'query'];

function unmetIn(files: Facets, wanted: Facets): readonly string[] {
  if (!files.has('object') || !wanted.has('object')) return [];
  return [...files.keys()].filter(
    (facet) => (shapes.includes(facet) || facet.startsWith('column ')) && !isSame(facet, files, wanted),
  );
}

function isSame(facet: string, files: Facets, wanted: Facets): boolean {
  const [one, other] = [files.get(facet), wanted.get(facet)];
  return one === other || (facet === 'query' && isSameQuery(one ?? '', other ?? ''));
}

function textOf(key: ObjectKey, unmet: readonly string[]): string {
  const { kind, name } = partsOf(key);
  const others = kind === 'table' ? 'create-merge or alter' : 'create-or-alter';
  return `The files say other things of the ${kind} ${name} than the database has (${unmet.join(', ')}): .create leaves what exists as it is; use ${others}.`;
}
