import { isNativeError } from 'node:util/types';
import { chooseExitCode, type ExitCode } from './domain/exit-code.ts';
import { type Problem, ProblemError, throwProblems } from './domain/problem.ts';
import type { Host } from './hosts/host.ts';
import type { FoundSettings } from './read-settings.ts';
import type { Block } from './report/blocks.ts';
import type { RunReport } from './report/run-report.ts';
import type { Command, VerbResult } from './verbs/command.ts';
import { type Beside, parseRequest, type RawInputs } from './verbs/parse-request.ts';
import { secretsOf } from './verbs/secrets.ts';
import type { World } from './verbs/world.ts';

/** Runners kill some 7 seconds after they interrupt; the report needs a part of that. */
const graceMilliseconds = 4000;

/** One call of one verb. */
export interface Run {
  readonly command: Command;
  readonly raw: RawInputs;
  /** Tokens from environment variables, by input. */
  readonly variables: Beside['variables'];
  /** What the config file says for each run. */
  readonly findSettings: (host: Host) => Promise<FoundSettings>;
  /** What the host already knows to be wrong with the way inputs were given. */
  readonly problems: readonly Problem[];
  readonly host: Host;
  readonly openWorld: (host: Host) => World | Promise<World>;
  /** How long an interrupted verb may take to come to an end of its own. */
  readonly graceMilliseconds?: number;
}

/** Parses, runs, renders, and chooses the exit code. Outside the gateways this is the only place that catches. */
export async function runVerb(run: Run): Promise<ExitCode> {
  const { command, host, raw, variables } = run;
  host.hide(secretsOf(command.inputs, raw, variables));
  const phases: string[] = [];
  const report = await perform({ ...run, host: recordPhases(host, phases) }).catch(
    (error: unknown): RunReport => ({
      ...stoppedReport(
        command.name,
        problemsOf(error, host).map((problem) => withAdvice(problem, command)),
      ),
      report: begun(phases),
      data: { phases },
    }),
  );
  await host.show(report);
  return report.exitCode;
}

async function perform(run: Run): Promise<RunReport> {
  const [request = {}, ...others] = await parse(run);
  const world = await run.openWorld(run.host);
  const grace = run.graceMilliseconds ?? graceMilliseconds;
  const { command } = run;
  const running =
    others.length === 0 || command.runSeveral === undefined
      ? command.run(request, world)
      : command.runSeveral([request, ...others], world);
  const result = await endOf(running, run.host.signal, grace);
  return finishedReport(run.command.name, result);
}

function recordPhases(host: Host, phases: string[]): Host {
  const phase = (text: string): void => {
    phases.push(text);
    host.progress.phase(text);
  };
  return { ...host, progress: { ...host.progress, phase } };
}

/** A run that was stopped has no report of its own; how far it came is known from its phases. */
function begun(phases: readonly string[]): readonly Block[] {
  if (phases.length === 0) return [];
  const facts = phases.map((phase, index) => {
    const state = index === phases.length - 1 ? 'stopped here' : 'finished';
    return [`${index + 1}. ${phase}`, state] as const;
  });
  return [{ kind: 'facts', facts }];
}

/** One request, or several where the config file lists databases. */
async function parse(run: Run): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { command, raw, variables, problems, host } = run;
  const found = await run.findSettings(host);
  if ('problems' in found) throwProblems([...problems, ...found.problems]);
  const all = 'settings' in found ? found.settings : [];
  const parsed = all.map((settings) => parseRequest(command.inputs, raw, host.spell, { variables, settings }));
  const wrong = parsed.flatMap((one) => (one.kind === 'problems' ? one.problems : []));
  throwProblems([...problems, ...onceEach(wrong)]);
  return parsed.flatMap((one) => (one.kind === 'request' ? [one.request] : []));
}

/** What is wrong with an input is wrong with it for each database. */
function onceEach(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The result of the verb, or the reason of the interruption when the verb does not end in time after it. */
async function endOf<T>(work: Promise<T>, signal: AbortSignal, grace: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const interrupted = new Promise<never>((_, reject) => {
    const startTimer = (): void => {
      timer = setTimeout(() => reject(signal.reason), grace);
    };
    if (signal.aborted) startTimer();
    else signal.addEventListener('abort', startTimer, { once: true });
  });
  return Promise.race([work, interrupted]).finally(() => clearTimeout(timer));
}

function finishedReport(verb: string, result: VerbResult): RunReport {
  return { ...result, verb, problems: [], exitCode: chooseExitCode({ ...result, problems: [] }) };
}

/** The report of a run that problems stopped. */
export function stoppedReport(verb: string, problems: readonly Problem[]): RunReport {
  const exitCode = chooseExitCode({ problems, outcomes: [] });
  return { verb, exitCode, problems, outcomes: [], report: [], outputs: {}, data: {} };
}

function withAdvice(problem: Problem, { afterInterruption }: Command): Problem {
  if (problem.code !== 'cancelled' || afterInterruption === undefined) return problem;
  return { ...problem, next: afterInterruption };
}

/** Expected problems are told; anything else is a defect, of which the stack is shown. */
function problemsOf(error: unknown, host: Host): readonly Problem[] {
  if (error instanceof ProblemError) {
    if (error.problems.some((problem) => problem.code === 'bug')) host.trace(stackOf(error));
    return error.problems;
  }
  if (isAbort(error) && host.signal.reason instanceof ProblemError) return host.signal.reason.problems;
  host.trace(stackOf(error));
  return [
    {
      code: 'bug',
      summary: `kusto-rebuild stopped at a defect of its own: ${isNativeError(error) ? error.message : String(error)}`,
      next: 'Please report it, with the stack from the log and the version that --version prints.',
    },
  ];
}

/** What SDKs throw when the signal of the run stops them. */
function isAbort(error: unknown): boolean {
  return isNativeError(error) && error.name === 'AbortError';
}

function stackOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}
