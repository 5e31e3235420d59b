import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { changer } from './changer.ts';
import { type ClusterTarget, createKustoClient } from './client.ts';
import { exporter } from './exporter.ts';
import { loader } from './loader.ts';
import { observer } from './observer.ts';
import { reader } from './reader.ts';
import { replacer } from './replacer.ts';
import { updater } from './updater.ts';

/** The database behind a cluster URI, through the Kusto REST API. Sends nothing until first used. */
export function createDatabase(target: ClusterTarget, clock: Clock): Database {
  const client = createKustoClient(target, clock);
  return {
    name: target.database,
    clusterHost: new URL(target.cluster).hostname,
    read: reader(client),
    observe: observer(client),
    export: exporter(client),
    load: loader(client),
    change: changer(client),
    replace: replacer(client),
    update: updater(client),
  };
}
