import { problemError } from '../domain/problem.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** A document in storage that one process at a time advances. What it says is stored before what it announces is done. */
export interface Journal<T> {
  readonly current: () => T;
  /** Stores the next state; rejects with `taken-over` when another process has stored one meanwhile. */
  readonly advance: (change: (current: T) => T) => Promise<void>;
}

/** Creates the document, or goes on from the version that was read. */
export async function openJournal<T>(
  store: SnapshotStore,
  path: string,
  state: T,
  known: { readonly etag: string } | undefined,
): Promise<Journal<T>> {
  let current = state;
  let etag = known?.etag;
  const save = async (next: T): Promise<void> => {
    const body = `${JSON.stringify(next)}\n`;
    const written = await store.write(
      path,
      body,
      etag === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag },
    );
    etag = written === 'conflict' ? await etagOfOwn(store, path, body) : written.etag;
    current = next;
  };
  await save(state);
  return { current: () => current, advance: (change) => save(change(current)) };
}

/** A conflict may be our own write whose answer was lost. */
async function etagOfOwn(store: SnapshotStore, path: string, body: string): Promise<string> {
  const there = await store.read(path);
  if (there?.body === body) return there.etag;
  throw problemError({
    code: 'taken-over',
    summary: 'Another run has taken over this restore.',
    detail: `${path} was advanced by someone else.`,
    next: 'Let the other run finish; running restore again afterwards is safe.',
  });
}
