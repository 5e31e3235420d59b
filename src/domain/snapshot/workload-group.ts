import { z } from 'zod';
import { type Finding, found } from './finding.ts';

/** A workload group and its policies as the service writes them. */
export interface WorkloadGroup {
  readonly name: string;
  /** JSON. */
  readonly definition: string;
}

const option = z.looseObject({ IsRelaxable: z.boolean().nullish(), Value: z.string().nullish() }).nullish();
const definition = z.looseObject({
  RequestLimitsPolicy: z.looseObject({ DataScope: option }).nullish(),
  QueryConsistencyPolicy: z.looseObject({ QueryConsistency: option }).nullish(),
});

/**
 * Whether requests of this tool are made to see less than they ask for. `own` are the groups that they were in, empty when the log knows none: then only
 * what every group forces is certain. Sources: https://learn.microsoft.com/kusto/management/request-limits-policy,
 * https://learn.microsoft.com/kusto/management/query-consistency-policy
 */
export function hazardsOfScope(groups: readonly WorkloadGroup[], own: readonly string[]): readonly Finding[] {
  const forcing = groups.flatMap((group) => forcedBy(group));
  const certain =
    own.length === 0 && forcing.length === groups.length ? forcing : forcing.filter(({ name }) => own.includes(name));
  if (certain.length > 0) {
    return certain.map(({ name, what }) =>
      found('forced-scope', `The workload group ${name} forces ${what} on the requests of this tool.`),
    );
  }
  if (own.length > 0 || forcing.length === 0) return [];
  const names = forcing.map(({ name, what }) => `${name} forces ${what}`).join(', ');
  return [found('scope-not-proven', `Which workload group the requests of this tool are in is not known: ${names}.`)];
}

function forcedBy({
  name,
  definition: text,
}: WorkloadGroup): readonly { readonly name: string; readonly what: string }[] {
  const policies = definition.parse(JSON.parse(text));
  const scope = policies.RequestLimitsPolicy?.DataScope;
  const consistency = policies.QueryConsistencyPolicy?.QueryConsistency;
  const forced = [
    ...(scope?.IsRelaxable === false && /^hotcache$/i.test(scope.Value ?? '') ? ['the hot cache as data scope'] : []),
    ...(consistency?.IsRelaxable === false && /^weak/i.test(consistency.Value ?? '') ? ['weak consistency'] : []),
  ];
  return forced.length === 0 ? [] : [{ name, what: forced.join(' and ') }];
}
