import { readStatement } from '../kql/statement-kind.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import type { Effect } from './effect.ts';
import { externalEffects } from './external-effects.ts';
import { functionEffects } from './function-effects.ts';
import {
  type Facets,
  facetsOf,
  keyOf,
  type Model,
  newTable,
  noFacets,
  type ObjectKey,
  withFacets,
  withObject,
} from './model.ts';
import { policyEffects, roleEffects, subjectsOf } from './policy-effects.ts';
import { droppedTable, tableEffects } from './table-effects.ts';
import { viewEffects } from './view-effects.ts';

/** A command that says how objects of the model are to be; undefined for a command that does something, and for what cannot be read. */
export function readEffects(text: string, reading: StatementReading, database: string): readonly Effect[] | undefined {
  if (reading.policy !== undefined && reading.noun !== 'column')
    return policyEffects(text, reading, subjectsOf(reading, database) ?? []);
  return (
    tableEffects(text, reading) ??
    functionEffects(text, reading) ??
    viewEffects(text, reading) ??
    externalEffects(text, reading) ??
    roleEffects(text, reading, subjectsOf(reading, database) ?? [])
  );
}

function applyEffects(model: Model, effects: readonly Effect[]): Model {
  const next = new Map(model);
  applyTo(next, effects);
  return next;
}

/** The same on a model that is being built, which thousands of commands would else copy as often. */
export function applyTo(draft: Map<ObjectKey, Facets>, effects: readonly Effect[]): void {
  for (const { key, apply } of effects) {
    const facets = apply(facetsOf(draft, key));
    if (facets.size === 0) draft.delete(key);
    else draft.set(key, facets);
  }
}

/** What a command that does something leaves of the model, as far as it can be told. */
export function modelAfter(model: Model, reading: StatementReading): Model {
  const { verb, action, entities } = reading;
  const tables = entities.filter(
    ({ kind, role, database }) => kind === 'table' && role === 'subject' && database === undefined,
  );
  if (verb === 'drop' && tables.length > 0 && reading.noun.startsWith('table') && ['', 'ifexists'].includes(action))
    return applyEffects(
      model,
      tables.map(({ name }) => ({ key: keyOf('table', name), apply: droppedTable })),
    );
  if (verb === 'rename' && reading.noun.startsWith('table')) return renameTables(model, reading);
  if (verb === 'rename' && reading.noun.startsWith('column')) return renameColumns(model, reading);
  if (reading.action === 'based-on') return withCopies(model, reading);
  if (makesTables(reading))
    return applyEffects(
      model,
      tables.map(({ name }) => ({ key: keyOf('table', name), apply: exists })),
    );
  return model;
}

/** The same for a command of either sort. */
export function modelAfterAny(model: Model, text: string, database: string): Model {
  const reading = readStatement(text);
  const effects = readEffects(text, reading, database);
  return effects === undefined ? modelAfter(model, reading) : applyEffects(model, effects);
}

function makesTables({ verb, action, noun }: StatementReading): boolean {
  return noun === 'table' && (action === 'query' || (verb === 'create' && action === 'columns'));
}

/** The columns come along. Source: https://learn.microsoft.com/kusto/management/create-table-based-on-command */
function withCopies(model: Model, { entities }: StatementReading): Model {
  const [made, from] = entities;
  if (made === undefined || from === undefined || made.database !== undefined) return model;
  const source = from.database === undefined ? facetsOf(model, keyOf('table', from.name)) : noFacets;
  const columns = [...source].filter(([facet]) => facet === 'order' || facet.startsWith('column '));
  const apply: Effect['apply'] = (before) => (before.has('object') ? before : newTable(withFacets(before, ...columns)));
  return applyEffects(model, [{ key: keyOf('table', made.name), apply }]);
}

function exists(before: Facets): Facets {
  return before.has('object') ? before : newTable(before);
}

function renameTables(model: Model, { noun, entities }: StatementReading): Model {
  const pairs = entities.flatMap((entity, index) => (index % 2 === 0 ? [[entity, entities[index + 1]] as const] : []));
  const moves = pairs.flatMap(([one, other]) => {
    const [from, to] = noun === 'table' ? [one, other] : [other, one];
    const facets = from && model.get(keyOf('table', from.name));
    return from && to && facets ? [{ from: keyOf('table', from.name), to: keyOf('table', to.name), facets }] : [];
  });
  const cleared = moves.reduce<Model>((seen, { from }) => withObject(seen, from, new Map()), model);
  return moves.reduce<Model>((seen, { to, facets }) => withObject(seen, to, facets), cleared);
}

function renameColumns(model: Model, { entities }: StatementReading): Model {
  const byTable = new Map<ObjectKey, Map<string, string>>();
  for (const { name, column, newColumn } of entities) {
    const key = keyOf('table', name);
    if (column !== undefined && newColumn !== undefined)
      byTable.set(key, (byTable.get(key) ?? new Map()).set(column, newColumn));
  }
  return applyEffects(
    model,
    [...byTable].map(([key, names]) => ({ key, apply: (before) => withColumnNames(before, names) })),
  );
}

const ofColumns = ['column', 'column-docstring', 'encoding'];

function withColumnNames(before: Facets, names: ReadonlyMap<string, string>): Facets {
  const rename = (name: string): string => names.get(name) ?? name;
  return new Map(
    [...before].map(([facet, value]) => {
      if (facet === 'order') return [facet, JSON.stringify((JSON.parse(value) as string[]).map(rename))];
      const word = ofColumns.find((one) => facet.startsWith(`${one} `));
      return [word === undefined ? facet : `${word} ${rename(facet.slice(word.length + 1))}`, value];
    }),
  );
}
