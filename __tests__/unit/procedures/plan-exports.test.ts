import type { ContinuousExport } from '../../../src/ports/database.ts';
import { planExports } from '../../../src/procedures/plan-exports.ts';

const on: ContinuousExport = { name: 'E', tables: ['T'], query: 'T | where n > 1', isDisabled: 'no' };
const { tables: _tables, ...unsaid } = on;

test.each<[string, ContinuousExport, 'obstacle' | 'impact' | 'nothing']>([
  ['that follows the table', on, 'obstacle'],
  ['that is off', { ...on, isDisabled: 'yes' }, 'impact'],
  ['that only looks rows up in the table', { ...on, tables: ['Other'] }, 'nothing'],
  ['that does not say what it follows and names the table', unsaid, 'obstacle'],
  ['that does not say what it follows and names another', { ...unsaid, query: 'Tall | join T2 on n' }, 'nothing'],
])('an export %s', (_, one, seen) => {
  const { impact, obstacles } = planExports('T', [one]);
  expect([impact.length, obstacles.length]).toEqual([seen === 'impact' ? 1 : 0, seen === 'obstacle' ? 1 : 0]);
  for (const { next } of obstacles)
    expect(next).toMatch(/\.disable continuous-export \['E'\], restore, then drop it and create/);
});
