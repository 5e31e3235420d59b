import type { z } from 'zod';
import { addFingerprints, emptyFingerprint, type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { type FormProof, ofBoth, type ProofState, proofOf, proofRecord } from '../domain/form-proof.ts';
import { isOfTheRun, ProblemError, problemError } from '../domain/problem.ts';
import { check, parseJson } from '../domain/snapshot/manifest.ts';
import { formProofPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { ExportedFile, WrittenExtremes } from '../ports/database-exporter.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import { ifReadable } from './stored-snapshot.ts';

export interface ProofWorld {
  readonly database: Database;
  readonly store: SnapshotStore;
  readonly parquet: ParquetFiles;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly paths: SnapshotPaths;
}

/** How long a cluster that has no room is asked again. */
const patience = 10 * 60_000;
const firstPause = 1_000;
const longestPause = 30_000;

/**
 * Whether the forms of columns keep extreme values on this version of the cluster: some are exported and every value is read again from the file. Tried
 * once per version; the answer is kept beside the snapshots. What cannot be tried is unknown, and is tried again next time.
 */
export async function proveForms(buildVersion: string, world: ProofWorld): Promise<FormProof> {
  const { store, paths, clock } = world;
  const known = await knownForms(buildVersion, world);
  if (known.forms !== undefined) return known.forms;
  const folder = `${paths.control}/forms/${clock.randomHex(8)}`;
  const forms = await tryForms(folder, world);
  if (forms !== undefined) {
    const record = { formatVersion: 1, buildVersion, at: clock.now().toISOString(), forms };
    const { etag } = known;
    const condition = etag === undefined ? { kind: 'if-absent' as const } : { kind: 'if-match' as const, etag };
    // Where another run was faster, it has seen the same cluster.
    await store.write(formProofPath(paths, buildVersion), `${JSON.stringify(record)}\n`, condition);
  }
  await removeTried(folder, world);
  return forms ?? proofOf(() => 'unknown');
}

/**
 * The same for a snapshot that was begun on one version and goes on on another: what it has written is of both. An older version can no longer be tried.
 */
export async function proveFormsOfBoth(begunOn: string, now: string, world: ProofWorld): Promise<FormProof> {
  const forms = await proveForms(now, world);
  if (begunOn === now) return forms;
  const before = await knownForms(begunOn, world);
  return ofBoth(forms, before.forms ?? proofOf(() => 'unknown'));
}

async function knownForms(
  buildVersion: string,
  { store, paths }: ProofWorld,
): Promise<{ readonly forms?: FormProof; readonly etag?: string }> {
  const path = formProofPath(paths, buildVersion);
  const blob = await store.read(path);
  if (blob === undefined) return {};
  const known = await ifReadable(() => parseRecord(blob.body, path));
  return known?.buildVersion === buildVersion ? { forms: known.forms, etag: blob.etag } : { etag: blob.etag };
}

const parseRecord = (text: string, path: string): z.infer<typeof proofRecord> =>
  check(proofRecord, parseJson(text, path), path);

async function tryForms(folder: string, world: ProofWorld): Promise<FormProof | undefined> {
  const { progress } = world;
  progress.phase('Trying how this version of the cluster writes each type');
  try {
    return await compare(await writeExtremes(folder, world), world);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(isOfTheRun)) throw error;
    progress.warn(`Whether files keep every value could not be tried: ${error.message}`);
    return undefined;
  }
}

/** Waits for its turn: a small cluster has one slot for exports. */
async function writeExtremes(folder: string, { database, store, clock }: ProofWorld): Promise<WrittenExtremes> {
  const giveUpAt = clock.now().getTime() + patience;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    try {
      return await database.export.writeExtremes(await store.uriForCluster(folder, 'write'));
    } catch (error) {
      const isBusy = error instanceof ProblemError && error.problems.every(({ busy }) => busy === true);
      if (!isBusy || clock.now().getTime() + pause > giveUpAt) throw error;
    }
    await clock.sleep(pause);
  }
}

/** Where storage keeps everything, the file stays and counts for nothing. */
async function removeTried(folder: string, { store, progress }: ProofWorld): Promise<void> {
  try {
    for await (const { path } of store.list(`${folder}/`)) await store.remove(path);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    progress.warn(`The file that was tried could not be removed: ${error.message}`);
  }
}

async function compare({ columns, files, sums }: WrittenExtremes, world: ProofWorld): Promise<FormProof> {
  const seen = await Promise.all(files.map(async (file) => (await readValues(file, columns, world)).byColumn));
  return proofOf((type): ProofState => {
    const name = columns.find((column) => column.type === type)?.name ?? '';
    const expected = sums.get(name);
    if (expected === undefined || expected.rows === 0n) return 'unknown';
    return sameFingerprint(expected, together(seen, name)) ? 'proven' : 'differs';
  });
}

function together(files: readonly ReadonlyMap<string, Fingerprint>[], column: string): Fingerprint {
  return addFingerprints(files.map((file) => file.get(column) ?? emptyFingerprint));
}

async function readValues({ uri }: ExportedFile, columns: WrittenExtremes['columns'], { store, parquet }: ProofWorld) {
  const path = store.pathOf(uri);
  const blob = path === undefined ? undefined : await store.inspect(path);
  if (blob !== undefined) return parquet.recompute(blob, columns);
  throw problemError({
    code: 'difference',
    summary: 'The cluster reported a file of extreme values that is not there.',
  });
}
