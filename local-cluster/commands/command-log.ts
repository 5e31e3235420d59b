import { monitorNeeds } from '../engine/access.ts';
import { presentCaller } from '../engine/caller.ts';
import type { CommandRecord } from '../engine/command-log.ts';
import { workloadGroup } from '../engine/forced-scope.ts';
import { denied } from '../problem.ts';
import type { Cell, Result } from '../wire.ts';
import { type Commands, type Request, resultOf } from './request.ts';

const shown = {
  ClientActivityId: 'string',
  CommandType: 'string',
  Text: 'string',
  Database: 'string',
  StartedOn: 'datetime',
  LastUpdatedOn: 'datetime',
  Duration: 'timespan',
  State: 'string',
  FailureReason: 'string',
  RootActivityId: 'guid',
  User: 'string',
  Application: 'string',
  Principal: 'string',
  ClientRequestProperties: 'dynamic',
  TotalCpu: 'timespan',
  MemoryPeak: 'long',
  CacheStatistics: 'dynamic',
  ScannedExtentsStatistics: 'dynamic',
  ResultSetStatistics: 'dynamic',
  WorkloadGroup: 'string',
  VirtualCluster: 'string',
} as const;

const group = 'default';

function row(record: CommandRecord): Cell[] {
  const { clientActivityId, kind, text, database, state, reason, activityId, principal } = record;
  const [started, ended] = [BigInt(record.startedOn), BigInt(record.endedOn)];
  const what = [clientActivityId, kind, text, database, started, ended, ended - started, state, reason];
  return [...what, activityId, principal, '', principal, '{}', 0n, 0, '{}', '{}', '{}', group, ''];
}

/** Everybody sees his own; the others are for admins and monitors. Source: https://learn.microsoft.com/kusto/management/commands-and-queries */
function commandsAndQueries({ engine, database }: Request): Result {
  const { principal } = presentCaller();
  const all = engine.commandLog.list(database.name, engine.clock.nowTicks());
  const seesAll = engine.access.allows(principal, database.catalog, monitorNeeds);
  return resultOf(shown, all.filter((record) => seesAll || record.principal === principal).map(row));
}

/** Source: https://learn.microsoft.com/kusto/management/show-workload-group-command */
function workloadGroups({ engine }: Request): Result {
  const { principal } = presentCaller();
  if (!engine.access.isClusterAdmin(principal))
    throw denied(`Principal '${principal}' is not authorized to show workload groups.`);
  return resultOf({ WorkloadGroupName: 'string', WorkloadGroup: 'string' }, [[group, workloadGroup(engine.forced)]]);
}

export const commandLogCommands: Commands = {
  ShowCommandsAndQueries: commandsAndQueries,
  ShowWorkloadGroups: workloadGroups,
};
