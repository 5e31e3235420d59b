import { parseDocument } from '../kql/json.ts';
import type { Problem } from '../problem.ts';
import type { Contribution } from './changes.ts';
import { facetsOf, type Model, type ObjectKey, partsOf } from './model.ts';

/** Two entries of one source that an update policy would have. */
export interface Beside {
  readonly key: ObjectKey;
  readonly entries: readonly [Entry, Entry];
  readonly problem: Problem;
}

/** Those that the model has both of in the end. */
export function stillBeside(found: readonly Beside[], wanted: Model): readonly Problem[] {
  return found.flatMap(({ key, entries, problem }) => {
    const left = entriesOf(facetsOf(wanted, key).get('policy update'));
    return entries.every((entry) => left.some((one) => one.query === entry.query && isOfSource(one, entry)))
      ? [problem]
      : [];
  });
}

/**
 * What `.alter-merge … policy update` would make run beside an entry of the same source: rows derived twice. `before` is the model that the command meets.
 * Source: https://learn.microsoft.com/kusto/management/alter-merge-table-update-policy-command
 */
export function findBeside(before: Model, { statement, effects }: Contribution): readonly Beside[] {
  if (statement.reading.verb !== 'alter-merge' || statement.reading.policy?.name !== 'update') return [];
  return effects.flatMap(({ key, apply }) => {
    const present = entriesOf(facetsOf(before, key).get('policy update'));
    const after = entriesOf(apply(facetsOf(before, key)).get('policy update'));
    const added = after.filter((entry) => !present.some((one) => one.query === entry.query && isOfSource(one, entry)));
    return added.flatMap((entry): readonly Beside[] => {
      const other = present.find((one) => isOfSource(one, entry));
      if (other === undefined) return [];
      return [
        {
          key,
          entries: [entry, other],
          problem: {
            code: 'schema-file',
            summary: `${entry.query} would run beside ${other.query}: ${partsOf(key).name} would get rows of ${entry.source} by both.`,
            next: 'Use .alter with all entries of the update policy that are to be.',
            at: statement.at,
          },
        },
      ];
    });
  });
}

interface Entry {
  readonly source: string;
  readonly query: string;
}

function isOfSource(one: Entry, other: Entry): boolean {
  return one.source === other.source;
}

function entriesOf(policy: string | undefined): readonly Entry[] {
  const entries = policy === undefined ? [] : parseDocument(policy);
  if (!Array.isArray(entries)) return [];
  return entries.map(({ Source, Query }: { readonly Source?: unknown; readonly Query?: unknown }) => ({
    source: String(Source),
    query: String(Query),
  }));
}
