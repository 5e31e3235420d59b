import type { TableColumns } from '../domain/kql/columns-after.ts';
import type { LiveTables } from '../domain/kql/loss.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { isOwnTable } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { type PlanDocument, readPlan } from '../domain/schema/plan-document.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import type { Database, LiveTable } from '../ports/database.ts';
import type { LocalFiles } from '../ports/local-files.ts';
import { noteDeploymentBegun, type RecordedRun } from '../procedures/deployment-records.ts';
import {
  createLossGuard,
  type JudgedStatement,
  type LossGuard,
  type LossRequest,
  observeTables,
} from '../procedures/guard-losses.ts';
import { guardHolds, isReleased, readHolds, refuseHeldPlan, releaseHolds, requireHolds } from '../procedures/holds.ts';
import { readRestoreRecords } from '../procedures/locate-rows.ts';
import { type OnceCommand, openOnceRecord } from '../procedures/once-record.ts';
import { type DeploymentPlan, hashOfLive, planDeployment, statementsOf } from '../procedures/plan-deployment.ts';
import { notePlanApplied, notePlanStarted, refuseAppliedPlan } from '../procedures/plan-records.ts';
import { compareReferenceData, type ReferenceState, type ReferenceWorld } from '../procedures/put-reference-data.ts';
import { type ReferenceData, readRepository } from '../procedures/read-repository.ts';
import { type DeploymentStep, type EndedStep, replacement, runDeployment } from '../procedures/run-deployment.ts';
import { defineCommand } from './command.ts';
import { deployed, planned } from './deploy-report.ts';
import { resume, schemaFiles } from './deployment-inputs.ts';
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
    resume,
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
    const record = await openOnceRecord(records, request.resume);
    const asked = { ...repository, deletions: request.deletions };
    const made =
      approved === undefined
        ? await planDeployment({ ...asked, ran: record.ran }, database, before)
        : { document: approved, statements: statementsOf(approved, before) };
    const { statements, document } = made;
    // A plan is shown without knowing what ran.
    const wasLeftOut = approved === undefined && record.ran.size > 0 && request['plan-hash'] !== undefined;
    const shown = wasLeftOut ? await planDeployment(asked, database, before) : made;
    refuseOtherPlan(shown.document, request['plan-hash']);
    const once = onceCommands(made);
    throwProblems(record.unanswered([...once.values()]));
    const { read, observe } = database;
    const guard = guardHolds(
      createLossGuard(before.tables.keys(), { read, observe, store, paths, clock: world.clock }),
      holds.standing.filter(({ id }) => !released.includes(id)),
    );
    const reference: ReferenceWorld = { database, store, paths, clock: world.clock };
    const states = new Map<ReferenceData, ReferenceState>();
    for (const data of repository.referenceData) states.set(data, await compareReferenceData(data, reference));
    const refusals = await findRefusals({ statements, states, before }, guard);

    const steps = planSteps(statements, repository.referenceData, once);
    if (request['dry-run']) return planned(steps, states, refusals);
    throwProblems([...refusals.values()]);
    const requests = [...statements, ...[...states].map(([data, state]) => replacement(data, state, before))];
    // A plan without steps is the same every time.
    const applied = approved === undefined || approved.steps.length === 0 ? undefined : approved;
    const begin = async () => {
      if (applied !== undefined) await refuseOtherSchema(applied, database, request.plan ?? '');
      const time = await releaseHolds(released, records);
      const again = time === 'now' ? 'again' : 'again-later';
      if (applied !== undefined) await notePlanStarted(applied, records, isAgain ? again : 'once');
      return noteDeploymentBegun(document.hash, requests, { ...records, database });
    };
    const reach = { ...reference, guard, progress: world.progress, record };
    const ended = await runRecorded(steps, { requests, begin, run: () => runDeployment(steps, reach) });
    if (ended.every(({ outcome }) => outcome.kind === 'done')) {
      if (applied !== undefined) await notePlanApplied(applied, records);
      if (approved === undefined) await record.finish(new Set(repository.statements.map(({ at }) => at.file)));
    }
    return deployed(ended, leftOutOf(made));
  },
});

/** Nothing is recorded of a deployment without steps. */
async function runRecorded(
  steps: readonly DeploymentStep[],
  {
    requests,
    begin,
    run,
  }: {
    readonly requests: readonly LossRequest[];
    readonly begin: () => Promise<RecordedRun>;
    readonly run: () => Promise<readonly EndedStep[]>;
  },
): Promise<readonly EndedStep[]> {
  if (steps.length === 0) return [];
  const recorded = await begin();
  const ended = await run();
  await recorded.end(ended, requests);
  return ended;
}

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

type Made = Partial<DeploymentPlan> & Pick<DeploymentPlan, 'statements'>;

/** The statements of schema files that do more when they run twice; a plan has records of its own. */
function onceCommands({ once = new Map() }: Made): ReadonlyMap<JudgedStatement, OnceCommand> {
  return new Map(
    [...once].map(([statement, id]) => [
      statement,
      { id, file: statement.at?.file ?? '', place: describeStatement(statement) },
    ]),
  );
}

function leftOutOf({ leftOut = [] }: Made): readonly string[] {
  return leftOut.map(({ at, why }) => `${at.file}:${at.line}: ${why}`);
}

function planSteps(
  statements: readonly JudgedStatement[],
  data: readonly ReferenceData[],
  once: ReadonlyMap<JudgedStatement, OnceCommand>,
): readonly DeploymentStep[] {
  return [
    ...statements.map((statement): DeploymentStep => {
      const command = once.get(statement);
      const item = describeStatement(statement);
      return { kind: 'statement', item, statement, ...(command !== undefined && { once: command }) };
    }),
    ...data.map(
      (one): DeploymentStep => ({ kind: 'reference-data', item: `${one.file.path} → ${one.table}`, data: one }),
    ),
  ];
}

function describeStatement({ text, at }: JudgedStatement): string {
  return `${at === undefined ? 'deletions:' : `${at.file}:${at.line}`} ${firstLine(text)}`;
}
