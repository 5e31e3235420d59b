import type { LiveTables } from '../domain/kql/loss.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { throwProblems } from '../domain/problem.ts';
import { readLiveModel } from '../domain/schema/live-model.ts';
import { planSchema } from '../domain/schema/plan-schema.ts';
import { afterTables, fillViews, rolesLacking, storedStatements, viewsGone } from '../domain/schema/stored-schema.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import type { Database } from '../ports/database.ts';
import { type JudgedStatement, judgeStatement, observeTables } from './guard-losses.ts';

/** What has to run so that the database has every object of a snapshot's schema again; what was made since stays. */
export interface SchemaRestorePlan {
  /** In this order. */
  readonly statements: readonly JudgedStatement[];
  /** What is there before the first of them. */
  readonly before: LiveTables;
  /** In the database and not in the snapshot, as `deletions` of a deployment names it. */
  readonly kept: readonly string[];
  /** Roles are not put back, since they may have been taken away on purpose: who lacks one. */
  readonly roles: readonly string[];
  /** Commands of the snapshot's schema, by their first lines, that no comparison knows, and that the database does not have in the same words. */
  readonly notCompared: readonly string[];
  /** Names of the materialized views that are made again, filled from the rows that their sources have by then. */
  readonly filled: readonly string[];
}

/** Reads only. Rejects with everything that stands against the schema as a whole. */
export async function planSchemaRestore(
  request: {
    readonly manifest: Pick<Manifest, 'database' | 'schemaScript'>;
    /** The schema script of the snapshot. */
    readonly storedScript: readonly string[];
    /** `objects` where another database than that of the snapshot is changed: what is said of the database itself does not count there. */
    readonly scope: 'objects' | 'all';
    /** Tables that will have come back with their columns before. */
    readonly restoredBefore: readonly string[];
  },
  database: Database,
): Promise<SchemaRestorePlan> {
  const { manifest, storedScript, scope, restoredBefore } = request;
  const [script, tables] = await Promise.all([database.read.schemaScript(), database.read.tables()]);
  const times = new Map(tables.map(({ name, ingestionTime }) => [name, ingestionTime] as const));
  const now = readLiveModel(script, database.name, times).model;
  const stored = readLiveModel(storedScript, manifest.database).model;
  const live = afterTables(now, stored, restoredBefore);
  const at = { file: manifest.schemaScript.path, database: manifest.database, scope };
  const { statements, notCompared } = storedStatements(storedScript, at, new Set(script));
  const filled = viewsGone(stored, live);
  const plan = planSchema({
    live,
    statements: fillViews(statements, stored, filled, database.change.write),
    deletions: [],
    referenceTables: [],
    database: database.name,
    write: database.change.write,
  });
  throwProblems(plan.problems);
  const observed = await observeTables(database.read, database.name);
  return {
    statements: plan.steps.map(({ text, at: place }) =>
      judgeStatement({ text, at: place, reading: readStatement(text) }, observed),
    ),
    before: observed,
    kept: plan.undeclared.filter((label) => !label.includes('/role ')),
    roles: rolesLacking(stored, now),
    notCompared,
    filled,
  };
}
