import { emptyFingerprint } from '../domain/fingerprint.ts';
import type { Cursor } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';
import { storeFingerprint } from '../domain/snapshot/manifest.ts';
import { makeCopyTable } from './bring-over.ts';
import { copyInto } from './copy-aside.ts';
import { awaitRunningLoads } from './load-table.ts';
import { neverReplaced } from './replace-problems.ts';
import { copyOf, type ReplacedState, type Replacement } from './replacement.ts';
import { type RestoreWorld, requireId } from './restore-tables.ts';

const listLifetime = 30 * 86_400_000;
const mostTries = 20;
const firstPause = 100;
const longestPause = 10_000;

/** Copies aside what leaves: rows of before the snapshot, which nothing but a deletion changes any more. */
export async function keepContents(at: Replacement, state: ReplacedState, world: RestoreWorld): Promise<void> {
  const { database, clock } = world;
  await database.replace.createList(at.list);
  await database.change.guardStaging(at.list, new Date(clock.now().getTime() + listLifetime), 'all');
  for (const [copy, purpose] of [[at.kept, 'keeps what was in'] as const, [at.newer, 'brings newer rows to'] as const])
    await makeCopyTable({ copy, into: at.live.name, purpose }, at.live, world);
  await state.save({ ...state.current(), keptTableId: requireId(at.kept, await database.read.tableIds()) });
  const { after } = state.current();
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const bound = { kind: 'cursor', cursor: after as Cursor } as const;
    const expected =
      after === null ? emptyFingerprint : await database.read.fingerprint(at.live.name, at.live.columns, bound);
    await state.save({ ...state.current(), round: state.current().round + 1 });
    const copied = await copyInto(at.kept, copyOf(at, state, { expected, rows: bound }), world);
    if (copied === 'done') return state.save({ ...state.current(), state: 'kept', kept: storeFingerprint(expected) });
    await clock.sleep(Math.min(firstPause * 2 ** tries, longestPause));
    await awaitRunningLoads(world);
  }
  throw problemError(neverReplaced(at.live.name, mostTries));
}
