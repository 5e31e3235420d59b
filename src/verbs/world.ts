import type { Self } from '../domain/snapshot/lease.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { EventSubscriptions } from '../ports/event-subscriptions.ts';
import type { KqlLanguage } from '../ports/kql-language.ts';
import type { LocalFiles } from '../ports/local-files.ts';
import type { ParquetFiles } from '../ports/parquet-files.ts';
import type { Progress } from '../ports/progress.ts';
import type { ReferenceFiles } from '../ports/reference-files.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';

/** How to sign in, from the inputs of the same names. */
export interface SignIn {
  readonly 'sign-in': string;
  readonly 'client-id': string | undefined;
  readonly 'tenant-id': string | undefined;
}

/** Everything outside that a verb may touch. Opening sends no request; the first use does. */
export interface World {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly files: LocalFiles;
  readonly referenceFiles: ReferenceFiles;
  readonly kqlLanguage: KqlLanguage;
  /** The version of this tool, as in package.json. */
  readonly toolVersion: string;
  readonly self: Self;
  readonly openDatabase: (target: { readonly cluster: string; readonly database: string } & SignIn) => Database;
  /** `input` is the one that gave the URI; `storage` where it is absent. */
  readonly openStore: (target: { readonly storage: string; readonly input?: string } & SignIn) => SnapshotStore;
  /** Of the account that holds the snapshots, by its resource id. */
  readonly openEventSubscriptions: (
    target: { readonly accountId: string; readonly storage: string } & SignIn,
  ) => EventSubscriptions;
  readonly openParquet: (store: SnapshotStore) => ParquetFiles;
}
