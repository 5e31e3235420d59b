import { readStatement } from '../kql/statement-kind.ts';
import { isOwnTable } from '../names.ts';
import { applyTo, readEffects } from './effects.ts';
import { type Facets, ingestionTimeFacet, type Model, type ObjectKey, partsOf, withFacets } from './model.ts';

export interface LiveModel {
  readonly model: Model;
  /** Commands of the script that the model does not hold, as they are. */
  readonly unread: readonly string[];
}

/**
 * The database as its schema script has it, one command per entry. The tables of this tool are left out. `ingestionTimes` says of tables by name whether their IngestionTime policy
 * is on, and counts before the script, which need not say it. Source:
 * https://learn.microsoft.com/kusto/management/show-schema-database
 */
export function readLiveModel(
  script: readonly string[],
  database: string,
  ingestionTimes: ReadonlyMap<string, 'on' | 'off'> = new Map(),
): LiveModel {
  const model = new Map<ObjectKey, Facets>();
  const unread: string[] = [];
  for (const text of script) {
    const effects = readEffects(text, readStatement(text), database);
    if (effects === undefined) unread.push(text);
    else
      applyTo(
        model,
        effects.filter(({ key }) => !isOwn(key)),
      );
  }
  for (const [key, facets] of model) {
    const time = key.startsWith('table:') ? ingestionTimes.get(partsOf(key).name) : undefined;
    if (time !== undefined) model.set(key, withFacets(facets, [ingestionTimeFacet, time === 'on' ? 'true' : 'false']));
  }
  return { model, unread };
}

function isOwn(key: Parameters<typeof partsOf>[0]): boolean {
  const { kind, name } = partsOf(key);
  return kind === 'table' && isOwnTable(name);
}
