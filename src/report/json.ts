import { exitCodes } from '../domain/exit-code.ts';
import { allProblems, type RunReport } from './run-report.ts';

/** Raised when a field is removed or changes its meaning; new fields do not raise it. */
export const jsonFormatVersion = 1;

/** The one document that `--json` prints. `bigint` becomes a string. */
export function renderJson(run: RunReport): string {
  const document = {
    formatVersion: jsonFormatVersion,
    verb: run.verb,
    exitCode: run.exitCode,
    result: exitCodes[run.exitCode].word,
    verdict: run.verdict?.kind ?? null,
    problems: allProblems(run),
    outcomes: run.outcomes,
    outputs: run.outputs,
    data: run.data,
  };
  return `${JSON.stringify(document, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2)}\n`;
}
