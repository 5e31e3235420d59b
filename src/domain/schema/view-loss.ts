import { parseDocument } from '../kql/json.ts';
import { type LiveTables, type Loss, madeKey } from '../kql/live-table.ts';
import { hasHarmlessProperties } from '../kql/loss-harmless.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import { readEffects } from './effects.ts';
import { differingFacets, type Facets, partsOf } from './model.ts';
import { deletedAge, mayKeepLess } from './retention.ts';

/** What a view is made of beside these is another view, which is not filled with the rows of the one that is there. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-alter */
const keepRows: ReadonlySet<string> = new Set([
  'folder',
  'docstring',
  'lookback',
  'autoupdateschema',
  'dimensiontables',
]);
const retention = 'policy retention';
const hiding: ReadonlySet<string> = new Set(['policy row_level_security', 'policy restricted_view_access']);

/** Judges a change of a materialized view that was there when the run began by what it is before and after; undefined where that does not tell. */
export function judgeViewChange(
  { text, reading }: { readonly text: string; readonly reading: StatementReading },
  { viewFacets, made, database }: LiveTables,
): Loss | undefined {
  const { verb, noun } = reading;
  if (noun !== 'materialized-view' || !['alter', 'alter-merge', 'create-or-alter'].includes(verb)) return undefined;
  if (!isWholeKnown(text, reading)) return undefined;
  const [effect, ...others] = readEffects(text, reading, database ?? '') ?? [];
  if (effect === undefined || others.length > 0) return undefined;
  const { name } = partsOf(effect.key);
  const before = viewFacets?.get(name);
  if (before === undefined || made?.has(madeKey('materialized-view', name))) return undefined;
  const after = effect.apply(before);
  const changed = differingFacets(before, after).filter((facet) => !keeps(facet, before, after));
  if (changed.length === 0) return { kind: 'safe', why: 'the view keeps its rows, and shows them to nobody else' };
  if (changed.some((facet) => facet !== retention)) return undefined;
  const [was, is] = [before, after].map((facets) => facets.get(retention));
  return {
    kind: 'loses-data',
    tables: [name],
    what: `changes the retention of view ${name} ${was === undefined ? '' : `from ${was} `}to ${is}, which may keep less`,
    ...deletedAge(was, is),
  };
}

/** Properties may also stand behind the source, where they are not read. */
function isWholeKnown(text: string, { policy, action, entities, properties }: StatementReading): boolean {
  if (policy !== undefined || action !== 'definition') return true;
  const source = entities.find(({ role }) => role === 'source');
  return source !== undefined && hasHarmlessProperties(properties) && /^\s*\{/.test(text.slice(source.at.end));
}

function keeps(facet: string, before: Facets, after: Facets): boolean {
  if (facet === retention) return !mayKeepLess(before.get(retention), after.get(retention));
  if (hiding.has(facet)) return !isOn(before.get(facet)) && isOn(after.get(facet));
  return keepRows.has(facet);
}

/** Of row level security, or of restricted view access. */
function isOn(value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false;
  const policy = parseDocument(value);
  return policy === undefined || !('IsEnabled' in policy) || policy.IsEnabled !== false;
}
