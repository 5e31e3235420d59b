import type { Problem } from '../../../src/domain/problem.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Turn } from '../../../src/procedures/schedule.ts';

/** A cluster with so many slots, some of them taken by others; each item takes so many milliseconds. */
export function cluster(
  clock: Clock,
  total: number,
  milliseconds: (item: string) => number,
  taken: () => number = () => 0,
) {
  const begun: string[] = [];
  let running = 0;
  let most = 0;
  return {
    begun,
    most: () => most,
    slots: async () => ({ total, remaining: Math.max(0, total - taken() - running) }),
    async turn(item: string): Promise<Turn<string>> {
      if (running + taken() >= total) return { kind: 'busy', item };
      begun.push(item);
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(milliseconds(item));
      running -= 1;
      return { kind: 'ended' };
    },
  };
}

export const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
export const problem = (summary: string, detail = ''): Problem => ({ code: 'sign-in', summary, detail });
