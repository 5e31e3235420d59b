import type { Problem } from '../../../src/domain/problem.ts';
import { problemError } from '../../../src/domain/problem.ts';
import { countSources } from '../../../src/procedures/count-sources.ts';
import { type SnapshotSource, sourceOfTable, sourceOfView } from '../../../src/procedures/snapshot-sources.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryDatabase } from '../../fixtures/memory/database.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const rows = [['x', '1']];
const view = sourceOfView({
  name: 'V',
  columns: pairColumns,
  schemaVersion: '1.0',
  folder: '',
  docString: '',
  definition: { source: 'T', query: 'T | summarize count() by a' },
  isHealthy: 'yes',
});

async function open() {
  const database = memoryDatabase(memoryStore());
  database.put('T', pairColumns, rows);
  database.put('Off', pairColumns, [...rows, ...rows]);
  database.turnTimesOff('Off');
  return { database, sources: (await database.read.tables()).map(sourceOfTable) };
}

const at = () => ({ clock: memoryClock(), patienceMilliseconds: 1000, range: undefined });

test('what has no ingestion times is counted whole, and no cursor function is asked of it', async () => {
  const { database, sources } = await open();
  const { populations, unreadable } = await countSources(database.read, sources, at());
  expect(populations.get('T')).toMatchObject({ total: 1n, atCursor: 1n, untimed: 0n });
  expect(populations.get('Off')).toMatchObject({ total: 2n, atCursor: 0n, untimed: 2n });
  expect(unreadable).toEqual([]);
});

function countWith(
  sources: readonly SnapshotSource[],
  read: Awaited<ReturnType<typeof open>>['database']['read'],
  problem: Problem,
) {
  const wholePopulations = (name: string, columns: typeof pairColumns) =>
    name === 'V' || name === 'Off' ? Promise.reject(problemError(problem)) : read.wholePopulations(name, columns);
  return countSources({ ...read, wholePopulations }, sources, at());
}

test('a view that cannot be read for good is named, and the rest is counted', async () => {
  const { database, sources } = await open();
  const timed = sources.filter(({ name }) => name === 'T');
  const broken = { code: 'service', summary: 'The view is broken.' } as const;
  const counted = await countWith([...timed, view], database.read, broken);
  expect(counted.unreadable).toEqual([{ name: 'V', reason: 'The view is broken.' }]);
  expect([...counted.populations.keys()]).toEqual(['T']);
});

test.each([
  ['service', true],
  ['sign-in', undefined],
  ['cancelled', undefined],
] as const)('a problem %s that is not of the view ends the count', async (code, transient) => {
  const { database } = await open();
  const problem = { code, summary: 'x', ...(transient === undefined ? {} : { transient }) };
  await expect(countWith([view], database.read, problem)).rejects.toMatchObject({ problems: [{ code }] });
});

test('a table that cannot be read ends the count', async () => {
  const { database, sources } = await open();
  const broken = { code: 'service', summary: 'broken' } as const;
  await expect(countWith(sources, database.read, broken)).rejects.toMatchObject({ problems: [{ code: 'service' }] });
});
