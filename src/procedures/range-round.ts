import { unassigned } from '../domain/cursor-bound.ts';
import { addFingerprints, emptyFingerprint, type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import type { Cursor } from '../domain/names.ts';
import type { Problem } from '../domain/problem.ts';
import { loadFingerprint, storeFingerprint } from '../domain/snapshot/manifest.ts';
import { mostUpdated } from '../ports/database-updater.ts';
import { makeCopyTable } from './bring-over.ts';
import { copyInto } from './copy-aside.ts';
import { stampPatience } from './keep-newer.ts';
import { awaitRunningLoads } from './load-table.ts';
import { refuseRows } from './plan-range.ts';
import { otherStage } from './range-problems.ts';
import { type RangeState, type RangeUpdate, requestOf, rowsOf, without } from './range-update.ts';
import type { RestoreWorld } from './restore-tables.ts';
import { settleCursor } from './settle-cursor.ts';

/** What comes in, and the two cursors that tell it from what leaves. */
interface Incoming {
  readonly rows: Fingerprint;
  /** What leaves is at or before it, what comes in after it. */
  readonly after: Cursor;
  /** What comes in is at or before it. Whatever arrives later is no matter. */
  readonly upTo: Cursor;
}

/**
 * Copies aside what leaves, makes what comes in, and stores both with all that the table has to hold afterwards, right before the one command: `ready`. `same` when the
 * range holds just that already; `again` while rows of the range come or go. Everything made by an earlier round is thrown away.
 */
export async function prepareRange(
  at: RangeUpdate,
  state: RangeState,
  world: RestoreWorld,
): Promise<'ready' | 'same' | 'again' | readonly Problem[]> {
  const { read, update } = world.database;
  const { live, range, kept } = at;
  await state.save({ ...state.current(), state: 'begun', round: state.current().round + 1 });
  const inTheWay = await at.look();
  if (inTheWay.length > 0) return inTheWay;
  await awaitRunningLoads(world);
  const incoming = at.from.kind === 'staged' ? await makeIncoming(at, state, world) : await readIncoming(at, world);
  if (incoming === 'again' || !('upTo' in incoming)) return incoming;
  const leaving = await read.fingerprint(live.name, live.columns, rowsOf(range, 'inside', incoming.after));
  // What arrived meanwhile could not be told from what comes in later.
  const isFresh = at.from.kind === 'staged';
  if (isFresh && (await update.count(live.name, rowsOf(range, 'inside'))) !== leaving.rows) return 'again';
  if (isFresh && sameFingerprint(leaving, incoming.rows)) return 'same';
  if (leaving.rows > mostUpdated) return refuseRows(live.name, { now: leaving.rows }, 'discard');
  await remake(kept, 'keeps what was in', at, world);
  const rows = rowsOf(range, 'inside', incoming.after);
  if ((await copyInto(kept, { ...copyOf(at, state), rows, expected: leaving }, world)) === 'again') return 'again';
  return announce(at, state, { incoming, leaving }, world);
}

/** After a cursor is read, so that every row of it is after that cursor. */
async function makeIncoming(
  at: RangeUpdate,
  state: RangeState,
  world: RestoreWorld,
): Promise<Incoming | 'again' | readonly Problem[]> {
  if (at.from.kind !== 'staged') return [];
  const { read } = world.database;
  const { stage, table } = at.from;
  const { columns } = at.live;
  const after = await read.cursor();
  await remake(at.source, 'brings a range to', at, world);
  const rows = rowsOf(at.range, 'inside');
  const expected = await read.fingerprint(stage.name, columns, rows);
  const copy = { ...copyOf(at, state), from: { ...stage, columns }, rows, expected };
  if ((await copyInto(at.source, copy, world)) === 'again') return 'again';
  const whole = await read.fingerprint(stage.name, table.columns, { kind: 'whole-table' });
  if (!sameFingerprint(whole, loadFingerprint(table.fingerprint))) return [otherStage(at.live.name)];
  const made = { name: at.source, columns: [] };
  const settled = await settleCursor(read, [made], { clock: world.clock, patienceMilliseconds: stampPatience });
  const counts = settled.populations.get(at.source);
  if (counts === undefined || unassigned(counts) > 0n || counts.newer > 0n) return 'again';
  return { rows: expected, after, upTo: settled.cursor };
}

async function readIncoming(
  { from, source, live }: RangeUpdate,
  { database: { read } }: RestoreWorld,
): Promise<Incoming | readonly Problem[]> {
  if (from.kind !== 'kept') return [];
  const rows = await read.fingerprint(source, live.columns, { kind: 'whole-table' });
  return { rows, after: from.after, upTo: from.upTo };
}

/** The last look, and what the service would do has to be what was observed. */
async function announce(
  at: RangeUpdate,
  state: RangeState,
  { incoming, leaving }: { readonly incoming: Incoming; readonly leaving: Fingerprint },
  { database: { read, update } }: RestoreWorld,
): Promise<'ready' | 'again' | readonly Problem[]> {
  const { live, range } = at;
  const { after, upTo, rows } = incoming;
  const fingerprint = (side: 'inside' | 'outside') =>
    read.fingerprint(live.name, live.columns, rowsOf(range, side, upTo));
  const stays = at.from.kind === 'staged' ? emptyFingerprint : without(await fingerprint('inside'), leaving);
  const outside = await fingerprint('outside');
  const inTheWay = await at.look();
  if (inTheWay.length > 0) return inTheWay;
  const foreseen = await update.foresee(requestOf(at, after));
  if (foreseen.deleted !== leaving.rows || foreseen.created !== rows.rows) return 'again';
  const ids = await read.tableIds();
  const [keptTableId, sourceTableId] = [ids.get(at.kept), ids.get(at.source)];
  if (keptTableId === undefined || sourceTableId === undefined) return 'again';
  const clusterTime = (await read.identity()).now;
  await state.save(
    {
      state: 'ready',
      after,
      stagedRows: rows.rows.toString(),
      round: state.current().round,
      keptTableId,
      sourceTableId,
      kept: storeFingerprint(leaving),
      inside: storeFingerprint(addFingerprints([rows, stays])),
      outside: storeFingerprint(outside),
      clusterTime,
    },
    upTo,
  );
  return 'ready';
}

/** A new and empty table: a copy that comes late from an earlier round shows in its fingerprint. */
async function remake(copy: string, purpose: string, { live }: RangeUpdate, world: RestoreWorld): Promise<void> {
  await world.database.change.dropTable(copy);
  await makeCopyTable({ copy, into: live.name, purpose }, live, world);
}

function copyOf({ run, index, live }: RangeUpdate, { current }: RangeState) {
  return { run, index, round: current().round, from: live };
}
