import { parseDocument } from '../kql/json.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import { isOwnTable } from '../names.ts';
import type { Problem } from '../problem.ts';
import type { Contribution } from './changes.ts';
import { differingFacets, type Facets, facetsOf, keyOf, type Model, type ObjectKey, partsOf } from './model.ts';
import type { WrittenStatement } from './plan-schema.ts';
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

/**
 * Tables that a command fills or empties and that are not there when its turn comes: `before` is the model that it meets. Nothing for commands that make their table. Sources:
 * https://learn.microsoft.com/kusto/management/data-ingestion/ingest-from-query, …/ingest-inline, …/clear-table-data-command, …/delete-table-records
 */
export function findMissingTargets(before: Model, { reading, at }: WrittenStatement): readonly Problem[] {
  if (!needsItsTables(reading)) return [];
  return reading.entities.flatMap(({ kind, role, database, isDotted, name }): readonly Problem[] => {
    // A dotted name may be of another database, and the tool's own tables are in no model.
    const isTold = kind === 'table' && role === 'subject' && database === undefined && !isDotted && !isOwnTable(name);
    if (!isTold || facetsOf(before, keyOf('table', name)).has('object')) return [];
    return [
      {
        code: 'schema-file',
        summary: `.${reading.verb} is about the table ${name}, which neither the database nor the schema files before it have.`,
        next: 'Put the command that makes the table before it, or mend the name; names are case-sensitive.',
        at,
      },
    ];
  });
}

function needsItsTables({ verb, noun, action }: StatementReading): boolean {
  if (noun !== 'table') return false;
  if (verb === 'append') return action === 'query';
  return verb === 'ingest' || verb === 'clear' || action === 'records';
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
