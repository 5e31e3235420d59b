import { ProblemError, problemError } from '../domain/problem.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** A document in storage that one process at a time advances. What it says is stored before what it announces is done. */
export interface Journal<T> {
  readonly current: () => T;
  /** Stores the next state; rejects with `taken-over` when another process has stored one meanwhile. */
  readonly advance: (change: (current: T) => T) => Promise<void>;
  /** Does the work; when it fails because another process has taken over meanwhile, rejects with `taken-over` instead of with the consequence. */
  readonly whileOwn: <R>(work: () => Promise<R>) => Promise<R>;
}

/** What the process does that writes the document; for the message. */
type Doing = 'restoring' | 'deploying to';

/** Creates the document, or goes on from the version that was read. */
export async function openJournal<T>(
  store: SnapshotStore,
  path: string,
  state: T,
  known: { readonly etag: string } | undefined,
  doing: Doing = 'restoring',
): Promise<Journal<T>> {
  let current = state;
  let sent = '';
  let etag = known?.etag;
  const save = async (next: T): Promise<void> => {
    const body = bodyOf(next);
    sent = body;
    const written = await store.write(
      path,
      body,
      etag === undefined ? { kind: 'if-absent' } : { kind: 'if-match', etag },
    );
    etag = written === 'conflict' ? await etagOfOwn(store, path, [body], doing) : written.etag;
    current = next;
  };
  await save(state);
  return {
    current: () => current,
    advance: (change) => save(change(current)),
    whileOwn: async (work) => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ProblemError) await etagOfOwn(store, path, [bodyOf(current), sent], doing);
        throw error;
      }
    },
  };
}

function bodyOf(state: unknown): string {
  return `${JSON.stringify(state)}\n`;
}

/** A conflict may be our own write whose answer was lost. */
async function etagOfOwn(store: SnapshotStore, path: string, own: readonly string[], doing: Doing): Promise<string> {
  const there = await store.read(path);
  if (there !== undefined && own.includes(there.body)) return there.etag;
  throw problemError({
    code: 'taken-over',
    summary: `Another run is ${doing} this database.`,
    detail: `${path} was written by someone else.`,
    next: `Let the other run finish; running ${doing === 'restoring' ? 'restore' : 'deploy'} again afterwards is safe.`,
  });
}
