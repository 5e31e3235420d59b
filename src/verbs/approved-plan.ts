import { problemError } from '../domain/problem.ts';
import { type PlanDocument, readPlan } from '../domain/schema/plan-document.ts';
import type { Database } from '../ports/database.ts';
import type { LocalFiles } from '../ports/local-files.ts';
import { hashOfLive } from '../procedures/plan-deployment.ts';

/** The plan that was asked for, for this database as it is now; undefined when there is none. */
export async function readApproved(
  request: {
    readonly plan: string | undefined;
    readonly schema: readonly string[];
    readonly deletions: readonly string[];
    readonly harmless: readonly string[];
  },
  files: LocalFiles,
  database: Database,
): Promise<PlanDocument | undefined> {
  const { plan: path } = request;
  if (path === undefined) return undefined;
  if (request.schema.length + request.deletions.length + request.harmless.length > 0) {
    throw problemError({
      code: 'input',
      summary: 'A plan is applied as it is, so schema files, deletions and what is harmless cannot be given with it.',
      next: 'Give the plan alone, or the files it was made of.',
    });
  }
  const [file] = await files.read([path], ['.json']);
  const approved = readPlan(path, file?.text ?? '');
  await refuseOtherSchema(approved, database, path);
  return approved;
}

/** Rejects where the hash is not the expected one: what somebody looked at is what runs. */
export function refuseOtherPlan({ hash }: Pick<PlanDocument, 'hash'>, expected: string | undefined): void {
  if (expected === undefined || expected === hash) return;
  throw problemError({
    code: 'difference',
    summary: 'The plan is another than the one that was looked at, so nothing was changed.',
    detail: `Expected: ${expected}. It is ${hash} now, since the files or the database changed in between.`,
    next: 'Run plan again, look at it, and deploy that one.',
  });
}

/** Rejects where the schema is not the one that the plan was made for; asks the database at this moment. */
export async function refuseOtherSchema(approved: PlanDocument, database: Database, path: string): Promise<void> {
  const isOurs = approved.cluster === database.clusterHost && approved.database === database.name;
  const live = isOurs ? await hashOfLive(database) : '';
  if (isOurs && live === approved.live) return;
  throw problemError({
    code: 'difference',
    summary: isOurs
      ? `The schema of ${database.name} is not the one that ${path} was made for.`
      : `${path} was made for ${approved.database} on ${approved.cluster}.`,
    detail: `The plan ${approved.hash} is for another state; nothing was changed.`,
    next: 'Make a plan anew, look at it, and apply that one.',
  });
}
