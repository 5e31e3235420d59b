/** What the one workload group makes of every request, whatever that asks for. */
export interface ForcedScope {
  readonly dataScope?: 'HotCache';
  readonly consistency?: 'Weak';
}

/** As `.show workload_groups` tells it. Source: https://learn.microsoft.com/kusto/management/workload-groups */
export function workloadGroup({ dataScope, consistency }: ForcedScope): string {
  const scope = { IsRelaxable: dataScope === undefined, Value: dataScope ?? 'All' };
  const mode = { IsRelaxable: consistency === undefined, Value: consistency ?? 'Strong' };
  return JSON.stringify({
    RequestLimitsPolicy: { DataScope: scope },
    QueryConsistencyPolicy: { QueryConsistency: mode },
  });
}
