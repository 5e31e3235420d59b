import type { WriteEdit } from '../domain/schema/edit.ts';
import { namedObjects } from '../domain/schema/language-schema.ts';
import { differingFacets, facetsOf, type Model, type ObjectKey } from '../domain/schema/model.ts';
import type { SchemaWarning } from '../domain/schema/plan-schema.ts';
import type { KqlLanguage, NotLookedAt } from '../ports/kql-language.ts';
import { lintQueries } from './lint-queries.ts';
import { lintStatements } from './lint-statements.ts';
import type { ComparedSchemas } from './plan-deployment.ts';
import type { ReadStatement } from './read-repository.ts';

/** Nothing is sent to it. */
export interface LintedDatabase {
  readonly name: string;
  readonly change: { readonly write: WriteEdit };
}

/**
 * What Microsoft's parser finds in the commands that a plan runs, and in the queries of the database that would not work any more, or would answer with other columns than their table has. It is stricter than the
 * service in places and does not know all that the service does, so it stops nothing. A plan without steps has none, and does not load the parser.
 */
export async function lintPlan(
  statements: readonly ReadStatement[],
  compared: ComparedSchemas,
  { language, database: { name, change } }: { readonly language: KqlLanguage; readonly database: LintedDatabase },
): Promise<readonly SchemaWarning[]> {
  const { live, target, steps } = compared;
  if (steps.length === 0) return [];
  const read = (model: Model) => language.read({ database: name, ...namedObjects(model) });
  const [before, after] = [await read(live), await read(target)];
  if ('why' in before) return [notLookedAt(before)];
  if ('why' in after) return [notLookedAt(after)];
  const schemas = { before, after, changed: changedIn(live, target) };
  return [...lintStatements(statements, steps, after), ...lintQueries(compared, schemas, change.write)];
}

function notLookedAt({ why }: NotLookedAt): SchemaWarning {
  return { text: `Microsoft's parser did not look at this plan: ${why}.` };
}

function changedIn(live: Model, target: Model): ReadonlySet<ObjectKey> {
  const keys = new Set([...live.keys(), ...target.keys()]);
  return new Set([...keys].filter((key) => differingFacets(facetsOf(live, key), facetsOf(target, key)).length > 0));
}
