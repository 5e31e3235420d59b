import type { Cursor, SnapshotId } from '../../../src/domain/names.ts';
import { intentPath, manifestPath } from '../../../src/domain/snapshot/paths.ts';
import { type SnapshotPlan, serializePlan } from '../../../src/domain/snapshot/plan.ts';
import { findUnfinished, type Unfinished } from '../../../src/procedures/find-unfinished.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

type Asked = SnapshotPlan['asked'];
interface Begun {
  readonly hour: number;
  readonly asked: Asked;
  readonly state: 'complete' | 'interrupted' | 'unreadable';
}

const asking = (...tables: readonly string[]): Asked => ({ tables: [...tables], sliceRows: 100 });
const begun = (hour: number, asked: Asked, state: Begun['state'] = 'interrupted'): Begun => ({ hour, asked, state });
const idOf = (hour: number): SnapshotId =>
  `${new Date(Date.UTC(2026, 10, 20, hour)).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z-3f2a` as SnapshotId;

/** What is found at ten past nine, and what was warned of. */
async function find(asked: Asked, all: readonly Begun[]): Promise<Unfinished & { readonly warned: readonly string[] }> {
  const [store, warned]: [ReturnType<typeof memoryStore>, string[]] = [memoryStore(), []];
  for (const one of all) {
    const id = idOf(one.hour);
    const plan: SnapshotPlan = {
      formatVersion: 1,
      snapshotId: id,
      startedAt: new Date(Date.UTC(2026, 10, 20, one.hour)).toISOString(),
      toolVersion: '0',
      buildVersion: '1',
      asked: one.asked,
      leftOut: [],
      cursor: '1' as Cursor,
      clusterTime: '2026-11-20T09:10:00.0000000Z',
      findings: [],
      schemaScript: [],
      tables: [],
    };
    store.overwrite(intentPath(paths, id), one.state === 'unreadable' ? '{' : serializePlan(plan));
    if (one.state === 'complete') store.overwrite(manifestPath(paths, id), '{}');
  }
  const silent = () => undefined;
  const progress = { phase: silent, note: silent, advance: silent, warn: (text: string) => void warned.push(text) };
  return { ...(await findUnfinished(asked, { store, paths, clock: memoryClock(), progress })), warned };
}

const [a, b] = [asking('A'), asking('B')];

test('a complete snapshot of something else hides no interrupted one; one of the same does', async () => {
  const { same, others } = await find(a, [begun(7, a), begun(8, b, 'complete')]);
  expect([same?.plan.snapshotId, others]).toEqual([idOf(7), []]);
  expect((await find(a, [begun(7, a), begun(8, a, 'complete')])).same).toBeUndefined();
  expect((await find(a, [begun(7, a, 'complete'), begun(8, a)])).same?.plan.snapshotId).toBe(idOf(8));
});

test('the order of lists says nothing, and every other value does', async () => {
  const asked: Asked = {
    tables: ['A', 'B*', '!C'],
    views: ['V', '!W'],
    sliceRows: 100,
    recoverFrom: [
      { tables: 'D', from: 'none' },
      { tables: 'E*', from: 'recompute' },
    ],
  };
  const turned: Asked = {
    tables: asked.tables.toReversed(),
    views: ['!W', 'V'],
    sliceRows: 100,
    recoverFrom: asked.recoverFrom?.toReversed() ?? [],
  };
  expect((await find(turned, [begun(8, asked)])).same?.plan.snapshotId).toBe(idOf(8));
  const { same, others } = await find({ ...a, sliceRows: 7, topUp: 'latest', baseCheck: 'counts' }, [begun(8, b)]);
  expect(same).toBeUndefined();
  expect(others).toEqual([{ id: idOf(8), inputs: ['tables', 'slice-rows', 'top-up', 'base-check'] }]);
});

test('interrupted ones of other requests are told, newest first, and not when they are complete or a day old', async () => {
  const { same, others } = await find(a, [
    begun(-30, b),
    begun(5, a),
    begun(6, b),
    begun(7, b, 'complete'),
    begun(8, asking('C')),
  ]);
  expect([same?.plan.snapshotId, others.map(({ id }) => id)]).toEqual([idOf(5), [idOf(8), idOf(6)]]);
  expect(await find(a, [begun(-30, a), begun(-20, b)])).toEqual({ others: [], warned: [] });
});

test('behind an intent that cannot be read nothing is gone on with, and that is told', async () => {
  const { same, warned } = await find(a, [begun(7, a), begun(8, a, 'unreadable')]);
  expect(same).toBeUndefined();
  expect(warned).toEqual([expect.stringContaining(idOf(8))]);
});
