import { z } from 'zod';
import { problemError } from '../domain/problem.ts';
import { parseJson } from '../domain/snapshot/manifest.ts';
import { onceRecordPath, type SnapshotPaths } from '../domain/snapshot/paths.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

const command = z.strictObject({
  id: z.string(),
  file: z.string(),
  /** Where it stands, for people. */
  place: z.string(),
  state: z.enum(['begun', 'ran']),
  at: z.string(),
  /** Of what had been put back until then: see `digestOfReturns`. */
  restores: z.string().default(''),
  /** The end that its deployment has in several databases: announced in all of them before it is over in the first, and over in all before the first forgets. */
  end: z.strictObject({ id: z.string(), state: z.enum(['announced', 'over']) }).optional(),
});
const document = z.strictObject({ formatVersion: z.literal(1), commands: z.array(command) });

/** What is stored of one command. */
export type Entry = Readonly<z.infer<typeof command>>;

/** What is stored of one database. */
export type OnceDocument = Readonly<z.infer<typeof document>>;

/** What is stored of the commands of deployments to this database, with the version of it; rejects where it cannot be read. */
export async function readEntries({ store, paths }: { readonly store: SnapshotStore; readonly paths: SnapshotPaths }) {
  const path = onceRecordPath(paths);
  const there = await store.read(path);
  return { path, there, entries: there === undefined ? [] : parseEntries(path, there.body) };
}

/** The ids of ends that are announced here and not over: where one is over in another database, its deployment goes on there too. */
export async function readOpenEnds(world: Parameters<typeof readEntries>[0]): Promise<readonly string[]> {
  const { entries } = await readEntries(world);
  return entries.flatMap(({ end }) => (end?.state === 'announced' ? [end.id] : []));
}

/** What is over here goes on where its end is open in another database; else it is forgotten. Answers the same entry where nothing becomes of it. */
export function reviveEntry(one: Entry, openEnds: ReadonlySet<string>): readonly Entry[] {
  if (one.end?.state !== 'over') return [one];
  return openEnds.has(one.end.id) ? [{ ...one, end: { id: one.end.id, state: 'announced' } }] : [];
}

function parseEntries(path: string, body: string): readonly Entry[] {
  const parsed = document.safeParse(parseJson(body, path));
  if (parsed.success) return parsed.data.commands;
  throw problemError({
    code: 'format-version',
    summary: `${path} cannot be read by this version.`,
    detail: z.prettifyError(parsed.error),
    next: 'Use the version that wrote it, or deploy with resume anew, once no deployment is left to go on with and the blob was deleted.',
  });
}
