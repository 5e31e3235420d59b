import { type Problem, throwProblems } from '../domain/problem.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { judgeUndo } from '../procedures/judge-put-back.ts';
import { findQuarantine, undoQuarantine } from '../procedures/undo-quarantine.ts';
import type { VerbResult } from './command.ts';
import { putBack, showPutBack } from './quarantine-report.ts';
import { isOnlyDamaged } from './restore-places.ts';
import type { World } from './world.ts';

/** Inputs of a restore that say nothing to a quarantine, by the value that they have where they are not given. */
const untouched = {
  snapshot: 'latest',
  what: 'data',
  'newer-rows': undefined,
  'continuous-exports': 'refuse',
  'time-column': undefined,
  'time-from': undefined,
  'time-before': undefined,
  load: 'auto',
  'target-cluster': undefined,
  'target-database': undefined,
  as: undefined,
  undo: false,
} as const;

type Name = keyof typeof untouched;
type Given = Parameters<World['openDatabase']>[0] &
  Parameters<World['openStore']>[0] &
  Readonly<Record<Name, string | boolean | undefined>> & {
    readonly 'dry-run': boolean;
    readonly columns: readonly string[];
    readonly tables: readonly string[];
    readonly 'deleted-rows': string | undefined;
  };

/** Puts back what a deployment put into quarantine; without a snapshot, and said twice it does nothing more. */
export async function putBackQuarantine(id: string, request: Given, world: World): Promise<VerbResult> {
  throwProblems(checkAlone(request));
  const database = world.openDatabase(request);
  const store = world.openStore(request);
  const paths = databasePaths(database.clusterHost, database.name);
  const reach = { database, store, paths, clock: world.clock };
  const stored = await findQuarantine(id, reach);
  const { aside, problems } = await judgeUndo(stored.record, reach);
  throwProblems(problems);
  const { record } = stored;
  if (request['dry-run'])
    return showPutBack(record, aside.length === 0 ? [] : database.change.putBackByHand(record.way, aside));
  const ended = await undoQuarantine(stored, aside, reach);
  return putBack(ended.record, ended.when);
}

/** What is wrong with the other inputs, all at once: a quarantine is put back as it is, so that none of them would be followed. */
export function checkAlone(
  given: Readonly<Record<Name, unknown>> & Pick<Given, 'columns' | 'tables' | 'deleted-rows'>,
): readonly Problem[] {
  const names = Object.keys(untouched) as readonly Name[];
  const wrong = [
    ...names.filter((name) => given[name] !== untouched[name]),
    // To accept is what it does: rows that were deleted before the quarantine are not in it.
    ...(given['deleted-rows'] === 'replay' ? ['deleted-rows'] : []),
    ...(given.columns.length > 0 ? ['columns'] : []),
    ...(isOnlyDamaged(given.tables) ? [] : ['tables']),
  ];
  return wrong.map((name) => ({
    code: 'input',
    summary: `The inputs undo-quarantine and ${name} are both given.`,
    next: 'A quarantine comes back as it was put aside: leave one of them out.',
  }));
}
