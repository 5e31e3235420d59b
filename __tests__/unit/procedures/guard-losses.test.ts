import { createLossGuard, type LossGuard } from '../../../src/procedures/guard-losses.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths, type SavedTable, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [['x', '1']];

async function open(): Promise<{ readonly saved: SavedTable; readonly guard: LossGuard }> {
  const saved = await saveTable(rows);
  const { database, store } = saved;
  database.put('Empty', pairColumns, []);
  database.put('Other', pairColumns, rows);
  const world = { read: database.read, store, paths, clock: memoryClock() };
  return { saved, guard: createLossGuard(await database.read.tables(), world) };
}

const at = { file: 's.kql', line: 3 };
const losing = (...tables: readonly string[]) => ({ kind: 'loses-data', tables, what: 'clears the table' }) as const;
const ask = (guard: LossGuard, ...tables: readonly string[]) =>
  guard.check({ loss: losing(...tables), text: '.clear table T data\n// more', at });

test('what is safe, covered, empty or dropped by the run itself may run', async () => {
  const { saved, guard } = await open();
  expect(await guard.check({ loss: { kind: 'safe', why: 'reads' }, text: '', at })).toBeUndefined();
  expect(await ask(guard, 'T')).toBeUndefined();
  expect(await ask(guard, 'Empty', 'T')).toBeUndefined();
  await saved.database.change.dropTable('Other');
  expect(await ask(guard, 'Other')).toBeUndefined();
});

test('what is not covered is refused at its place, with its first line and the reason', async () => {
  const { guard } = await open();
  expect(await ask(guard, 'T', 'Other')).toEqual({
    code: 'not-covered',
    summary: expect.stringContaining('clears the table'),
    detail: expect.stringMatching(/^\.clear table T data \(Other: no complete snapshot holds this table\)$/),
    next: expect.stringContaining('snapshot'),
    at,
  });
});

test('what no snapshot can cover is refused, whatever snapshots there are', async () => {
  const { guard } = await open();
  const unclear = { loss: { kind: 'unclear', what: 'runs anything' } as const, text: '.execute', at };
  expect(await guard.check(unclear)).toMatchObject({ code: 'refused', at });
  expect(await ask(guard, 'T', 'SomeView')).toMatchObject({ code: 'refused' });
});

test('the engine is asked at the moment of the check, not before', async () => {
  const { saved, guard } = await open();
  expect(await ask(guard, 'T')).toBeUndefined();
  saved.database.put('T', pairColumns, rows, { stamp: 101n });
  expect(await ask(guard, 'T')).toMatchObject({ code: 'not-covered' });
});

test('a table that this run has changed stays covered until a row arrives', async () => {
  const { saved, guard } = await open();
  expect(await ask(guard, 'T')).toBeUndefined();
  saved.database.clear('T');
  saved.database.put('T', pairColumns, [], {});
  guard.passed(losing('T'));
  expect(await ask(guard, 'T')).toBeUndefined();
  saved.database.put('T', pairColumns, rows, { stamp: 'waiting' });
  expect(await ask(guard, 'T')).toMatchObject({
    code: 'not-covered',
    detail: expect.stringContaining('1 rows arrived'),
  });
});

test('a table that this run has changed is not covered under another identity', async () => {
  const { saved, guard } = await open();
  expect(await ask(guard, 'T')).toBeUndefined();
  guard.passed(losing('T'));
  saved.database.replaceIdentity('T');
  expect(await ask(guard, 'T')).toMatchObject({ code: 'not-covered', detail: expect.stringContaining('replaced') });
});

test('a change by another hand before our first loss is not covered by having been covered', async () => {
  const { saved, guard } = await open();
  expect(await ask(guard, 'T')).toBeUndefined();
  await saved.store.remove(saved.record.path);
  expect(await ask(guard, 'T')).toMatchObject({ code: 'not-covered', detail: expect.stringContaining('missing') });
});
