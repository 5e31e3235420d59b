import { parseDocument } from '../kql/json.ts';
import type { Problem } from '../problem.ts';
import type { Contribution } from './changes.ts';
import { differingFacets, type Facets, facetsOf, type Model, type ObjectKey, partsOf } from './model.ts';
import { callsBeginning, queriesOf } from './uses.ts';

/** Objects that the files say something of, or build on, and that neither they nor the database have. */
export function findMissing(live: Model, wanted: Model, contributions: readonly Contribution[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (const key of wanted.keys()) {
    const [before, after] = [facetsOf(live, key), facetsOf(wanted, key)];
    if (differingFacets(before, after).length === 0) continue;
    const report = (missing: ObjectKey, what: string): void => {
      const at = contributions.findLast(({ effects }) => effects.some((effect) => effect.key === key))?.statement.at;
      const { kind, name } = partsOf(missing);
      problems.push({
        code: 'schema-file',
        summary: `${what} the ${kind} ${name}, which neither the database nor the schema files have.`,
        next: `Add the ${kind} to the schema files, or mend the name; names are case-sensitive.`,
        ...(at !== undefined && { at }),
      });
    };
    if (!after.has('object') && key !== 'database:') report(key, 'A command is about');
    else
      for (const one of basesOf(before, after))
        if (!facetsOf(wanted, one).has('object')) report(one, `${partsOf(key).name} needs`);
  }
  return problems;
}

/** Tables that a new or changed view or update policy reads, functions that a policy calls, and where an export goes to. */
function basesOf(before: Facets, after: Facets): readonly ObjectKey[] {
  const source = after.get('source');
  const views = source !== undefined && source !== before.get('source') ? [source as ObjectKey] : [];
  const target = after.get('target');
  const targets = target !== undefined && target !== before.get('target') ? [target as ObjectKey] : [];
  return [...views, ...targets, ...sourcesOf(before, after), ...calledBy(before, after)];
}

/** Functions that a new or changed policy calls. */
function calledBy(before: Facets, after: Facets): readonly ObjectKey[] {
  const names = (['update', 'row_level_security'] as const).flatMap((policy) =>
    before.get(`policy ${policy}`) === after.get(`policy ${policy}`)
      ? []
      : queriesOf(after, policy).flatMap(callsBeginning),
  );
  return [...new Set(names)].map((name) => `function:${name}` as const);
}

function sourcesOf(before: Facets, after: Facets): readonly ObjectKey[] {
  const policy = after.get('policy update');
  if (policy === undefined || policy === before.get('policy update')) return [];
  const entries = parseDocument(policy);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: { readonly Source?: unknown; readonly SourceIsWildCard?: unknown }) => {
    const isPattern = entry.SourceIsWildCard === true || String(entry.Source).includes('*');
    return typeof entry.Source === 'string' && !isPattern ? [`table:${entry.Source}` as const] : [];
  });
}
