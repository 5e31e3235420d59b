import type { RunId } from '../../../src/domain/names.ts';
import type { Manifest } from '../../../src/domain/snapshot/manifest.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { refuseArrivals } from '../../../src/procedures/refuse-arrivals.ts';
import { stageName } from '../../../src/procedures/stage-table.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const columns = [{ name: 'n', type: 'long' }] as const;
const run = '00000001' as RunId;
const stage = stageName({ run, index: 0 });
const manifest = {
  tables: [{ name: 'T', columns, fingerprint: { rows: '2', low: '0', high: '0' } }],
} as never as Manifest;

function refuse(cursor: string | null, arrived?: { readonly stamp: bigint | 'untimed' }): Promise<void> {
  const { put, read } = memoryDatabase(memoryStore());
  put(stage, columns, [['1'], ['2']], { stamp: 100n });
  if (arrived !== undefined) put(stage, columns, [['1']], arrived);
  const table = { name: 'T', index: 0, liveTableId: null, stageTableId: `id-${stage}`, cursor, round: 1 };
  const record = { runId: run, tables: [table] } as never as RestoreRecord;
  return refuseArrivals(record, { manifest, others: [] }, { read, clock: simulatedClock() });
}

test.each([['100'], [null]])('the staged copy that was judged at %s passes', async (cursor) => {
  await refuse(cursor);
});

test.each([
  ['with an ingestion time of before it was judged', '100', 50n, 'holds 3 rows, and the snapshot 2'],
  ['without an ingestion time', '100', 'untimed', 'holds 3 rows, and the snapshot 2'],
  ['after it was judged', '100', 101n, 'got 1 rows'],
  ['where nothing bounds the rows', null, 50n, 'holds 3 rows, and the snapshot 2'],
] as const)('rows that come late into the staged copy %s are refused', async (_, cursor, stamp, what) => {
  const problems = [{ code: 'refused', summary: expect.stringContaining(what) }];
  await expect(refuse(cursor, { stamp })).rejects.toMatchObject({ problems });
});
