import type { TableColumns } from '../domain/kql/columns-after.ts';
import type { LiveTables } from '../domain/kql/loss.ts';
import { isOwnTable } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import type { LiveTable } from '../ports/database.ts';
import {
  createLossGuard,
  type JudgedStatement,
  judgeStatement,
  type LossGuard,
  type LossRequest,
  observeTables,
} from '../procedures/guard-losses.ts';
import { compareReferenceData, type ReferenceState, type ReferenceWorld } from '../procedures/put-reference-data.ts';
import { type ReferenceData, readRepository } from '../procedures/read-repository.ts';
import { type DeploymentStep, type EndedStep, replacement, runDeployment } from '../procedures/run-deployment.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { connection, storage } from './inputs.ts';

export const deploy = defineCommand({
  name: 'deploy',
  group: 'change',
  summary:
    'Apply the schema files in order, then the reference data; refuse what would lose data that no snapshot covers',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    schema: {
      type: 'list',
      describe: 'Schema files: paths, folders or globs of .kql, .csl, .kusto; applied in this order',
    },
    'reference-data': { type: 'list', describe: 'CSV files named after their tables: paths, folders or globs' },
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
    const repository = await readRepository(
      world.files,
      { schema: request.schema, referenceData: request['reference-data'] },
      async () => columnsOf(await database.read.tables()),
    );
    const before = await observeTables(database.read);
    const statements = repository.statements.map((statement) => judgeStatement(statement, before));
    const guard = createLossGuard(before.tables.keys(), {
      read: database.read,
      observe: database.observe,
      store,
      paths,
      clock: world.clock,
    });
    const reference: ReferenceWorld = { database, store, paths, clock: world.clock };
    const states = new Map<ReferenceData, ReferenceState>();
    for (const data of repository.referenceData) states.set(data, await compareReferenceData(data, reference));
    const refusals = await findRefusals({ statements, states, before }, guard);

    const steps = planSteps(statements, repository.referenceData);
    if (request['dry-run']) return planned(steps, states, refusals);
    throwProblems([...refusals.values()]);
    return deployed(await runDeployment(steps, { ...reference, guard, progress: world.progress }));
  },
});

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
  const [line = ''] = text.split('\n');
  return `${at.file}:${at.line} ${line.length > 100 ? `${line.slice(0, 100)}…` : line}`;
}

/** What a snapshot taken first would cover is shown as such; what none can cover is a problem already. */
function planned(
  steps: readonly DeploymentStep[],
  states: ReadonlyMap<ReferenceData, ReferenceState>,
  refusals: ReadonlyMap<JudgedStatement | ReferenceData, Problem>,
): VerbResult {
  const rows = steps.map((step) => planRow(step, states, refusals));
  const final = steps.flatMap((step) => {
    const problem = refusals.get(subjectOf(step));
    return problem?.code === 'refused' ? [problem] : [];
  });
  const waiting = refusals.size - final.length;
  const needs = waiting === 0 ? '' : ` ${waiting} of them need a snapshot first.`;
  return {
    ...(final.length === 0 ? {} : { verdict: { kind: 'fail', problems: final } }),
    outcomes: steps.map(({ item }) => ({ kind: 'not-attempted', item, note: 'dry run' })),
    report: [
      { kind: 'heading', text: `${steps.length} steps would run; nothing was changed.${needs}` },
      { kind: 'table', columns: [{ title: 'Step' }, { title: 'Class' }, { title: 'Why' }], rows },
      ...(waiting === 0
        ? []
        : [
            {
              kind: 'next-step',
              text: 'Take a snapshot before this deployment.',
              command: 'kusto-rebuild snapshot',
            } as const,
          ]),
    ],
    outputs: { statements: '0', 'changed-tables': '', 'reference-tables': '' },
    data: { dryRun: true, steps: rows },
  };
}

function subjectOf(step: DeploymentStep): JudgedStatement | ReferenceData {
  return step.kind === 'statement' ? step.statement : step.data;
}

function planRow(
  step: DeploymentStep,
  states: ReadonlyMap<ReferenceData, ReferenceState>,
  refusals: ReadonlyMap<JudgedStatement | ReferenceData, Problem>,
): readonly string[] {
  const refusal = refusals.get(subjectOf(step));
  const why = refusal === undefined ? '' : `; ${refusal.detail ?? refusal.summary}`;
  if (step.kind === 'statement') {
    const { loss } = step.statement;
    return [step.item, loss.kind, `${loss.kind === 'safe' ? loss.why : loss.what}${why}`];
  }
  const state = states.get(step.data)?.kind === 'current' ? 'unchanged' : `${showCount(step.data.content.rows)} rows`;
  return [step.item, 'reference data', `${state}${why}`];
}

function deployed(ended: readonly EndedStep[]): VerbResult {
  const outcomes = ended.map(({ outcome }) => outcome);
  const done = ended.filter(({ outcome }) => outcome.kind === 'done');
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  const replaced = done.flatMap(({ step, changed }) =>
    step.kind === 'reference-data' && changed.length > 0 ? [step.data.table] : [],
  );
  const report: Block[] = [
    {
      kind: 'heading',
      text:
        failed === undefined
          ? `Deployed: ${ended.length} steps ran.`
          : `Stopped after ${done.length} of ${ended.length} steps.`,
    },
    {
      kind: 'table',
      columns: [{ title: 'Step' }, { title: 'Outcome' }, { title: 'Note' }],
      rows: outcomes.map((one) => [one.item, one.kind, one.kind === 'failed' ? one.problem.summary : (one.note ?? '')]),
    },
  ];
  if (failed !== undefined) {
    report.push({ kind: 'problem', problem: failed.problem });
    report.push({ kind: 'next-step', text: nextStep(failed.problem) });
  }
  return {
    outcomes,
    report,
    outputs: {
      statements: String(done.filter(({ step }) => step.kind === 'statement').length),
      'changed-tables': [...new Set(done.flatMap(({ changed }) => changed))].join(','),
      'reference-tables': replaced.join(','),
    },
    data: { steps: outcomes },
  };
}

function nextStep({ code }: Problem): string {
  const first = code === 'cancelled' ? 'Deploy again' : 'Mend the cause and deploy again';
  return `${first}: what already ran is applied once more, so it should be idempotent.`;
}
