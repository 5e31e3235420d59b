import { inNumber } from '../domain/in-number.ts';
import type { Step } from '../ports/progress.ts';
import { showBytes, showCount, showDuration } from '../report/numbers.ts';

const shortWork = 5_000;
const pause = 1_000;

/** Shows steps as lines: all of a short work, then one a second at most, and the last. */
export function stepLines(say: (line: string) => void): (step: Step) => void {
  let shownAt = 0;
  return (step) => {
    const isOld = step.milliseconds < shownAt;
    const isTooSoon = !isOld && step.milliseconds - shownAt < pause;
    if (step.milliseconds > shortWork && isTooSoon && step.done < step.all) return;
    shownAt = step.milliseconds;
    say(lineOf(step));
  };
}

/** Rate and time left are guesses, worth nothing at the beginning. */
function lineOf({ what, rows, done, all, bytes, milliseconds }: Step): string {
  const line = `${what}: ${showCount(rows)} ${inNumber(rows, 'row', 'rows')}`;
  if (milliseconds <= shortWork || all === 0n || done === 0n) return line;
  const percent = Number((done * 100n) / all);
  const left = (milliseconds * Number(all - done)) / Number(done);
  const seconds = milliseconds / 1000;
  const rate = `${showCount(Math.round(Number(done) / seconds))} rows/s, ${showBytes(Math.round(bytes / seconds))}/s`;
  return `${line} · ${percent} % of ${showCount(all)} rows · ${rate}${done < all ? ` · about ${showDuration(left)} left` : ''}`;
}
