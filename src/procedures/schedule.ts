import { freeSlots, type Slots } from '../domain/slots.ts';
import type { Clock } from '../ports/clock.ts';

/** What came of one turn of an item. */
export type Turn<T> =
  | { readonly kind: 'ended' }
  /** These take the item's place, before all others. */
  | { readonly kind: 'again'; readonly items: readonly T[] }
  /** The cluster had no room and did not accept it. */
  | { readonly kind: 'busy'; readonly item: T };

export interface ScheduledWork<T> {
  /** Asked at most every few seconds. */
  readonly slots: () => Promise<Slots>;
  /** Rejects to stop everything: nothing more is begun then. */
  readonly turn: (item: T) => Promise<Turn<T>>;
}

const slotsAreFreshFor = 5_000;
const firstRest = 1_000;
const longestRest = 60_000;

type Done<T> = { readonly turn: Turn<T> } | { readonly error: unknown };

/**
 * Gives every item its turns, in the given order and as many at once as there are slots. After an item found no room nothing is begun for a while that
 * doubles until something ends. One item always runs, so a cluster with a single slot is enough.
 */
export async function schedule<T>(items: readonly T[], work: ScheduledWork<T>, clock: Clock): Promise<void> {
  const waiting = [...items].reverse();
  const running = new Set<Promise<void>>();
  const room = roomOf(work, clock);
  const rest = restOf(clock);
  const failures: unknown[] = [];

  const begin = (item: T): void => {
    const one = settle(work.turn(item)).then((done) => {
      running.delete(one);
      if ('error' in done) failures.push(done.error);
      else if (done.turn.kind === 'again') waiting.push(...[...done.turn.items].reverse());
      else if (done.turn.kind === 'busy') {
        waiting.push(done.turn.item);
        room.forget();
        rest.begin();
      } else rest.end();
    });
    running.add(one);
  };

  const fill = async (): Promise<void> => {
    const most = await room.most(running.size);
    while (running.size < most) {
      const item = waiting.pop();
      if (item === undefined) return;
      begin(item);
    }
  };

  while (waiting.length > 0 || running.size > 0) {
    if (waiting.length > 0 && rest.isOver()) await fill();
    if (running.size > 0) await raceWithTime(running, waiting.length > 0 ? slotsAreFreshFor : undefined, clock);
    else await rest.sleep();
    if (failures.length > 0) throw failures[0];
  }
}

/** Slots of others may become free while all of one's own work goes on. */
async function raceWithTime(running: Iterable<Promise<void>>, most: number | undefined, clock: Clock): Promise<void> {
  if (most === undefined) return Promise.race(running);
  const end = new AbortController();
  try {
    await Promise.race([...running, clock.sleep(most, end.signal)]);
  } finally {
    end.abort();
  }
}

async function settle<T>(turn: Promise<Turn<T>>): Promise<Done<T>> {
  try {
    return { turn: await turn };
  } catch (error) {
    return { error };
  }
}

interface Room {
  /** How many may run at once. */
  most(running: number): Promise<number>;
  forget(): void;
}

function roomOf<T>(work: ScheduledWork<T>, clock: Clock): Room {
  let known: { readonly most: number; readonly until: number } | undefined;
  return {
    async most(running) {
      const now = clock.now().getTime();
      if (known === undefined || known.until < now)
        known = { most: running + freeSlots(await work.slots(), running), until: now + slotsAreFreshFor };
      return known.most;
    },
    forget() {
      known = undefined;
    },
  };
}

interface Rest {
  begin(): void;
  end(): void;
  isOver(): boolean;
  sleep(): Promise<void>;
}

function restOf(clock: Clock): Rest {
  let length = firstRest;
  let until = 0;
  return {
    begin() {
      until = clock.now().getTime() + length;
      length = Math.min(length * 2, longestRest);
    },
    end() {
      length = firstRest;
    },
    isOver: () => clock.now().getTime() >= until,
    sleep: () => clock.sleep(Math.max(0, until - clock.now().getTime())),
  };
}
