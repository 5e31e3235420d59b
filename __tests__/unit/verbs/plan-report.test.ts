import { planDocument } from '../../../src/domain/schema/plan-document.ts';
import { applyBlocks, planBlocks } from '../../../src/verbs/plan-report.ts';

const command = 'kusto-rebuild deploy --plan-hash h';

test('a plan with work to do says how to apply it, and one without says nothing', () => {
  const next = { kind: 'next-step', text: 'Look at the plan, then apply it.', command };
  expect(applyBlocks({ steps: 1, references: 0, losses: 0 }, command)).toEqual([next]);
  expect(applyBlocks({ steps: 0, references: 1, losses: 0 }, command)).toEqual([next]);
  expect(applyBlocks({ steps: 0, references: 0, losses: 0 }, command)).toEqual([]);
  expect(applyBlocks({ steps: 1, references: 0, losses: 1 }, command)).toMatchObject([
    { text: expect.stringContaining('needs a snapshot') },
  ]);
});

test.each([
  [1, '1 change; 1 loses data, 0 rebuild.'],
  [2, '2 changes; 2 lose data, 0 rebuild.'],
])('%i changes are counted in words', (count, text) => {
  const step = { text: '.drop table T', class: 'loses-data', reason: 'r', object: 'table T' } as const;
  const document = planDocument({ cluster: 'c', database: 'd', live: 'l', steps: Array(count).fill(step) });
  const made = { document, undeclared: [], leftOut: [], unknown: [], warnings: [] };
  const [heading] = planBlocks(made as unknown as Parameters<typeof planBlocks>[0], []);
  expect(heading).toEqual({ kind: 'heading', text });
});
