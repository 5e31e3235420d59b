import { firstLine } from '../domain/redact.ts';
import { commandsInFiles, commandsInPlan } from '../domain/schema/command-id.ts';
import type { PlanDocument } from '../domain/schema/plan-document.ts';
import { isRepeatable } from '../domain/schema/repeatable.ts';
import type { JudgedStatement } from '../procedures/guard-losses.ts';
import type { OnceCommand } from '../procedures/once-record.ts';
import type { ReadStatement } from '../procedures/read-repository.ts';

/** The commands of schema files, or of a plan in place of them, of which it is stored that they ran; in their order. */
export function recordedCommands(
  approved: PlanDocument | undefined,
  statements: readonly ReadStatement[],
  database: string,
): readonly OnceCommand[] {
  const found = approved === undefined ? commandsInFiles(statements, database) : commandsInPlan(approved);
  return found.map(({ command: { text, at }, id }) => ({
    id,
    file: at?.file ?? '',
    place: describeStatement({ text, at }),
    isRepeatable: isRepeatable(text, database),
  }));
}

/** Where it stands, and its first line. */
export function describeStatement({
  text,
  at,
}: {
  readonly text: string;
  readonly at?: Pick<NonNullable<JudgedStatement['at']>, 'file' | 'line'> | undefined;
}): string {
  return `${at === undefined ? 'deletions:' : `${at.file}:${at.line}`} ${firstLine(text)}`;
}
