import type { TableColumns } from '../domain/kql/columns-after.ts';
import type { LiveTables } from '../domain/kql/loss.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { isOwnTable } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { type PlanDocument, readPlan } from '../domain/schema/plan-document.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { LocalFiles } from '../ports/local-files.ts';
import { noteDeploymentBegun } from '../procedures/deployment-records.ts';
import {
  createLossGuard,
  type JudgedStatement,
  type LossGuard,
  type LossRequest,
  observeTables,
} from '../procedures/guard-losses.ts';
import { guardHolds, isReleased, readHolds, refuseHeldPlan, releaseHolds, requireHolds } from '../procedures/holds.ts';
import { readRestoreRecords } from '../procedures/locate-rows.ts';
import { hashOfLive, planDeployment, statementsOf } from '../procedures/plan-deployment.ts';
import { notePlanApplied, notePlanStarted, refuseAppliedPlan } from '../procedures/plan-records.ts';
import { compareReferenceData, type ReferenceState, type ReferenceWorld } from '../procedures/put-reference-data.ts';
import { type ReferenceData, readRepository } from '../procedures/read-repository.ts';
import { type DeploymentStep, replacement, runDeployment } from '../procedures/run-deployment.ts';
import { defineCommand } from './command.ts';
import { deployed, planned } from './deploy-report.ts';
import { schemaFiles } from './deployment-inputs.ts';
import { connection, storage } from './inputs.ts';
import { firstLine } from './plan-report.ts';

export const deploy = defineCommand({
  name: 'deploy',
  group: 'change',
  summary:
    'Bring the schema to what the files say, then the reference data; refuse what would lose data that no snapshot covers',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    ...schemaFiles,
    plan: {
      type: 'text',
      describe:
        'Plan to apply in place of schema files, as plan wrote it; refused when the schema of the database is another by now',
    },
    'plan-hash': {
      type: 'text',
      describe: 'Hash that the plan of the schema files must still have, as plan gave it; refused when it is another',
    },
    'reference-data': { type: 'list', describe: 'CSV files named after their tables: paths, folders or globs' },
    'release-hold': {
      type: 'list',
      describe:
        'Ids of holds, as the refusal and status name them: what a restore took back of an earlier deployment runs again all the same',
    },
    'dry-run': { type: 'switch', describe: 'Check everything, show what would run, and stop' },
  },
  outputs: [
    { name: 'statements', describe: 'Number of statements that ran' },
    {
      name: 'changed-tables',
      describe: 'Comma-separated names of the tables whose data the deployment changed on purpose',
    },
    { name: 'reference-tables', describe: 'Comma-separated names of the tables whose reference data was replaced' },
  ],
  async run(request, world) {
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const paths = databasePaths(database.clusterHost, database.name);
    const approved = await readApproved(request, world.files, database);
    const records = { store, paths, clock: world.clock };
    const released = request['release-hold'];
    const holds = await readHolds(await readRestoreRecords(store, paths), database, records);
    requireHolds(released, holds);
    const isAgain = approved !== undefined && isReleased(approved, holds, released);
    if (approved !== undefined) refuseHeldPlan(approved, holds, released);
    if (approved !== undefined && !isAgain) await refuseAppliedPlan(approved, records);
    const repository = await readRepository(
      world.files,
      { schema: request.schema, referenceData: request['reference-data'] },
      async () => columnsOf(await database.read.tables()),
      approved?.steps.map(({ text }) => readStatement(text)),
    );
    const before = await observeTables(database.read, database.name);
    const made =
      approved === undefined
        ? await planDeployment({ ...repository, deletions: request.deletions }, database, before)
        : { document: approved, statements: statementsOf(approved, before) };
    refuseOtherPlan(made.document, request['plan-hash']);
    const { statements } = made;
    const { read, observe } = database;
    const guard = guardHolds(
      createLossGuard(before.tables.keys(), { read, observe, store, paths, clock: world.clock }),
      holds.standing.filter(({ id }) => !released.includes(id)),
    );
    const reference: ReferenceWorld = { database, store, paths, clock: world.clock };
    const states = new Map<ReferenceData, ReferenceState>();
    for (const data of repository.referenceData) states.set(data, await compareReferenceData(data, reference));
    const refusals = await findRefusals({ statements, states, before }, guard);

    const steps = planSteps(statements, repository.referenceData);
    if (request['dry-run']) return planned(steps, states, refusals);
    throwProblems([...refusals.values()]);
    if (steps.length === 0) return deployed([]);
    const applied = approved !== undefined && approved.steps.length > 0 ? approved : undefined;
    if (applied !== undefined) await refuseOtherSchema(applied, database, request.plan ?? '');
    const time = await releaseHolds(released, records);
    const again = time === 'now' ? 'again' : 'again-later';
    if (applied !== undefined) await notePlanStarted(applied, records, isAgain ? again : 'once');
    const requests = [...statements, ...[...states].map(([data, state]) => replacement(data, state, before))];
    const recorded = await noteDeploymentBegun(made.document.hash, requests, { ...records, database });
    const ended = await runDeployment(steps, { ...reference, guard, progress: world.progress });
    await recorded.end(ended, requests);
    const isApplied = ended.every(({ outcome }) => outcome.kind === 'done');
    if (applied !== undefined && isApplied) await notePlanApplied(applied, records);
    return deployed(ended);
  },
});

/** The plan that was asked for, for this database as it is now; undefined when there is none. */
async function readApproved(
  request: {
    readonly plan: string | undefined;
    readonly schema: readonly string[];
    readonly deletions: readonly string[];
  },
  files: LocalFiles,
  database: Database,
): Promise<PlanDocument | undefined> {
  const { plan: path } = request;
  if (path === undefined) return undefined;
  if (request.schema.length + request.deletions.length > 0) {
    throw problemError({
      code: 'input',
      summary: 'A plan is applied as it is, so schema files and deletions cannot be given with it.',
      next: 'Give the plan alone, or the files it was made of.',
    });
  }
  const [file] = await files.read([path], ['.json']);
  const approved = readPlan(path, file?.text ?? '');
  await refuseOtherSchema(approved, database, path);
  return approved;
}

/** What somebody looked at is what runs. */
function refuseOtherPlan({ hash }: PlanDocument, expected: string | undefined): void {
  if (expected === undefined || expected === hash) return;
  throw problemError({
    code: 'difference',
    summary: 'The plan is another than the one that was looked at, so nothing was changed.',
    detail: `Expected: ${expected}. It is ${hash} now, since the files or the database changed in between.`,
    next: 'Run plan again, look at it, and deploy that one.',
  });
}

/** Asks the database at this moment. */
async function refuseOtherSchema(approved: PlanDocument, database: Database, path: string): Promise<void> {
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

/** The tool's own tables are nobody's to put reference data into. */
function columnsOf(tables: readonly LiveTable[]): TableColumns {
  return new Map(tables.filter(({ name }) => !isOwnTable(name)).map(({ name, columns }) => [name, columns]));
}

/** Everything is asked before anything runs; each loss is asked again right before it happens. */
async function findRefusals(
  planned: {
    readonly statements: readonly JudgedStatement[];
    readonly states: ReadonlyMap<ReferenceData, ReferenceState>;
    readonly before: LiveTables;
  },
  guard: LossGuard,
): Promise<ReadonlyMap<JudgedStatement | ReferenceData, Problem>> {
  const refusals = new Map<JudgedStatement | ReferenceData, Problem>();
  const note = async (what: JudgedStatement | ReferenceData, asked: LossRequest): Promise<void> => {
    const problem = await guard.check(asked);
    if (problem !== undefined) refusals.set(what, problem);
  };
  for (const statement of planned.statements) await note(statement, statement);
  for (const [data, state] of planned.states) await note(data, replacement(data, state, planned.before));
  return refusals;
}

function planSteps(statements: readonly JudgedStatement[], data: readonly ReferenceData[]): readonly DeploymentStep[] {
  return [
    ...statements.map(
      (statement): DeploymentStep => ({ kind: 'statement', item: describeStatement(statement), statement }),
    ),
    ...data.map(
      (one): DeploymentStep => ({ kind: 'reference-data', item: `${one.file.path} → ${one.table}`, data: one }),
    ),
  ];
}

function describeStatement({ text, at }: JudgedStatement): string {
  return `${at === undefined ? 'deletions:' : `${at.file}:${at.line}`} ${firstLine(text)}`;
}
