import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { planDocument } from '../../../src/domain/schema/plan-document.ts';
import { restoreRecordPath } from '../../../src/domain/snapshot/paths.ts';
import { parseRestoreRecord, type RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { findTakenBack, noteDeploymentBegun, takingBack } from '../../../src/procedures/deployment-records.ts';
import { createLossGuard, type LossRequest } from '../../../src/procedures/guard-losses.ts';
import {
  guardHolds,
  isReleased,
  readHolds,
  refuseHeldPlan,
  releaseHolds,
  requireHolds,
} from '../../../src/procedures/holds.ts';
import type { EndedStep } from '../../../src/procedures/run-deployment.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { manifestOf } from '../../fixtures/memory/manifest.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

const clears = '.clear table T data';
const plan = planDocument({
  cluster: 'c',
  database: 'D',
  live: 'x',
  steps: [{ text: clears, class: 'loses-data', reason: '', object: '' }],
});
const losing = (text: string): LossRequest => ({
  text,
  loss: { kind: 'loses-data', tables: ['T'], what: 'removes all rows of T' },
  at: { file: 's.kql', line: 7 },
});
const ended = (text: string, kind: 'done' | 'not-attempted'): EndedStep => ({
  step: {
    kind: 'statement',
    item: text,
    statement: { text, reading: readStatement(text), loss: { kind: 'safe', why: '' } },
  },
  outcome: { kind, item: text },
  changed: kind === 'done' ? ['T'] : [],
});

async function open() {
  const saved = await saveTable([['x', '1']]);
  const world = { ...saved, paths: databasePaths, clock: memoryClock() };
  const guard = createLossGuard(saved.database.names(), {
    read: saved.database.read,
    observe: saved.database.observe,
    ...world,
  });
  return { ...saved, world, guard };
}
const databasePaths = { data: 'data/cluster.example/Db', control: 'control/cluster.example/Db' };

type Phase = RestoreRecord['phase'];
const restored = (holds: RestoreRecord['holds'], phase: Phase = 'closed'): RestoreRecord => ({
  formatVersion: 1,
  runId: '0123abcd',
  owner: 'o',
  snapshotId: 's',
  startedAt: '2026-11-20T10:00:00.000Z',
  phase,
  tables: [{ name: 'T', index: 0, liveTableId: 'old', stageTableId: 'new', cursor: null, round: 0 }],
  ...(holds === undefined ? {} : { holds }),
});
const since = takingBack({ tables: [{ name: 'T' }] }, manifestOf([]));

test('what a deployment did is on hold after a restore, wherever the same step stands, until it is released by its id', async () => {
  const { world, store, database, guard } = await open();
  const run = await noteDeploymentBegun(plan.hash, [losing(clears)], world);
  await run.end([ended(clears, 'done')], [losing(clears)]);
  const taken = await findTakenBack(since, store, database);
  const text = JSON.stringify(restored([...taken]));
  const record = parseRestoreRecord(text, restoreRecordPath(databasePaths, 1));
  const holds = await readHolds([record], database, world);
  expect(holds.standing).toMatchObject([{ id: '0123abcd', plans: [plan.hash], steps: [{ at: { line: 7 } }] }]);

  const held = guardHolds(guard, holds.standing);
  const problem = await held.check(losing('.clear  table T data // once more'));
  expect(problem).toMatchObject({ code: 'on-hold', at: { file: 's.kql', line: 7 } });
  expect(JSON.stringify(problem)).toMatch(/Restore 0123abcd.*removes all rows of T.*--release-hold 0123abcd/);
  expect(problem?.detail).toContain(plan.hash);
  expect(await held.check(losing('.clear table T  data2'))).toBeUndefined();
  expect(() => refuseHeldPlan(plan, holds, [])).toThrow(/took back/);
  expect(() => refuseHeldPlan(plan, holds, ['0123abcd'])).not.toThrow();
  expect([isReleased(plan, holds, []), isReleased(plan, holds, ['0123abcd'])]).toEqual([false, true]);
  expect(() => requireHolds(['nope', '0123abcd'], holds)).toThrow(/"nope"/);

  expect(await releaseHolds(['0123abcd'], world)).toBe('now');
  expect(await releaseHolds(['0123abcd'], world)).toBe('before');
  const after = await readHolds([record], database, world);
  expect([after.standing, after.released.map(({ id }) => id)]).toEqual([[], ['0123abcd']]);
});

test('a killed deployment counts as done, one that stopped before the step does not, and one that loses nothing leaves no record', async () => {
  const { world, store, database } = await open();
  const before = store.paths();
  const harmless: LossRequest = { text: '.show tables', loss: { kind: 'safe', why: 'reads' } };
  await (await noteDeploymentBegun('harmless', [harmless], world)).end(
    [ended('.show tables', 'done')].map((one) => ({ ...one, changed: [] })),
    [harmless],
  );
  expect(store.paths()).toEqual(before);
  await noteDeploymentBegun('killed', [losing(clears)], world);
  const stopped = await noteDeploymentBegun('stopped', [losing(clears)], world);
  await stopped.end([ended(clears, 'not-attempted')], [losing(clears)]);
  // It was safe when it was looked at, and found rows when it ran.
  const late: LossRequest = { text: clears, loss: { kind: 'safe', why: 'it is empty' } };
  await (await noteDeploymentBegun('late', [late], world)).end([ended(clears, 'done')], [late]);
  expect((await findTakenBack(since, store, database)).map((one) => one.plan)).toEqual(['killed', 'late']);
  expect(await findTakenBack({ ...since, tables: ['Other'] }, store, database)).toEqual([]);
  const foreign = takingBack({ source: { cluster: 'c', database: 'd' }, tables: [{ name: 'T' }] }, manifestOf([]));
  expect(await findTakenBack(foreign, store, database)).toEqual([]);
});

test('a deployment record that cannot be read stops, since nothing tells what it did', async () => {
  const { world, store, database } = await open();
  await noteDeploymentBegun('p', [losing(clears)], world);
  const path = store.paths().find((one) => one.endsWith('begun.json')) ?? '';
  store.overwrite(path, '{');
  await expect(findTakenBack(since, store, database)).rejects.toMatchObject({ problems: [{ code: 'difference' }] });
});

test('a restore that changed nothing, or was undone, holds nothing', async () => {
  const { world, database } = await open();
  const holds = [{ id: 'd', plan: 'p', steps: [{ digest: 'x', what: 'w', tables: ['T'] }] }];
  const standing = async (...records: readonly RestoreRecord[]) =>
    (await readHolds(records, database, world)).standing.map(({ id }) => id);
  expect(await standing(restored(holds))).toEqual(['0123abcd']);
  expect(await standing(restored(holds, 'swapped'))).toEqual(['0123abcd']);
  expect(await standing(restored(holds, 'abandoned'))).toEqual([]);
  const swapping = restored(holds, 'swapping');
  database.put('kr_stage_0123abcd_0', [], []);
  const stageTableId = 'id-kr_stage_0123abcd_0';
  expect(await standing({ ...swapping, tables: swapping.tables.map((one) => ({ ...one, stageTableId })) })).toEqual([]);
  const undoes = { runId: '0123abcd', index: 0, cursor: null, contents: null };
  const undo = {
    ...restored(undefined),
    runId: 'later',
    tables: restored([]).tables.map((one) => ({ ...one, undoes })),
  };
  expect(await standing(restored(holds), undo)).toEqual([]);
  expect(await standing(restored(holds), { ...undo, phase: 'abandoned' })).toEqual(['0123abcd']);
});
