import { throwProblems } from '../domain/problem.ts';
import type { LiveTable } from '../ports/database.ts';
import type { Progress } from '../ports/progress.ts';

/**
 * What is stored is filed under the name that is given, and names of databases count no case. Rejects where the service spells the name in another way and nothing is stored
 * under the given one; warns where something is. Of a database without tables no spelling is known. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names
 */
export function judgeSpelling(
  given: string,
  { live, isStored }: { readonly live: readonly Pick<LiveTable, 'database'>[]; readonly isStored: boolean },
  progress: Pick<Progress, 'warn'>,
): void {
  const spelled = live.find(({ database }) => database !== undefined)?.database ?? given;
  if (spelled === given) return;
  const summary = `The database is given as ${given}, and the cluster calls it ${spelled}.`;
  const next = `Name it ${spelled}: what is stored of a database is filed under the name that is given, in its upper and lower case.`;
  if (isStored) progress.warn(`${summary} ${next} What is shown is filed under ${given}.`);
  else throwProblems([{ code: 'input', summary, next }]);
}
