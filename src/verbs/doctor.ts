import { runId } from '../domain/names.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { databasePaths } from '../domain/snapshot/paths.ts';
import { verdictOf } from '../domain/verdict.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { requireCanary } from '../procedures/require-canary.ts';
import { makeRoundTrip } from '../procedures/round-trip.ts';
import type { Block } from '../report/blocks.ts';
import { defineCommand, type VerbResult } from './command.ts';
import { connection, storage } from './inputs.ts';

interface Check {
  readonly name: string;
  readonly run: () => Promise<string>;
  /** Checks that make no sense when this one failed. */
  readonly needs: readonly string[];
}

type CheckResult =
  | { readonly kind: 'done'; readonly name: string; readonly note: string }
  | { readonly kind: 'failed'; readonly name: string; readonly problem: Problem }
  | { readonly kind: 'not-attempted'; readonly name: string };

export const doctor = defineCommand({
  name: 'doctor',
  group: 'start',
  summary: 'Find out in a minute whether everything works: sign-in, storage both ways, and one row out and back',
  hosts: ['action', 'cli'],
  inputs: { ...connection, ...storage },
  outputs: [{ name: 'verdict', describe: 'pass when every check succeeded' }],
  async run(request, world) {
    const { clock } = world;
    const database = world.openDatabase(request);
    const store = world.openStore(request);
    const parquet = world.openParquet(store);
    const run = runId(clock.randomHex(8));
    const folder = `${databasePaths(database.clusterHost, database.name).control}/doctor/${run}`;
    const checks: readonly Check[] = [
      {
        name: 'cluster answers',
        needs: [],
        run: async () => {
          const identity = await database.read.identity();
          requireCanary(identity);
          if (identity.accessMode !== 'ReadWrite') {
            throw problemError({
              code: 'refused',
              summary: `${database.name} is ${identity.accessMode} here; snapshots work, deploy and restore do not.`,
            });
          }
          return `build ${identity.buildVersion}`;
        },
      },
      { name: 'storage can be written, read and cleaned', needs: [], run: () => tryStorage(store, folder) },
      {
        name: 'the cluster has slots for exports and ingestions',
        needs: ['cluster answers'],
        run: async () => {
          const [exports, loads] = [await database.export.slots(), await database.load.slots()];
          return `${exports.total} for exports, ${loads.total} for ingestions`;
        },
      },
      {
        name: 'one row of every type goes out to Parquet and comes back the same',
        needs: ['cluster answers', 'storage can be written, read and cleaned'],
        run: async () => {
          await makeRoundTrip(run, folder, { database, store, parquet, clock });
          return 'exported, footer read, ingested, compared, dropped';
        },
      },
    ];
    return describe(await runChecks(checks));
  },
});

async function runChecks(checks: readonly Check[]): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, needs, run } of checks) {
    const isReady = needs.every((need) => results.some((result) => result.name === need && result.kind === 'done'));
    results.push(isReady ? await runCheck(name, run) : { kind: 'not-attempted', name });
  }
  return results;
}

async function runCheck(name: string, run: () => Promise<string>): Promise<CheckResult> {
  try {
    return { kind: 'done', name, note: await run() };
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'failed', name, problem: error.problems[0] };
    throw error;
  }
}

async function tryStorage(store: SnapshotStore, folder: string): Promise<string> {
  const path = `${folder}/note.txt`;
  const text = 'written by kusto-rebuild doctor';
  const written = await store.write(path, text, { kind: 'if-absent' });
  const read = await store.read(path);
  const listed: string[] = [];
  for await (const blob of store.list(folder)) listed.push(blob.path);
  await store.remove(path);
  if (written === 'conflict' || read?.body !== text || !listed.includes(path)) {
    throw problemError({
      code: 'difference',
      summary: `The storage ${store.label} does not give back what was written.`,
    });
  }
  return store.label;
}

function describe(results: readonly CheckResult[]): VerbResult {
  const problems = results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []));
  const verdict = verdictOf(problems);
  const report: Block[] = [
    {
      kind: 'heading',
      text: verdict.kind === 'pass' ? 'Everything works.' : `${problems.length} of ${results.length} checks failed.`,
    },
    {
      kind: 'table',
      columns: [{ title: 'Check' }, { title: 'Result' }, { title: 'Note' }],
      rows: results.map((result) => [
        result.name,
        result.kind === 'done' ? 'ok' : result.kind,
        result.kind === 'done'
          ? result.note
          : result.kind === 'failed'
            ? result.problem.summary
            : 'an earlier check failed',
      ]),
    },
    ...problems.map((problem): Block => ({ kind: 'problem', problem })),
  ];
  return {
    verdict,
    outcomes: results.map((result) =>
      result.kind === 'failed'
        ? { kind: 'failed', item: result.name, problem: result.problem }
        : result.kind === 'done'
          ? { kind: 'done', item: result.name, note: result.note }
          : { kind: 'not-attempted', item: result.name },
    ),
    report,
    outputs: { verdict: verdict.kind },
    data: { checks: results },
  };
}
