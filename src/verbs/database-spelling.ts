import { throwProblems } from '../domain/problem.ts';
import type { SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { LiveTable } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

interface Filed {
  readonly live: readonly Pick<LiveTable, 'database'>[];
  readonly store: Pick<SnapshotStore, 'list'>;
  readonly paths: SnapshotPaths;
}

/**
 * What is stored is filed under the name that is given, and names of databases count no case. Rejects where the service spells the name in another way and nothing at all is stored
 * under the given one; warns where anything is, whatever it is. Of a database without tables no spelling is known. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names
 */
export async function judgeSpelling(
  given: string,
  { live, store, paths }: Filed,
  progress: Pick<Progress, 'warn'>,
): Promise<void> {
  const spelled = live.find(({ database }) => database !== undefined)?.database ?? given;
  if (spelled === given) return;
  const filed = 'what is stored of a database is filed under the name that is given, in its upper and lower case';
  const summary = `The database is given as ${given}, and the cluster calls it ${spelled}.`;
  const isStored = (await isAny(store, `${paths.control}/`)) || (await isAny(store, `${paths.data}/`));
  if (!isStored) throwProblems([{ code: 'input', summary, next: `Name it ${spelled}: ${filed}.` }]);
  progress.warn(
    `${summary} Go on as ${given} for now: ${filed}, and something is there under ${given}. As ${spelled} none of it is found: commands that ran in a deployment that did not end run again, and snapshots, restores, holds and quarantines are not there. To change over, as ${given} end what was begun, deployments, restores and snapshots, and put back or let go what is in quarantine or on hold; then take a snapshot as ${spelled}. Those under ${given} are restored as ${given}.`,
  );
}

async function isAny(store: Pick<SnapshotStore, 'list'>, prefix: string): Promise<boolean> {
  for await (const _ of store.list(prefix)) return true;
  return false;
}
