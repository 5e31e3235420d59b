import { z } from 'zod';
import { type Finding, found } from './finding.ts';

/** A workload group and its policies as the service writes them. */
export interface WorkloadGroup {
  readonly name: string;
  /** JSON. */
  readonly definition: string;
}

const option = z.looseObject({ IsRelaxable: z.boolean().nullish(), Value: z.string().nullish() }).nullish();
const policies = z.looseObject({
  RequestLimitsPolicy: z.looseObject({ DataScope: option }).nullish(),
  QueryConsistencyPolicy: z.looseObject({ QueryConsistency: option }).nullish(),
});
const definition = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: String(error) });
    return z.NEVER;
  }
});
const readable = definition.pipe(policies);

interface Forced {
  readonly name: string;
  readonly what: string;
}

/**
 * Whether requests of this tool are made to see less than they ask for; nothing is found where that is known not to be so. `own` are the groups that they were in,
 * empty when the log knows none: then only what every group forces is certain. What cannot be read may force anything. Sources:
 * https://learn.microsoft.com/kusto/management/request-limits-policy, https://learn.microsoft.com/kusto/management/query-consistency-policy
 */
export function hazardsOfScope(groups: readonly WorkloadGroup[], own: readonly string[]): readonly Finding[] {
  // There is always the group default: a list without it, or without ours, is not the whole list.
  const listed = new Set(groups.map(({ name }) => name));
  const missing = (own.length === 0 ? ['default'] : own).filter((name) => !listed.has(name));
  const ours = own.length === 0 ? groups : groups.filter(({ name }) => own.includes(name));
  const read = ours.map(({ name, definition: text }) => ({ name, ...readable.safeParse(text) }));
  const unreadable = [...missing, ...read.flatMap(({ name, success }) => (success ? [] : [name]))];
  const forcing = read.flatMap(({ name, data }) => (data === undefined ? [] : forcedBy(name, data)));
  const isCertain = own.length > 0 || forcing.length === groups.length;
  if (isCertain && forcing.length > 0) {
    return forcing.map(({ name, what }) =>
      found('forced-scope', `The workload group ${name} forces ${what} on the requests of this tool.`),
    );
  }
  const ofUnreadable =
    unreadable.length === 0
      ? []
      : [found('scope-not-proven', `What these workload groups force could not be read: ${unreadable.join(', ')}.`)];
  if (forcing.length === 0) return ofUnreadable;
  const names = forcing.map(({ name, what }) => `${name} forces ${what}`).join(', ');
  const unknown = `Which workload group the requests of this tool are in is not known: ${names}.`;
  return [found('scope-not-proven', unknown), ...ofUnreadable];
}

function forcedBy(name: string, { RequestLimitsPolicy, QueryConsistencyPolicy }: z.infer<typeof policies>): Forced[] {
  const scope = RequestLimitsPolicy?.DataScope;
  const consistency = QueryConsistencyPolicy?.QueryConsistency;
  const forced = [
    ...(scope?.IsRelaxable === false && /^hotcache$/i.test(scope.Value ?? '') ? ['the hot cache as data scope'] : []),
    ...(consistency?.IsRelaxable === false && /^weak/i.test(consistency.Value ?? '') ? ['weak consistency'] : []),
  ];
  return forced.length === 0 ? [] : [{ name, what: forced.join(' and ') }];
}
