import { isOwnTable } from '../domain/names.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type Problem, ProblemError, throwProblems } from '../domain/problem.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { applyStatement } from '../procedures/apply-statement.ts';
import {
  createLossGuard,
  type JudgedStatement,
  judgeStatements,
  type LossGuard,
  type LossRequest,
} from '../procedures/guard-losses.ts';
import {
  compareReferenceData,
  putReferenceData,
  type ReferenceState,
  type ReferenceWorld,
} from '../procedures/put-reference-data.ts';
import { type ReferenceData, readRepository } from '../procedures/read-repository.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { connection, storage } from './inputs.ts';

/** One thing to do, in order. */
type Step =
  | { readonly kind: 'statement'; readonly item: string; readonly statement: JudgedStatement }
  | { readonly kind: 'reference-data'; readonly item: string; readonly data: ReferenceData };

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
    const observe = async () => (await database.read.tables()).filter(({ name }) => !isOwnTable(name));
    const repository = await readRepository(
      world.files,
      { schema: request.schema, referenceData: request['reference-data'] },
      async () => new Map((await observe()).map(({ name, columns }) => [name, columns])),
    );
    const live = await observe();
    const statements = judgeStatements(repository.statements, live, await database.read.schemaScript());
    const guard = createLossGuard(live, { read: database.read, store, paths, clock: world.clock });
    const reference: ReferenceWorld = { database, store, paths, clock: world.clock };
    const states = new Map<ReferenceData, ReferenceState>();
    for (const data of repository.referenceData) states.set(data, await compareReferenceData(data, reference));
    const refusals = await findRefusals(statements, states, guard);

    const steps = planSteps(statements, repository.referenceData);
    if (request['dry-run']) return planned(steps, states, refusals);
    throwProblems([...refusals.values()]);
    const outcomes = await runSteps(steps, async (step) => {
      if (step.kind === 'statement')
        return runStatement(step.statement, guard, (text) => applyStatement(text, database, world.clock));
      return putIfOutdated(step.data, guard, reference);
    });
    return deployed(steps, outcomes);
  },
});

/** Everything is asked before anything runs; each loss is asked again right before it happens. */
async function findRefusals(
  statements: readonly JudgedStatement[],
  states: ReadonlyMap<ReferenceData, ReferenceState>,
  guard: LossGuard,
): Promise<ReadonlyMap<JudgedStatement | ReferenceData, Problem>> {
  const refusals = new Map<JudgedStatement | ReferenceData, Problem>();
  const note = async (what: JudgedStatement | ReferenceData, asked: LossRequest): Promise<void> => {
    const problem = await guard.check(asked);
    if (problem !== undefined) refusals.set(what, problem);
  };
  for (const statement of statements) await note(statement, statement);
  for (const [data, state] of states) await note(data, replacement(data, state));
  return refusals;
}

function replacement(data: ReferenceData, state: ReferenceState) {
  const at = { file: data.file.path, line: 1 };
  const text = data.file.path;
  if (state.kind === 'current' || state.foreignRows === 0n)
    return { loss: { kind: 'safe', why: 'the rows come from the repo' }, text, at } as const;
  const what = `replaces ${showCount(state.foreignRows)} rows of ${data.table} that did not come from reference data`;
  return { loss: { kind: 'loses-data', tables: [data.table], what }, text, at } as const;
}

function planSteps(statements: readonly JudgedStatement[], data: readonly ReferenceData[]): readonly Step[] {
  return [
    ...statements.map((statement): Step => ({ kind: 'statement', item: describeStatement(statement), statement })),
    ...data.map((one): Step => ({ kind: 'reference-data', item: `${one.file.path} → ${one.table}`, data: one })),
  ];
}

function describeStatement({ text, at }: JudgedStatement): string {
  const [line = ''] = text.split('\n');
  return `${at.file}:${at.line} ${line.length > 100 ? `${line.slice(0, 100)}…` : line}`;
}

/** Stops at the first failure; what comes after it is not attempted, and listed. */
async function runSteps(steps: readonly Step[], run: (step: Step) => Promise<string>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let stopped = false;
  for (const step of steps) {
    if (stopped) {
      outcomes.push({ kind: 'not-attempted', item: step.item });
      continue;
    }
    try {
      outcomes.push({ kind: 'done', item: step.item, note: await run(step) });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const at = step.kind === 'statement' ? { at: step.statement.at } : {};
      outcomes.push({ kind: 'failed', item: step.item, problem: { ...at, ...error.problems[0] } });
      stopped = true;
    }
  }
  return outcomes;
}

async function runStatement(
  statement: JudgedStatement,
  guard: LossGuard,
  run: (text: string) => Promise<unknown>,
): Promise<string> {
  const problem = await guard.check(statement);
  throwProblems(problem === undefined ? [] : [problem]);
  await run(statement.text);
  guard.passed(statement.loss);
  return statement.loss.kind === 'loses-data' ? `covered: ${statement.loss.what}` : '';
}

async function putIfOutdated(data: ReferenceData, guard: LossGuard, world: ReferenceWorld): Promise<string> {
  const state = await compareReferenceData(data, world);
  if (state.kind === 'current') return 'unchanged';
  const request = replacement(data, state);
  const problem = await guard.check(request);
  throwProblems(problem === undefined ? [] : [problem]);
  await putReferenceData(data, world);
  guard.passed(request.loss);
  return `${showCount(data.content.rows)} rows`;
}

/** What a snapshot taken first would cover is shown as such; what none can cover is a problem already. */
function planned(
  steps: readonly Step[],
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
    ],
    outputs: { statements: '0', 'changed-tables': '', 'reference-tables': '' },
    data: { dryRun: true, steps: rows },
  };
}

function subjectOf(step: Step): JudgedStatement | ReferenceData {
  return step.kind === 'statement' ? step.statement : step.data;
}

function planRow(
  step: Step,
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

function deployed(steps: readonly Step[], outcomes: readonly Outcome[]): VerbResult {
  const done = outcomes.filter(({ kind }) => kind === 'done');
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  const replaced = steps.flatMap((step, index) => {
    const outcome = outcomes[index];
    return step.kind === 'reference-data' && outcome?.kind === 'done' && outcome.note !== 'unchanged'
      ? [step.data.table]
      : [];
  });
  const lost = steps.flatMap((step, index) => {
    const isDone = step.kind === 'statement' && outcomes[index]?.kind === 'done';
    return isDone && step.statement.loss.kind === 'loses-data' ? step.statement.loss.tables : [];
  });
  const report: Block[] = [
    {
      kind: 'heading',
      text:
        failed === undefined
          ? `Deployed: ${steps.length} steps ran.`
          : `Stopped after ${done.length} of ${steps.length} steps.`,
    },
    {
      kind: 'table',
      columns: [{ title: 'Step' }, { title: 'Outcome' }, { title: 'Note' }],
      rows: outcomes.map((one) => [one.item, one.kind, one.kind === 'failed' ? one.problem.summary : (one.note ?? '')]),
    },
  ];
  if (failed?.kind === 'failed') {
    report.push({ kind: 'problem', problem: failed.problem });
    report.push({
      kind: 'next-step',
      text: 'Mend the statement and deploy again: what already ran is applied once more, so it should be idempotent.',
    });
  }
  const ran = steps.filter((step, index) => step.kind === 'statement' && outcomes[index]?.kind === 'done').length;
  return {
    outcomes,
    report,
    outputs: {
      statements: String(ran),
      'changed-tables': [...new Set([...lost, ...replaced])].join(','),
      'reference-tables': replaced.join(','),
    },
    data: { steps: outcomes },
  };
}
