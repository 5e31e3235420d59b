/** What a policy can belong to, as the grammar spells it in its names of commands; `Tables` is a list of them, `TableStar` all of them. */
export type PolicyScope = 'Table' | 'Tables' | 'TableStar' | 'Database' | 'MaterializedView';

export type PolicyVerb = 'show' | 'alter' | 'alter-merge' | 'delete';

type Forms = Readonly<Record<PolicyVerb, readonly PolicyScope[]>>;

const table = ['Table'] as const;
const both = ['Table', 'Database'] as const;
const all = ['Table', 'Database', 'MaterializedView'] as const;
const shownWithStar = ['Table', 'TableStar', 'Database'] as const;

/** The commands there are about each policy. Source: https://learn.microsoft.com/kusto/management/#policies */
export const policyForms: Readonly<Record<string, Forms>> = {
  retention: {
    show: [...shownWithStar, 'MaterializedView'],
    alter: [...all, 'Tables'],
    'alter-merge': all,
    delete: both,
  },
  caching: { show: [...shownWithStar, 'MaterializedView'], alter: [...all, 'Tables'], 'alter-merge': [], delete: all },
  merge: {
    show: [...shownWithStar, 'MaterializedView'],
    alter: [...both, 'Tables'],
    'alter-merge': all,
    delete: both,
  },
  sharding: { show: shownWithStar, alter: both, 'alter-merge': both, delete: both },
  ingestionbatching: { show: shownWithStar, alter: [...both, 'Tables'], 'alter-merge': both, delete: both },
  ingestiontime: { show: ['Table', 'TableStar'], alter: ['Table', 'Tables'], 'alter-merge': [], delete: table },
  streamingingestion: { show: both, alter: both, 'alter-merge': both, delete: both },
  restricted_view_access: {
    show: ['Table', 'TableStar'],
    alter: ['Table', 'Tables'],
    'alter-merge': [],
    delete: table,
  },
  roworder: { show: ['Table', 'TableStar'], alter: ['Table', 'Tables'], 'alter-merge': table, delete: table },
  auto_delete: { show: table, alter: table, 'alter-merge': [], delete: table },
  extent_tags_retention: { show: shownWithStar, alter: both, 'alter-merge': [], delete: both },
  update: { show: ['Table', 'TableStar'], alter: table, 'alter-merge': table, delete: table },
  row_level_security: {
    show: ['Table', 'TableStar', 'MaterializedView'],
    alter: table,
    'alter-merge': [],
    delete: ['Table', 'MaterializedView'],
  },
  partitioning: {
    show: ['Table', 'TableStar', 'MaterializedView'],
    alter: ['Table', 'MaterializedView'],
    'alter-merge': ['Table', 'MaterializedView'],
    delete: ['Table', 'MaterializedView'],
  },
  managed_identity: {
    show: ['Database'],
    alter: ['Database'],
    'alter-merge': ['Database'],
    delete: ['Database'],
  },
};

const prefixes = { show: 'Show', alter: 'Alter', 'alter-merge': 'AlterMerge', delete: 'Delete' } as const;

/** `AlterMergeTablePolicyRetention` and the like. */
export function policyCommandKind(verb: PolicyVerb, scope: PolicyScope, policyKind: string): string {
  return `${prefixes[verb]}${scope}Policy${policyKind}`;
}
