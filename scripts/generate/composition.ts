import type { Composition } from './composite.ts';

/** The root action: what runs after what, and under which condition. */
export const composition: Composition = {
  description:
    'Backup, deploy and verify for Azure Data Explorer (Kusto): snapshot, deploy schema and reference data, verify, report.',
  inputs: [
    'cluster',
    'database',
    'storage',
    'schema',
    'reference-data',
    'assertions',
    'tables',
    'sign-in',
    'client-id',
    'tenant-id',
    'dry-run',
  ],
  renamed: { verify: ['verify', 'level'] },
  outputNames: { snapshot: { verdict: 'snapshot-verdict' } },
  steps: [
    { verb: 'snapshot' },
    { verb: 'deploy' },
    {
      verb: 'verify',
      // A failed deployment is verified too, since that tells what it harmed; a cancelled one is not.
      if: "!cancelled() && steps.snapshot.outcome == 'success' && steps.deploy.outcome != 'skipped' && inputs.dry-run != 'true'",
      with: { snapshot: 'steps.snapshot.outputs.snapshot-id', 'expect-changes': 'steps.deploy.outputs.changed-tables' },
    },
    {
      verb: 'report',
      if: 'always()',
      with: {
        snapshot: 'steps.snapshot.outputs.snapshot-id',
        'snapshot-outcome': 'steps.snapshot.outcome',
        'deploy-outcome': 'steps.deploy.outcome',
        'verify-outcome': 'steps.verify.outcome',
      },
    },
  ],
};
