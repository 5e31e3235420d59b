import type { SourcePosition } from '../problem.ts';
import { editsBetween, type Stage, type StagedEdit } from './difference.ts';
import type { WriteEdit } from './edit.ts';
import type { Effect } from './effect.ts';
import { differingFacets, type Facets, facetsOf, type Model, type ObjectKey } from './model.ts';
import type { Ordered } from './order.ts';
import type { WrittenStatement } from './plan-schema.ts';

/** A command of the files with what it says. */
export interface Contribution {
  readonly statement: WrittenStatement;
  readonly effects: readonly Effect[];
  readonly place: number;
}

export interface Change extends Ordered {
  readonly text: string;
  readonly reason: string;
}

/**
 * The commands that lead from one model to the other, those of each object in their order. A command of the files is taken as it is written where it does nothing but
 * bring its object nearer; what is left then is written anew.
 */
export function changesOf(
  before: Model,
  after: Model,
  contributions: readonly Contribution[],
  write: WriteEdit,
): readonly Change[] {
  const byKey = new Map<ObjectKey, Contribution[]>();
  for (const one of contributions) for (const { key } of one.effects) byKey.set(key, [...(byKey.get(key) ?? []), one]);
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [old, now] = [facetsOf(before, key), facetsOf(after, key)];
    return differingFacets(old, now).length === 0 ? [] : objectChanges(key, old, now, byKey.get(key) ?? [], write);
  });
}

function objectChanges(
  key: ObjectKey,
  before: Facets,
  after: Facets,
  own: readonly Contribution[],
  write: WriteEdit,
): readonly Change[] {
  const taken: Change[] = [];
  let reached = before;
  for (const { statement, effects, place } of makersFirst(own)) {
    const [effect, ...others] = effects;
    if (effect === undefined || others.length > 0) continue;
    const next = effect.apply(reached);
    const edits = editsBetween(key, reached, next);
    if (!isNearer(reached, next, after) || !runsAsWritten(statement, reached, edits)) continue;
    const { text, at } = statement;
    taken.push({ key, text, at, place, stage: lastStage(edits), reason: edits.map(({ reason }) => reason).join('; ') });
    reached = next;
  }
  const last = own.at(-1);
  const at: SourcePosition | undefined = last?.statement.at;
  const place = last?.place ?? Number.MAX_SAFE_INTEGER;
  const written = editsBetween(key, reached, after).map(
    ({ edit, stage, reason }): Change => ({ key, text: write(edit), stage, reason, place, at }),
  );
  return [...taken, ...written];
}

/** A policy may stand in the files before the table it is for. */
function makersFirst(own: readonly Contribution[]): readonly Contribution[] {
  const makes = ({ statement: { reading } }: Contribution): boolean =>
    reading.verb.startsWith('create') && ['columns', 'definition', ''].includes(reading.action);
  return [...own.filter(makes), ...own.filter((one) => !makes(one))];
}

/** Fewer facets differ from the goal, and none that did not before. */
function isNearer(reached: Facets, next: Facets, goal: Facets): boolean {
  const [before, after] = [differingFacets(reached, goal), differingFacets(next, goal)];
  return after.length < before.length && after.every((facet) => before.includes(facet));
}

/** Whether the service would do with the command what the model says it does. */
function runsAsWritten({ reading }: WrittenStatement, reached: Facets, edits: readonly StagedEdit[]): boolean {
  const { verb, noun, action, policy } = reading;
  const kinds = edits.map(({ edit }) => edit.kind);
  if (kinds.includes('retype-column')) return action === 'type';
  if (noun === 'materialized-view' && action === 'definition') return !reached.has('object') || verb === 'alter';
  if (noun === 'function' && (verb === 'create' || verb === 'alter') && action === '')
    return reached.has('object') === (verb === 'alter');
  if (action === 'ingestion' && verb !== 'drop') return verb === 'create-or-alter';
  if (verb === 'alter-merge' && policy?.name === 'update') return !reached.has('policy update');
  return edits.length > 0;
}

const order: readonly Stage[] = ['release', 'build', 'attach', 'remove'];

function lastStage(edits: readonly StagedEdit[]): Stage {
  return order.findLast((stage) => edits.some((edit) => edit.stage === stage)) ?? 'build';
}
