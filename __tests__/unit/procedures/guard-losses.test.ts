import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { type ProblemCode, problemError } from '../../../src/domain/problem.ts';
import { found } from '../../../src/domain/snapshot/finding.ts';
import type { DatabaseObserver } from '../../../src/ports/database-observer.ts';
import {
  createLossGuard,
  judgeAgain,
  judgeStatement,
  type LossGuard,
  observeTables,
} from '../../../src/procedures/guard-losses.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { paths, type SavedTable, saveManifest, saveTable } from '../../fixtures/memory/saved-table.ts';

const rows = [['x', '1']];

async function open(): Promise<{ readonly saved: SavedTable; readonly guard: LossGuard }> {
  const saved = await saveTable(rows);
  const { database, store } = saved;
  database.put('Empty', pairColumns, []);
  database.put('Other', pairColumns, rows);
  const world = { read: database.read, observe: database.observe, store, paths, clock: memoryClock() };
  return { saved, guard: createLossGuard(database.names(), world) };
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

test.each([
  ['with an old ingestion time', 50n],
  ['without ingestion time', 'untimed'],
] as const)('a row that arrives %s after a covered loss is not covered', async (_, stamp) => {
  const { saved, guard } = await open();
  expect(await ask(guard, 'T')).toBeUndefined();
  guard.passed(losing('T'));
  saved.database.put('T', pairColumns, rows, { stamp });
  expect(await ask(guard, 'T')).toMatchObject({
    code: 'not-covered',
    detail: expect.stringContaining('1 rows arrived'),
  });
});

test('a row that arrives with an old ingestion time where rows were seen to be gone is not covered', async () => {
  const { saved, guard } = await open();
  expect(await ask(guard, 'T')).toBeUndefined();
  guard.passed(losing('T'));
  saved.database.clear('T');
  saved.database.put('T', pairColumns, [['left', '0']], { stamp: 'untimed' });
  expect(await ask(guard, 'T')).toMatchObject({ code: 'not-covered' });
  saved.database.clear('T');
  saved.database.put('T', pairColumns, rows, { stamp: 50n });
  expect(await ask(guard, 'T')).toMatchObject({ code: 'not-covered' });
});

test('a table that the run itself made is a table: what it holds needs a snapshot', async () => {
  const { saved, guard } = await open();
  saved.database.put('Z', pairColumns, rows);
  expect(await ask(guard, 'Z')).toMatchObject({
    code: 'not-covered',
    detail: expect.stringContaining('Z: no complete snapshot holds this table'),
  });
});

test('a table that a restore put aside is refused for good as long as it holds rows', async () => {
  const { saved, guard } = await open();
  saved.database.put('kr_old_0123abcd_0', pairColumns, rows);
  expect(await ask(guard, 'kr_old_0123abcd_0')).toMatchObject({
    code: 'refused',
    detail: expect.stringContaining('kr_old_0123abcd_0 is a table of this tool'),
  });
  saved.database.clear('kr_old_0123abcd_0');
  expect(await ask(guard, 'kr_old_0123abcd_0')).toBeUndefined();
});

const statement = (text: string) => ({ text, at, index: 0, reading: readStatement(text) });

test('what was safe before the run is judged again by what is there now', async () => {
  const { saved } = await open();
  const { read } = saved.database;
  const judged = judgeStatement(statement('.drop table Z'), await observeTables(read));
  expect(judged.loss).toEqual({ kind: 'safe', why: 'the table does not exist yet' });
  saved.database.put('Z', pairColumns, rows);
  expect((await judgeAgain(judged, read)).loss).toMatchObject({ kind: 'loses-data', tables: ['Z'] });
});

test('what is harmless whatever the database holds is not judged again', async () => {
  const { saved } = await open();
  const judged = judgeStatement(statement('.create-merge table Z (a:int)'), await observeTables(saved.database.read));
  const away = () => Promise.reject(new Error('asked again'));
  const read = { ...saved.database.read, tables: away, schemaScript: away };
  expect(await judgeAgain(judged, read)).toBe(judged);
  await expect(judgeAgain(judgeStatement(statement('.drop table Z'), { tables: new Map() }), read)).rejects.toThrow();
});

test("statements are judged with what the schema script says, and with the tool's own tables", async () => {
  const { saved } = await open();
  saved.database.put('kr_old_0123abcd_0', pairColumns, rows);
  const script = [
    `.alter table Other policy update @'[{"Source":"T","Query":"T"}]'`,
    '.create-or-alter function F() { T }',
    '.alter table T policy row_level_security enable "F()"',
  ];
  const live = await observeTables({ ...saved.database.read, schemaScript: async () => script });
  expect(judgeStatement(statement('.drop table kr_old_0123abcd_0'), live).loss.kind).toBe('loses-data');
  expect(judgeStatement(statement('.set-or-replace T <| T'), live).loss).toMatchObject({ tables: ['T', 'Other'] });
  const secured = statement('.create-or-alter function F() { T | take 1 }');
  expect(judgeStatement(secured, live).loss).toMatchObject({ kind: 'loses-data', tables: ['T'] });
  const same = statement(`.alter table Other policy update '[{"Query": "T", "Source": "T"}]'`);
  expect(judgeStatement(same, live).loss).toEqual({ kind: 'safe', why: 'it is set already' });
});

test('a table without ingestion times is covered by its values, and no more once this run has changed it', async () => {
  const saved = await saveTable(rows, pairColumns, 'off');
  const { database, store } = saved;
  const guard = createLossGuard(database.names(), {
    read: database.read,
    observe: database.observe,
    store,
    paths,
    clock: memoryClock(),
  });
  expect(await ask(guard, 'T')).toBeUndefined();
  expect(await ask(guard, 'T')).toBeUndefined();
  guard.passed(losing('T'));
  expect(await ask(guard, 'T')).toMatchObject({
    code: 'not-covered',
    detail: expect.stringContaining('no cursor tells which of its rows came while the deployment ran'),
  });
  database.clear('T');
  expect(await ask(guard, 'T')).toBeUndefined();
});

const extents =
  (rows: bigint, deletedRows = 0n) =>
  async () =>
    new Map([['T', { rows, deletedRows }]]);
const detail = (text: string) => ({ code: 'refused', detail: expect.stringContaining(text) });

async function askBeneath(
  extentTotals: DatabaseObserver['extentTotals'],
  seen: readonly (readonly string[])[] = rows,
): Promise<unknown> {
  const { database, store } = await saveTable(rows);
  database.clear('T');
  database.put('T', pairColumns, seen);
  const world = {
    read: database.read,
    observe: { ...database.observe, extentTotals },
    store,
    paths,
    clock: memoryClock(),
  };
  return ask(createLossGuard(database.names(), world), 'T');
}

test('rows that extents hold and queries do not see are no rows of a covered table, nor of an empty one', async () => {
  expect(await askBeneath(extents(1n))).toBeUndefined();
  expect(await askBeneath(extents(2n))).toMatchObject(detail('extents hold 2 rows, and queries see 1'));
  expect(await askBeneath(extents(1n), [])).toMatchObject(detail('extents hold 1 rows, and queries see 0'));
  expect(await askBeneath(extents(0n), [])).toBeUndefined();
  // Whether deleted rows are among the rows is documented nowhere, so such a table is not said to be empty.
  expect(await askBeneath(extents(3n, 3n), [])).toMatchObject({ code: 'not-covered' });
});

test('rows that go while they are counted are counted again', async () => {
  const looks = [2n, 2n, 1n];
  expect(await askBeneath(() => extents(looks.shift() ?? 1n)())).toBeUndefined();
});

test('a table whose extents cannot be read is refused, and what concerns no table ends the run', async () => {
  const failing = (code: ProblemCode) => () => Promise.reject(problemError({ code, summary: 'Denied.' }));
  expect(await askBeneath(failing('sign-in'))).toMatchObject(detail('its extents cannot be read'));
  await expect(askBeneath(failing('cancelled'))).rejects.toThrow('Denied.');
});

test('a snapshot that does not know whether it holds all rows covers nothing', async () => {
  const { saved, guard } = await open();
  saveManifest(saved.store, { ...saved.manifest, findings: [found('forced-scope', 'Queries see 1 of 2 rows.', 'T')] });
  expect(await ask(guard, 'T')).toMatchObject({
    code: 'not-covered',
    detail: expect.stringContaining('does not hold it for certain: forced-scope: Queries see 1 of 2 rows'),
  });
});

test('rows without ingestion time are covered by their values, and no more once this run has changed the table', async () => {
  const { saved, guard } = await open();
  saved.database.clear('T');
  saved.database.put('T', pairColumns, rows, { stamp: 'untimed' });
  const populations = { ...saved.table.populations, atCursor: '0', untimed: '1' };
  saveManifest(saved.store, { ...saved.manifest, tables: [{ ...saved.table, populations }] });
  expect(await ask(guard, 'T')).toBeUndefined();
  guard.passed(losing('T'));
  saved.database.clear('T');
  saved.database.put('T', pairColumns, [['other', '9']], { stamp: 'untimed' });
  expect(await ask(guard, 'T')).toMatchObject({
    code: 'not-covered',
    detail: expect.stringContaining('nothing tells which of its rows without ingestion time came'),
  });
});

test('A refusal shows nothing of a secret in a long command', async () => {
  const { guard } = await open();
  const text = `.set-or-replace Other <| externaldata(a: string, ${'b'.repeat(5)}: long)[h"https://files.example.org/${'Passw0rd'.repeat(9)}"]`;
  const problem = await guard.check({ loss: losing('Other'), text, at });
  expect(problem?.detail).toContain('externaldata');
  expect(problem?.detail).not.toContain('Passw0rd');
});
