import { ProblemError } from '../../../src/domain/problem.ts';
import type { RecoverRule, RecoverWay } from '../../../src/domain/recover-from.ts';
import { leaveOut } from '../../../src/procedures/leave-out.ts';

const known = ['Codes', 'CodesOld', 'Events', 'Sums'].map((name) => ({ name }));
const rule = (tables: string, from: RecoverWay): RecoverRule => ({ tables, from });

function divide(rules: readonly RecoverRule[], tables = known) {
  try {
    const { taken, leftOut } = leaveOut(tables, rules, known);
    return { taken: taken.map(({ name }) => name), leftOut };
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code, summary }) => `${code}: ${summary}`);
    throw error;
  }
}

test('without a word about it a table is taken', () => {
  expect(divide([])).toEqual({ taken: ['Codes', 'CodesOld', 'Events', 'Sums'], leftOut: [] });
  expect(divide([rule('Events', 'snapshot')])).toMatchObject({ leftOut: [] });
});

test('globs leave out, and a table that is named goes its own way', () => {
  expect(divide([rule('Codes*', 'reference-data'), rule('CodesOld', 'none'), rule('Sums', 'recompute')])).toEqual({
    taken: ['Events'],
    leftOut: [
      { name: 'Codes', recoverFrom: 'reference-data' },
      { name: 'CodesOld', recoverFrom: 'none' },
      { name: 'Sums', recoverFrom: 'recompute' },
    ],
  });
  expect(divide([rule('*', 'none'), rule('Events', 'snapshot')])).toMatchObject({ taken: ['Events'] });
});

test('only tables that were chosen are left out, but a rule may speak of others', () => {
  expect(divide([rule('Sums', 'none')], known.slice(0, 2))).toEqual({ taken: ['Codes', 'CodesOld'], leftOut: [] });
});

test('a rule that stands for no table and globs that contradict each other are told together', () => {
  expect(divide([rule('Event', 'none'), rule('Code*', 'none'), rule('*s', 'recompute')])).toEqual([
    'not-found: No table matches Event, of which recover-from says none.',
    'input: recover-from says none and recompute of Codes.',
  ]);
});

test('nothing left is no snapshot', () => {
  expect(divide([rule('*', 'none')])).toEqual(['not-found: No table is left to take a snapshot of.']);
  expect(leaveOut([], [], [])).toEqual({ taken: [], leftOut: [] });
});
