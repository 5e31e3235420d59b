import { ProblemError } from '../../../src/domain/problem.ts';
import { parseRecoverFrom } from '../../../src/verbs/recover-from.ts';
import { recoveryOf } from '../../../src/verbs/recovery-report.ts';

function problemsOf(items: readonly string[]): readonly string[] {
  try {
    parseRecoverFrom(items);
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems.map(({ code, detail }) => `${code}: ${detail}`);
    throw error;
  }
}

test('an item is a table or glob and a way, and the last equals sign divides them', () => {
  expect(parseRecoverFrom(['Codes=reference-data', 'a=b=none', ' S* = recompute '])).toEqual([
    { tables: 'Codes', from: 'reference-data' },
    { tables: 'a=b', from: 'none' },
    { tables: 'S*', from: 'recompute' },
  ]);
});

test('what cannot be read is refused, all of it at once, with what is near', () => {
  expect(problemsOf(['Codes=referense-data', 'Codes', '=none', 'Sums=', 'Sums=source'])).toEqual([
    'input: Seen: "referense-data". Allowed: snapshot, reference-data, recompute, none. Did you mean reference-data?',
    'input: Seen: "Codes". Expected: <name or glob>=<snapshot|reference-data|recompute|none>.',
    'input: Seen: "=none". Expected: <name or glob>=<snapshot|reference-data|recompute|none>.',
    'input: Seen: "". Allowed: snapshot, reference-data, recompute, none.',
    'input: Seen: "source". Allowed: snapshot, reference-data, recompute, none.',
  ]);
});

test('a table is recovered as the newest snapshot says that knows it', () => {
  const holder = (
    id: string,
    held: readonly string[],
    leftOut: readonly (readonly [string, 'none' | 'recompute'])[],
  ) => ({
    id,
    held: new Set(held),
    leftOut: new Map(leftOut),
  });
  const newestFirst = [
    holder('s3', ['id-A'], [['B', 'recompute']]),
    holder('s2', ['id-A', 'id-B', 'id-C'], []),
    holder(
      's1',
      [],
      [
        ['C', 'none'],
        ['D', 'none'],
      ],
    ),
  ];
  const of = (name: string, tableId = `id-${name}`) => recoveryOf({ name, tableId }, newestFirst);
  expect(of('A')).toEqual({ name: 'A', recoverFrom: 'snapshot', snapshot: 's3' });
  expect(of('B')).toEqual({ name: 'B', recoverFrom: 'recompute' });
  expect(of('C')).toEqual({ name: 'C', recoverFrom: 'snapshot', snapshot: 's2' });
  expect(of('D')).toEqual({ name: 'D', recoverFrom: 'none' });
  // Another table of the name is not the one that was saved.
  expect(of('A', 'other')).toEqual({ name: 'A' });
});
