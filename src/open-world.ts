import { version } from './domain/version.ts';
import { createSnapshotStore } from './gateways/blob/snapshot-store.ts';
import { createKqlLanguage } from './gateways/kql-language/kql-language.ts';
import { createDatabase } from './gateways/kusto/database.ts';
import { createClock } from './gateways/node/clock.ts';
import { createLocalFiles } from './gateways/node/local-files.ts';
import { thisProcess } from './gateways/node/process.ts';
import { createParquetFiles } from './gateways/parquet/parquet-files.ts';
import { createReferenceFiles } from './gateways/reference-data/reference-files.ts';
import { createEventSubscriptions } from './gateways/resource-manager/event-subscriptions.ts';
import { chooseCredential } from './gateways/sign-in/credential.ts';
import type { Host } from './hosts/host.ts';
import type { SignIn, World } from './verbs/world.ts';

/** Binds the ports to the gateways. */
export function openWorld(host: Host): World {
  const clock = createClock(host.signal);
  const credentialFor = (signIn: SignIn, uri: string) =>
    chooseCredential({
      way: signIn['sign-in'],
      clientId: signIn['client-id'],
      tenantId: signIn['tenant-id'],
      idToken: host.idToken,
      isPlainHttp: uri.startsWith('http:') ? 'yes' : 'no',
    });
  return {
    clock,
    progress: host.progress,
    files: createLocalFiles(host.workingDirectory),
    referenceFiles: createReferenceFiles(host.workingDirectory),
    kqlLanguage: createKqlLanguage(),
    toolVersion: version,
    self: thisProcess(),
    openDatabase(target) {
      const cluster = target.cluster.replace(/\/+$/, '');
      const credential = credentialFor(target, cluster);
      const { database } = target;
      return createDatabase(
        credential === undefined ? { cluster, database } : { cluster, database, credential },
        clock,
      );
    },
    openStore(target) {
      const hasSas = target.storage.includes('?');
      const credential = hasSas ? undefined : credentialFor(target, target.storage);
      return createSnapshotStore(target.storage, credential, clock, target.input);
    },
    openEventSubscriptions: (target) => createEventSubscriptions(target, (uri) => credentialFor(target, uri)),
    openParquet: createParquetFiles,
  };
}
