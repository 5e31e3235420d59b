import { type PolicyScope, type PolicyVerb, policyCommandKind, policyForms } from '../commands/policy-forms.ts';
import { policies } from '../commands/policy-values.ts';
import { command, type Entry, type SupportedCommands } from './entry.ts';

export interface SupportedPolicy extends Entry {
  /** What the engine does about it; kept and shown they all are. */
  readonly obeyed: string;
}

const policy = (name: string, page: string, obeyed = ''): SupportedPolicy => ({
  page,
  obeyed,
  witness: `policies: policy ${name}`,
});

/** Every policy that is kept and shown, by the name that commands call it. */
export const supportedPolicies: Readonly<Record<string, SupportedPolicy>> = {
  retention: policy(
    'retention',
    'retention-policy',
    'extents and views expire; recoverability counts for `.undo drop table`',
  ),
  caching: policy('caching', 'cache-policy', 'what is hot, in `.show … extents hot` and in the lookback of merges'),
  merge: policy('merge', 'merge-policy', 'by rows, range, lookback and `drop-by:` tags; nothing is rebuilt'),
  sharding: policy('sharding', 'sharding-policy'),
  ingestionbatching: policy('ingestionbatching', 'batching-policy', 'by queued ingestion'),
  ingestiontime: policy('ingestiontime', 'ingestion-time-policy', 'rows of a table without it have no ingestion time'),
  streamingingestion: policy('streamingingestion', 'streaming-ingestion-policy'),
  restricted_view_access: policy('restricted_view_access', 'restricted-view-access-policy', 'by every read'),
  roworder: policy('roworder', 'row-order-policy'),
  auto_delete: policy('auto_delete', 'auto-delete-policy', 'tables go at their expiry date'),
  extent_tags_retention: policy('extent_tags_retention', 'extent-tags-retention-policy', 'tags go by creation time'),
  update: policy('update', 'update-policy', 'by everything that brings in rows'),
  row_level_security: policy('row_level_security', 'row-level-security-policy', 'by every read'),
  partitioning: policy('partitioning', 'partitioning-policy'),
  managed_identity: policy('managed_identity', 'managed-identity-policy'),
};

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
