import type { HeldDeployment } from '../domain/schema/deployment-record.ts';
import type { Hold } from '../domain/snapshot/hold.ts';
import type { VerbResult } from './command.ts';

/** The result of a restore or of its plan, which also says what is on hold from then on. */
export function withTakenBack(result: VerbResult, held: readonly HeldDeployment[]): VerbResult {
  if (held.length === 0) return result;
  const rows = held.flatMap(({ plan, steps }) => steps.map((step) => rowOf(plan, step)));
  const data = held.map(({ id, plan, steps }) => ({ deployment: id, plan, steps }));
  return {
    ...result,
    report: [
      ...result.report,
      {
        kind: 'sentence',
        text: 'What deployments did to these tables since the snapshot is taken back. The same steps are on hold: deploy refuses them until the files are changed, or the hold is released.',
      },
      { kind: 'table', columns: [{ title: 'On hold' }, { title: 'Written at' }, { title: 'Plan' }], rows },
    ],
    data: { ...result.data, onHold: data },
  };
}

function rowOf(plan: string, { what, at }: HeldDeployment['steps'][number]): readonly string[] {
  return [what, at === undefined ? 'deletions' : `${at.file}:${at.line}`, plan.slice(0, 12)];
}

/** The result, which also lists the holds; nothing is said of a cluster that could not be asked. */
export function withHolds(result: VerbResult, holds: readonly Hold[] | undefined): VerbResult {
  if (holds === undefined) return result;
  const data = { ...result.data, holds };
  const [newest] = holds;
  if (newest === undefined) return { ...result, data };
  return {
    ...result,
    report: [
      ...result.report,
      {
        kind: 'table',
        columns: [{ title: 'Hold' }, { title: 'Not run again' }, { title: 'Written at' }, { title: 'Plan' }],
        rows: holds.flatMap(({ id, steps }) => steps.map((step) => [id, ...rowOf(step.plan, step)])),
      },
      {
        kind: 'next-step',
        text: 'Restores took back what deployments did. Change the schema files, or say it again.',
        command: `kusto-rebuild deploy --release-hold ${newest.id}`,
      },
    ],
    data,
  };
}
