import { type Problem, problemError, throwProblems } from '../domain/problem.ts';
import { firstLine } from '../domain/redact.ts';
import { type Verdict, verdictOf, worstVerdict } from '../domain/verdict.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { createLossGuard, type JudgedStatement, type LossGuard } from '../procedures/guard-losses.ts';
import { readRestores } from '../procedures/locate-rows.ts';
import { openOnceRecord } from '../procedures/once-record.ts';
import { findUnfinished } from '../procedures/open-restore.ts';
import { planSchemaRestore, type SchemaRestorePlan } from '../procedures/plan-schema-restore.ts';
import { type DeploymentStep, runDeployment } from '../procedures/run-deployment.ts';
import { openSnapshot, readStoredScript } from '../procedures/stored-snapshot.ts';
import type { VerbResult } from './command.ts';
import { openPlaces, type Places, type PlacesRequest } from './restore-places.ts';
import { plannedSchema, restoredSchema } from './schema-restore-report.ts';
import type { World } from './world.ts';

interface Request extends PlacesRequest {
  readonly what: 'data' | 'schema' | 'all';
  readonly storage: string;
  readonly snapshot: string;
  readonly 'dry-run': boolean;
}

/** The schema of the snapshot, alone or after its data, which `restoreData` brings back. */
export async function restoreWithSchema(
  request: Request,
  restoreData: () => Promise<VerbResult>,
  world: World,
): Promise<VerbResult> {
  if (request.what === 'schema') return restoreSchema(request, [], world);
  const data = await restoreData();
  const snapshot = data.outputs['snapshot-id'] ?? request.snapshot;
  const tables = request['dry-run'] ? data.outcomes.map(({ item }) => item) : [];
  return together(data, await restoreSchema({ ...request, snapshot }, tables, world));
}

function together(data: VerbResult, schema: VerbResult): VerbResult {
  const verdicts = [data.verdict, schema.verdict].filter((one): one is Verdict => one !== undefined);
  const verdict = verdicts.length === 0 ? undefined : worstVerdict(verdicts);
  return {
    ...(verdict === undefined ? {} : { verdict }),
    outcomes: [...data.outcomes, ...schema.outcomes],
    report: [...data.report, ...schema.report],
    outputs: { ...data.outputs, ...(verdict !== undefined && { verdict: verdict.kind }) },
    data: { ...data.data, schema: schema.data.schema },
  };
}

/** Runs what a deployment of the snapshot's schema would run, under the same guard, and compares afterwards. */
async function restoreSchema(request: Request, restoredBefore: readonly string[], world: World): Promise<VerbResult> {
  const places = openPlaces(request, world);
  const store = world.openStore(request);
  const { database, paths, source } = places;
  const interrupted = findUnfinished(await readRestores(store, paths));
  if (interrupted !== undefined && !request['dry-run']) throw problemError(endFirst(interrupted.record.runId));
  const { manifest } = await openSnapshot(store, source, request.snapshot);
  const asked = {
    manifest,
    storedScript: await readStoredScript(store, manifest),
    scope: places.isElsewhere === 'yes' ? 'objects' : 'all',
    restoredBefore,
  } as const;
  const plan = await planSchemaRestore(asked, database);
  const guard = await guardOf(places, store, world);
  const refusals = await refusalsOf(plan.statements, guard);
  if (request['dry-run']) return plannedSchema(manifest.snapshotId, plan, refusals);
  throwProblems(refusals);
  const reach = { database, store, paths, clock: world.clock };
  const { referenceFiles: files } = world;
  const record = await openOnceRecord(reach, {
    commands: [],
    resume: 'auto',
    restores: [],
    undone: [],
    unrecorded: [],
  });
  const ended = await runDeployment(plan.statements.map(stepOf), {
    ...reach,
    files,
    guard,
    before: plan.before,
    record,
    progress: world.progress,
  });
  const isWhole = ended.every(({ outcome }) => outcome.kind === 'done');
  const left = isWhole ? await planSchemaRestore({ ...asked, restoredBefore: [] }, database) : undefined;
  return restoredSchema(manifest.snapshotId, { plan, ended, verdict: left === undefined ? undefined : judge(left) });
}

async function guardOf({ database, paths }: Places, store: SnapshotStore, { clock }: World): Promise<LossGuard> {
  const names = [...(await database.read.tableIds()).keys()];
  return createLossGuard(names, { read: database.read, observe: database.observe, store, paths, clock });
}

async function refusalsOf(statements: readonly JudgedStatement[], guard: LossGuard): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const statement of statements)
    problems.push(...[await guard.check(statement)].filter((one) => one !== undefined));
  return problems;
}

function stepOf(statement: JudgedStatement): DeploymentStep {
  return { kind: 'statement', item: firstLine(statement.text), statement };
}

/** What is still another afterwards, and what nobody compared. */
function judge({ statements, notCompared }: SchemaRestorePlan): Verdict {
  return verdictOf([
    ...statements.map(
      ({ text }): Problem => ({
        code: 'difference',
        summary: 'The schema is still another than that of the snapshot.',
        detail: firstLine(text),
        next: 'Run restore again with the same inputs; report it should it stay.',
      }),
    ),
    ...notCompared.map(
      (text): Problem => ({
        code: 'unknown',
        summary: `This command of the snapshot's schema was not compared and not run: ${firstLine(text)}`,
        next: 'Look in schema.kql of the snapshot, and run it by hand if its object is gone.',
      }),
    ),
  ]);
}

function endFirst(runId: string): Problem {
  return {
    code: 'refused',
    summary: `Restore ${runId} was interrupted and is not ended, so its schema cannot be put back yet.`,
    next: 'Run restore without what: it goes on where it stopped. Then put the schema back.',
  };
}
