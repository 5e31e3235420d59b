import { databasePaths, restoreRecordPath } from '../../../src/domain/snapshot/paths.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { giveUpRestore, shownMeanwhile } from '../../../src/procedures/give-up-restore.ts';
import { readRestores } from '../../../src/procedures/locate-rows.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { runner, securedDatabase } from '../../fixtures/memory/secured-database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const [raw, stage] = ['kr_raw_0000000a_0', 'kr_stage_0000000a_0'];
const record: RestoreRecord = {
  formatVersion: 1,
  runId: '0000000a',
  owner: 'gone',
  snapshotId: 's',
  startedAt: '',
  phase: 'loading',
  tables: [{ name: 'T', index: 0, liveTableId: 'id-T', stageTableId: `id-${stage}`, cursor: null, round: 1 }],
};

/** T, and what an interrupted restore has staged of it. */
function staged() {
  const store = memoryStore();
  const database = securedDatabase(store);
  for (const name of ['T', raw, stage]) database.put(name, pairColumns, [['x', '1']]);
  return { store, database, shown: () => shownMeanwhile(record, database.read) };
}

test('what is staged of a table that everybody reads may be read by everybody', async () => {
  expect(await staged().shown()).toEqual([]);
});

test('a policy that was set since makes what is staged something that shows too much, until every part of it is closed', async () => {
  const { database, shown } = staged();
  database.secure('T', 'T | where b == 1');
  expect(await shown()).toEqual(['T']);
  await database.security.admit(stage, runner);
  expect(await shown()).toEqual(['T']);
  await database.security.admit(raw, runner);
  expect(await shown()).toEqual([]);
});

test('the same holds for a view that was restricted since, also where the table comes beside the live one', async () => {
  const { database } = staged();
  const beside = { ...record, tables: record.tables.map((one) => ({ ...one, target: 'T_beside', liveTableId: null })) };
  const shown = () => shownMeanwhile(beside, database.read);
  database.restrict('T');
  expect(await shown()).toEqual(['T']);
  for (const name of [raw, stage]) database.restrict(name);
  expect(await shown()).toEqual([]);
});

test('nothing that is gone shows anything', async () => {
  const { database, shown } = staged();
  database.secure('T', 'T | where b == 1');
  for (const name of [raw, stage]) await database.change.dropTable(name);
  expect(await shown()).toEqual([]);
});

test('a restore that is given up leaves nothing staged, and its record says so', async () => {
  const { store, database } = staged();
  const paths = databasePaths('cluster.example', 'Db');
  store.overwrite(restoreRecordPath(paths, 1), `${JSON.stringify(record)}\n`);
  const [interrupted] = await readRestores(store, paths);
  if (interrupted === undefined) throw new Error('no record');
  await giveUpRestore(interrupted, { database, store, clock: memoryClock() });
  expect(database.names()).toEqual(['T']);
  expect(await readRestores(store, paths)).toMatchObject([{ record: { phase: 'abandoned' } }]);
});
