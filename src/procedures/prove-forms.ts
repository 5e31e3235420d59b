import { z } from 'zod';
import { addFingerprints, emptyFingerprint, type Fingerprint, sameFingerprint } from '../domain/fingerprint.ts';
import { type FormProof, formProof, type ProofState, proofOf } from '../domain/form-proof.ts';
import { type Problem, ProblemError, problemError } from '../domain/problem.ts';
import { check, parseJson } from '../domain/snapshot/manifest.ts';
import { formProofPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database, ExportedFile, WrittenExtremes } from '../ports/database.ts';
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

export const proofRecord = z.strictObject({
  formatVersion: z.literal(1),
  buildVersion: z.string(),
  at: z.string(),
  forms: formProof,
});

/**
 * Whether the forms of columns keep extreme values on this version of the cluster: some are exported and every value is read again from the file. Tried
 * once per version; the answer is kept beside the snapshots. What cannot be tried is unknown, and is tried again next time.
 */
export async function proveForms(buildVersion: string, world: ProofWorld): Promise<FormProof> {
  const { store, paths, clock } = world;
  const path = formProofPath(paths, buildVersion);
  const blob = await store.read(path);
  const known = blob === undefined ? undefined : await ifReadable(() => parseRecord(blob.body, path));
  if (known?.buildVersion === buildVersion) return known.forms;
  const forms = await tryForms(world);
  if (forms === undefined) return proofOf(() => 'unknown');
  const record = { formatVersion: 1, buildVersion, at: clock.now().toISOString(), forms };
  const condition =
    blob === undefined ? { kind: 'if-absent' as const } : { kind: 'if-match' as const, etag: blob.etag };
  // Where another run was faster, it has seen the same cluster.
  await store.write(path, `${JSON.stringify(record)}\n`, condition);
  return forms;
}

const parseRecord = (text: string, path: string): z.infer<typeof proofRecord> =>
  check(proofRecord, parseJson(text, path), path);

async function tryForms(world: ProofWorld): Promise<FormProof | undefined> {
  const { database, store, clock, progress, paths } = world;
  const folder = `${paths.control}/forms/${clock.randomHex(8)}`;
  progress.phase('Trying how this version of the cluster writes each type');
  try {
    const written = await database.export.writeExtremes(await store.uriForCluster(folder, 'write'));
    const forms = await compare(written, world);
    for await (const { path } of store.list(`${folder}/`)) await store.remove(path);
    return forms;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems.some(endsAll)) throw error;
    progress.warn(`Whether files keep every value could not be tried: ${error.message}`);
    return undefined;
  }
}

function endsAll({ code }: Problem): boolean {
  return ['sign-in', 'unreachable', 'cancelled', 'bug'].includes(code);
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
