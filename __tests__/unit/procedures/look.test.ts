import { isOfTheProcess, isOfTheRun, type Problem, problemError } from '../../../src/domain/problem.ts';
import { look } from '../../../src/procedures/look.ts';

const problem = (code: Problem['code']): Problem => ({ code, summary: `is ${code}` });
const failing = (code: Problem['code']) => () => Promise.reject(problemError(problem(code)));
const codes = ['cancelled', 'bug', 'unreachable', 'sign-in', 'input', 'service', 'unknown'] as const;

async function stopping(stops?: (one: Problem) => boolean): Promise<readonly string[]> {
  const stopped: string[] = [];
  for (const code of codes) {
    try {
      expect(await look(failing(code), stops)).toEqual({ problem: problem(code) });
    } catch (error) {
      expect(error).toMatchObject({ problems: [problem(code)] });
      stopped.push(code);
    }
  }
  return stopped;
}

test('a look that failed is told, unless all the rest would fail in the same way', async () => {
  expect(await look(async () => 1)).toEqual({ value: 1 });
  expect(await stopping()).toEqual(['cancelled', 'bug', 'unreachable', 'input']);
  expect(await stopping(isOfTheRun)).toEqual(['cancelled', 'bug', 'unreachable', 'sign-in']);
  expect(await stopping(isOfTheProcess)).toEqual(['cancelled', 'bug']);
});

test('an error that is no problem is a bug, and rejects whatever is passed over', async () => {
  const bug = () => Promise.reject(new TypeError('x is undefined'));
  await expect(look(bug, () => false)).rejects.toThrow(TypeError);
});
