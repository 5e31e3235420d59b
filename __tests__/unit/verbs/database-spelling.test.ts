import { runId, type SnapshotId } from '../../../src/domain/names.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import {
  databasePaths,
  deploymentFolder,
  manifestPath,
  onceRecordPath,
  quarantinePath,
  restoreRecordPath,
  type SnapshotPaths,
  startedPlanPath,
} from '../../../src/domain/snapshot/paths.ts';
import { judgeSpelling } from '../../../src/verbs/database-spelling.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const pathsOf = (name: string): SnapshotPaths => databasePaths('cluster', name);

/** What comes of a name that is given as demo. */
async function judged(spelled: readonly (string | undefined)[], stored: readonly string[]): Promise<readonly string[]> {
  const warned: string[] = [];
  const live = spelled.map((database) => (database === undefined ? {} : { database }));
  const store = memoryStore();
  for (const path of stored) store.overwrite(path, '{}');
  const warn = (text: string) => void warned.push(`warned: ${text}`);
  try {
    await judgeSpelling('demo', { live, store, paths: pathsOf('demo') }, { warn });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map(({ code, summary, next }) => `${code}: ${summary} ${next}`);
  }
  return warned;
}

const demo = pathsOf('demo');
const kinds: readonly [string, string][] = [
  ['a snapshot', manifestPath(demo, 's' as SnapshotId)],
  ['a restore', restoreRecordPath(demo, 1)],
  ['a quarantine', quarantinePath(demo, runId('0badcafe'))],
  ['the record of commands that ran', onceRecordPath(demo)],
  ['a deployment', `${deploymentFolder(demo, '2026-11-20T09:00:00.000Z', 'a')}/began.json`],
  ['a plan that was begun', startedPlanPath(demo, 'hash')],
];

test.each(kinds)('a name in another upper and lower case is warned of where %s is stored under it', async (_, path) => {
  expect(await judged(['Demo'], [path])).toEqual([
    expect.stringMatching(/^warned: .* calls it Demo\. Go on as demo for now: /),
  ]);
});

test('it is refused where nothing is stored under it, also where something is under names like it', async () => {
  const others = ['Demo', 'demo2'].map((name) => quarantinePath(pathsOf(name), runId('0badcafe')));
  for (const stored of [[], others])
    expect(await judged(['Demo', 'Demo'], stored)).toEqual([
      expect.stringMatching(/^input: .* calls it Demo\. Name it Demo: /),
    ]);
});

test('the name as the cluster spells it is right, and one that is not known is not judged', async () => {
  for (const stored of [[], [onceRecordPath(demo)]])
    for (const spelled of [['demo'], [undefined], []]) expect(await judged(spelled, stored)).toEqual([]);
});
