import {
  type PolicyScope,
  type PolicyVerb,
  policyCommandKind,
  policyForms,
} from '../../../local-cluster/commands/policy-forms.ts';
import { policies } from '../../../local-cluster/commands/policy-values.ts';
import type { Sample } from './command-samples.ts';

const entities: Readonly<Record<PolicyScope, string>> = {
  Table: 'table T',
  Tables: 'tables (T, U)',
  TableStar: 'table *',
  Database: 'database Demo',
  MaterializedView: 'materialized-view V',
};

/** Values to set and to merge into each policy; a policy that is not named here takes `true`. */
const policyValues: Readonly<Record<string, readonly [set: string, merge?: string]>> = {
  retention: ["'{}'", 'softdelete = 20d'],
  caching: ['hot = 3d'],
  merge: ["'{}'", "'{}'"],
  sharding: ["'{}'", "'{}'"],
  ingestionbatching: ["'{}'", "'{}'"],
  streamingingestion: ['enable', '\'{"HintAllocatedRate":2.5}\''],
  roworder: ['(a asc)', '(b desc)'],
  auto_delete: ['\'{"ExpiryDate":"2099-01-01"}\''],
  extent_tags_retention: ["'[]'"],
  update: ["'[]'", "'[]'"],
  row_level_security: ['enable "T | where a > 1"'],
  partitioning: ['\'{"PartitionKeys":[]}\'', '\'{"EffectiveDateTime":"2020-01-01T00:00:00"}\''],
  managed_identity: ["'[]'", "'[]'"],
};

const verbs: readonly PolicyVerb[] = ['alter', 'alter-merge', 'show', 'delete'];

function policySamples(name: string): Sample[] {
  const [set, merge = ''] = policyValues[name] ?? ['true'];
  const values: Readonly<Record<PolicyVerb, string>> = {
    show: '',
    delete: '',
    alter: ` ${set}`,
    'alter-merge': ` ${merge}`,
  };
  return verbs.flatMap((verb) =>
    (policyForms[name]?.[verb] ?? []).map((scope): Sample => {
      const kind = policyCommandKind(verb, scope, policies[name]?.kind ?? '');
      return [kind, `.${verb} ${entities[scope]} policy ${name}${values[verb]}`];
    }),
  );
}

/** Texts of every command about a policy, each of which succeeds; a view over the table S comes first. */
export const samplesOfPolicies: readonly Sample[] = [
  ['', '.create materialized-view V on table S { S | summarize any_a=max(a) by b }'],
  ...Object.keys(policies).flatMap(policySamples),
];
