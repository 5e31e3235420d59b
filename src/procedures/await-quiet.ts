import { newerRows, sameTimes } from '../domain/cursor-bound.ts';
import type { Cursor } from '../domain/names.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import type { Clock } from '../ports/clock.ts';
import type { DatabaseReader, TablePopulations } from '../ports/database.ts';
import { stampPatience } from './keep-newer.ts';
import { countAll, settleCursor } from './settle-cursor.ts';

/** Nothing may come for so long, by the clock of the service. */
const quietFor = 60_000;
/** How long to wait for that. */
const patience = 300_000;
const firstPause = 500;
const longestPause = 10_000;

/** What needs it: sources of update policies whose newer rows are kept, or continuous exports that are made anew. */
export type WhyQuiet = 'sources' | 'exports';

interface World {
  readonly read: DatabaseReader;
  readonly clock: Clock;
}

/** What was in some tables when nothing had come into them for a minute. */
export interface Quiet {
  /** Every row of them lies at or before it. */
  readonly cursor: Cursor;
  readonly populations: ReadonlyMap<string, TablePopulations>;
}

/**
 * Waits until no row of the tables lies after a cursor, nor has come or gone otherwise, at two looks a minute apart by the clock of the service. Rejects with
 * `refused` when that is not so within five minutes.
 */
export async function awaitQuiet(tables: readonly string[], why: WhyQuiet, world: World): Promise<Quiet> {
  const began = await serviceTime(world.read);
  for (;;) {
    const quiet = await settle(tables, world);
    const stirred = await watch(quiet, world);
    if (stirred.length === 0) return quiet;
    if ((await serviceTime(world.read)) - began >= patience) throw problemError(neverQuiet(stirred, why));
  }
}

/** Names of the tables that have changed since. */
export async function findStirred({ cursor, populations }: Quiet, read: DatabaseReader): Promise<readonly string[]> {
  const tables = [...populations.keys()].map((name) => ({ name, columns: [] }));
  const now = await countAll(read, tables, cursor);
  return tables.map(({ name }) => name).filter((name) => isStirred(populations.get(name), now.get(name)));
}

function isStirred(before: TablePopulations | undefined, now: TablePopulations | undefined): boolean {
  if (before === undefined || now === undefined) return true;
  return newerRows(now) !== 0n || now.total !== before.total || !sameTimes(now, before);
}

async function settle(tables: readonly string[], { read, clock }: World): Promise<Quiet> {
  const counted = tables.map((name) => ({ name, columns: [] }));
  const { cursor, populations } = await settleCursor(read, counted, { clock, patienceMilliseconds: stampPatience });
  return { cursor, populations };
}

/** Names of the tables that changed before a minute was over. */
async function watch(quiet: Quiet, { read, clock }: World): Promise<readonly string[]> {
  if (quiet.populations.size === 0) return [];
  const since = await serviceTime(read);
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    await clock.sleep(pause);
    const now = await serviceTime(read);
    const stirred = await findStirred(quiet, read);
    if (stirred.length > 0 || now - since >= quietFor) return stirred;
  }
}

async function serviceTime(read: DatabaseReader): Promise<number> {
  const { now } = await read.identity();
  const time = new Date(now).getTime();
  if (!Number.isNaN(time)) return time;
  throw problemError({ code: 'unknown', summary: `The cluster's answer to what time it is cannot be read: ${now}` });
}

const reasons = {
  sources: {
    reason: 'from which update policies fill other tables, so newer rows cannot be kept exactly',
    next: 'say newer-rows: discard, which leaves them in what is replaced',
  },
  exports: {
    reason: 'which continuous exports follow, so these cannot begin anew without a gap',
    next: 'switch the exports off yourself and say continuous-exports: refuse',
  },
} as const;

/** Rows go on arriving although they must not. */
export function neverQuiet(tables: readonly string[], why: WhyQuiet): Problem {
  const names = tables.join(', ');
  const { reason, next } = reasons[why];
  return {
    code: 'refused',
    summary: `Rows go on arriving in ${names}, ${reason}; nothing was swapped.`,
    next: `Stop what ingests into ${names} for some minutes and run restore again, or ${next}.`,
  };
}
