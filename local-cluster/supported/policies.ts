import { type PolicyScope, type PolicyVerb, policyCommandKind, policyForms } from '../commands/policy-forms.ts';
import { policies } from '../commands/policy-values.ts';
import { command, type Entry, type SupportedCommands } from './entry.ts';

/** What the engine does about a policy, and the test that shows it. */
export interface Obedience {
  readonly how: string;
  readonly witness: string;
}

export interface SupportedPolicy extends Entry {
  /** Absent where it is only kept and shown. */
  readonly obeyed?: Obedience;
}

const policy = (name: string, page: string, how?: string, witness = ''): SupportedPolicy => ({
  page,
  witness: `policies: policy ${name}`,
  ...(how === undefined ? {} : { obeyed: { how, witness } }),
});

/** Every policy that is kept and shown, by the name that commands call it. */
export const supportedPolicies: Readonly<Record<string, SupportedPolicy>> = {
  retention: policy(
    'retention',
    'retention-policy',
    'extents and views expire; recoverability counts for `.undo drop table`',
    'housekeeping: Extents older than the retention period go, by their latest creation time',
  ),
  caching: policy(
    'caching',
    'cache-policy',
    'tells `.show … extents hot`, the lookback of merges and `query_datascope` what is hot',
    'extents: Extents are shown by tag, by heat and by id',
  ),
  merge: policy(
    'merge',
    'merge-policy',
    'by rows, range, lookback and `drop-by:` tags',
    'housekeeping: What the policy forbids, what is too old and what is marked apart is not merged',
  ),
  sharding: policy(
    'sharding',
    'sharding-policy',
    'an extent has no more rows than it says',
    'housekeeping: An extent has no more rows than the sharding policy lets it',
  ),
  ingestionbatching: policy(
    'ingestionbatching',
    'batching-policy',
    'by queued ingestion',
    "queued-ingestion: blobs wait for each other as long as the table's policy says, by the cluster's clock",
  ),
  ingestiontime: policy(
    'ingestiontime',
    'ingestion-time-policy',
    'rows that come in without it have no ingestion time',
    'honesty: rows without ingestion time are in no cursor window',
  ),
  streamingingestion: policy(
    'streamingingestion',
    'streaming-ingestion-policy',
    'only where it is enabled a table takes streams',
    'streaming: only a policy of the table, or else of the database, opens a table to streams',
  ),
  restricted_view_access: policy(
    'restricted_view_access',
    'restricted-view-access-policy',
    'by every read',
    'access: A restricted table is read by unrestricted viewers only, admins or not',
  ),
  roworder: policy('roworder', 'row-order-policy'),
  auto_delete: policy(
    'auto_delete',
    'auto-delete-policy',
    'tables go at their expiry date',
    'housekeeping: A table is deleted at its expiry date, with its rows only where the policy says so',
  ),
  extent_tags_retention: policy(
    'extent_tags_retention',
    'extent-tags-retention-policy',
    'tags go by the creation time of their extent',
    'housekeeping: A restored extent with its old creation time loses its tags at once to the policy of the database',
  ),
  update: policy(
    'update',
    'update-policy',
    'by everything that brings in rows',
    'update-policies: Moving and replacing extents into the source feeds the target again; renaming does not',
  ),
  row_level_security: policy(
    'row_level_security',
    'row-level-security-policy',
    'by every read',
    'access: Row level security takes the place of the table for everybody, in every kind of read',
  ),
  partitioning: policy('partitioning', 'partitioning-policy'),
  managed_identity: policy('managed_identity', 'managed-identity-policy'),
};

/** Those that are obeyed. */
export const obeyedPolicies: Readonly<Record<string, Obedience>> = Object.fromEntries(
  Object.entries(supportedPolicies).flatMap(([name, { obeyed }]) => (obeyed === undefined ? [] : [[name, obeyed]])),
);

const words: Readonly<Record<PolicyScope, string>> = {
  Table: 'table …',
  Tables: 'tables (…)',
  TableStar: 'table *',
  Database: 'database …',
  MaterializedView: 'materialized-view …',
};

const allowsViews = { properties: ['allowMaterializedViewsWithoutRowLevelSecurity'] };

function commandsOf([name, { page, witness }]: [string, SupportedPolicy]): SupportedCommands {
  const verbs = Object.entries(policyForms[name] ?? {}) as [PolicyVerb, readonly PolicyScope[]][];
  const all = verbs.flatMap(([verb, scopes]) =>
    scopes.map((scope) => {
      const kind = policyCommandKind(verb, scope, policies[name]?.kind ?? '');
      const more = kind === 'AlterTablePolicyRowLevelSecurity' ? allowsViews : {};
      return [kind, command(`.${verb} ${words[scope]} policy ${name}`, page, witness, more)] as const;
    }),
  );
  return Object.fromEntries(all);
}

/** The commands about them. */
export const supportedPolicyCommands: SupportedCommands = Object.assign(
  {},
  ...Object.entries(supportedPolicies).map(commandsOf),
);
