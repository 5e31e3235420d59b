import type { SnapshotId } from '../domain/names.ts';
import { type Problem, throwProblems } from '../domain/problem.ts';
import type { Manifest, TableManifest } from '../domain/snapshot/manifest.ts';
import { isUndo } from '../domain/snapshot/records.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { findLostFile } from '../procedures/file-list.ts';
import type { StoredRestore } from '../procedures/locate-rows.ts';
import { findInOlder, openSnapshot, readManifest } from '../procedures/stored-snapshot.ts';
import type { VerbResult } from './command.ts';
import { type AskedTables, chooseSnapshot, type TwoSnapshots } from './latest-snapshot.ts';
import { named } from './named.ts';
import { asSeenFrom, isOnlyDamaged, type Places, sourceOf } from './restore-places.ts';
import type { OpenedRestore } from './restore-plan.ts';
import type { Unfinished } from './restore-report.ts';

/** The snapshot that is asked for; with `latest`, the one that an interrupted restore began with may be meant, unless files of it are lost, which nothing can go on with. */
export async function openWanted(
  store: SnapshotStore,
  places: Places,
  asked: AskedTables & { readonly snapshot: string },
  unfinished: Unfinished | undefined,
): Promise<{ readonly manifest: Manifest; readonly two?: TwoSnapshots }> {
  const { source } = places;
  const manifest = asSeenFrom((await openSnapshot(store, source, asked.snapshot)).manifest, source, places);
  if (asked.snapshot !== 'latest' || unfinished === undefined || isUndo(unfinished.restore.record)) return { manifest };
  const isOfSource = sourceOf(unfinished.restore.record, places).data === source.data;
  const begun = isOfSource ? await manifestOf(unfinished.restore, store, places) : undefined;
  const isOther = begun !== undefined && begun.snapshotId !== manifest.snapshotId;
  if (!isOther || !(await hasItsFiles(begun, store))) return { manifest };
  const two = chooseSnapshot({ begun, newest: manifest, unfinished }, asked);
  return { manifest: two[two.taken], two };
}

async function hasItsFiles({ tables }: Manifest, store: SnapshotStore): Promise<boolean> {
  for (const table of tables) if ((await findLostFile(store, table)) !== undefined) return false;
  return true;
}

/** Undefined when the snapshot is gone. */
export async function manifestOf(
  { record }: StoredRestore,
  store: SnapshotStore,
  places: Places,
): Promise<Manifest | undefined> {
  const source = sourceOf(record, places);
  const manifest = await readManifest(store, source, record.snapshotId as SnapshotId);
  return manifest && asSeenFrom(manifest, source, places);
}

/** A part of the rows cannot take the place of all of them, and a view is not filled from outside. */
export function refuseUnrestorable(
  { snapshotId, range, tables }: Manifest,
  { tables: wanted, as }: { readonly tables: readonly string[]; readonly as: string | undefined },
): void {
  const problems: Problem[] = [];
  if (range !== undefined && as === undefined) {
    problems.push({
      code: 'refused',
      summary: `Snapshot ${snapshotId} holds only a range of ingestion times, so putting it in the place of a table would lose the rest.`,
      next: 'Restore from a snapshot of all rows, or beside the live tables with as: {table}_restored.',
    });
  }
  for (const { name } of tables.filter(isView)) {
    if (!wanted.includes(name)) continue;
    problems.push({
      code: 'refused',
      summary: `${name} is a materialized view, which nothing can be loaded into: the service fills it from its source table.`,
      next: `Create ${name} again with backfill=true where its source still holds all rows; else restore.kql in its folder of the snapshot brings its rows back as a table.`,
    });
  }
  throwProblems(problems);
}

export function isView({ kind }: TableManifest): boolean {
  return kind === 'materialized-view';
}

/** The result, which also says which views of the snapshot nobody looked at. */
export function withoutViews(result: VerbResult, { tables }: Manifest): VerbResult {
  const names = tables.filter(isView).map(({ name }) => name);
  if (names.length === 0) return result;
  const text = `Materialized views of the snapshot are left out: ${named(names)}.`;
  return { ...result, report: [...result.report, { kind: 'sentence', text }] };
}

/** Tables that nobody asked about because the newest snapshot does not hold them, with the snapshot that does. */
export function leftOut(
  { snapshot: wanted, tables }: { readonly snapshot: string; readonly tables: readonly string[] },
  { store, source, manifest }: OpenedRestore,
): Promise<ReadonlyMap<string, string>> {
  const looksAtAll = wanted === 'latest' && isOnlyDamaged(tables);
  return looksAtAll ? findInOlder(store, source, manifest) : Promise.resolve(new Map());
}
