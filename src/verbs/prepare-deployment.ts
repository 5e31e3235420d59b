import type { LiveTables } from '../domain/kql/loss.ts';
import { isOwnTable } from '../domain/names.ts';
import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import type { PlanDocument } from '../domain/schema/plan-document.ts';
import { columnsByTable } from '../domain/schema/table-columns.ts';
import type { DatabaseReader } from '../ports/database.ts';
import { guardQuarantine } from '../procedures/choose-quarantine.ts';
import type { ArrivalCover } from '../procedures/cover-arrivals.ts';
import {
  createLossGuard,
  type JudgedStatement,
  type LossGuard,
  type LossRequest,
  observeTables,
} from '../procedures/guard-losses.ts';
import { guardHolds, isReleased, readHolds, refuseHeldPlan, requireHolds } from '../procedures/holds.ts';
import { judgeInTurn } from '../procedures/judge-in-turn.ts';
import { judgeReplacement } from '../procedures/judge-replacement.ts';
import { readRestoreRecords } from '../procedures/locate-rows.ts';
import { type OnceCommand, type OnceRecord, openOnceRecord, type Resume } from '../procedures/once-record.ts';
import { approvedPlan, type DeploymentPlan, modelAfterPlan, planDeployment } from '../procedures/plan-deployment.ts';
import { refuseAppliedPlan, refuseRanCommands } from '../procedures/plan-records.ts';
import { compareReferenceData, type ReferenceState, type ReferenceWorld } from '../procedures/put-reference-data.ts';
import { askQuarantines, type Settled, settleQuarantines } from '../procedures/quarantine-records.ts';
import { readOnce } from '../procedures/read-once.ts';
import { type ReferenceData, requireReferenceData } from '../procedures/read-reference-data.ts';
import { readRepository } from '../procedures/read-repository.ts';
import { findUncountable } from '../procedures/reference-readers.ts';
import type { DeploymentStep } from '../procedures/run-deployment.ts';
import { readApproved, refuseOtherPlan } from './approved-plan.ts';
import type { Gate, TokenValue } from './command.ts';
import { snapshotLine } from './command-line.ts';
import { quarantineDaysOf, tokensOf } from './deployment-inputs.ts';
import { findUnpushable } from './push-inputs.ts';
import { describeStatement, recordedCommands } from './recorded-commands.ts';
import type { World } from './world.ts';

interface DeployRequest {
  readonly database: string;
  readonly config: string | undefined;
  readonly environment: string | undefined;
  readonly schema: readonly string[];
  readonly deletions: readonly string[];
  readonly harmless: readonly string[];
  readonly 'reference-data': readonly string[];
  readonly tokens: readonly TokenValue[];
  readonly 'secret-tokens': readonly TokenValue[];
  readonly plan: string | undefined;
  readonly 'plan-hash': string | undefined;
  readonly 'release-hold': readonly string[];
  readonly resume: Resume;
  readonly coverage: 'snapshot' | 'quarantine';
  readonly 'quarantine-days': number;
}

/** Everything that a deployment would do, with all that speaks against it. */
export interface PreparedDeployment {
  readonly steps: readonly DeploymentStep[];
  /** What each step asks for, in their order. */
  readonly requests: readonly LossRequest[];
  readonly refusals: ReadonlyMap<JudgedStatement | ReferenceData, Problem>;
  readonly states: ReadonlyMap<ReferenceData, ReferenceState>;
  /** Of the plan that is applied. */
  readonly hash: string;
  /** Of the plan as `plan` shows it, where that is asked for. */
  readonly shown: string;
  /** The plan, where one is applied in place of files. */
  readonly approved: PlanDocument | undefined;
  /** Whether the plan was applied before, and what a restore took back of it was released. */
  readonly isAgain: boolean;
  readonly guard: LossGuard;
  /** What is there before the first step. */
  readonly before: LiveTables;
  readonly record: OnceRecord;
  /** Commands that need not run. */
  readonly needless: readonly OnceCommand[];
  /** Ends what a killed deployment left of quarantines; to be called once it is stored which commands need not run. */
  readonly settle: () => Promise<Settled>;
  /** Names of the user's tables that are there. */
  readonly tables: readonly string[];
  /** Commands of the files that do not run, and why. */
  readonly leftOut: readonly string[];
}

/** Reads files, storage and database, and changes nothing. Rejects with what is wrong with the inputs, the files or the plan. */
export async function prepareDeployment(
  request: DeployRequest,
  reach: ReferenceWorld & { readonly world: World; readonly arrivals: Pick<ArrivalCover, 'judging'> },
  { asks, openEnds = new Set() }: Pick<Gate, 'asks' | 'openEnds'>,
): Promise<PreparedDeployment> {
  const { database, store, paths, clock, world, arrivals } = reach;
  const released = request['release-hold'];
  const { approved, isAgain, holds, restores } = await readWanted(request, reach);
  const seen = readOnce(database);
  const repository = await readRepository(
    world,
    { schema: request.schema, referenceData: request['reference-data'], tokens: tokensOf(request) },
    approved?.steps.length,
  );
  for (const warning of repository.warnings) world.progress.warn(warning);
  const before = await observeTables(seen.read, database.name);
  const commands = recordedCommands(approved, repository.statements, database.name);
  const quarantines = await askQuarantines(reach);
  const files = new Set(repository.statements.map(({ at }) => at.file));
  const { resume } = request;
  const record = await openOnceRecord(reach, { commands, resume, restores, files, openEnds, ...quarantines });
  const { ran } = record;
  if (approved === undefined) throwProblems(record.unanswered);
  else {
    refuseRanCommands(approved, record.standing);
    throwProblems(findUncountable(repository.referenceData, await seen.read.schemaScript(), approved.steps));
  }
  const { deletions, harmless } = request;
  const asked = { ...repository, deletions, harmless, quarantineDays: quarantineDaysOf(request) };
  const made: Made =
    approved === undefined ? await planDeployment({ ...asked, ran }, seen, before) : approvedPlan(approved, before);
  const target = made.compared?.target ?? (await modelAfterPlan(made.document, seen));
  const referenceData = await requireReferenceData(
    world.referenceFiles,
    request['reference-data'],
    columnsByTable(target),
  );
  throwProblems(findUnpushable(referenceData, reach.pushWay));
  // A plan is shown without knowing what ran.
  const isAsked = request['plan-hash'] !== undefined || asks === 'shown';
  const wasLeftOut = approved === undefined && ran.size > 0 && isAsked;
  const shown = wasLeftOut ? await planDeployment(asked, seen, before) : made;
  refuseOtherPlan(shown.document, request['plan-hash']);
  for (const { text, at } of made.idle ?? []) world.progress.warn(text, at);
  const once = onceCommands(made, commands);
  const { read, observe } = database;
  const losses = createLossGuard(before.tables.keys(), {
    ...{ read, observe, store, paths, clock },
    snapshotLine: (tables) => snapshotLine(request, tables),
  });
  const standing = holds.standing.filter(({ id }) => !released.includes(id));
  const guardBy = (reader: DatabaseReader) => guardHolds(guardQuarantine(losses, reader), standing);
  const guard = guardBy(read);
  // While nothing is changed yet, one look at the schema tells for all.
  const judging = arrivals.judging(guardBy(seen.read));
  const states = new Map<ReferenceData, ReferenceState>();
  for (const data of referenceData) states.set(data, await compareReferenceData(data, reach));
  return {
    ...(await judgeAll({ statements: made.statements, states }, { live: before, guard: judging, read })),
    steps: stepsOf(made.statements, referenceData, once),
    states,
    hash: made.document.hash,
    shown: shown.document.hash,
    approved,
    isAgain,
    guard,
    before,
    record,
    needless: commands.filter(({ id }) => made.needless.includes(id)),
    settle: () =>
      settleQuarantines({ commands: new Set(commands.map(({ id }) => id)), days: quarantineDaysOf(request) }, reach),
    tables: [...before.tables.keys()].filter((name) => !isOwnTable(name)),
    leftOut: (made.leftOut ?? []).map(({ at, why }) => `${at.file}:${at.line}: ${why}`),
  };
}

async function readWanted(
  request: DeployRequest,
  { database, store, paths, clock, world }: ReferenceWorld & { readonly world: World },
) {
  refuseAnswers(request);
  const approved = await readApproved(request, world.files, database);
  const records = { store, paths, clock };
  const released = request['release-hold'];
  const restores = await readRestoreRecords(store, paths);
  const holds = await readHolds(restores, database, records);
  requireHolds(released, holds);
  const isAgain = approved !== undefined && isReleased(approved, holds, released);
  if (approved !== undefined) {
    refuseHeldPlan(approved, holds, released);
    if (!isAgain) await refuseAppliedPlan(approved, records);
  }
  return { approved, isAgain, holds, restores };
}

/** A plan that holds a command of which that is asked is not applied. */
function refuseAnswers({ plan, resume }: Pick<DeployRequest, 'plan' | 'resume'>): void {
  if (plan === undefined || (resume !== 'ran' && resume !== 'did-not-run')) return;
  throw problemError({
    code: 'input',
    summary: `The input resume is ${resume}, which cannot be given with a plan.`,
    detail: 'A plan is applied as it is, so it takes auto and anew only.',
    next: 'Deploy the schema files in place of the plan: what ran is left out then.',
  });
}

type Made = Partial<DeploymentPlan> & Pick<DeploymentPlan, 'statements' | 'document' | 'once' | 'needless'>;

/** Everything is asked before anything runs; each loss is asked again right before it happens. */
async function judgeAll(
  {
    statements,
    states,
  }: { readonly statements: readonly JudgedStatement[]; readonly states: PreparedDeployment['states'] },
  world: { readonly live: LiveTables; readonly guard: LossGuard; readonly read: DatabaseReader },
): Promise<Pick<PreparedDeployment, 'requests' | 'refusals'>> {
  const requests: LossRequest[] = [...statements];
  const refusals = new Map<JudgedStatement | ReferenceData, Problem>(await judgeInTurn(statements, world.guard));
  for (const [data, state] of states) {
    const { request, problem } = await judgeReplacement(data, state, world);
    requests.push(request);
    if (problem !== undefined) refusals.set(data, problem);
  }
  return { requests, refusals };
}

/** The statements of which it is stored that they ran. */
function onceCommands(
  { once }: Pick<Made, 'once'>,
  commands: readonly OnceCommand[],
): ReadonlyMap<JudgedStatement, OnceCommand> {
  const byId = new Map(commands.map((command) => [command.id, command]));
  return new Map(
    [...once].flatMap(([statement, id]) => {
      const command = byId.get(id);
      return command === undefined ? [] : [[statement, command] as const];
    }),
  );
}

function stepsOf(
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
