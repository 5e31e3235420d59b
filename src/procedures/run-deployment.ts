import type { LiveTables, Loss } from '../domain/kql/loss.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type Problem, ProblemError, problemError, throwProblems } from '../domain/problem.ts';
import type { QuarantineRecord } from '../domain/quarantine-record.ts';
import type { Progress } from '../ports/progress.ts';
import { applyStatement } from './apply-statement.ts';
import {
  type JudgedStatement,
  judgeAgain,
  type LossGuard,
  observeTables,
  type PlannedQuarantine,
} from './guard-losses.ts';
import { type JudgedReplacement, judgeReplacement } from './judge-replacement.ts';
import { howToAnswer, type OnceCommand, type OnceRecord } from './once-record.ts';
import { putAside } from './put-aside.ts';
import {
  compareReferenceData,
  putReferenceData,
  type ReferenceState,
  type ReferenceWorld,
} from './put-reference-data.ts';
import type { StoredQuarantine } from './quarantine-records.ts';
import type { ReferenceData } from './read-reference-data.ts';
import { tidyPush } from './take-up-push.ts';

/** One thing to do, in order. */
export type DeploymentStep =
  | {
      readonly kind: 'statement';
      readonly item: string;
      readonly statement: JudgedStatement;
      readonly once?: OnceCommand;
    }
  | { readonly kind: 'reference-data'; readonly item: string; readonly data: ReferenceData };

export interface DeploymentWorld extends ReferenceWorld {
  readonly guard: LossGuard;
  /** What was there when the run began; absent where nothing is to count as made by it. */
  readonly before?: LiveTables;
  readonly progress: Progress;
  /** Of commands that run as they are written. */
  readonly record: Pick<OnceRecord, 'begin' | 'end' | 'restores'>;
  /** What earlier deployments announced to put aside and did not end. */
  readonly begun?: readonly StoredQuarantine[];
}

interface Ran {
  readonly note: string;
  readonly quarantine?: QuarantineRecord;
  /** Tables whose data it changed on purpose. */
  readonly changed: readonly string[];
}

export interface EndedStep {
  readonly step: DeploymentStep;
  readonly outcome: Outcome;
  readonly changed: readonly string[];
  /** What it put aside. */
  readonly quarantine?: QuarantineRecord;
}

/** Stops at the first failure and at an interruption, between two steps; what comes after is not attempted, and listed. */
export async function runDeployment(
  steps: readonly DeploymentStep[],
  world: DeploymentWorld,
): Promise<readonly EndedStep[]> {
  const ended: EndedStep[] = [];
  let stopped = false;
  for (const step of steps) {
    const { item } = step;
    if (stopped) {
      ended.push({ step, outcome: { kind: 'not-attempted', item }, changed: [] });
      continue;
    }
    try {
      const { note, ...ran } = await runStep(step, world);
      ended.push({ step, outcome: { kind: 'done', item, note }, ...ran });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const place = step.kind === 'statement' ? step.statement.at : undefined;
      const at = place === undefined ? {} : { at: place };
      ended.push({ step, outcome: { kind: 'failed', item, problem: { ...at, ...error.problems[0] } }, changed: [] });
      stopped = true;
    }
  }
  return ended;
}

async function runStep(step: DeploymentStep, world: DeploymentWorld): Promise<Ran> {
  // Rejects once the run was interrupted.
  await world.clock.sleep(0);
  world.progress.phase(step.item);
  return step.kind === 'statement' ? runStatement(step, world) : putIfOutdated(step.data, world);
}

async function runStatement(step: StatementStep, world: DeploymentWorld): Promise<Ran> {
  const { database, guard } = world;
  const statement = await judgeAgain(step.statement, database.read, database.name, world.before);
  const { loss } = statement;
  const problem = await guard.check(statement);
  throwProblems(problem === undefined ? [] : [problem]);
  if (statement.quarantine !== undefined)
    return runQuarantine({ ...statement.quarantine, what: describeLoss(loss) }, step, world);
  await applyOnce(step, world);
  const lost = withoutSpared(loss, guard.spared(statement));
  guard.passed(lost);
  if (statement.harmless?.kind === 'said')
    return {
      note: `said to be harmless: ${statement.harmless.by}; ${statement.reason ?? describeLoss(loss)}`,
      changed: [],
    };
  if (loss.kind !== 'loses-data' || lost.kind !== 'loses-data') return { note: '', changed: [] };
  const [of, all] = [lost.tables.length, loss.tables.length];
  const how = of === all ? 'covered' : of === 0 ? 'no row is that old' : 'covered, or no row is that old';
  return { note: `${how}: ${loss.what}`, changed: lost.tables };
}

/** What it does to the rows that are there now. */
function withoutSpared(loss: Loss, spared: ReadonlySet<string>): Loss {
  return loss.kind === 'loses-data' ? { ...loss, tables: loss.tables.filter((name) => !spared.has(name)) } : loss;
}

/** The reversible form in place of the command. Its own record tells after a lost answer whether it ran. */
async function runQuarantine(
  { what, ...planned }: PlannedQuarantine & { readonly what: string },
  { statement: { loss }, once }: StatementStep,
  world: DeploymentWorld,
): Promise<Ran> {
  const { begun } = world;
  const { restores } = world.record;
  const put = await putAside({ ...planned, what, command: once?.id, restores, begun }, world);
  if (once !== undefined) await world.record.end(once, 'ran');
  if (put.kind === 'empty') return { note: 'there was nothing to clear', changed: [] };
  await put.close();
  world.guard.passed(loss);
  const stayed = put.arrived === 0n ? '' : `; ${put.arrived} rows that came meanwhile stay`;
  const { id, expiresAt } = put.record;
  return {
    note: `put into quarantine ${id} until ${expiresAt}${stayed}`,
    changed: planned.tables,
    quarantine: put.record,
  };
}

function describeLoss(loss: JudgedStatement['loss']): string {
  return loss.kind === 'safe' ? loss.why : loss.what;
}

type StatementStep = Extract<DeploymentStep, { readonly kind: 'statement' }>;

/** Applies the statement, and stores that it ran; of one that does more when it runs twice it is stored before that it begins, and afterwards what became of it. */
async function applyOnce(
  { statement, once, item }: StatementStep,
  { database, clock, record }: DeploymentWorld,
): Promise<void> {
  const begun = once?.isRepeatable === false ? once : undefined;
  if (begun !== undefined) await record.begin(begun);
  const applied = await applyStatement(statement.text, database, clock);
  if (applied.kind === 'ran') {
    if (once !== undefined) await record.end(once, 'ran');
    return;
  }
  const { error, became } = applied;
  if (begun === undefined) throw error;
  if (became === 'unknown') throw problemError(lostAnswer(item, error.problems[0]));
  await record.end(begun, 'did-not-run');
  throw error;
}

function lostAnswer(item: string, { summary, detail }: Problem): Problem {
  return {
    code: 'unknown',
    summary: `It is unknown whether this ran: ${item}`,
    detail: detail === undefined ? summary : `${summary} ${detail}`,
    next: howToAnswer,
  };
}

async function putIfOutdated(data: ReferenceData, world: DeploymentWorld): Promise<Ran> {
  const { database, guard } = world;
  const judge = async (state: ReferenceState): Promise<JudgedReplacement> => {
    const live = await observeTables(database.read, database.name);
    return judgeReplacement(data, state, { live, guard, read: database.read });
  };
  const state = await compareReferenceData(data, world);
  if (state.kind === 'current') {
    if (data.options.ingestion === 'event-grid') await tidyPush(data, world);
    return { note: 'unchanged', changed: [] };
  }
  let judged = await judge(state);
  throwProblems(judged.problem === undefined ? [] : [judged.problem]);
  await putReferenceData(data, world, async () => {
    judged = await judge(await compareReferenceData(data, world));
    return judged.problem;
  });
  const { loss } = judged.request;
  guard.passed(loss);
  const lost = loss.kind === 'loses-data' ? loss.tables : [];
  const way = data.options.ingestion === 'event-grid' ? ' by Event Grid' : '';
  return { note: `${data.content.rows} rows${way}`, changed: [...new Set([data.table, ...lost])] };
}
