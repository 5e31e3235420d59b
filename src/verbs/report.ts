import { pass, type Verdict, worstVerdict } from '../domain/verdict.ts';
import type { Block } from '../report/blocks.ts';
import { defineCommand } from './command.ts';

const outcomes = ['success', 'failure', 'cancelled', 'skipped'] as const;
type Outcome = (typeof outcomes)[number];

const steps = ['plan', 'snapshot', 'deploy', 'verify', 'restore'] as const;
type Ended = Readonly<Record<(typeof steps)[number], Outcome | undefined>>;

const results = [
  'deployed',
  'deployed-unverified',
  'planned',
  'stopped-before-deploy',
  'deploy-failed',
  'assertions-failed',
  'damaged',
  'restored',
] as const;
type Result = (typeof results)[number];

const ways = ['report', 'restore'] as const;

/** Ends the composite action: one page that says what became of the whole, and what to do. */
export const report = defineCommand({
  name: 'report',
  group: 'workflow',
  summary: 'Say what became of a plan, snapshot, deploy, verify sequence, and what to do next',
  hosts: ['action'],
  inputs: {
    snapshot: { type: 'text', describe: 'Id of the snapshot that was taken' },
    'top-ups': { type: 'list', describe: 'Ids of the top-ups that the deployment took, the oldest first' },
    'failed-tables': { type: 'list', describe: 'Tables that verify found to differ' },
    'plan-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the plan step' },
    'snapshot-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the snapshot step' },
    'deploy-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the deploy step' },
    'deploy-completed': { type: 'text', describe: 'true when every step of the deployment ran' },
    'dry-run': { type: 'switch', describe: 'The sequence only showed what it would do' },
    'verify-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the verify step' },
    'restore-outcome': { type: 'choice', choices: outcomes, describe: 'Outcome of the restore step' },
    'on-failure': {
      type: 'choice',
      choices: ways,
      default: 'report',
      describe:
        'When a deployment harmed tables or stopped before its end: report names the tables that differ and the command that brings them back; restore brings them back at once, with newer rows where the deployment put none there',
    },
  },
  outputs: [{ name: 'result', describe: `${results.join(', ')}` }],
  async run(request) {
    const ended: Ended = {
      plan: request['plan-outcome'],
      snapshot: request['snapshot-outcome'],
      deploy: request['deploy-outcome'],
      verify: request['verify-outcome'],
      restore: request['restore-outcome'],
    };
    const result = conclude(ended, request['dry-run'], request['deploy-completed'] === 'true');
    const isHarmed = harmful.includes(result);
    const restores = request['on-failure'] === 'restore' && ended.restore !== undefined;
    const shown = steps.filter((name) => name !== 'restore' || restores);
    const tables = request['failed-tables'];
    const blocks: Block[] = [
      { kind: 'heading', text: headlines[result] },
      {
        kind: 'facts',
        facts: [
          ...shown.map((name) => [name, ended[name] ?? 'not run'] as const),
          ['snapshot id', request.snapshot ?? 'none'],
          ...(tables.length === 0 ? [] : [['tables that differ', tables.join(', ')] as const]),
        ],
      },
    ];
    if (isHarmed && result !== 'restored' && request.snapshot !== undefined)
      blocks.push(...bringBack(request.snapshot, request['top-ups']));
    return {
      verdict: judge(ended, result),
      outcomes: [],
      report: blocks,
      outputs: { result },
      data: { result, snapshotId: request.snapshot },
    };
  },
});

/** A top-up holds the tables in which rows arrived, with these rows; the newest comes first, and a table is in it or in one before. */
function bringBack(snapshot: string, topUps: readonly string[]): readonly Block[] {
  const restore = (id: string, text: string): Block => ({
    kind: 'next-step',
    text,
    command: `kusto-rebuild restore --snapshot ${id}`,
  });
  if (topUps.length === 0) return [restore(snapshot, 'If data was harmed, bring it back.')];
  const rest =
    'If data was harmed elsewhere, bring it back from the first snapshot; leave those tables out with --tables.';
  return [
    ...topUps
      .toReversed()
      .map((id) =>
        restore(
          id,
          `Rows arrived after ${snapshot}. If tables of top-up ${id} were harmed, bring them back from it; a table that several hold from the newest only.`,
        ),
      ),
    restore(snapshot, rest),
  ];
}

/** After these data may be harmed. */
const harmful: readonly Result[] = ['deploy-failed', 'assertions-failed', 'damaged', 'restored'];

const headlines: Readonly<Record<Result, string>> = {
  deployed: 'The deployment is done, and the database was verified.',
  'deployed-unverified':
    'The deployment is done. Its plan lost data of no table, so no snapshot was taken and nothing was compared.',
  planned: 'This is what a deployment would do; nothing was changed.',
  'stopped-before-deploy': 'The deployment did not begin; nothing was changed.',
  'deploy-failed': 'The deployment stopped before its end.',
  'assertions-failed': 'All of the deployment ran, but what was asked afterwards did not pass.',
  damaged: 'The deployment ran, but the database could not be verified afterwards.',
  restored: 'The deployment did harm, and the tables that differ were brought back from the snapshot.',
};

function conclude(ended: Ended, isDryRun: boolean, isCompleted: boolean): Result {
  const { snapshot, deploy, verify, restore } = ended;
  const isReady = snapshot === 'success' || isNotNeeded(ended);
  if (!isReady || deploy === undefined || deploy === 'skipped') return 'stopped-before-deploy';
  if (isDryRun && deploy === 'success') return 'planned';
  if (restore === 'success') return 'restored';
  if (deploy !== 'success') return isCompleted ? 'assertions-failed' : 'deploy-failed';
  if (isNotNeeded(ended)) return 'deployed-unverified';
  return verify === 'success' ? 'deployed' : 'damaged';
}

/** A plan that endangers no table leaves the snapshot out, where only endangered tables were wanted. */
function isNotNeeded({ plan, snapshot }: Ended): boolean {
  return plan === 'success' && snapshot === 'skipped';
}

/** A step that did not run is not a success, unless there was nothing for it to do. */
function judge(ended: Ended, result: Result): Verdict {
  if (result === 'planned' || result === 'deployed-unverified') return pass;
  const judged = (['snapshot', 'deploy', 'verify'] as const).map((name) => judgeStep(name, ended[name]));
  return worstVerdict(judged);
}

function judgeStep(name: string, outcome: Outcome | undefined): Verdict {
  if (outcome === 'success') return pass;
  const problem = {
    code: outcome === 'failure' ? 'difference' : 'unknown',
    summary: `The step ${name} ended as ${outcome ?? 'not run'}.`,
  } as const;
  return { kind: outcome === 'failure' ? 'fail' : 'unknown', problems: [problem] };
}
