import type { Problem, SourcePosition } from '../problem.ts';
import { type Stage, stages } from './difference.ts';
import { facetsOf, type Model, type ObjectKey, partsOf } from './model.ts';
import { NameIndex, type Reference, referencesOf } from './references.ts';

export interface Ordered {
  readonly key: ObjectKey;
  readonly stage: Stage;
  /** Place in the files; what stands in none comes last. */
  readonly place: number;
  readonly at?: SourcePosition | undefined;
}

/** In these the files alone say the order. */
const asInFiles: readonly Stage[] = ['attach', 'finish', 'clear'];

/**
 * What is released comes first, what is made after what it is made of, then what is attached to it; what is removed last, before what it was made of. Changes of
 * one object keep their order, and so do files where nothing speaks against it.
 */
export function orderChanges<T extends Ordered>(
  changes: readonly T[],
  before: Model,
  after: Model,
): { readonly changes: readonly T[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const names = new NameIndex(before, after);
  const ordered = stages.flatMap((stage) => {
    const own = changes.filter((change) => change.stage === stage);
    if (asInFiles.includes(stage) || own.length < 2) return own.toSorted((a, b) => a.place - b.place);
    const model = stage === 'build' ? after : before;
    const sorted = sortByReferences(own, (key) => referencesOf(key, facetsOf(model, key), names));
    problems.push(...sorted.problems);
    return stage === 'build' ? sorted.changes : groupsReversed(sorted.changes);
  });
  return { changes: ordered, problems };
}

/** The objects in the other order, the changes of each in the same. */
function groupsReversed<T extends Ordered>(changes: readonly T[]): readonly T[] {
  const keys = [...new Set(changes.map(({ key }) => key))].reverse();
  return keys.flatMap((key) => changes.filter((change) => change.key === key));
}

interface Node<T> {
  readonly changes: readonly T[];
  readonly place: number;
  readonly needs: ReadonlyMap<ObjectKey, Reference['kind']>;
}

function sortByReferences<T extends Ordered>(
  changes: readonly T[],
  referencesIn: (key: ObjectKey) => readonly Reference[],
): { readonly changes: readonly T[]; readonly problems: readonly Problem[] } {
  const waiting = new Map<ObjectKey, Node<T>>();
  const keys = new Set(changes.map(({ key }) => key));
  const byKey = new Map<ObjectKey, T[]>();
  for (const change of changes) {
    const own = byKey.get(change.key);
    if (own === undefined) byKey.set(change.key, [change]);
    else own.push(change);
  }
  for (const [key, own] of byKey) {
    const needs = referencesIn(key).filter((reference) => keys.has(reference.key));
    const place = Math.min(...own.map((change) => change.place));
    waiting.set(key, { changes: own, place, needs: new Map(needs.map((need) => [need.key, need.kind])) });
  }
  return drain(waiting);
}

function drain<T extends Ordered>(waiting: Map<ObjectKey, Node<T>>) {
  const [done, problems]: [T[], Problem[]] = [[], []];
  const queue = [...waiting].sort(([, a], [, b]) => a.place - b.place).map(([key]) => key);
  const entered = new Set<ObjectKey>();
  const path: ObjectKey[] = [];
  const visit = (key: ObjectKey): void => {
    const node = waiting.get(key);
    if (node === undefined || entered.has(key)) return;
    entered.add(key);
    path.push(key);
    const needs = [...node.needs].toSorted(([a], [b]) => (waiting.get(a)?.place ?? 0) - (waiting.get(b)?.place ?? 0));
    for (const [need] of needs) {
      const from = path.indexOf(need);
      if (from >= 0) problems.push(...cycleProblem(path.slice(from), waiting));
      else visit(need);
    }
    path.pop();
    done.push(...node.changes);
  };
  for (const key of queue) visit(key);
  return { changes: done, problems };
}

/** Words that may be columns make no cycle. */
function cycleProblem<T extends Ordered>(
  cycle: readonly ObjectKey[],
  nodes: ReadonlyMap<ObjectKey, Node<T>>,
): readonly Problem[] {
  const isCertain = cycle.every((key, index) => {
    const next = cycle[(index + 1) % cycle.length];
    return next !== undefined && nodes.get(key)?.needs.get(next) === 'certain';
  });
  const at = nodes.get(cycle[0] ?? 'database:')?.changes[0]?.at;
  if (!isCertain) return [];
  const names = cycle.map((key) => partsOf(key).name);
  return [
    {
      code: 'schema-file',
      summary: `${[...names, names[0]].join(' needs ')}: in a circle nothing can be made first.`,
      next: 'Take one of these references out.',
      ...(at !== undefined && { at }),
    },
  ];
}
