import { isUndo } from '../domain/snapshot/records.ts';
import type { InterruptedRestore, LeftByRestores } from '../procedures/left-by-restores.ts';
import type { Looked } from '../procedures/look.ts';
import type { Block } from '../report/blocks.ts';
import type { VerbResult } from './command.ts';

/** The result, which also tells of an interrupted restore and of copies that show what their tables hide; nothing is said of a cluster that could not be asked. */
export function withLeft(result: VerbResult, left: Looked<LeftByRestores> | undefined): VerbResult {
  if (left === undefined) return result;
  if ('problem' in left) {
    const text = `What interrupted restores have left, and whether copies that restores and quarantines keep show rows that their tables hide, is not known: ${left.problem.summary}`;
    return { ...result, report: [...result.report, { kind: 'sentence', text }] };
  }
  const { interrupted, shown } = left.value;
  return {
    ...result,
    report: [...result.report, ...(interrupted === undefined ? [] : describe(interrupted)), ...describeShown(shown)],
    data: { ...result.data, ...(interrupted === undefined ? {} : { interrupted: dataOf(interrupted) }), shown },
  };
}

function describe({ record, standing, closed }: InterruptedRestore): readonly Block[] {
  const what = isUndo(record) ? 'Undo' : 'Restore';
  const names = record.tables.map(({ name }) => name).join(', ');
  const when = standing === 'before-swap' ? 'before it changed anything live' : 'after its swap, and is not finished';
  const next = standing === 'before-swap' ? 'goes on with it or cleans up after it' : 'finishes it';
  const command = `kusto-rebuild restore${isUndo(record) ? ' --undo' : ''}`;
  const closing = closed.flatMap(({ table, command: text }): readonly Block[] => [
    {
      kind: 'sentence',
      text: `Reading ${table} ends in an error for everybody until its row level security is set again, which finishing does; or send the command below.`,
    },
    { kind: 'code', language: 'kusto', text },
  ]);
  return [
    ...closing,
    {
      kind: 'next-step',
      text: `${what} ${record.runId} of ${names} was interrupted ${when}. Running the same again ${next}.`,
      command,
    },
  ];
}

function describeShown(shown: LeftByRestores['shown']): readonly Block[] {
  if (shown.length === 0) return [];
  const tables = [...new Set(shown.map(({ table }) => table))];
  return [
    {
      kind: 'sentence',
      text: `Whoever may read the database sees rows of ${tables.join(', ')} in copies that restores and quarantines keep, since policies that hide rows do not reach them: ${shown.map(({ copy }) => copy).join(', ')}. Drop those that nobody needs, or close them.`,
    },
    { kind: 'code', language: 'kusto', text: shown.map(({ command }) => command).join('\n') },
  ];
}

function dataOf({ record, standing, closed }: InterruptedRestore): unknown {
  return {
    restore: record.runId,
    undo: isUndo(record),
    standing,
    tables: record.tables.map(({ name }) => name),
    closed,
  };
}
