import { columnsOf } from '../domain/kql/columns-after.ts';
import type { LiveTables } from '../domain/kql/loss.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { isOwnTable } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { type PlanDocument, readPlan } from '../domain/schema/plan-document.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import type { Database } from '../ports/database.ts';
import type { LocalFiles } from '../ports/local-files.ts';
import { compareWithTable } from '../procedures/compare-rows.ts';
import { watchTables } from '../procedures/count-untouched.ts';
import { createLossGuard, type JudgedStatement, type LossGuard, observeTables } from '../procedures/guard-losses.ts';
import { judgeReplacement } from '../procedures/judge-replacement.ts';
import { hashOfLive, planDeployment, statementsOf } from '../procedures/plan-deployment.ts';
import { notePlanApplied, notePlanStarted, refuseAppliedPlan } from '../procedures/plan-records.ts';
import { compareReferenceData, type ReferenceState, type ReferenceWorld } from '../procedures/put-reference-data.ts';
import type { ReferenceData } from '../procedures/read-reference-data.ts';
import { readRepository } from '../procedures/read-repository.ts';
import { readAssertions, runAssertions } from '../procedures/run-assertions.ts';
import { type DeploymentStep, type EndedStep, runDeployment } from '../procedures/run-deployment.ts';
import { isAskedBefore, stopping, touchedTables, withAssertions } from './assertion-report.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { deployed, planned } from './deploy-report.ts';
import { repositoryFiles } from './deployment-inputs.ts';
import { connection, storage } from './inputs.ts';
import { firstLine } from './plan-report.ts';
import type { ReferenceChange } from './reference-report.ts';

export const deploy = defineCommand({
  name: 'deploy',
  group: 'change',
  summary:
    'Bring the schema to what the files say, then the reference data; refuse what would lose data that no snapshot covers',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    ...repositoryFiles,
    plan: {
      type: 'text',
      describe:
        'Plan to apply in place of schema files, as plan wrote it; refused when the schema of the database is another by now',
    },
    'reference-data': {
      type: 'list',
      describe: 'Data files (csv, tsv, json, jsonl, parquet) named after their tables: paths, folders or globs',
    },
    assertions: {
      type: 'list',
      describe:
        'Files *.assert.kql, each a query and what has to hold of its answer, asked before and after: paths, folders or globs',
    },
    'dry-run': { type: 'switch', describe: 'Check everything, show what would run, and stop' },
  },
  outputs: [
    { name: 'statements', describe: 'Number of statements that ran' },
    {
      name: 'changed-tables',
      describe: 'Comma-separated names of the tables whose data the deployment changed on purpose',
    },
    { name: 'assertions', describe: 'pass, fail or unknown: the worst of the assertions after the deployment' },
    { name: 'reference-tables', describe: 'Comma-separated names of the tables whose reference data was replaced' },
  ],
  async run(request, world) {
    const { assertions, problems } = await readAssertions(world.files, request.assertions);
    throwProblems(problems);
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const paths = databasePaths(database.clusterHost, database.name);
    const approved = await readApproved(request, world.files, database);
    const records = { store, paths, clock: world.clock };
    if (approved !== undefined) await refuseAppliedPlan(approved, records);
    const repository = await readRepository(
      world,
      { schema: request.schema, referenceData: request['reference-data'] },
      async () => columnsOf(await database.read.tables()),
      approved?.steps.map(({ text }) => readStatement(text)),
    );
    const before = await observeTables(database.read, database.name);
    const statements =
      approved === undefined
        ? (await planDeployment({ ...repository, deletions: request.deletions }, database, before)).statements
        : statementsOf(approved, before);
    const guard = createLossGuard(before.tables.keys(), {
      read: database.read,
      observe: database.observe,
      store,
      paths,
      clock: world.clock,
    });
    const reference: ReferenceWorld = { database, store, paths, clock: world.clock, files: world.referenceFiles };
    const states = new Map<ReferenceData, ReferenceState>();
    for (const data of repository.referenceData) states.set(data, await compareReferenceData(data, reference));
    const refusals = await findRefusals({ statements, states, before }, guard, database.read);

    const steps = planSteps(statements, repository.referenceData);
    const asked = await runAssertions(assertions.filter(isAskedBefore), database.read);
    if (request['dry-run']) {
      const changes = await findChanges(states, { read: database.read, files: world.referenceFiles });
      return withAssertions(planned(steps, changes, refusals), { before: asked });
    }
    throwProblems([...refusals.values(), ...stopping(asked)]);
    const userTables = steps.length === 0 ? [] : [...before.tables.keys()].filter((name) => !isOwnTable(name));
    const countAgain = await watchTables(userTables, database);
    const run = () => runDeployment(steps, { ...reference, guard, progress: world.progress });
    const judge = async (ended: readonly EndedStep[]): Promise<VerbResult> => {
      const isDone = ended.every(({ outcome }) => outcome.kind === 'done');
      const after = isDone ? await runAssertions(assertions, database.read) : [];
      return withAssertions(deployed(ended), { before: asked, after, watched: await countAgain(touchedTables(ended)) });
    };
    if (approved === undefined || approved.steps.length === 0) return judge(await run());
    await refuseOtherSchema(approved, database, request.plan ?? '');
    await notePlanStarted(approved, records);
    const ended = await run();
    if (ended.every(({ outcome }) => outcome.kind === 'done')) await notePlanApplied(approved, records);
    return judge(ended);
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

/** Everything is asked before anything runs; each loss is asked again right before it happens. */
async function findRefusals(
  planned: {
    readonly statements: readonly JudgedStatement[];
    readonly states: ReadonlyMap<ReferenceData, ReferenceState>;
    readonly before: LiveTables;
  },
  guard: LossGuard,
  read: Database['read'],
): Promise<ReadonlyMap<JudgedStatement | ReferenceData, Problem>> {
  const refusals = new Map<JudgedStatement | ReferenceData, Problem>();
  const note = (what: JudgedStatement | ReferenceData, problem: Problem | undefined): void => {
    if (problem !== undefined) refusals.set(what, problem);
  };
  for (const statement of planned.statements) note(statement, await guard.check(statement));
  for (const [data, state] of planned.states)
    note(data, (await judgeReplacement(data, state, { live: planned.before, guard, read })).problem);
  return refusals;
}

/** How the files differ that are not what their tables hold. */
async function findChanges(
  states: ReadonlyMap<ReferenceData, ReferenceState>,
  world: Parameters<typeof compareWithTable>[1],
): Promise<readonly ReferenceChange[]> {
  const changes: ReferenceChange[] = [];
  for (const [data, { kind }] of states)
    if (kind === 'outdated') changes.push({ data, compared: await compareWithTable(data, world) });
  return changes;
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
