import { chooseLoad } from '../../../src/procedures/choose-load.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const { load } = memoryDatabase(memoryStore());
const reachable = { load: { ...load, hasQueue: async () => 'yes' as const } };
const gigabyte = 1024 ** 3;

test.each([
  ['direct', 'direct', 40, reachable],
  ['queued', 'queued', 1, reachable],
  ['auto', 'direct', 9, reachable],
  ['auto', 'queued', 10, reachable],
  ['auto', 'direct', 10, { load }],
] as const)('asked for %s it is %s for %i GB', async (asked, chosen, size, database) => {
  const tables = [{ bytes: (size - 1) * gigabyte }, { bytes: gigabyte }];
  expect((await chooseLoad(asked, tables, database)).load).toBe(chosen);
});

test('an interrupted restore goes on in its way unless another is asked for', async () => {
  const tables = [{ bytes: 40 * gigabyte }];
  expect((await chooseLoad('auto', tables, reachable, 'direct')).load).toBe('direct');
  expect((await chooseLoad('auto', [], { load }, 'queued')).load).toBe('queued');
  expect((await chooseLoad('direct', tables, reachable, 'queued')).load).toBe('direct');
});

test('a queue that was asked for and cannot be reached is a problem of the input', async () => {
  const problems = [{ code: 'unreachable', detail: 'there is none', next: expect.stringContaining('load: direct') }];
  await expect(chooseLoad('queued', [], { load }, 'queued')).rejects.toMatchObject({ problems });
});
