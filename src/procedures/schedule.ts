import { ProblemError, problemError, throwProblems } from '../domain/problem.ts';
import { freeSlots, type Slots } from '../domain/slots.ts';
import type { Clock } from '../ports/clock.ts';
import { isTransient } from './poll-operations.ts';

/** What came of one turn of an item. */
export type Turn<T> =
  | { readonly kind: 'ended' }
  /** These take the item's place, before all others. */
  | {
      readonly kind: 'again';
      readonly items: readonly T[];
      /** Milliseconds that pass before they are begun; others go on meanwhile. */
      readonly pause?: number;
    }
  /** The cluster had no room and did not accept it. */
  | { readonly kind: 'busy'; readonly item: T };

export interface ScheduledWork<T> {
  /** Asked at most every few seconds. */
  readonly slots: () => Promise<Slots>;
  /** Rejects to stop everything: nothing more is begun then. */
  readonly turn: (item: T) => Promise<Turn<T>>;
  /** Nothing is begun for a while, because there was no room; nothing was accepted and nothing ended for so long. */
  readonly onBusy?: (milliseconds: number) => void;
  /** Called once after the first failure, with what it was: turns that still run should settle soon. */
  readonly stop?: (reason: unknown) => void;
}

const slotsAreFreshFor = 5_000;
const firstRest = 1_000;
const longestRest = 60_000;
const longestWithoutRoom = 30 * 60_000;

type Done<T> = { readonly turn: Turn<T> } | { readonly error: unknown };

/**
 * Gives every item its turns, in the given order and as many at once as there are slots. After an item found no room nothing is begun for a while that
 * doubles until something ends; half an hour of that is a failure. One item always runs, so a cluster with a single slot is enough. After a failure nothing more
 * is begun; it rejects when every turn has settled, with the problems of all of them, or with the first failure that is no problem.
 */
export async function schedule<T>(items: readonly T[], work: ScheduledWork<T>, clock: Clock): Promise<void> {
  const queue = queueOf(items, clock);
  const room = roomOf(work, clock);
  const rest = restOf(work, clock);
  const failures = failuresOf(work);
  const running = new Set<Promise<void>>();

  const take = (turn: Turn<T>, isTrial: boolean): void => {
    if (turn.kind === 'ended') {
      room.grow();
      rest.end();
    } else if (turn.kind === 'again') {
      queue.add(turn.items, turn.pause);
      rest.accept();
    } else {
      queue.add([turn.item]);
      room.refuse(running.size, isTrial);
      rest.begin();
    }
  };

  const begin = (item: T): void => {
    const isTrial = room.isGrowing();
    const one = settle(() => work.turn(item)).then((done) => {
      running.delete(one);
      if ('error' in done) failures.add(done.error);
      else if (failures.areNone()) failures.guard(() => take(done.turn, isTrial));
    });
    running.add(one);
  };

  const fill = async (): Promise<void> => {
    const most = await room.most(running.size);
    while (running.size < most && failures.areNone() && rest.isOver()) {
      const item = queue.next();
      if (item === undefined) return;
      begin(item);
    }
  };

  const step = async (): Promise<void> => {
    if (queue.hasWaiting() && rest.isOver()) await fill();
    const look = running.size > 0 ? slotsAreFreshFor : rest.remaining();
    await raceWithTime(running, Math.min(queue.wakesIn(), queue.hasWaiting() ? look : Infinity), clock);
    if (running.size === 0 && rest.isHopeless()) throw noRoom();
  };

  try {
    while (failures.areNone() && (running.size > 0 || !queue.isEmpty())) await step();
  } catch (error) {
    failures.add(error);
  }
  await Promise.all(running);
  failures.throw();
}

/** Slots of others may become free while all of one's own work goes on. */
async function raceWithTime(running: ReadonlySet<Promise<void>>, most: number, clock: Clock): Promise<void> {
  if (most === Infinity) return running.size === 0 ? undefined : Promise.race(running);
  const end = new AbortController();
  try {
    await Promise.race([...running, clock.sleep(most, end.signal)]);
  } finally {
    end.abort();
  }
}

async function settle<T>(turn: () => Promise<Turn<T>>): Promise<Done<T>> {
  try {
    return { turn: await turn() };
  } catch (error) {
    return { error };
  }
}

function noRoom(): ProblemError {
  return problemError({
    code: 'service',
    summary: 'The cluster has had no room for half an hour.',
    transient: true,
    next: 'Run it again; it goes on from here.',
  });
}

interface Failures {
  add(error: unknown): void;
  /** What it throws is a failure too. */
  guard(action: () => void): void;
  areNone(): boolean;
  /** Does nothing when there are none. */
  throw(): void;
}

function failuresOf<T>({ stop }: ScheduledWork<T>): Failures {
  const all: unknown[] = [];
  const guard = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      add(error);
    }
  };
  const add = (error: unknown): void => {
    if (all.push(error) === 1) guard(() => stop?.(error));
  };
  return {
    add,
    guard,
    areNone: () => all.length === 0,
    throw: () => throwTogether(all),
  };
}

function throwTogether(failures: readonly unknown[]): void {
  const [first, ...more] = failures.filter((one) => !(one instanceof ProblemError));
  if (first !== undefined || more.length > 0) throw first;
  const problems = failures.flatMap((one) => (one instanceof ProblemError ? one.problems : []));
  const keys = problems.map(({ summary, detail }) => JSON.stringify([summary, detail]));
  throwProblems(problems.filter((_, place) => keys.indexOf(keys[place] ?? '') === place));
}

interface Queue<T> {
  /** Before all others, when the pause is over. */
  add(items: readonly T[], pause?: number): void;
  next(): T | undefined;
  /** Whether there is something to begin now. */
  hasWaiting(): boolean;
  /** Milliseconds until the first pause is over; infinite when nothing pauses. */
  wakesIn(): number;
  isEmpty(): boolean;
}

function queueOf<T>(items: readonly T[], clock: Clock): Queue<T> {
  const waiting = [...items].reverse();
  let asleep: readonly { readonly items: readonly T[]; readonly until: number }[] = [];
  const put = (first: readonly T[]): void => void waiting.push(...[...first].reverse());
  const wake = (): void => {
    const now = clock.now().getTime();
    const due = asleep.filter(({ until }) => until <= now);
    asleep = asleep.filter(({ until }) => until > now);
    for (const one of due) put(one.items);
  };
  return {
    add(first, pause = 0) {
      if (pause <= 0) put(first);
      else asleep = [...asleep, { items: first, until: clock.now().getTime() + pause }];
    },
    next() {
      wake();
      return waiting.pop();
    },
    hasWaiting() {
      wake();
      return waiting.length > 0;
    },
    wakesIn: () => Math.min(...asleep.map(({ until }) => Math.max(0, until - clock.now().getTime()))),
    isEmpty: () => waiting.length === 0 && asleep.length === 0,
  };
}

interface Room {
  /** How many may run at once. */
  most(running: number): Promise<number>;
  /** The number of slots cannot be read and is being found out: what is begun now is a trial. */
  isGrowing(): boolean;
  /** An item ended. */
  grow(): void;
  /** An item found no room while so many others ran. */
  refuse(running: number, isTrial: boolean): void;
}

/**
 * The last number holds while the cluster does not answer. Reading it needs the role Database User
 * (https://learn.microsoft.com/kusto/management/show-capacity-command); without it the number begins at one and grows until an item finds no room.
 */
function roomOf<T>(work: ScheduledWork<T>, clock: Clock): Room {
  let known: { readonly most: number; readonly until: number } | undefined;
  let learned: { readonly most: number; readonly isGrowing: boolean } | undefined;

  const ask = async (running: number): Promise<number> => {
    try {
      return running + freeSlots(await work.slots(), running);
    } catch (error) {
      if (isTransient(error)) return known?.most ?? 1;
      if (!isForbidden(error)) throw error;
      learned = { most: 1, isGrowing: true };
      return learned.most;
    }
  };

  return {
    async most(running) {
      if (learned !== undefined) return learned.most;
      const now = clock.now().getTime();
      if (known === undefined || known.until < now) known = { most: await ask(running), until: now + slotsAreFreshFor };
      return known.most;
    },
    isGrowing: () => learned?.isGrowing === true,
    grow() {
      if (learned?.isGrowing === true) learned = { most: learned.most + 1, isGrowing: true };
    },
    refuse(running, isTrial) {
      if (known !== undefined) known = { ...known, until: -Infinity };
      if (learned !== undefined && isTrial)
        learned = { most: Math.max(1, Math.min(learned.most, running)), isGrowing: false };
    },
  };
}

function isForbidden(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some(({ code }) => code === 'sign-in');
}

interface Rest {
  /** Does nothing while a rest goes on: what was refused together is one refusal. */
  begin(): void;
  /** Something ended. */
  end(): void;
  /** Something was accepted. */
  accept(): void;
  isOver(): boolean;
  remaining(): number;
  /** There was still no room after the longest time without any. */
  isHopeless(): boolean;
}

function restOf<T>({ onBusy }: ScheduledWork<T>, clock: Clock): Rest {
  let length = firstRest;
  let until = 0;
  let rested = 0;
  let hopeless = false;
  const remaining = (): number => Math.max(0, until - clock.now().getTime());
  const accept = (): void => {
    rested = 0;
    hopeless = false;
  };
  return {
    begin() {
      if (remaining() > 0) return;
      hopeless = rested >= longestWithoutRoom;
      onBusy?.(rested);
      until = clock.now().getTime() + length;
      rested += length;
      length = Math.min(length * 2, longestRest);
    },
    end() {
      length = firstRest;
      accept();
    },
    accept,
    isOver: () => remaining() === 0,
    remaining,
    isHopeless: () => hopeless,
  };
}
