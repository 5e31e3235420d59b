import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';

/** The machine's clock; `signal` ends every wait with its reason. */
export function createClock(signal: AbortSignal): Clock {
  return {
    now: () => new Date(),
    async sleep(milliseconds, end) {
      signal.throwIfAborted();
      const either = end === undefined ? signal : AbortSignal.any([signal, end]);
      await wait(milliseconds, undefined, { signal: either }).catch((error: unknown) => {
        if (signal.aborted) throw signal.reason;
        if (end?.aborted !== true) throw error;
      });
    },
    randomHex: (length) =>
      randomBytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length),
  };
}
