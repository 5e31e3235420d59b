import { rowSecurityOf } from '../domain/kql/row-security.ts';
import { isOwnTable, type RunId } from '../domain/names.ts';
import { type Problem, ProblemError } from '../domain/problem.ts';
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
 * Repeatable at any time after the swap. What is not the tool's work is left, and told by the table's place in the snapshot.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export async function secureSwapped(
  record: RestoreRecord,
  world: World,
): Promise<ReadonlyMap<number, readonly Problem[]>> {
  const problems = new Map<number, readonly Problem[]>();
  const secured = record.tables.filter((table): table is Secured => table.security !== undefined);
  if (secured.length === 0) return problems;
  const ids = await world.database.read.tableIds();
  for (const table of secured) {
    if (ids.get(table.name) !== table.stageTableId) continue;
    problems.set(table.index, await secureLive(table, world));
  }
  for (const table of secured) {
    const old = oldName({ run: record.runId as RunId, index: table.index });
    if (table.liveTableId !== null && ids.get(old) === table.liveTableId) await admit(old, 'nobody', world.database);
  }
  return problems;
}

async function secureLive({ name, security }: Secured, { database, clock }: World): Promise<readonly Problem[]> {
  for (let tries = 1; ; tries += 1) {
    const policy = await database.security.rowSecurity(name);
    const isOurs = policy.kind === 'own' && isOwnTable(policy.of);
    if (!isOurs) return judgePolicy({ name, security }, await database.read.schemaScript());
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

function judgePolicy(
  { name, security }: Pick<Secured, 'name' | 'security'>,
  script: readonly string[],
): readonly Problem[] {
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
  return tables.flatMap(({ name, security, liveTableId, target, swap }) => {
    if (liveTableId === null || target !== undefined || swap !== undefined) return [];
    return rowSecurityOf(script, name) === security ? [] : [changedMeanwhile(name)];
  });
}

function changedMeanwhile(name: string): Problem {
  return {
    code: 'refused',
    summary: `The row level security of ${name} was changed while the restore ran; nothing was swapped.`,
    next: 'Run restore again; it plans anew.',
  };
}
