import { chooseLoad } from '../../../src/procedures/choose-load.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const { load } = memoryDatabase(memoryStore());
const reachable = { load: { ...load, hasQueue: async () => 'yes' as const } };
const gigabyte = 1024 ** 3;

test.each([
  ['direct', 'direct', 40, reachable],
  ['queued', 'queued', 1, { load }],
  ['auto', 'direct', 9, reachable],
  ['auto', 'queued', 10, reachable],
  ['auto', 'direct', 10, { load }],
] as const)('asked for %s it is %s for %i GB', async (asked, chosen, size, database) => {
  const tables = [{ bytes: (size - 1) * gigabyte }, { bytes: gigabyte }];
  expect((await chooseLoad(asked, tables, database)).load).toBe(chosen);
});
