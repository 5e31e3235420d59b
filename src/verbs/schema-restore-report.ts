import type { Problem } from '../domain/problem.ts';
import { firstLine } from '../domain/redact.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { SchemaRestorePlan } from '../procedures/plan-schema-restore.ts';
import type { EndedStep } from '../procedures/run-deployment.ts';
import type { Block } from '../report/blocks.ts';
import type { VerbResult } from './command.ts';

export function plannedSchema(id: string, plan: SchemaRestorePlan, refusals: readonly Problem[]): VerbResult {
  const { statements } = plan;
  const text =
    statements.length === 0
      ? `The schema is that of snapshot ${id}; nothing would run.`
      : `${statements.length} ${statements.length === 1 ? 'command' : 'commands'} would put the schema of snapshot ${id} back.`;
  const rows = statements.map(({ text: command, loss }) => [
    firstLine(command),
    loss.kind,
    loss.kind === 'safe' ? loss.why : loss.what,
  ]);
  return {
    ...(refusals.length === 0 ? {} : { verdict: { kind: 'fail', problems: refusals } }),
    outcomes: statements.map((one) => ({ kind: 'not-attempted', item: firstLine(one.text), note: 'dry run' })),
    report: [
      { kind: 'heading', text },
      ...(rows.length === 0
        ? []
        : [{ kind: 'table', columns: [{ title: 'Command' }, { title: 'Class' }, { title: 'Why' }], rows } as const]),
      ...besides(plan),
    ],
    outputs: { 'snapshot-id': id },
    data: { dryRun: true, snapshotId: id, schema: dataOf(plan) },
  };
}

export function restoredSchema(
  id: string,
  done: {
    readonly plan: SchemaRestorePlan;
    readonly ended: readonly EndedStep[];
    /** Absent where it stopped before its end. */
    readonly verdict: Verdict | undefined;
  },
): VerbResult {
  const outcomes = done.ended.map(({ outcome }) => outcome);
  const ran = outcomes.filter(({ kind }) => kind === 'done').length;
  const text =
    ran < outcomes.length
      ? `Stopped after ${ran} of ${outcomes.length} commands that put the schema of snapshot ${id} back.`
      : ran === 0
        ? `The schema is that of snapshot ${id}; nothing was changed.`
        : `The schema of snapshot ${id} is back: ${ran} ${ran === 1 ? 'command' : 'commands'} ran.`;
  const failed = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.problem] : []));
  const { verdict } = done;
  return {
    ...(verdict === undefined ? {} : { verdict }),
    outcomes,
    report: [
      { kind: 'heading', text },
      ...failed.map((problem) => ({ kind: 'problem' as const, problem })),
      ...(failed.length === 0
        ? []
        : [
            {
              kind: 'next-step' as const,
              text: 'Mend the cause and run it again: only what is still missing runs then.',
            },
          ]),
      ...besides(done.plan),
    ],
    outputs: { ...(verdict === undefined ? {} : { verdict: verdict.kind }), 'snapshot-id': id },
    data: { snapshotId: id, schema: dataOf(done.plan) },
  };
}

function dataOf({ statements, kept, roles, notCompared, filled }: SchemaRestorePlan): object {
  return {
    commands: statements.map(({ text, loss }) => ({ text: firstLine(text), class: loss.kind })),
    kept,
    roles,
    notCompared: notCompared.map(firstLine),
    filled,
  };
}

/** What stays as it is, or comes back otherwise than one may think. */
function besides({ kept, roles, notCompared, filled }: SchemaRestorePlan): readonly Block[] {
  const sentences = filled.map(
    (view) => `${view} is made again and filled from the rows that its source has now; what left the source stays out.`,
  );
  return [
    ...sentences.map((text) => ({ kind: 'sentence' as const, text })),
    ...list('In the database and not in the snapshot; left alone', kept),
    ...list('Roles are not put back; grant them again where that is meant', roles),
    ...list('Commands of the schema that were not compared, and do not run', notCompared.map(firstLine)),
  ];
}

function list(title: string, items: readonly string[]): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'fold', title: `${title}: ${items.length}`, blocks: items.map((text) => ({ kind: 'sentence', text })) },
  ];
}
