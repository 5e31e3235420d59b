import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { isOwnTable, type RunId } from '../domain/names.ts';
import { isOfTheProcess, type Problem, ProblemError, throwProblems } from '../domain/problem.ts';
import type { RestoredTable, RestoreRecord } from '../domain/snapshot/records.ts';
import { admit } from './admit-runner.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { oldName } from './stage-table.ts';

const mostTries = 5;
const firstPause = 200;

type Secured = RestoredTable & { readonly security: string };
type World = Pick<RestoreWorld, 'database' | 'clock'>;

/**
 * Right after a swap: gives each live name its row level security again, and lets nobody see rows of what was replaced. Before this nobody reads either: what is live has the
 * policy of its staged table, whose query names a table that is gone, and the policy of what was replaced names the live table, which has row level security, so that
 * both queries end in errors. Such a query cannot be set on the staged table before the swap, since no query may read another table that has row level security.
 * Repeatable at any time after the swap. A policy that cannot be set keeps no other from being set; then it rejects with all that stand in the way. What is not the tool's
 * work is left, and told by the table's place in the snapshot.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export async function secureSwapped(
  record: RestoreRecord,
  world: World,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const secured = record.tables.filter((table): table is Secured => table.security !== undefined);
  if (secured.length === 0) return new Map();
  const { read } = world.database;
  const ids = await tellingWhose(secured, () => read.tableIds());
  const swapped = secured.filter(({ name, stageTableId }) => ids.get(name) === stageTableId);
  const problems = await doAll(swapped, (table) => setPolicy(table, world));
  const olds = secured.flatMap(({ index, liveTableId }) => {
    const old = oldName({ run: record.runId as RunId, index });
    return liveTableId !== null && ids.get(old) === liveTableId ? [old] : [];
  });
  problems.push(...(await doAll(olds, (old) => admit(old, 'nobody', world.database))));
  throwProblems(problems);
  const script = swapped.length === 0 ? [] : await read.schemaScript();
  return new Map(swapped.map((table) => [table.index, judgePolicy(table, script)]));
}

/** Does all of it, also past what fails for one, and answers with what failed; only the end of the process ends it. */
async function doAll<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const one of all) {
    try {
      await work(one);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
      if (error.problems.some(isOfTheProcess)) throwProblems(problems);
    }
  }
  return problems;
}

/** Where it cannot be looked at what is there, says whose policy is not known to be set. */
async function tellingWhose<T>(tables: readonly Secured[], read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError([error.problems[0], ...error.problems.slice(1), ...tables.map(maybeClosed)]);
  }
}

/** Leaves the policy alone where it is not one of the tool's. */
async function setPolicy(table: Secured, { database, clock }: World): Promise<void> {
  const { name, security } = table;
  for (let tries = 1; ; tries += 1) {
    const policy = await tellingWhose([table], () => database.security.rowSecurity(name));
    if (policy.kind !== 'own' || !isOwnTable(policy.of)) return;
    try {
      await database.change.run(security);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (tries === mostTries || error.problems.some(({ transient }) => transient !== true))
        throw new ProblemError([stillClosed(name, security), ...error.problems]);
      await clock.sleep(firstPause * 2 ** tries);
    }
  }
}

function judgePolicy({ name, security }: Secured, script: readonly string[]): readonly Problem[] {
  const seen = rowSecurityOf(script, name);
  return seen === security ? [] : [otherPolicy(name, security, seen)];
}

function stillClosed(name: string, security: string): Problem {
  return {
    code: 'service',
    summary: `${name} is restored, but its row level security could not be set again, and until it is, reading ${name} ends in an error for everybody.`,
    detail: security,
    next: 'Run restore again, which sets it and ends the restore; or make what it names if that is gone, send the command above yourself, and then run restore again.',
  };
}

function maybeClosed({ name, security }: Secured): Problem {
  return {
    code: 'unknown',
    summary: `Whether ${name} has its row level security again after the swap is not known; while it has not, reading ${name} ends in an error for everybody.`,
    detail: security,
    next: 'Run restore again, which sets it and ends the restore.',
  };
}

function otherPolicy(name: string, security: string, seen: string | undefined): Problem {
  return {
    code: 'difference',
    summary: `${name} has another row level security than before the restore; somebody has changed it since the swap.`,
    detail: `before: ${security}; now: ${seen ?? 'none'}`,
    next: 'If that is not meant, send the command that it had before.',
  };
}

/** Problems where the row level security of a live table is no longer the one that was planned for. */
export function otherSecurity({ tables }: RestoreRecord, script: readonly string[]): readonly Problem[] {
  return tables.flatMap(({ name, security, liveTableId, target, swap, undoes }) => {
    if (liveTableId === null || target !== undefined || swap !== undefined) return [];
    return rowSecurityOf(script, name) === security
      ? []
      : [changedMeanwhile(name, undoes === undefined ? 'restore' : 'undo')];
  });
}

function changedMeanwhile(name: string, what: 'restore' | 'undo'): Problem {
  const again = what === 'undo' ? 'Run restore with undo again' : 'Run restore again';
  return {
    code: 'refused',
    summary: `The row level security of ${name} was changed while the ${what} ran; nothing was swapped.`,
    next: `${again}: it gives this one up and plans anew.`,
  };
}
