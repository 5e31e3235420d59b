import { ProblemError } from '../../../src/domain/problem.ts';
import { judgeSpelling } from '../../../src/verbs/database-spelling.ts';

/** What comes of a name that is given as demo. */
function judged(spelled: readonly (string | undefined)[], isStored: boolean): readonly string[] {
  const warned: string[] = [];
  const live = spelled.map((database) => (database === undefined ? {} : { database }));
  try {
    judgeSpelling('demo', { live, isStored }, { warn: (text) => void warned.push(`warned: ${text}`) });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map(({ code, summary, next }) => `${code}: ${summary} ${next}`);
  }
  return warned;
}

test('a name in another upper and lower case is refused where nothing is stored under it, and warned of where something is', () => {
  expect(judged(['Demo', 'Demo'], false)).toEqual([expect.stringMatching(/^input: .* calls it Demo\. Name it Demo: /)]);
  expect(judged(['Demo'], true)).toEqual([expect.stringMatching(/^warned: .* calls it Demo\. .* filed under demo\.$/)]);
});

test('the name as the cluster spells it is right, and one that is not known is not judged', () => {
  for (const isStored of [true, false]) {
    expect(judged(['demo'], isStored)).toEqual([]);
    expect(judged([undefined], isStored)).toEqual([]);
    expect(judged([], isStored)).toEqual([]);
  }
});
