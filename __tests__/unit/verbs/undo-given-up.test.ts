import type { RunId } from '../../../src/domain/names.ts';
import { databasePaths, restoreRecordPath } from '../../../src/domain/snapshot/paths.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { readRestores } from '../../../src/procedures/locate-rows.ts';
import { takeOver } from '../../../src/procedures/open-restore.ts';
import { oldName } from '../../../src/procedures/stage-table.ts';
import { undo } from '../../../src/verbs/undo.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const paths = databasePaths('cluster.example', 'Db');
const [kept, replaced] = ['0000000a', '0000000b'].map((run) => oldName({ run: run as RunId, index: 0 })) as [
  string,
  string,
];
const table = { name: 'T', index: 0, round: 1, newerRows: 'keep' } as const;
const base = { formatVersion: 1, owner: 'gone', snapshotId: 's', startedAt: '', load: 'direct' } as const;
const silent = { phase: () => undefined, advance: () => undefined, warn: () => undefined, note: () => undefined };

/** A restore of T moved one newer row into it; an undo of that, which was to keep it, was killed right after its swap. */
async function killedAfterSwap() {
  const store = memoryStore();
  const database = memoryDatabase(store);
  database.put(kept, pairColumns, [['older', '3']], { stamp: 40n });
  database.put('T', pairColumns, [['restored', '1']], { stamp: 100n });
  database.put('T', pairColumns, [['newer', '7']], { stamp: 110n });
  const [found, contents] = [
    { rows: '1', low: '9', high: '9' },
    await database.read.fingerprint(kept, pairColumns, { kind: 'whole-table' }),
  ];
  const text = { rows: String(contents.rows), low: String(contents.low), high: String(contents.high) };
  await database.change.renameTables([
    { from: 'T', to: replaced },
    { from: kept, to: 'T' },
  ]);
  const carried = { state: 'brought', found, after: '50', round: 1 } as const;
  const restored: RestoreRecord = {
    ...base,
    runId: '0000000a',
    phase: 'closed',
    tables: [{ ...table, liveTableId: `id-${kept}`, stageTableId: 'id-T', cursor: '100', carried }],
  };
  const undoes = { runId: '0000000a', index: 0, cursor: '100', contents: text };
  const begun: RestoreRecord = {
    ...base,
    runId: '0000000b',
    phase: 'swapped',
    tables: [{ ...table, liveTableId: 'id-T', stageTableId: `id-${kept}`, cursor: '60', undoes }],
  };
  store.overwrite(restoreRecordPath(paths, 1), `${JSON.stringify(restored)}\n`);
  store.overwrite(restoreRecordPath(paths, 2), `${JSON.stringify(begun)}\n`);
  const clock = memoryClock();
  const restores = () => readRestores(store, paths);
  const run = async (newerRows?: 'discard') =>
    undo(
      { globs: [], dryRun: false },
      {
        world: { progress: silent, clock },
        database,
        store,
        paths,
        restores: await restores(),
        newerRows,
        exportWay: 'refuse',
      },
    );
  /** As far as a run comes that is killed right after it has stored what it was asked. */
  const killedWithDiscard = async (): Promise<void> => {
    const interrupted = (await restores()).find(({ record }) => record.phase === 'swapped');
    if (interrupted === undefined) throw new Error('nothing is interrupted');
    await takeOver(interrupted, { kind: 'after-swap', asked: 'discard' }, { store, clock });
  };
  return { database, run, killedWithDiscard, restores };
}

const lacking = {
  problems: [{ code: 'difference', summary: expect.stringMatching(/^T is not as before the restore/) }],
};

test.each([
  ['at the first try', 'no kill'],
  ['at the second try, after a kill', 'killed'],
] as const)('an undo that gives up rows which the restore had kept says so %s, and keeps them', async (_, how) => {
  const { database, run, killedWithDiscard, restores } = await killedAfterSwap();
  if (how === 'killed') await killedWithDiscard();
  await expect(run('discard')).rejects.toMatchObject(lacking);
  expect((await restores()).map(({ record }) => record.phase)).toEqual(['closed', 'closed']);
  expect(database.rowsOf(replaced)).toContainEqual(['newer', '7']);
  expect(database.changes.filter((change) => change.startsWith('expire'))).toEqual([]);
});

test('it says so although it is not asked again what becomes of them', async () => {
  const { run, killedWithDiscard } = await killedAfterSwap();
  await killedWithDiscard();
  await expect(run()).rejects.toMatchObject(lacking);
});

test('it is said again, when nothing more is to do, until nobody needs them', async () => {
  const { database, run } = await killedAfterSwap();
  await expect(run('discard')).rejects.toMatchObject(lacking);
  await expect(run('discard')).rejects.toMatchObject(lacking);
  await expect(run()).rejects.toMatchObject(lacking);
  await database.change.dropTable(replaced);
  expect(await run()).toMatchObject({ verdict: { kind: 'pass' } });
});
