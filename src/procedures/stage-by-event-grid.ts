import { attemptTag } from '../domain/names.ts';
import { type Problem, problemError } from '../domain/problem.ts';
import type { Database } from '../ports/database.ts';
import type { RowDigest } from '../ports/reference-files.ts';
import { arrivedParts, type ExpectedPart, ofPart, type PushWay, pushPart } from './push-parts.ts';
import { type Push, pushFolder, requireOwner, tablesOf } from './push-record.ts';
import { awaitArrival, failuresOf } from './queue-files.ts';
import type { ReferenceData } from './read-reference-data.ts';
import { compareStaged, cutParts, partPath, type StagedRows } from './stage-reference-data.ts';
import { abandon, guardPush, type PushWorld, pushMapping, takeUp } from './take-up-push.ts';

/** Rows beside the live table, and what ends them. */
export interface Staged {
  readonly table: string;
  readonly rows: StagedRows;
  /** Rejects with `taken-over` when another run has gone on with them. */
  readonly fence: () => Promise<void>;
  /** Removes everything that was made for them; rejects as `fence` does. */
  readonly discard: () => Promise<void>;
}

/** How often the end of the tables is put off while parts come. */
const guardEvery = 6 * 3_600_000;

/**
 * Uploads the rows for a data connection, whose metadata leads them into a table of their own, waits until that holds every part by its tag, and moves exactly one copy of
 * each on, so that what comes twice or late stays behind. What is under way is written down before: a run after an interrupted one of the same contents goes on with what was
 * uploaded. Rejects with `service` when nothing came for so long, and then leaves nothing: events that come later find no blob and no table.
 */
export async function stageByEventGrid(data: ReferenceData, world: PushWorld): Promise<Staged> {
  const way = requireWay(data, world);
  let push = await takeUp(data, way, world);
  let pushed = await pushParts(data, push, way, world);
  if (pushed === 'strange') {
    await abandon(push, way, world);
    push = await takeUp(data, way, world);
    pushed = await pushParts(data, push, way, world);
  }
  if (pushed === 'strange') throw changedMeanwhile(data, way);
  const { parts, digest } = pushed;
  const late = await awaitParts(data, push, parts, way, world);
  if (late !== undefined) {
    await abandon(push, way, world);
    throw problemError(late);
  }
  const ours = push;
  await requireOwner(ours, world);
  await moveOn(ours, parts, world.database);
  const { stage } = tablesOf(ours);
  return {
    table: stage,
    rows: await compareStaged(data, digest, stage, world.database),
    fence: () => requireOwner(ours, world),
    discard: () => abandon(ours, way, world),
  };
}

function requireWay({ file, table }: ReferenceData, { pushWay }: PushWorld): PushWay {
  if (pushWay !== undefined) return pushWay;
  throw problemError({
    code: 'input',
    summary: `${table} is loaded by Event Grid, and the input event-grid-storage is not given.`,
    at: { file: file.path, line: 1 },
  });
}

/** `strange` when what an earlier run left is not what would be uploaded, or does not come. */
async function pushParts(
  data: ReferenceData,
  push: Push,
  { container, progress }: PushWay,
  world: PushWorld,
): Promise<'strange' | { readonly parts: readonly ExpectedPart[]; readonly digest: RowDigest }> {
  const { database, files } = world;
  const { run, landing, stage } = tablesOf(push);
  const extents = [...(await database.read.rowsByExtent(landing)), ...(await database.read.rowsByExtent(stage))];
  const digest = await files.digest(data.columns);
  const folder = pushFolder(push, database.name);
  const found = { pushed: 0, there: 0, strange: 0 };
  const tagOf = (index: number): string => attemptTag(run, index, 1);
  const counts = await cutParts(data, digest, { files, partLength: push.partLength }, async (index, pieces) => {
    const tag = tagOf(index);
    const hasRows = ofPart({ tag }, extents).length > 0;
    const part = { database: database.name, table: landing, mapping: pushMapping, tag, hasRows };
    found[await pushPart(partPath(folder, data, index), pieces, part, container)] += 1;
  });
  // What was given up in an earlier run does not come any more.
  const isGivenUp = found.there > 0 && (await failuresOf(landing, database)).size > 0;
  if (found.strange > 0 || isGivenUp) return 'strange';
  const before = found.there === 0 ? '' : `; ${found.there} were there from an earlier run`;
  progress.note(`${found.pushed} files of ${data.file.path} uploaded to ${container.label}${before}`);
  return { parts: counts.map((rows, index) => ({ tag: tagOf(index), rows: BigInt(rows) })), digest };
}

/** A problem when parts did not come. */
async function awaitParts(
  data: ReferenceData,
  push: Push,
  parts: readonly ExpectedPart[],
  { patienceSeconds, container, progress }: PushWay,
  world: PushWorld,
): Promise<Problem | undefined> {
  const { database, clock } = world;
  const { landing, stage } = tablesOf(push);
  let [seen, guardedAt] = [0, clock.now().getTime()];
  const missing = async (): Promise<number> => {
    const { read } = database;
    const { arrived } = arrivedParts(parts, await read.rowsByExtent(landing), await read.rowsByExtent(stage));
    if (arrived.length > seen) progress.note(`${arrived.length} of ${parts.length} files came into ${landing}`);
    seen = arrived.length;
    return parts.length - arrived.length;
  };
  const onWait = async (): Promise<void> => {
    await requireOwner(push, world);
    if (clock.now().getTime() - guardedAt < guardEvery) return;
    guardedAt = clock.now().getTime();
    await guardPush(push, world);
  };
  // The table is of this push alone, so that every failure of it counts.
  const patience = patienceSeconds * 1_000;
  const givenUp = await awaitArrival({ table: landing, missing, known: new Set(), patience, onWait }, world);
  if (givenUp === undefined) return undefined;
  const { failures, waitedSeconds } = givenUp;
  const failed = failures.length > 0 ? failures.join('; ') : 'Its log of failed ingestions names none for that table';
  return {
    code: 'service',
    summary: `${parts.length - seen} of ${parts.length} files of ${data.file.path} did not come into ${landing} by Event Grid; ${data.table} was not changed.`,
    detail: `${failed}. Nothing more came for ${waitedSeconds} s; the files were removed from ${container.label} again.`,
    next:
      seen > 0
        ? 'Give more event-grid-seconds, or see why the others failed, then deploy again.'
        : `See whether an event subscription for blobs that are created covers ${container.label}, whether its data connection is one of database ${database.name}, spelled like that, or may reach it, and whether the connection may read the container. If the rows went into the connection's own table, it does not let files say where they go. Or give more event-grid-seconds. Then deploy again.`,
    at: { file: data.file.path, line: 1 },
  };
}

/** One copy of each part; a part goes on whole or not at all. */
async function moveOn(push: Push, parts: readonly ExpectedPart[], { read, load }: Database): Promise<void> {
  const { landing, stage } = tablesOf(push);
  const { toMove } = arrivedParts(parts, await read.rowsByExtent(landing), await read.rowsByExtent(stage));
  for (const extentIds of toMove) await load.moveExtents(landing, stage, extentIds);
}

function changedMeanwhile({ file }: ReferenceData, { container }: PushWay) {
  return problemError({
    code: 'difference',
    summary: `What lies in ${container.label} of ${file.path} is not what was uploaded there.`,
    next: 'See what else writes into that container, then deploy again.',
    at: { file: file.path, line: 1 },
  });
}
