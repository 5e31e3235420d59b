import type { Composition } from './composite.ts';

const chosenTables = "inputs.tables == 'auto' && steps.plan.outputs.endangered-tables || inputs.tables";

/** The root action: what runs after what, and under which condition. */
export const composition: Composition = {
  description:
    'Backup, deploy and verify for Azure Data Explorer (Kusto): plan, snapshot, deploy schema and reference data, verify, report, and restore where that is wanted.',
  inputs: [
    'cluster',
    'database',
    'storage',
    'schema',
    'deletions',
    'harmless',
    'reference-data',
    'tokens',
    'secret-tokens',
    'event-grid-storage',
    'assertions',
    'release-hold',
    'coverage',
    'quarantine-days',
    'cover-arrivals',
    'allow-gap-rows',
    'tables',
    'sign-in',
    'client-id',
    'tenant-id',
    'config',
    'environment',
    'dry-run',
    'on-failure',
    'deleted-rows',
    'continuous-exports',
  ],
  described: {
    'dry-run': 'Plan, show what a snapshot and the deployment would do, and change nothing',
    'deleted-rows':
      'With on-failure: restore: rows that were deleted or purged since the snapshot: replay deletes them again before the swap, accept brings them back; without it a table with such deletions is not restored, nor one of which the logs do not tell, for which the identity has to be Database Monitor',
    'continuous-exports':
      'With on-failure: restore: continuous exports that follow a table: refuse, while one is on; restart makes them anew, so that they begin after what was restored, and needs a minute in which nothing comes',
    tables:
      'Tables to snapshot and to compare afterwards, by name or glob; !glob takes away. auto: those that the plan would lose data of, and none when it loses none',
    verify:
      'counts: rows; files: also every blob; contents: also the fingerprint of the live rows; full: also every value in the files. With tables: auto at least files',
  },
  renamed: { verify: ['verify', 'level'], resume: ['deploy', 'resume'] },
  outputNames: { snapshot: { verdict: 'snapshot-verdict' } },
  steps: [
    // A snapshot is of one database, and so is all of this.
    { verb: 'plan', with: { 'one-database': 'true' } },
    {
      verb: 'snapshot',
      if: "inputs.tables != 'auto' || steps.plan.outputs.endangered-tables != ''",
      with: { tables: chosenTables },
    },
    // Without a snapshot that it needs it refuses by itself.
    { verb: 'deploy', with: { 'plan-hash': 'steps.plan.outputs.plan-hash' } },
    {
      verb: 'verify',
      // A failed deployment is verified too, since that tells what it harmed; a cancelled one is not.
      if: "!cancelled() && steps.snapshot.outcome == 'success' && steps.deploy.outcome != 'skipped' && inputs.dry-run != 'true'",
      with: {
        tables: chosenTables,
        // Where all chosen tables were meant to change, their files are what is left to look at.
        level: "inputs.tables == 'auto' && inputs.verify == 'counts' && 'files' || inputs.verify",
        snapshot: 'steps.snapshot.outputs.snapshot-id',
        // What a deployment changed that did not come to its end is harm.
        'expect-changes': "steps.deploy.outputs.completed == 'true' && steps.deploy.outputs.changed-tables || ''",
      },
    },
    {
      verb: 'restore',
      // The snapshot lacks what a top-up covered: which of them a table comes back from is for people to say.
      if: "!cancelled() && inputs.on-failure == 'restore' && steps.verify.outputs.failed-tables != '' && steps.deploy.outputs.top-ups == ''",
      with: {
        tables: 'steps.verify.outputs.failed-tables',
        snapshot: 'steps.snapshot.outputs.snapshot-id',
        // Rows that the deployment itself put there are newer too, and would come beside those of the snapshot.
        'newer-rows': "steps.deploy.outputs.changed-tables == '' && 'keep' || ''",
      },
    },
    {
      verb: 'report',
      if: 'always()',
      with: {
        snapshot: 'steps.snapshot.outputs.snapshot-id',
        'top-ups': 'steps.deploy.outputs.top-ups',
        'failed-tables': 'steps.verify.outputs.failed-tables',
        'plan-outcome': 'steps.plan.outcome',
        'snapshot-outcome': 'steps.snapshot.outcome',
        'deploy-outcome': 'steps.deploy.outcome',
        'deploy-completed': 'steps.deploy.outputs.completed',
        'verify-outcome': 'steps.verify.outcome',
        'restore-outcome': 'steps.restore.outcome',
      },
    },
  ],
};
