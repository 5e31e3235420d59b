import type { Column } from '../domain/column.ts';
import type { SourcePosition } from '../domain/problem.ts';
import type { WriteEdit } from '../domain/schema/edit.ts';
import { columnsIn } from '../domain/schema/language-schema.ts';
import { type Facets, facetsOf, type Model, type ObjectKey, partsOf } from '../domain/schema/model.ts';
import { type SchemaStep, type SchemaWarning, showKey } from '../domain/schema/plan-schema.ts';
import { NameIndex, namedIn, referencesOf } from '../domain/schema/references.ts';
import { queriesOf } from '../domain/schema/uses.ts';
import type { KqlReader, NotLookedAt } from '../ports/kql-language.ts';
import { showFinding } from './lint-statements.ts';
import type { ComparedSchemas } from './plan-deployment.ts';

/** A schema before and after a plan, as the parser sees it. */
export interface ReadSchemas {
  readonly before: KqlReader;
  readonly after: KqlReader;
  /** Objects that differ. */
  readonly changed: ReadonlySet<ObjectKey>;
}

/** One query that is stored in the database. */
interface StoredQuery {
  readonly key: ObjectKey;
  /** As a sentence names it. */
  readonly of: string;
  readonly text: string;
  /** What is looked through for names. */
  readonly mentions: string;
  /** Whether the query itself is another than before. */
  readonly isNew: boolean;
  readonly kind: 'function' | 'view' | 'update' | 'row_level_security';
}

/**
 * What is wrong, after the changes, with stored queries that name something which changes, and was not before. Of update policies also whether they answer with the columns of their table, in
 * their order. Functions and views that the files change are left to what is found in their commands.
 * Source: https://learn.microsoft.com/kusto/management/alter-table-update-policy-command
 */
export function lintQueries(
  compared: ComparedSchemas,
  schemas: ReadSchemas,
  write: WriteEdit,
): readonly SchemaWarning[] {
  const { live, target, steps } = compared;
  const names = new NameIndex(target, live);
  return storedQueries(compared, write)
    .filter((query) => isConcerned(query, { target, names, changed: schemas.changed }))
    .flatMap((query): readonly SchemaWarning[] => {
      const found = foundIn(query, target, schemas);
      const at = placeOfStep(steps, query.key);
      return found.map((text) => ({ text, ...(at !== undefined && { at }) }));
    });
}

function storedQueries({ live, target }: ComparedSchemas, write: WriteEdit): readonly StoredQuery[] {
  return [...target].flatMap(([key, facets]): readonly StoredQuery[] => {
    const before = facetsOf(live, key);
    const own = facets.get('query') ?? facets.get('body');
    const isNew = (facet: string): boolean => before.get(facet) !== facets.get(facet);
    const { kind, name } = partsOf(key);
    const policies = (['update', 'row_level_security'] as const).flatMap((policy) =>
      queriesOf(facets, policy).map((text) => ({
        key,
        of: `The ${policy.replaceAll('_', ' ')} policy of ${showKey(key)}`,
        text,
        mentions: text,
        isNew: isNew(`policy ${policy}`),
        kind: policy,
      })),
    );
    if (own === undefined || (kind !== 'function' && kind !== 'materialized-view')) return policies;
    const of = { key, of: `The ${showKey(key)}`, mentions: own };
    // The body is looked into with its parameters only where it is defined.
    const one: StoredQuery =
      kind === 'function'
        ? { ...of, text: definitionOf(name, facets, write), isNew: isNew('body') || isNew('parameters'), kind }
        : { ...of, text: own, isNew: isNew('query'), kind: 'view' };
    return [one, ...policies];
  });
}

function definitionOf(name: string, facets: Facets, write: WriteEdit): string {
  const [parameters, body] = [facets.get('parameters') ?? '()', facets.get('body') ?? '{}'];
  return write({ kind: 'put-function', name, parameters, body, folder: '', docstring: '', view: 'no' });
}

/** Whether it, or what it calls, names something that is another afterwards. */
function isConcerned(
  { key, mentions, isNew, kind }: StoredQuery,
  {
    target,
    names,
    changed,
  }: { readonly target: Model; readonly names: NameIndex; readonly changed: ReadonlySet<ObjectKey> },
): boolean {
  if (isNew) return kind === 'update' || kind === 'row_level_security';
  if (kind === 'update' && changed.has(key)) return true;
  const reached = new Set(namedIn(mentions, names).filter((one) => one !== key || kind === 'row_level_security'));
  for (const one of reached) {
    if (changed.has(one)) return true;
    for (const { key: next } of referencesOf(one, facetsOf(target, one), names)) reached.add(next);
  }
  return false;
}

/** What the parser finds now and did not find before, or why it found nothing. */
function foundIn({ text, of, isNew, kind, key }: StoredQuery, target: Model, schemas: ReadSchemas): readonly string[] {
  const notLooked = ({ why }: NotLookedAt) => [
    `Microsoft's parser did not look at ${of.replace(/^The/, 'the')}: ${why}.`,
  ];
  const now = schemas.after.look(text);
  if (now.kind === 'not-looked-at') return notLooked(now);
  const past = isNew || now.findings.length === 0 ? undefined : schemas.before.look(text);
  if (past?.kind === 'not-looked-at') return notLooked(past);
  const known = new Set(past?.findings.map(({ message }) => message));
  const found = now.findings.filter(({ message }) => !known.has(message));
  const verdict = isNew ? 'does not work' : 'would not work any more';
  if (found.length > 0) return found.map((finding) => `${of} ${verdict}: ${showFinding(finding)}`);
  if (kind !== 'update' || now.columns === undefined) return [];
  const difference = firstDifference(now.columns, columnsIn(facetsOf(target, key)));
  return difference === undefined ? [] : [`${of} does not answer with its columns: ${difference}`];
}

/** The service takes columns by their place, so what comes after the first one that differs is astray too. */
function firstDifference(answer: readonly Column[], table: readonly Column[]): string | undefined {
  const show = (column: Column | undefined): string =>
    column === undefined ? 'nothing' : `${column.name}: ${column.type}`;
  const count = Math.max(answer.length, table.length);
  for (let place = 0; place < count; place += 1) {
    const [given, wanted] = [answer[place], table[place]];
    if (given?.type !== wanted?.type || given?.name !== wanted?.name)
      return `column ${place + 1} is ${show(wanted)}, and the query gives ${show(given)}. Ingestion into its source fails, or rows go astray.`;
  }
  return undefined;
}

/** Where the files say what a step does. */
function placeOfStep(steps: readonly SchemaStep[], key: ObjectKey): SourcePosition | undefined {
  return steps.findLast((step) => step.key === key)?.at;
}
