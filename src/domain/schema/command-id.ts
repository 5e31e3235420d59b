import { hasMark, repeatableTarget } from '../kql/inline-mark.ts';
import { type PlacedText, withoutSecrets } from '../kql/position.ts';
import { readStatement } from '../kql/statement-kind.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import { digestOfStatement } from './deployment-record.ts';
import { sha256 } from './digest.ts';
import { readEffects } from './effects.ts';
import type { PlanDocument } from './plan-document.ts';

interface WrittenCommand extends Pick<PlacedText, 'text' | 'replaced'> {
  readonly reading: StatementReading;
}

/** A command that runs as it is written, with its id. */
export interface IdentifiedCommand<T> {
  readonly command: T;
  readonly id: string;
}

/**
 * Gives the commands of one deployment that run as they are written their ids, in their order: the same for the same text, as often as it stands before. Comments,
 * line ends and blanks between words make no other command, nor do the values of secret tokens, which may be made anew for each run.
 */
export function identifyCommands(): (command: WrittenCommand) => string {
  const times = new Map<string, number>();
  return (command) => {
    const digest = digestOfCommand(command);
    const time = (times.get(digest) ?? 0) + 1;
    times.set(digest, time);
    return sha256(JSON.stringify([digest, time]));
  };
}

/** Blanks and what looks like a comment are data in inline rows. */
function digestOfCommand({ reading, ...command }: WrittenCommand): string {
  const lines = withoutSecrets(command).replaceAll('\r\n', '\n');
  return reading.verb === 'ingest' && reading.action === 'inline' ? sha256(lines) : digestOfStatement(lines);
}

/** Whether it is stored that the command ran: not of one that only reads, and not of inline rows, which have a mark. */
export function isRecorded(reading: StatementReading): boolean {
  return reading.verb !== 'show' && repeatableTarget(reading) === undefined && !hasMark(reading);
}

/** The commands of schema files of which it is stored that they ran. */
export function commandsInFiles<T extends WrittenCommand>(
  statements: readonly T[],
  database: string,
): readonly IdentifiedCommand<T>[] {
  const idOf = identifyCommands();
  return statements
    .filter(({ text, reading }) => readEffects(text, reading, database) === undefined)
    .map((command) => ({ command, id: idOf(command) }))
    .filter(({ command }) => isRecorded(command.reading));
}

/** The same of a plan that was written before. */
export function commandsInPlan({ steps }: PlanDocument): readonly IdentifiedCommand<PlanDocument['steps'][number]>[] {
  const idOf = identifyCommands();
  return steps
    .filter(({ object }) => object === '')
    .map((command) => ({ command, reading: readStatement(command.text) }))
    .map(({ command, reading }) => ({ command, reading, id: idOf({ text: command.text, reading }) }))
    .flatMap(({ command, reading, id }) => (isRecorded(reading) ? [{ command, id }] : []));
}
