import { simulatedClock } from '../__tests__/fixtures/memory/simulated-clock.ts';
import { proofOf } from '../src/domain/form-proof.ts';
import type { SnapshotId } from '../src/domain/names.ts';
import { databasePaths } from '../src/domain/snapshot/paths.ts';
import { planSnapshot } from '../src/procedures/plan-snapshot.ts';
import { runSnapshot, storeIntent } from '../src/procedures/run-snapshot.ts';
import { verifyTable } from '../src/procedures/verify-table.ts';
import { diskStore } from './disk-store.ts';
import { filesOfSlice, largeTable, reportedFiles, rowsOfSlice } from './large-table.ts';

const silent = { phase: () => undefined, note: () => undefined, warn: () => undefined, advance: () => undefined };
const files = Number(process.argv[2]);
const folder = process.argv[3] ?? '';
const database = largeTable(files / filesOfSlice);
const [store, clock, paths] = [diskStore(folder), simulatedClock(), databasePaths(database.clusterHost, database.name)];
const id = '20261120T091000Z-3f2a' as SnapshotId;
const asked = { tables: ['*'], sliceRows: Number(rowsOfSlice) };
const request = {
  database,
  clock,
  paths,
  id,
  startedAt: clock.now(),
  toolVersion: '0',
  asked,
  store,
  last: undefined,
  mode: 'usual' as const,
};
const world = { database, store, parquet: reportedFiles, clock, progress: silent, paths };

const before = performance.now();
const stored = await storeIntent(await planSnapshot(request), undefined, world);
const refresh = async () => stored.plan;
const forms = proofOf(() => 'proven');
const run = { owner: 'bench', forms, check: () => undefined, retries: 0, refresh };
const manifest = await runSnapshot(stored, run, world);
const taken = performance.now();
const [table] = manifest.tables;
if (table?.files !== files || table.exactness.kind !== 'exact') throw new Error('the snapshot is not what it must be');

const [live] = await database.read.tables();
const check = await verifyTable(
  { manifest, table, live, restores: [], level: 'files', against: 'both' },
  { read: database.read, store, parquet: reportedFiles },
);
if (check.files?.kind !== 'pass') throw new Error('the verification is not what it must be');
const verified = performance.now();
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ files, snapshot: taken - before, verify: verified - taken, peak })}\n`);
