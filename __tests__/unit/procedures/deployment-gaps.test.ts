import { findTakenBack, noteDeploymentBegun } from '../../../src/procedures/deployment-records.ts';
import type { LossRequest } from '../../../src/procedures/guard-losses.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { paths, saveTable } from '../../fixtures/memory/saved-table.ts';

const clear: LossRequest = {
  text: '.clear table T data',
  at: { file: 's.kql', line: 7 },
  loss: { kind: 'loses-data', tables: ['T'], what: 'removes all rows of T' },
};
const gapOf = (rows: bigint) => ({ request: clear, tables: [{ table: 'T', rows, snapshotId: 's2', base: 's1' }] });

async function open(judged: LossRequest) {
  const { store, database } = await saveTable([['x', '1']]);
  const run = await noteDeploymentBegun('p', [judged], { store, paths, database, clock: memoryClock() });
  const written = () => store.paths().filter((path) => path.includes('/deployments/'));
  return { store, database, run, written };
}

test('rows that no snapshot holds are written down beside what the deployment said before, each time they are asked about', async () => {
  const { run, store, written } = await open(clear);
  await run.gap(gapOf(2n));
  await run.gap(gapOf(3n));
  expect(written().map((path) => path.split('/').at(-1))).toEqual(['begun.json', 'gap-1.json', 'gap-2.json']);
  const texts = await Promise.all(written().map(async (path) => (await store.read(path))?.body ?? ''));
  expect(JSON.parse(texts[2] ?? '')).toMatchObject({
    step: { what: 'removes all rows of T', at: { line: 7 } },
    tables: [{ name: 'T', rows: '3', snapshotId: 's2' }],
  });
});

test('a deployment that was thought to lose nothing is written down with them, and ends where it began', async () => {
  const { run, store, database, written } = await open({ ...clear, loss: { kind: 'safe', why: 'it is empty' } });
  expect(written()).toEqual([]);
  await run.gap(gapOf(2n));
  const taken = { since: '2026-11-20T00:00:00.0000000Z', tables: ['T'] };
  expect(await findTakenBack(taken, store, database)).toMatchObject([{ plan: 'p' }]);
  await run.end([], []);
  expect(written().map((path) => path.split('/').at(-1))).toEqual(['begun.json', 'ended.json', 'gap-1.json']);
});
