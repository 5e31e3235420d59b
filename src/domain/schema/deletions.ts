import { differingFacets, facetsOf, type Model, type ObjectKey, withFacets, withObject } from './model.ts';
import { principalsOf } from './policy-effects.ts';
import { withoutColumn } from './table-effects.ts';

/**
 * Something that is in the database and not in the files: `table:Old` an object, `table:T/column c` a part of one.
 * The parts are `column c`, `column-docstring c`, `encoding c`, `folder`, `docstring`, `mapping csv m`, `policy retention`, `role admins`, ….
 */
export type Undeclared = string;

interface Wanted {
  readonly wanted: Model;
  readonly undeclared: readonly Undeclared[];
}

/** Takes away what the files do not have and a deletion names; `*` in a deletion stands for any text without a slash. The rest stays, and is told. */
export function applyDeletions(model: Model, declared: Model, deletions: readonly string[]): Wanted {
  const patterns = deletions.map(patternOf);
  const isNamed = (label: string): boolean => patterns.some((pattern) => pattern.test(label));
  const left: string[] = [];
  let wanted = model;
  for (const key of model.keys()) {
    if (!facetsOf(model, key).has('object')) continue;
    const isDeclared = key === 'database:' || facetsOf(declared, key).has('object') || isSpokenOf(declared, key);
    if (!isDeclared) {
      if (isNamed(key)) wanted = withObject(wanted, key, new Map());
      else left.push(key);
      continue;
    }
    for (const facet of undeclaredFacets(key, model, declared)) {
      const label = `${key}/${facet}`;
      if (isNamed(label))
        wanted = withObject(wanted, key, without(facetsOf(wanted, key), facet, facetsOf(declared, key)));
      else left.push(label);
    }
  }
  return { wanted, undeclared: left.sort() };
}

/** A table of which the files only say a policy is theirs to change, not to delete. */
function isSpokenOf(declared: Model, key: ObjectKey): boolean {
  return facetsOf(declared, key).size > 0;
}

const withoutDeletion = ['object', 'order', 'parameters', 'body', 'source', 'query'];

function undeclaredFacets(key: ObjectKey, model: Model, declared: Model): readonly string[] {
  const [live, files] = [facetsOf(model, key), facetsOf(declared, key)];
  const speaksOfColumns = files.has('order');
  return differingFacets(live, files).filter((facet) => {
    if (!live.has(facet) || withoutDeletion.includes(facet)) return false;
    if (facet.startsWith('role ')) {
      const role = facet.slice('role '.length);
      return principalsOf(live, role).some((principal) => !principalsOf(files, role).includes(principal));
    }
    return !files.has(facet) && (speaksOfColumns || !facet.startsWith('column '));
  });
}

function without(facets: ReadonlyMap<string, string>, facet: string, files: ReadonlyMap<string, string>) {
  if (facet.startsWith('column ')) return withoutColumn(facets, facet.slice('column '.length));
  return withFacets(facets, [facet, facet.startsWith('role ') ? files.get(facet) : undefined]);
}

function patternOf(deletion: string): RegExp {
  const text = deletion.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${text}$`);
}
