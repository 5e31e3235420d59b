import type { SourcePosition } from '../problem.ts';
import { editsBetween, type Stage, type StagedEdit, stages } from './difference.ts';
import type { WriteEdit } from './edit.ts';
import type { Effect } from './effect.ts';
import { definitionOf, fittingDefinition } from './external-effects.ts';
import { differingFacets, type Facets, facetsOf, type Model, type ObjectKey, withFacets } from './model.ts';
import type { Ordered } from './order.ts';
import type { WrittenStatement } from './plan-schema.ts';
import { keepsNothing } from './retention.ts';

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
  const last = own.at(-1);
  const at: SourcePosition | undefined = last?.statement.at;
  const place = last?.place ?? Number.MAX_SAFE_INTEGER;
  const changes: Change[] = [];
  // An update policy is checked against the columns of its table, so what is to go is gone when it is set.
  const stageIn = ({ edit, stage }: StagedEdit): Stage => {
    if (edit.kind === 'drop-columns' && after.has('policy update')) return 'build';
    return isOfNewTable(edit, before) ? 'build' : stage;
  };
  let reached = before;
  const lastDefinition = own.findLast(({ statement }) => definitionOf(statement.text, statement.reading) !== undefined)
    ?.effects[0];
  const takeWritten = (contributions: readonly Contribution[]): void => {
    for (const { statement, effects, place: ownPlace } of contributions) {
      const [effect, ...others] = effects;
      if (effect === undefined || others.length > 0) continue;
      const next = effect.apply(reached);
      const edits = editsBetween(key, reached, next);
      const text = textToRun(statement, { reached, next, goal: after, edits, isDefinition: effect === lastDefinition });
      if (text === undefined) continue;
      const { at: position } = statement;
      const reason = edits.map((edit) => edit.reason).join('; ');
      changes.push({ key, text, at: position, place: ownPlace, stage: lastStage(edits.map(stageIn)), reason });
      reached = next;
    }
  };
  const writeAnew = (goal: Facets): void => {
    for (const staged of editsBetween(key, reached, goal))
      changes.push({ key, text: write(staged.edit), stage: stageIn(staged), reason: staged.reason, place, at });
    reached = goal;
  };
  // What is set on columns comes after them, also where it stands in the files before the table.
  takeWritten(own.filter(isOfShape));
  if (key.startsWith('table:') && after.has('object')) writeAnew(withShapeOf(reached, after));
  takeWritten(own.filter((one) => !isOfShape(one)));
  writeAnew(after);
  return changes;
}

/**
 * A retention that is set before any row can come deletes none. One that keeps nothing waits all the same: what comes before update policies take it is refused then.
 * Source: https://learn.microsoft.com/kusto/management/retention-policy
 */
function isOfNewTable(edit: StagedEdit['edit'], before: Facets): boolean {
  if (edit.kind !== 'set-policy' || edit.policy !== 'retention' || before.has('object')) return false;
  return edit.key.startsWith('table:') && !keepsNothing(edit.value);
}

/** Whether the command makes the object, or says what its columns are. */
function isOfShape({ statement: { reading } }: Contribution): boolean {
  const { noun, action, policy } = reading;
  return policy === undefined && (noun === 'column' || ['columns', 'drop-columns', 'definition', ''].includes(action));
}

const texts = ['folder', 'docstring'];

/** The table with the columns of another, and, where a command about columns sets them too, its folder and docstring. */
function withShapeOf(reached: Facets, goal: Facets): Facets {
  const isOfColumns = (facet: string): boolean => ['object', 'order'].includes(facet) || facet.startsWith('column ');
  const differing = differingFacets(reached, goal).filter(isOfColumns);
  if (differing.length === 0) return reached;
  return withFacets(reached, ...[...differing, ...texts].map((facet) => [facet, goal.get(facet)] as const));
}

interface Step {
  readonly reached: Facets;
  readonly next: Facets;
  readonly goal: Facets;
  readonly edits: readonly StagedEdit[];
  /** Whether it is what defines an external table or an export in the end. */
  readonly isDefinition: boolean;
}

/** The command as it can run; undefined where something else has to run in its place. */
function textToRun(statement: WrittenStatement, step: Step): string | undefined {
  const { reached, next, goal, edits, isDefinition } = step;
  if (isDefinition)
    return edits.length === 0
      ? undefined
      : fittingDefinition(statement.text, statement.reading, reached.has('object') ? 'yes' : 'no');
  return isNearer(reached, next, goal) && runsAsWritten(statement, reached, edits) ? statement.text : undefined;
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
  // What a command takes away goes last, and what it adds may be needed before.
  if (action === 'columns') return new Set(edits.map(({ stage }) => stage)).size === 1;
  if (action === 'ingestion' && verb !== 'drop') return verb === 'create-or-alter';
  if (verb === 'alter-merge' && policy?.name === 'update') return !reached.has('policy update');
  return edits.length > 0;
}

function lastStage(own: readonly Stage[]): Stage {
  return stages.findLast((stage) => own.includes(stage)) ?? 'build';
}
