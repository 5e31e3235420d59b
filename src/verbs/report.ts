import { pass, type Verdict, worstVerdict } from '../domain/verdict.ts';
import type { Block } from '../report/blocks.ts';
import { defineCommand } from './command.ts';

const outcomes = ['success', 'failure', 'cancelled', 'skipped'] as const;

/** Ends the composite action: one page that says what became of the whole, and what to do. */
export const report = defineCommand({
  name: 'report',
  group: 'workflow',
  summary: 'Say what became of a snapshot, deploy, verify sequence, and what to do next',
  hosts: ['action'],
  inputs: {
    snapshot: { type: 'text', describe: 'Id of the snapshot that was taken' },
    'snapshot-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the snapshot step' },
    'deploy-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the deploy step' },
    'dry-run': { type: 'switch', describe: 'The sequence only showed what it would do' },
    'verify-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the verify step' },
  },
  outputs: [{ name: 'result', describe: 'deployed, planned, stopped-before-deploy, deploy-failed or damaged' }],
  async run(request) {
    const steps = [
      ['snapshot', request['snapshot-outcome']],
      ['deploy', request['deploy-outcome']],
      ['verify', request['verify-outcome']],
    ] as const;
    const isPlan = request['dry-run'] && steps.slice(0, 2).every(([, outcome]) => outcome === 'success');
    const result = isPlan
      ? 'planned'
      : conclude(request['snapshot-outcome'], request['deploy-outcome'], request['verify-outcome']);
    const verdict = isPlan ? pass : worstVerdict(steps.map(([name, outcome]) => judgeStep(name, outcome)));
    const blocks: Block[] = [
      { kind: 'heading', text: headlines[result] },
      {
        kind: 'facts',
        facts: [
          ...steps.map(([name, outcome]) => [name, outcome ?? 'not run'] as const),
          ['snapshot id', request.snapshot ?? 'none'],
        ],
      },
    ];
    if (
      result !== 'deployed' &&
      result !== 'planned' &&
      request.snapshot !== undefined &&
      request['deploy-outcome'] !== 'skipped'
    ) {
      blocks.push({
        kind: 'next-step',
        text: 'If data was harmed, bring it back.',
        command: `kusto-rebuild restore --snapshot ${request.snapshot}`,
      });
    }
    return {
      verdict,
      outcomes: [],
      report: blocks,
      outputs: { result },
      data: { result, snapshotId: request.snapshot },
    };
  },
});

type Result = 'deployed' | 'planned' | 'stopped-before-deploy' | 'deploy-failed' | 'damaged';

const headlines: Readonly<Record<Result, string>> = {
  deployed: 'The deployment is done, and the database was verified.',
  planned: 'This is what a deployment would do; nothing was changed.',
  'stopped-before-deploy': 'The deployment did not begin; nothing was changed.',
  'deploy-failed': 'The deployment stopped before its end.',
  damaged: 'The deployment ran, but the database could not be verified afterwards.',
};

function conclude(snapshot: string | undefined, deploy: string | undefined, verify: string | undefined): Result {
  if (snapshot !== 'success' || deploy === undefined || deploy === 'skipped') return 'stopped-before-deploy';
  if (deploy !== 'success') return 'deploy-failed';
  return verify === 'success' ? 'deployed' : 'damaged';
}

/** A step that did not run is not a success. */
function judgeStep(name: string, outcome: string | undefined): Verdict {
  if (outcome === 'success') return { kind: 'pass' };
  const problem = {
    code: outcome === 'failure' ? 'difference' : 'unknown',
    summary: `The step ${name} ended as ${outcome ?? 'not run'}.`,
  } as const;
  return { kind: outcome === 'failure' ? 'fail' : 'unknown', problems: [problem] };
}
