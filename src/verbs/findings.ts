import type { Finding } from '../domain/snapshot/finding.ts';
import type { Progress } from '../ports/progress.ts';
import type { Block } from '../report/blocks.ts';

/** A runner shows no more annotations of one step. */
const mostTold = 10;

/** Tells what was found while the work is still to come; what is more than a note is an annotation in a workflow. */
export function tellFindings(findings: readonly Finding[], progress: Progress): void {
  const serious = findings.filter(({ severity }) => severity !== 'note');
  for (const { name, summary, next } of serious.slice(0, mostTold)) progress.warn(`${name}: ${summary} ${next}`);
  if (serious.length > mostTold) progress.warn(`${serious.length - mostTold} more findings are in the report.`);
  for (const { name, summary } of findings.filter(({ severity }) => severity === 'note'))
    progress.note(`${name}: ${summary}`);
}

/** What was found, and what to do about it, notes folded away; nothing when there is nothing. */
export function findingBlocks(findings: readonly Finding[]): readonly Block[] {
  const [notes, serious] = [true, false].map((isNote) =>
    findings.filter(({ severity }) => (severity === 'note') === isNote),
  );
  return [
    ...(serious === undefined || serious.length === 0 ? [] : [tableOf(serious)]),
    ...(notes === undefined || notes.length === 0
      ? []
      : [{ kind: 'fold' as const, title: `Not looked at: ${notes.length}`, blocks: [tableOf(notes)] }]),
  ];
}

function tableOf(findings: readonly Finding[]): Block {
  const columns = [{ title: 'Finding' }, { title: 'Severity' }, { title: 'What was seen' }, { title: 'Next' }];
  const rows = findings.map(({ name, severity, summary, next }) => [name, severity, summary, next]);
  return { kind: 'table', columns, rows };
}
