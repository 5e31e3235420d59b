import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { changer } from './changer.ts';
import { type ClusterTarget, createKustoClient, type RowSecurityWish } from './client.ts';
import { exporter } from './exporter.ts';
import { loader } from './loader.ts';
import { observer } from './observer.ts';
import { reader } from './reader.ts';
import { readingBoth } from './reading-both.ts';
import { replacer } from './replacer.ts';
import { security } from './security.ts';
import { updater } from './updater.ts';

/** The database behind a cluster URI, through the Kusto REST API. Sends nothing until first used. */
export function createDatabase(target: ClusterTarget, clock: Clock): Database {
  const openDatabase = (wish: RowSecurityWish): Database => {
    const client = createKustoClient(target, clock, wish);
    const database: Database = {
      name: target.database,
      clusterHost: new URL(target.cluster).hostname,
      read: reader(client),
      observe: observer(client),
      export: exporter(client),
      load: loader(client),
      change: changer(client),
      replace: replacer(client),
      update: updater(client),
      security: security(client),
      reading: (tables) => readingBoth(database, openDatabase('filtered'), tables),
    };
    return database;
  };
  return openDatabase('blocked');
}
