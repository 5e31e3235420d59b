import { type Problem, throwProblems } from '../domain/problem.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { judgeUndo } from '../procedures/judge-put-back.ts';
import { findQuarantine, undoQuarantine as putBackAll } from '../procedures/undo-quarantine.ts';
import type { Input, Inputs, VerbResult } from './command.ts';
import { connection, storage } from './inputs.ts';
import { putBack, showPutBack } from './quarantine-report.ts';
import { deletedRows, undoQuarantine } from './restore-inputs.ts';
import type { World } from './world.ts';

/** Inputs of a restore that the undo of a quarantine follows. */
const followed: ReadonlySet<string> = new Set([
  ...Object.keys({ ...connection, ...storage, ...undoQuarantine }),
  'dry-run',
]);

type Given = Parameters<World['openDatabase']>[0] &
  Parameters<World['openStore']>[0] &
  Readonly<Record<string, unknown>> & { readonly 'dry-run': boolean };

/** Puts back what a deployment put into quarantine; without a snapshot, and said twice it does nothing more. */
export async function putBackQuarantine(
  id: string,
  { request, inputs }: { readonly request: Given; readonly inputs: Inputs },
  world: World,
): Promise<VerbResult> {
  throwProblems(checkAlone(request, inputs));
  const database = world.openDatabase(request);
  const store = world.openStore(request);
  const paths = databasePaths(database.clusterHost, database.name);
  const reach = { database, store, paths, clock: world.clock };
  const stored = await findQuarantine(id, reach);
  const { aside, gone, problems } = await judgeUndo(stored.record, reach);
  throwProblems(problems);
  const { record } = stored;
  if (request['dry-run'])
    return showPutBack(record, aside.length === 0 ? [] : database.change.putBackByHand(record.way, aside), gone);
  const ended = await putBackAll(stored, aside, reach);
  return putBack(ended.record, ended.when, gone);
}

/** What is wrong with the other inputs, all at once: a quarantine is put back as it is, so that none of them would be followed. `inputs` are those of a restore. */
export function checkAlone(given: Readonly<Record<string, unknown>>, inputs: Inputs): readonly Problem[] {
  const wrong = Object.entries(inputs).filter(
    ([name, input]) => !followed.has(name) && !isDefault(given[name], input) && !isAccepted(name, given[name]),
  );
  return wrong.map(([name]) => ({
    code: 'input',
    summary: `The inputs undo-quarantine and ${name} are both given.`,
    next: 'A quarantine comes back as it was put aside: leave one of them out.',
  }));
}

/** Rows that were deleted before the quarantine are not in it: to accept that is what it does. */
function isAccepted(name: string, value: unknown): boolean {
  return name in deletedRows && value === 'accept';
}

/** Whether a parsed value is the one of an input that was not given. */
function isDefault(value: unknown, input: Input): boolean {
  if (input.type === 'switch') return value === false;
  const unset = 'default' in input ? input.default : undefined;
  return Array.isArray(value) ? value.join() === (unset ?? '') : value === unset;
}
