import type { Cursor } from '../../../src/domain/names.ts';
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
  const { impact, obstacles } = planExports('T', [one], 'refuse');
  expect([impact.length, obstacles.length]).toEqual([seen === 'impact' ? 1 : 0, seen === 'obstacle' ? 1 : 0]);
  for (const { next } of obstacles)
    expect(next).toMatch(
      /continuous-exports: restart.*\.disable continuous-export \['E'\], restore, then drop it and create/,
    );
});

const epoch = { startCursor: '1' as Cursor, isRunning: 'no', definition: '', unread: [] } as const;

test.each<[string, ContinuousExport, RegExp]>([
  ['that can be made again', { ...on, epoch }, /switched off before the swap and made anew after it/],
  ['that is off', { ...on, epoch, isDisabled: 'yes' }, /is off: drop it and create it again/],
])('asked to restart, an export %s is no obstacle', (_, one, said) => {
  const { impact, obstacles } = planExports('T', [one], 'restart');
  expect([obstacles, impact]).toEqual([[], [expect.stringMatching(said)]]);
});

test.each<[string, ContinuousExport, string]>([
  ['whose identity is not shown', { ...on, epoch: { ...epoch, unread: ['it has an identity'] } }, 'it has an identity'],
  ['that does not say where it begins', on, 'the service does not show where it begins'],
])('asked to restart, an export %s is refused with the reason', (_, one, reason) => {
  const { obstacles } = planExports('T', [one], 'restart');
  expect(obstacles).toMatchObject([
    { code: 'refused', summary: expect.stringContaining(reason), next: expect.stringContaining('.disable') },
  ]);
});
