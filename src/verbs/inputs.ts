/** Inputs that several verbs share, said once. */
export const connection = {
  cluster: {
    type: 'uri',
    required: true,
    config: 'value',
    describe: 'Cluster URI, https://<cluster>.<region>.kusto.windows.net',
  },
  database: { type: 'text', required: true, config: 'value', describe: 'Database name, as the cluster lists it' },
  'sign-in': {
    type: 'choice',
    config: 'value',
    choices: ['auto', 'github-oidc', 'azure-cli', 'managed-identity', 'environment', 'none'],
    default: 'auto',
    describe:
      'How to sign in; auto takes github-oidc in a workflow with client-id, none for a local cluster over http, azure-cli elsewhere',
  },
  'client-id': {
    type: 'text',
    config: 'value',
    describe: 'Application (client) id of the identity; with github-oidc and managed-identity',
  },
  'tenant-id': { type: 'text', config: 'value', describe: 'Tenant id of the identity; with github-oidc' },
  config: {
    type: 'text',
    describe: 'File of settings, which inputs win over; kusto-rebuild.yml when it is there and no other is named',
  },
  environment: { type: 'text', describe: 'Name of the environment of the config file whose settings count' },
} as const;

export const storage = {
  storage: {
    type: 'uri',
    required: true,
    secret: 'query',
    config: 'value',
    describe:
      'Container URI for snapshots, https://<account>.blob.core.windows.net/<container>[/<folder>]; may carry a SAS',
  },
} as const;

/** Rows that one export command writes at most where nothing else is asked for. */
export const usualSliceRows = 16_000_000;

export const snapshot = {
  snapshot: { type: 'text', default: 'latest', describe: 'Snapshot id, or latest for the newest complete one' },
} as const;
