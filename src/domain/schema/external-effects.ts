import type { StatementReading } from '../kql/statement-reading.ts';
import type { SourcePosition } from '../problem.ts';
import type { Contribution } from './changes.ts';
import { facetsOfExport, isSameExport, type LiveExport, readExport } from './continuous-export.ts';
import type { Effect } from './effect.ts';
import {
  facetsOfLive,
  incomparable,
  isSameExternalTable,
  type LiveExternalTable,
  readExternalTable,
} from './external-table.ts';
import {
  differingFacets,
  type Facets,
  facetsOf,
  keyOf,
  type Model,
  noFacets,
  type ObjectKey,
  partsOf,
  withFacets,
} from './model.ts';
import { isOneOf } from './words.ts';

/** What a database has that reaches outside of it. */
export interface LiveExternals {
  readonly tables: readonly LiveExternalTable[];
  readonly exports: readonly LiveExport[];
}

/** Whether an object is defined in whole by one command, part of which the service does not show. */
export function isExternal(key: ObjectKey): boolean {
  return key.startsWith('external-table:') || key.startsWith('continuous-export:');
}

/** The model with external tables and continuous exports as the service shows them; what it had of such is left out. */
export function withExternals(model: Model, { tables, exports }: LiveExternals): Model {
  return new Map([
    ...[...model].filter(([key]) => !isExternal(key)),
    ...tables.map((table) => [keyOf('external-table', table.name), facetsOfLive(table)] as const),
    ...exports.map((one) => [keyOf('continuous-export', one.name), facetsOfExport(one)] as const),
  ]);
}

/** Effects of a command about an external table or a continuous export; undefined when it is none or cannot be read. */
export function externalEffects(text: string, reading: StatementReading): readonly Effect[] | undefined {
  const { verb, noun, action } = reading;
  const [entity] = reading.entities;
  if (entity === undefined || entity.database !== undefined) return undefined;
  if (noun !== 'external-table' && noun !== 'continuous-export') return undefined;
  const key = keyOf(noun, entity.name);
  if (verb === 'drop' && isOneOf(action, '', 'ifexists')) return [{ key, apply: () => noFacets }];
  if (noun === 'continuous-export' && isOneOf(verb, 'enable', 'disable') && action === '') {
    const disabled = verb === 'disable' ? 'true' : undefined;
    return [{ key, apply: (before) => withFacets(before, ['disabled', disabled]) }];
  }
  const stated = definitionOf(text, reading);
  return stated && [{ key, apply: (before) => (isSame(key, before, stated) ? before : stated) }];
}

/** What a command says of a whole external table or continuous export; undefined for any other command. */
export function definitionOf(text: string, { verb, noun, action }: StatementReading): Facets | undefined {
  if (noun === 'external-table' && isOneOf(action, '', 'kind') && isOneOf(verb, 'create', 'alter', 'create-or-alter'))
    return readExternalTable(text);
  const isExport = noun === 'continuous-export' && isOneOf(action, 'over', 'to') && verb === 'create-or-alter';
  return isExport ? readExport(text)?.facets : undefined;
}

function isSame(key: ObjectKey, before: Facets, stated: Facets): boolean {
  if (!before.has('object')) return false;
  return key.startsWith('external-table:') ? isSameExternalTable(before, stated) : isSameExport(before, stated);
}

/** The definition with the verb that fits: the service refuses to create what exists, and to alter what does not. */
export function fittingDefinition(text: string, { verb, noun }: StatementReading, exists: 'yes' | 'no'): string {
  if (noun !== 'external-table' || verb === 'create-or-alter') return text;
  return text.replace(/^(\s*\.)[a-z]+/i, `$1${exists === 'yes' ? 'alter' : 'create'}`);
}

/** What of the definitions that stay as they are is not shown by the service, and so may be another there. */
export function findUncompared(
  live: Model,
  wanted: Model,
  contributions: readonly Contribution[],
): readonly { readonly text: string; readonly at: SourcePosition }[] {
  const last = new Map<ObjectKey, Contribution>();
  for (const one of contributions)
    if (definitionOf(one.statement.text, one.statement.reading) !== undefined)
      for (const { key } of one.effects) last.set(key, one);
  return [...last].flatMap(([key, { statement }]) => {
    const [before, after] = [facetsOf(live, key), facetsOf(wanted, key)];
    if (!before.has('object') || differingFacets(before, after).length > 0) return [];
    const stated = definitionOf(statement.text, statement.reading) ?? noFacets;
    const parts = key.startsWith('external-table:')
      ? incomparable(before, stated)
      : (readExport(statement.text)?.incomparable ?? []);
    if (parts.length === 0) return [];
    const { kind, name } = partsOf(key);
    return [{ text: `${kind} ${name}: unknown in the database: ${parts.join(', ')}`, at: statement.at }];
  });
}
