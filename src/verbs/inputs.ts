/** Inputs that several verbs share, said once. */
export const connection = {
  cluster: { type: 'uri', required: true, describe: 'Cluster URI, https://<cluster>.<region>.kusto.windows.net' },
  database: { type: 'text', required: true, describe: 'Database name, as the cluster lists it' },
  'sign-in': {
    type: 'choice',
    choices: ['auto', 'github-oidc', 'azure-cli', 'managed-identity', 'environment', 'none'],
    default: 'auto',
    describe:
      'How to sign in; auto takes github-oidc in a workflow with client-id, none for a local cluster over http, azure-cli elsewhere',
  },
  'client-id': {
    type: 'text',
    describe: 'Application (client) id of the identity; with github-oidc and managed-identity',
  },
  'tenant-id': { type: 'text', describe: 'Tenant id of the identity; with github-oidc' },
} as const;

export const storage = {
  storage: {
    type: 'uri',
    required: true,
    secret: 'query',
    describe:
      'Container URI for snapshots, https://<account>.blob.core.windows.net/<container>[/<folder>]; may carry a SAS',
  },
} as const;

export const snapshot = {
  snapshot: { type: 'text', default: 'latest', describe: 'Snapshot id, or latest for the newest complete one' },
} as const;
