import { readStatement } from '../kql/statement-kind.ts';
import { isOwnTable } from '../names.ts';
import { applyTo, readEffects } from './effects.ts';
import { type Facets, type Model, type ObjectKey, partsOf } from './model.ts';

export interface LiveModel {
  readonly model: Model;
  /** Commands of the script that the model does not hold, as they are. */
  readonly unread: readonly string[];
}

/**
 * The database as its schema script has it, one command per entry. The tables of this tool are left out. Source:
 * https://learn.microsoft.com/kusto/management/show-schema-database
 */
export function readLiveModel(script: readonly string[], database: string): LiveModel {
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
  return { model, unread };
}

function isOwn(key: Parameters<typeof partsOf>[0]): boolean {
  const { kind, name } = partsOf(key);
  return kind === 'table' && isOwnTable(name);
}
