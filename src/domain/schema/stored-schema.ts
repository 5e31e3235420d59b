import { readStatement } from '../kql/statement-kind.ts';
import { isOwnTable } from '../names.ts';
import type { WriteEdit } from './edit.ts';
import type { Effect } from './effect.ts';
import { readEffects } from './effects.ts';
import {
  columnOrder,
  databaseKey,
  type Facets,
  facetsOf,
  type Model,
  namesUnder,
  noFacets,
  type ObjectKey,
  partsOf,
  withFacets,
} from './model.ts';
import type { WrittenStatement } from './plan-schema.ts';
import { isAmong, principalsOf } from './principals.ts';
import { kept } from './view-effects.ts';

/** A snapshot's schema script as statements to compare with a database. */
export interface StoredStatements {
  readonly statements: readonly WrittenStatement[];
  /** First lines of commands of kinds that no comparison knows, and that the database does not have in the same words. */
  readonly notCompared: readonly string[];
}

/**
 * The script's commands, one per item, with their places in `file`. Left out are roles, tables of this tool, and, where `scope` is `objects`, what is said of the
 * database itself.
 */
export function storedStatements(
  script: readonly string[],
  at: { readonly file: string; readonly database: string; readonly scope: 'objects' | 'all' },
  live: ReadonlySet<string>,
): StoredStatements {
  const statements: WrittenStatement[] = [];
  const notCompared: string[] = [];
  let line = 1;
  for (const [index, text] of script.entries()) {
    const reading = readStatement(text);
    const effects = readEffects(text, reading, at.database);
    if (effects === undefined && !live.has(text)) notCompared.push(text.split('\n')[0] ?? '');
    if (effects?.every((effect) => isWanted(effect, at.scope)))
      statements.push({ text, reading, index, at: { file: at.file, line } });
    line += text.split('\n').length + 1;
  }
  return { statements, notCompared };
}

function isWanted({ key, apply }: Effect, scope: 'objects' | 'all'): boolean {
  const { kind, name } = partsOf(key);
  if ((key === databaseKey && scope === 'objects') || (kind === 'table' && isOwnTable(name))) return false;
  const said = [...apply(noFacets).keys()];
  return said.length === 0 || said.some((facet) => !facet.startsWith('role '));
}

/** Who has a role in the snapshot and not in the database, as sentences. */
export function rolesLacking(stored: Model, live: Model): readonly string[] {
  return [...stored].flatMap(([key, facets]) =>
    namesUnder(facets, 'role').flatMap((role) => {
      const now = principalsOf(facetsOf(live, key), role);
      const gone = principalsOf(facets, role).filter((principal) => !isAmong(now, principal));
      return gone.length === 0 ? [] : [`${role} of ${key.replace(/:$/, '')}: ${gone.join(', ')}`];
    }),
  );
}

/** Names of the views of the snapshot that are gone. */
export function viewsGone(stored: Model, live: Model): readonly string[] {
  return [...stored.keys()]
    .filter((key) => key.startsWith('materialized-view:') && !facetsOf(live, key).has('object'))
    .map((key) => partsOf(key).name);
}

/** The statements with those that make these views written so that they are filled from the rows that are there, since they would begin empty. */
export function fillViews(
  statements: readonly WrittenStatement[],
  stored: Model,
  names: readonly string[],
  write: WriteEdit,
): readonly WrittenStatement[] {
  return statements.map((one) => {
    const { noun, action, entities } = one.reading;
    const name = noun === 'materialized-view' && action === 'definition' ? entities[0]?.name : undefined;
    if (name === undefined || !names.includes(name)) return one;
    const text = write(filledView(name, facetsOf(stored, `materialized-view:${name}`)));
    return { ...one, text, reading: readStatement(text) };
  });
}

function filledView(name: string, facets: Facets): Parameters<WriteEdit>[0] {
  const given = kept.flatMap((facet) => (facets.has(facet) ? [[facet, facets.get(facet) ?? ''] as const] : []));
  const source = partsOf((facets.get('source') ?? 'table:') as ObjectKey).name;
  const query = facets.get('query') ?? '';
  return { kind: 'create-view', name, source, query, given: new Map([...given, ['backfill', 'true']]) };
}

/** The database as it is once these tables came back: those that are gone as the snapshot has them, others with its columns. */
export function afterTables(live: Model, stored: Model, tables: readonly string[]): Model {
  const next = new Map(live);
  for (const name of tables) {
    const key: ObjectKey = `table:${name}`;
    const [now, then] = [facetsOf(live, key), facetsOf(stored, key)];
    next.set(key, now.has('object') ? withColumnsOf(now, then) : then);
  }
  return next;
}

function withColumnsOf(now: Facets, then: Facets): Facets {
  const ofColumns = (facets: Facets): readonly string[] =>
    [...facets.keys()].filter((facet) => facet === 'order' || /^(?:column|column-docstring|encoding) /.test(facet));
  const names = new Set([...ofColumns(now), ...ofColumns(then)]);
  return columnOrder(then).length === 0
    ? now
    : withFacets(now, ...[...names].map((facet) => [facet, then.get(facet)] as const));
}
