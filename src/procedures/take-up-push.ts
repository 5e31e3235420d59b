import type { ContentRecords } from './known-contents.ts';
import type { PushWay } from './push-parts.ts';
import { type Push, pushFolder, readPush, removePush, requireOwner, tablesOf, writePush } from './push-record.ts';
import type { ReferenceData } from './read-reference-data.ts';
import { stagingReaders } from './reference-readers.ts';
import { defaultPartLength, removeParts, type StagingWorld } from './stage-reference-data.ts';

export type PushWorld = StagingWorld & ContentRecords;

/** Of the csv mapping of the table that parts arrive in. */
export const pushMapping = 'kusto_rebuild';
const lifetime = 86_400_000;

/** Goes on with what is under way of the same contents, or begins anew. */
export async function takeUp(data: ReferenceData, way: PushWay, world: PushWorld): Promise<Push> {
  const { table, content } = data;
  const found = await readPush(table, world);
  const claimed = found === undefined ? undefined : await claim(found, world);
  if (claimed !== undefined) {
    const { landing, stage } = tablesOf(claimed.push);
    const tables = await world.database.read.tableIds();
    const isWhole = tables.has(landing) && tables.has(stage);
    const { sha256, container } = claimed.push;
    if (sha256 === content.sha256 && container === way.container.label && isWhole) {
      // It may have been interrupted before they were ready.
      await makeTables(data, claimed.push, world);
      return claimed.push;
    }
    await dropPush(claimed.push, way, world);
  }
  const { clock, partLength = defaultPartLength } = world;
  const fresh = {
    table,
    sha256: content.sha256,
    run: clock.randomHex(8),
    owner: clock.randomHex(16),
    partLength,
    container: way.container.label,
  };
  const { push } = await writePush(fresh, claimed?.etag, world);
  await makeTables(data, push, world);
  return push;
}

/** From now on the run that worked on it before stops at its next step. */
function claim({ push, etag }: { readonly push: Push; readonly etag: string }, world: PushWorld) {
  const { formatVersion, ...rest } = push;
  return writePush({ ...rest, owner: world.clock.randomHex(16) }, etag, world);
}

async function makeTables({ table, columns }: ReferenceData, push: Push, world: PushWorld): Promise<void> {
  const { change } = world.database;
  const { landing, stage } = tablesOf(push);
  for (const name of [landing, stage])
    await change.createTable({ name, columns, folder: 'kusto-rebuild', docString: `receives ${table}` });
  await change.prepareReceiving({ table: landing, mapping: pushMapping, csvColumns: columns.map(({ name }) => name) });
  await guardPush(push, world);
}

/** The tables delete themselves a day from now, and are as restricted as their table. */
export async function guardPush(push: Push, { database, clock }: PushWorld): Promise<void> {
  const expiresAt = new Date(clock.now().getTime() + lifetime);
  const { landing, stage } = tablesOf(push);
  const readers = await stagingReaders(push.table, database.read);
  for (const name of [landing, stage]) await database.change.guardStaging(name, expiresAt, readers);
}

/** What is written down of it is removed last. Rejects with `taken-over` when another run works on it. */
export async function abandon(push: Push, way: PushWay, world: PushWorld): Promise<void> {
  await dropPush(push, way, world);
  await removePush(push.table, world);
}

/** Only whoever owns it does this. The tables first: what is still under way then finds none. */
async function dropPush(push: Push, { container, progress }: PushWay, world: PushWorld): Promise<void> {
  await requireOwner(push, world);
  const { database } = world;
  const { landing, stage } = tablesOf(push);
  const folder = pushFolder(push, database.name);
  await database.change.dropTable(landing);
  await database.change.dropTable(stage);
  if (push.container === container.label) return removeParts(folder, container);
  progress.warn(
    `What an earlier run uploaded for ${push.table} stays in ${push.container}, below ${folder}: event-grid-storage is ${container.label} by now. Remove it by hand.`,
  );
}

/** Removes what a run of the same contents left that was interrupted when all was done; another run may be at work on other ones. */
export async function tidyPush({ table, content }: ReferenceData, world: PushWorld): Promise<void> {
  const found = await readPush(table, world);
  if (found?.push.sha256 !== content.sha256 || world.pushWay === undefined) return;
  const { push } = await claim(found, world);
  await abandon(push, world.pushWay, world);
}
