import { isOfTheProcess, ProblemError, throwProblems } from '../domain/problem.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import type { Progress } from '../ports/progress.ts';
import { compareWithTable } from '../procedures/compare-rows.ts';
import { watchTables } from '../procedures/count-untouched.ts';
import type { ArrivalCover } from '../procedures/cover-arrivals.ts';
import { noteDeploymentBegun } from '../procedures/deployment-records.ts';
import { releaseHolds } from '../procedures/holds.ts';
import { readOpenEnds } from '../procedures/once-entries.ts';
import { notePlanApplied, notePlanStarted } from '../procedures/plan-records.ts';
import { readAssertions, runAssertions } from '../procedures/run-assertions.ts';
import { type EndedStep, runDeployment } from '../procedures/run-deployment.ts';
import { takeUpEarlier } from '../procedures/take-up-earlier.ts';
import { refuseOtherSchema } from './approved-plan.ts';
import { arrivals, openArrivalCover } from './arrival-cover.ts';
import { isAskedBefore, stopping, touchedTables, withAssertions } from './assertion-report.ts';
import { defineCommand, type Gate } from './command.ts';
import { deployed, planned } from './deploy-report.ts';
import { deploySeveral } from './deploy-several.ts';
import { coverage, repositoryFiles, resume } from './deployment-inputs.ts';
import { connection, storage } from './inputs.ts';
import { type PreparedDeployment, prepareDeployment } from './prepare-deployment.ts';
import { openPushWay, pushInputs } from './push-inputs.ts';
import type { ReferenceChange } from './reference-report.ts';
import type { World } from './world.ts';

/** What a run does that is one of its own. */
const refusing: Gate = {
  asks: 'nothing',
  pass: ({ problems }) => {
    throwProblems(problems);
    return 'go';
  },
};

export const deploy = defineCommand({
  name: 'deploy',
  group: 'change',
  summary:
    'Bring the schema to what the files say, then the reference data; refuse what would lose data that neither a snapshot nor quarantine covers',
  hosts: ['action', 'cli'],
  inputs: {
    ...connection,
    ...storage,
    ...repositoryFiles,
    ...coverage,
    ...arrivals,
    ...pushInputs,
    plan: {
      type: 'text',
      describe:
        'Plan to apply in place of schema files, as plan wrote it; refused when the schema of the database is another by now',
    },
    'plan-hash': {
      type: 'text',
      describe: 'Hash that the plan of the schema files must still have, as plan gave it; refused when it is another',
    },
    'release-hold': {
      type: 'list',
      describe:
        'Ids of holds, as the refusal and status name them: what a restore took back of an earlier deployment runs again all the same',
    },
    resume,
    assertions: {
      type: 'list',
      config: 'path',
      describe:
        'Files *.assert.kql, each a query and what has to hold of its answer, asked before and after: paths, folders or globs',
    },
    'dry-run': { type: 'switch', describe: 'Check everything, show what would run, and stop' },
  },
  outputs: [
    { name: 'completed', describe: 'true when every step ran, whatever was found afterwards; else false' },
    { name: 'statements', describe: 'Number of statements that ran' },
    {
      name: 'changed-tables',
      describe: 'Comma-separated names of the tables whose data the deployment changed on purpose',
    },
    { name: 'assertions', describe: 'pass, fail or unknown: the worst of the assertions after the deployment' },
    {
      name: 'top-ups',
      describe: 'Comma-separated ids of the snapshots that it took, as cover-arrivals says, the oldest first',
    },
    { name: 'reference-tables', describe: 'Comma-separated names of the tables whose reference data was replaced' },
  ],
  async run(request, world, gate = refusing) {
    const { assertions, problems } = await readAssertions(world.files, request.assertions);
    throwProblems(problems);
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const paths = databasePaths(database.clusterHost, database.name);
    const arrivals = openArrivalCover(request, { database, store, paths, world });
    const reach = {
      database,
      store,
      paths,
      clock: world.clock,
      files: world.referenceFiles,
      pushWay: openPushWay(request, world),
    };
    const prepared = await prepareDeployment(request, { ...reach, arrivals, world }, gate);
    const { steps, refusals, tables } = prepared;
    const show = (changes: readonly ReferenceChange[]) => {
      const awaited = prepared.requests.map((asked) => arrivals.awaited.get(asked));
      return planned(steps, changes, refusals, awaited);
    };
    const asked = await runAssertions(assertions.filter(isAskedBefore), database.read, 'before');
    if (request['dry-run']) {
      const changes = await findChanges(prepared, { read: database.read, world });
      return withAssertions(show(changes), { before: asked });
    }
    const speakAgainst = [...refusals.values(), ...stopping(asked)];
    const takeUp = async () => void (await takeUpEarlier(prepared, [], world.progress));
    if (gate.pass({ ...prepared, problems: speakAgainst, takeUp }) === 'stop') return show([]);
    const countAgain = await watchTables(steps.length === 0 ? [] : tables, database);
    const ended = await runRecorded(request, prepared, {
      ...reach,
      arrivals,
      progress: world.progress,
      end: gate.end,
    });
    const isDone = ended.every(({ outcome }) => outcome.kind === 'done');
    const after = isDone ? await runAssertions(assertions, database.read, 'after') : [];
    const watched = await countAgain(touchedTables(ended));
    return withAssertions(
      deployed(ended, {
        leftOut: prepared.leftOut,
        from: prepared.approved === undefined ? 'files' : 'plan',
        byHand: ({ way, tables }) => database.change.putBackByHand(way, tables),
        arrivals,
      }),
      { before: asked, after, watched },
    );
  },
  runSeveral: (requests, world, run) =>
    deploySeveral(requests, {
      run: (request, gate) => run(request, world, gate),
      readOpenEnds: (request) => {
        const { clusterHost, name } = world.openDatabase(request);
        return readOpenEnds({ store: world.openStore(request), paths: databasePaths(clusterHost, name) });
      },
      newEnd: () => world.clock.randomHex(16),
      begin: world.progress.phase,
      endAll: (work) => orWarn(work, 'that it ended', world.progress),
    }),
});

/** How the files differ that are not what their tables hold. */
async function findChanges(
  { states }: Pick<PreparedDeployment, 'states'>,
  { read, world }: { readonly read: Parameters<typeof compareWithTable>[1]['read']; readonly world: World },
): Promise<readonly ReferenceChange[]> {
  const changes: ReferenceChange[] = [];
  for (const [data, { kind }] of states) {
    if (kind !== 'outdated') continue;
    changes.push({ data, compared: await compareWithTable(data, { read, files: world.referenceFiles }) });
  }
  return changes;
}

/** What is lost, and what is known of earlier deployments that did not end, is stored before the first command; nothing of a deployment without steps. */
async function runRecorded(
  request: { readonly plan: string | undefined; readonly 'release-hold': readonly string[] },
  prepared: PreparedDeployment,
  reach: Omit<Parameters<typeof runDeployment>[1], 'guard' | 'record'> & {
    readonly arrivals: ArrivalCover;
    readonly end: Gate['end'];
  },
): Promise<readonly EndedStep[]> {
  const { steps, requests, hash, approved, record, needless, guard, before, isAgain } = prepared;
  // A plan without steps is the same every time.
  const applied = approved === undefined || approved.steps.length === 0 ? undefined : approved;
  const run = async (): Promise<readonly EndedStep[]> => {
    throwProblems(await reach.arrivals.coverAwaited(guard));
    if (applied !== undefined) await refuseOtherSchema(applied, reach.database, request.plan ?? '');
    const again = (await releaseHolds(request['release-hold'], reach)) === 'now' ? 'again' : 'again-later';
    if (applied !== undefined) await notePlanStarted(applied, reach, isAgain ? again : 'once');
    const recorded = await noteDeploymentBegun(hash, requests, reach);
    const begun = await takeUpEarlier(prepared, needless, reach.progress);
    const running = reach.arrivals.running(guard, recorded.gap);
    const ended = await runDeployment(steps, { ...reach, guard: running, before, record, begun });
    await orWarn(() => recorded.end(ended, requests), 'what it lost', reach.progress);
    return ended;
  };
  if (steps.length === 0) await takeUpEarlier(prepared, [], reach.progress);
  const ended = steps.length === 0 ? [] : await run();
  if (ended.some(({ outcome }) => outcome.kind !== 'done')) return ended;
  if (applied !== undefined) await notePlanApplied(applied, reach);
  if (reach.end === undefined) await orWarn(() => record.finish(), 'that it ended', reach.progress);
  else reach.end(record);
  return ended;
}

/** What ran has run, so that its report must not be lost with the record of it. Without the record all counts as tried, and the next deployment is told to be a resumed one. */
async function orWarn(work: () => Promise<void>, what: string, progress: Progress): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(isOfTheProcess)) throw error;
    progress.warn(
      `It could not be recorded ${what}: ${error.problems[0].summary} Say resume: anew in the next deployment.`,
    );
  }
}
