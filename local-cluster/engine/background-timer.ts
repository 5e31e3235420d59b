import { setTimeout as delay } from 'node:timers/promises';
import { shownProblem } from './blobs.ts';
import type { Engine } from './engine.ts';
import { jobNames, keepHouse } from './housekeeping.ts';

const toLog = (line: string): void => {
  process.stderr.write(line);
};

/**
 * Does all background work again and again, with a pause of real time between two rounds, so that rounds never overlap. A job
 * that fails is told on the process log and keeps no other from running.
 */
export class BackgroundTimer {
  readonly #engine: Engine;
  readonly #report: (line: string) => void;
  #pause = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(engine: Engine, report = toLog) {
    this.#engine = engine;
    this.#report = report;
  }

  /** Sets the pause, in milliseconds; without one nothing is done any more. Waits for the round under way. */
  async every(pauseMs: number | undefined): Promise<void> {
    this.#pause.abort();
    const pause = new AbortController();
    this.#pause = pause;
    await this.#loop;
    if (pauseMs !== undefined && !pause.signal.aborted) this.#loop = this.#run(pauseMs, pause.signal);
  }

  async #run(pauseMs: number, signal: AbortSignal): Promise<void> {
    while (await passed(pauseMs, signal)) await this.#round(signal);
  }

  async #round(signal: AbortSignal): Promise<void> {
    for (const database of this.#engine.databases.values())
      for (const name of jobNames) {
        if (signal.aborted) return;
        await keepHouse(this.#engine, database, [name]).catch((cause) =>
          this.#report(`Background work '${name}' of '${database.name}': ${shownProblem(cause)}\n`),
        );
      }
  }
}

/** Whether the time passed without being called off. */
async function passed(ms: number, signal: AbortSignal): Promise<boolean> {
  await delay(ms, undefined, { signal }).catch((cause) => {
    if (!signal.aborted) throw cause;
  });
  return !signal.aborted;
}
