import { planDocument } from '../../../src/domain/schema/plan-document.ts';
import { notePlanApplied, notePlanStarted, refuseAppliedPlan } from '../../../src/procedures/plan-records.ts';
import { simulatedClock } from '../../fixtures/memory/simulated-clock.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const planOf = (...texts: readonly string[]) =>
  planDocument({
    cluster: 'c',
    database: 'D',
    live: 'x',
    steps: texts.map((text) => ({ text, class: 'safe' as const, reason: '', object: '' })),
  });

const records = () => ({
  store: memoryStore(),
  paths: { data: 'data', control: 'control' },
  clock: simulatedClock(),
});

const repeatable = planOf(
  '.create-merge table T (a: int)',
  `.ingest inline into table T with (tags='["m"]', ingestIfNotExists='["m"]') <|\n1`,
  '.set-or-replace T <| print a = 1',
);

test('what was applied is refused, and what was begun goes on where it may run twice', async () => {
  const kept = records();
  await refuseAppliedPlan(repeatable, kept);
  expect(kept.store.paths()).toEqual([]);
  await notePlanStarted(repeatable, kept);
  await notePlanStarted(repeatable, kept);
  await notePlanApplied(repeatable, kept);
  expect(kept.store.paths()).toEqual([
    `control/plans/${repeatable.hash}/applied.json`,
    `control/plans/${repeatable.hash}/started.json`,
  ]);
  await expect(refuseAppliedPlan(repeatable, kept)).rejects.toMatchObject({ problems: [{ code: 'refused' }] });
  await expect(notePlanStarted(repeatable, kept)).rejects.toMatchObject({ problems: [{ code: 'refused' }] });
});

test.each(['.append T <| print a = 1', '.rename table T to U', '.frobnicate'])(
  '%s does not run a second time',
  async (text) => {
    const kept = records();
    const once = planOf('.create-merge table T (a: int)', text);
    await notePlanStarted(once, kept);
    await expect(notePlanStarted(once, kept)).rejects.toMatchObject({
      problems: [{ code: 'refused', detail: expect.stringContaining(text) }],
    });
  },
);
