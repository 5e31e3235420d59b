import { planDocument, readPlan } from '../../../../src/domain/schema/plan-document.ts';

const plan = planDocument({
  cluster: 'c',
  database: 'd',
  live: 'l',
  steps: [{ text: '.drop table T', class: 'loses-data', reason: 'it is to be deleted', object: 'table T' }],
});

test('a plan is read from its own file and from the document of the run that made it', () => {
  expect(readPlan('p.json', JSON.stringify(plan))).toEqual(plan);
  expect(readPlan('p.json', JSON.stringify({ verb: 'plan', data: { plan } }))).toEqual(plan);
});

test('the hash is of what would run and of what it is for, not of reasons and places', () => {
  const hashWith = (change: Partial<typeof plan>): string => planDocument({ ...plan, ...change }).hash;
  const steps = plan.steps.map((step) => ({ ...step, reason: 'other', at: { file: 'f', line: 1 } }));
  expect(hashWith({ steps })).toBe(plan.hash);
  const others = [
    { cluster: 'x' },
    { database: 'x' },
    { live: 'x' },
    { steps: [] },
    { steps: [...plan.steps, ...plan.steps] },
  ];
  expect(new Set([plan.hash, ...others.map(hashWith)]).size).toBe(others.length + 1);
});

test.each([
  ['a changed command', { ...plan, steps: [{ ...plan.steps[0], text: '.drop table U' }] }],
  ['a changed class', { ...plan, steps: [{ ...plan.steps[0], class: 'safe' }] }],
  ['another format', { ...plan, formatVersion: 2 }],
  ['no plan', []],
])('%s is refused', (_what, document) => {
  expect(() => readPlan('p.json', JSON.stringify(document))).toThrow('p.json is not a plan');
});

test('text that is no JSON is refused', () => {
  expect(() => readPlan('p.json', 'plan')).toThrow('p.json is not a plan');
});
