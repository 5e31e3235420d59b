import { closest, distance } from 'fastest-levenshtein';
import type { Problem } from '../problem.ts';
import { isSameSecurity } from './canonical-policy.ts';
import { isExternal } from './external-effects.ts';
import {
  columnOrder,
  differingFacets,
  type Facets,
  facetsOf,
  ingestionTimeFacet,
  type Model,
  type ObjectKey,
  type ObjectKind,
  withFacets,
  withObject,
} from './model.ts';
import { isSameList } from './policy-document.ts';
import { isAmong, principalsOf, roleOf } from './principals.ts';
import { withoutColumn } from './table-effects.ts';

/**
 * Something that is in the database and not in the files: `table:Old` an object, `table:T/column c` a part of one.
 * The parts are `column c`, `column-docstring c`, `encoding c`, `folder`, `docstring`, `mapping csv m`, `policy retention`, `role admins`, …; of a policy or a
 * role what is there beside what the files add. `table:T/order` is the order of the columns, where it is not the one of the files.
 */
export type Undeclared = string;

interface Wanted {
  readonly wanted: Model;
  readonly undeclared: readonly Undeclared[];
  /** Of the deletions, those that name nothing that is there. */
  readonly idle: readonly string[];
  /** Objects that a deletion names and that stay, since the files use them. */
  readonly inUse: readonly ObjectKey[];
  /** Tables that go only because of a `*`. */
  readonly byPattern: readonly ObjectKey[];
}

/**
 * Takes away what the files do not have and a deletion names; `*` in a deletion stands for any text without a slash, and `!` before it keeps what it names, wherever it stands. The rest stays, and is told, and so does what the files
 * use without saying how it is to be.
 */
export function applyDeletions(
  model: Model,
  declared: Model,
  deletions: readonly string[],
  used: ReadonlySet<ObjectKey> = new Set(),
): Wanted {
  const { isNamed, idle } = matcherOf(deletions);
  const left: string[] = [];
  const inUse: ObjectKey[] = [];
  const gone: ObjectKey[] = [];
  let wanted = model;
  for (const key of model.keys()) {
    if (!facetsOf(model, key).has('object')) continue;
    if (key !== 'database:' && !isSpokenOf(declared, key)) {
      const kept = used.has(key) ? inUse : gone;
      (isNamed(key) ? kept : left).push(key);
      continue;
    }
    for (const facet of undeclaredFacets(key, model, declared)) {
      const label = `${key}/${facet}`;
      if (isNamed(label))
        wanted = withObject(wanted, key, without(facetsOf(wanted, key), facet, facetsOf(declared, key)));
      else left.push(label);
    }
  }
  for (const key of gone) wanted = withObject(wanted, key, new Map());
  const byPattern = gone.filter((key) => key.startsWith('table:') && !deletions.includes(key));
  return { wanted, undeclared: [...left, ...inUse].sort(), idle: idle(), inUse, byPattern };
}

interface Matcher {
  readonly text: string;
  readonly names: (label: string) => boolean;
}

function matcherOf(deletions: readonly string[]) {
  const wanted = deletions.filter((text) => !text.startsWith('!')).map((text) => matcher(text, patternOf(text)));
  const kept = deletions.filter((text) => text.startsWith('!')).map(keeper);
  const matched = new Set<Matcher>();
  const isAmong = (matchers: readonly Matcher[], label: string): boolean => {
    const found = matchers.filter(({ names }) => names(label));
    for (const one of found) matched.add(one);
    return found.length > 0;
  };
  return {
    isNamed(label: string): boolean {
      const [isKept, isWanted] = [isAmong(kept, label), isAmong(wanted, label)];
      return isWanted && !isKept;
    },
    /** Those that named nothing so far. */
    idle: (): readonly string[] => [...wanted, ...kept].filter((one) => !matched.has(one)).map(({ text }) => text),
  };
}

function matcher(text: string, pattern: RegExp): Matcher {
  return { text, names: (label) => pattern.test(label) };
}

/** An object stays with all its parts, and a part with its object. */
function keeper(text: string): Matcher {
  const [object = '', ...parts] = text.slice(1).split('/');
  const [whole, part] = [patternOf(object), patternOf(text.slice(1))];
  return {
    text,
    names: (label) =>
      parts.length === 0
        ? whole.test(label.split('/')[0] ?? label)
        : part.test(label) || (!label.includes('/') && whole.test(label)),
  };
}

const kinds: readonly ObjectKind[] = [
  'table',
  'function',
  'materialized-view',
  'external-table',
  'continuous-export',
  'database',
];

/** What is wrong with deletions, whatever the database has: each has to name a kind of object. */
export function findBadDeletions(deletions: readonly string[]): readonly Problem[] {
  return deletions
    .filter((text) => !mayName(text.replace(/^!/, '')))
    .map((text) => {
      const said = /^!?([^:/*]*)/.exec(text)?.[1] ?? '';
      const near = closest(said.toLowerCase(), kinds);
      const isNear = text.includes(':') && distance(said.toLowerCase(), near) <= Math.ceil(near.length / 3);
      return {
        code: 'input',
        summary: `The deletion ${text} names no kind of object.`,
        detail: `Kinds: ${kinds.join(', ')}.${isNear ? ` Did you mean ${near}?` : ''}`,
        next: 'Write a kind, a colon and a name, as plan lists what the files do not have, for example table:Old.',
      };
    });
}

/** Whether the text up to a first `*` can begin a name with its kind. */
function mayName(text: string): boolean {
  const [sure = ''] = text.split('*');
  const colon = sure.indexOf(':');
  if (colon >= 0) return kinds.some((kind) => kind === sure.slice(0, colon));
  return text.includes('*') && kinds.some((kind) => kind.startsWith(sure));
}

/** A table of which the files only say a policy is theirs to change, not to delete. */
function isSpokenOf(declared: Model, key: ObjectKey): boolean {
  return facetsOf(declared, key).size > 0;
}

const withoutDeletion = ['object', 'parameters', 'body', 'source', 'query'];

/** Policies with queries, which may be the same in other spellings. */
const sameBy: ReadonlyMap<string, (one: string, other: string) => boolean> = new Map([
  ['policy row_level_security', isSameSecurity],
  ['policy update', isSameList],
]);

function isSame(facet: string, live: Facets, files: Facets): boolean {
  const [one, other] = [live.get(facet), files.get(facet)];
  return one !== undefined && other !== undefined && sameBy.get(facet)?.(one, other) === true;
}

/** Facets that the database has more of than the files say: those that they do not say at all, and what a merge added to. */
function undeclaredFacets(key: ObjectKey, model: Model, declared: Model): readonly string[] {
  // One command says all of these.
  if (isExternal(key)) return [];
  const [live, files] = [facetsOf(model, key), facetsOf(declared, key)];
  const speaksOfColumns = files.has('order');
  const found = differingFacets(live, files).filter((facet) => {
    if (!live.has(facet) || withoutDeletion.includes(facet) || isFixed(key, facet)) return false;
    // What the files say only a policy of leaves this one as it is.
    if (facet === ingestionTimeFacet && !files.has(facet)) return false;
    if (facet === 'order') return speaksOfColumns && isReordered(live, files);
    if (facet.startsWith('role ')) return strangersOf(facet, live, files).length > 0;
    if (facet.startsWith('policy ')) return !isSame(facet, live, files);
    return !files.has(facet) && (speaksOfColumns || !facet.startsWith('column '));
  });
  return [...found.filter((facet) => facet !== 'order'), ...found.filter((facet) => facet === 'order')];
}

/** Principals that hold the role and are not in the files. */
function strangersOf(facet: string, live: Facets, files: Facets): readonly string[] {
  const role = facet.slice('role '.length);
  const said = principalsOf(files, role);
  return principalsOf(live, role).filter((principal) => !isAmong(said, principal));
}

/** These of a view can be set and not taken away. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-policies */
function isFixed(key: ObjectKey, facet: string): boolean {
  return key.startsWith('materialized-view:') && ['policy retention', 'policy merge', 'lookback'].includes(facet);
}

/** Whether the columns that both have are in another order. */
function isReordered(live: Facets, files: Facets): boolean {
  const [seen, said] = [columnOrder(live), columnOrder(files)];
  const common = seen.filter((name) => said.includes(name));
  return common.join('\n') !== said.filter((name) => common.includes(name)).join('\n');
}

function without(facets: Facets, facet: string, files: Facets): Facets {
  if (facet.startsWith('column ')) return withoutColumn(facets, facet.slice('column '.length));
  if (facet.startsWith('role ')) {
    const strangers = strangersOf(facet, facets, files);
    const left = principalsOf(facets, facet.slice('role '.length)).filter((one) => !strangers.includes(one));
    return withFacets(facets, [facet, roleOf(left)]);
  }
  if (facet !== 'order') return withFacets(facets, [facet, files.get(facet)]);
  const [said, seen] = [columnOrder(files), columnOrder(facets)];
  return withFacets(facets, [
    'order',
    JSON.stringify([...said.filter((name) => seen.includes(name)), ...seen.filter((name) => !said.includes(name))]),
  ]);
}

function patternOf(deletion: string): RegExp {
  const text = deletion.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${text}$`);
}
