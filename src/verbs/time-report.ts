import type { RestoreTime } from '../domain/snapshot/restore-time.ts';
import type { Progress } from '../ports/progress.ts';
import { showDuration } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';

/** The plan of a restore, which also tells how long it would take; absent in the document where that is not known. */
export function withTime(result: VerbResult, time: RestoreTime | undefined): VerbResult {
  const facts = [['Time, estimate', showTime(time)] as const];
  return {
    ...result,
    report: [...result.report, { kind: 'facts', facts }],
    data: { ...result.data, ...(time !== undefined && { time }) },
  };
}

/** The same to whoever waits, before the restore begins. */
export function announceTime(time: RestoreTime | undefined, progress: Progress): void {
  if (time !== undefined) progress.note(`estimate: ${showTime(time)}`);
}

function showTime(time: RestoreTime | undefined): string {
  return time === undefined
    ? 'not known: no restore of this database, and no export of this snapshot, took ten seconds'
    : `${showMinutes(time.minutes)} for loading and comparing, by ${time.from}`;
}

function showMinutes(minutes: number): string {
  return minutes < 1 ? 'less than a minute' : showDuration(minutes * 60_000);
}
