import { type Problem, throwProblems } from '../domain/problem.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { findQuarantine, judgeUndo, undoQuarantine } from '../procedures/undo-quarantine.ts';
import type { VerbResult } from './command.ts';
import { putBack, showPutBack } from './quarantine-report.ts';
import { isOnlyDamaged } from './restore-places.ts';
import type { World } from './world.ts';

type Given = Parameters<World['openDatabase']>[0] &
  Parameters<World['openStore']>[0] & {
    readonly 'dry-run': boolean;
    readonly undo: boolean;
    readonly as: string | undefined;
    readonly what: string;
    readonly 'time-column': string | undefined;
    readonly 'newer-rows': string | undefined;
    readonly 'target-cluster': string | undefined;
    readonly 'target-database': string | undefined;
    readonly columns: readonly string[];
    readonly tables: readonly string[];
  };

/** Puts back what a deployment put into quarantine; without a snapshot, and said twice it does nothing more. */
export async function putBackQuarantine(id: string, request: Given, world: World): Promise<VerbResult> {
  throwProblems(checkAlone(request));
  const database = world.openDatabase(request);
  const store = world.openStore(request);
  const paths = databasePaths(database.clusterHost, database.name);
  const reach = { database, store, paths, clock: world.clock };
  const stored = await findQuarantine(id, reach);
  throwProblems(await judgeUndo(stored.record, reach));
  const { way, tables } = stored.record;
  if (request['dry-run'])
    return showPutBack(
      stored.record,
      stored.record.state === 'undone' ? [] : database.change.putBackByHand(way, tables),
    );
  const { record, when } = await undoQuarantine(stored, reach);
  return putBack(record, when);
}

function checkAlone(given: Given): readonly Problem[] {
  const names = ['as', 'time-column', 'newer-rows', 'target-cluster', 'target-database'] as const;
  const wrong = [
    ...(given.undo ? ['undo'] : []),
    ...(given.what === 'data' ? [] : ['what']),
    ...(given.columns.length > 0 ? ['columns'] : []),
    ...(isOnlyDamaged(given.tables) ? [] : ['tables']),
    ...names.filter((name) => given[name] !== undefined),
  ];
  return wrong.map((name) => ({
    code: 'input',
    summary: `The inputs undo-quarantine and ${name} are both given.`,
    next: 'A quarantine comes back as it was put aside: leave one of them out.',
  }));
}
