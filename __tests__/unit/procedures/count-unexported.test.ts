import type { Cursor } from '../../../src/domain/names.ts';
import type { TimeBin } from '../../../src/domain/snapshot/slice.ts';
import { countUnexported } from '../../../src/procedures/count-unexported.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const startCursor = '100' as Cursor;
const upTo = '200' as Cursor;

function readWith(bins: readonly TimeBin[]) {
  const memory = memoryDatabase(memoryStore());
  memory.put('T', pairColumns, [['x', '1']], { stamp: 100n });
  memory.put('T', pairColumns, [['y', '2']], { stamp: 101n });
  const asked: unknown[] = [];
  const timeBins: typeof memory.read.timeBins = async (...given) => {
    asked.push(given);
    return bins;
  };
  return { read: { ...memory.read, timeBins }, asked };
}

test('of an export that has not run yet, all rows since it began are not exported', async () => {
  const { read } = readWith([]);
  expect(await countUnexported('T', { startCursor }, upTo, read)).toBe(1n);
});

test('rows of the very time up to which all are exported are exported, however the service spells it', async () => {
  const bins = [
    { start: '2026-11-20T09:10:00.1000000Z', rows: 5n },
    { start: '2026-11-20T09:10:00.1000001Z', rows: 2n },
    { start: '2026-11-20T09:11:00.0000000Z', rows: 1n },
  ];
  const { read, asked } = readWith(bins);
  expect(await countUnexported('T', { startCursor, exportedTo: '2026-11-20T09:10:00.1Z' }, upTo, read)).toBe(3n);
  expect(asked).toEqual([['T', upTo, { after: startCursor, from: '2026-11-20T09:10:00.1000000Z' }, '1tick']]);
});
