import type { HeldDeployment } from '../domain/schema/deployment-record.ts';
import { type Hold, stepsOf } from '../domain/snapshot/hold.ts';
import type { VerbResult } from './command.ts';

/** Whether a restore is done or only planned, and of all rows or of a time range. */
interface TakenBack {
  readonly when: 'done' | 'planned';
  readonly what: 'tables' | 'range';
}

const takenBackWords: Readonly<Record<TakenBack['what'], Readonly<Record<TakenBack['when'], string>>>> = {
  tables: {
    done: 'What deployments did to these tables since the snapshot is taken back. The same steps are on hold',
    planned:
      'What deployments did to these tables since the snapshot would be taken back. The same steps would be on hold',
  },
  range: {
    done: 'Of what deployments did to the table since the snapshot, the range is taken back, and nothing else. The same steps are on hold',
    planned:
      'Of what deployments did to the table since the snapshot, the range would be taken back, and nothing else. The same steps would be on hold',
  },
};

/** The result of a restore or of its plan, which also says what is on hold from then on: each step once, however many deployments ran it. */
export function withTakenBack(result: VerbResult, held: readonly HeldDeployment[], as: TakenBack): VerbResult {
  if (held.length === 0) return result;
  const rows = stepsOf(held).map((step) => rowOf(step.plan, step));
  const data = held.map(({ id, plan, steps }) => ({ deployment: id, plan, steps }));
  return {
    ...result,
    report: [
      ...result.report,
      {
        kind: 'sentence',
        text: `${takenBackWords[as.what][as.when]}: deploy refuses them until the files are changed, or the hold is released.`,
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
  if (holds.length === 0) return { ...result, data };
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
        command: `kusto-rebuild deploy --release-hold ${holds.map(({ id }) => id).join(',')}`,
      },
    ],
    data,
  };
}
