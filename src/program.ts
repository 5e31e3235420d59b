import type { ExitCode } from './domain/exit-code.ts';
import { type Problem, problemError } from './domain/problem.ts';
import { version } from './domain/version.ts';
import { readTokenVariables } from './hosts/environment.ts';
import type { Host } from './hosts/host.ts';
import { listenForInterrupt } from './hosts/interrupt.ts';
import { readFlags, type SplitArguments, splitArguments } from './hosts/terminal/arguments.ts';
import { programHelp, verbHelp } from './hosts/terminal/help.ts';
import { createTerminal } from './hosts/terminal/terminal.ts';
import { readVariables, unknownVariables } from './hosts/terminal/variables.ts';
import { runVerb, stoppedReport } from './main.ts';
import type { LocalFiles } from './ports/local-files.ts';
import { readSettings } from './read-settings.ts';
import { renderJson } from './report/json.ts';
import type { Command } from './verbs/command.ts';
import { suggest } from './verbs/suggest.ts';
import type { World } from './verbs/world.ts';

/** What an entry needs of the process. */
export type Surroundings = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env' | 'cwd' | 'on' | 'exit'>;

/** The command table and how its verbs reach the world. */
export interface Program {
  readonly commands: readonly Command[];
  readonly openWorld: (host: Host) => Promise<World>;
  /** What the config file is read with, before anything else is opened. */
  readonly openFiles: (host: Host) => Promise<LocalFiles>;
}

/** Runs the command line; resolves with the exit code and never rejects for what the user did. */
export async function runCli(program: Program, args: readonly string[], process: Surroundings): Promise<ExitCode> {
  const { commands } = program;
  const split = splitArguments(args);
  const command = commands.find(({ name, hosts }) => name === split.verb && hosts.includes('cli'));
  if (split.common.has('version')) return tell(split, process, 'version', `${version}\n`);
  if (split.common.has('help') && (command !== undefined || split.verb === undefined)) {
    return tell(split, process, 'help', command === undefined ? programHelp(commands) : verbHelp(command));
  }
  const host = terminalOf(split, process);
  if (command !== undefined) return runFromTerminal(program, command, split, process, host);
  const report = stoppedReport('', [unknownVerb(commands, split.verb)]);
  await host.show(report);
  return report.exitCode;
}

/** Runs one verb as a step of a GitHub workflow; resolves with the exit code. */
export async function runAction(
  { commands, openWorld, openFiles }: Program,
  verb: string,
  process: Surroundings,
): Promise<ExitCode> {
  const [{ createGitHub }, { readActionInputs }, { runnerToolkit }] = await Promise.all([
    import('./hosts/github/github.ts'),
    import('./hosts/github/inputs.ts'),
    import('./hosts/github/toolkit.ts'),
  ]);
  const command = commands.find(({ name, hosts }) => name === verb && hosts.includes('action'));
  if (command === undefined) throw problemError({ code: 'bug', summary: `There is no action for the verb "${verb}".` });
  const signal = signalOf(process);
  const variables = readTokenVariables(process.env);
  const raw = readActionInputs(process.env);
  const findSettings = (host: Host) => readSettings({ command, raw, host }, commands, openFiles);
  const host = createGitHub({ toolkit: runnerToolkit, environment: process.env, signal });
  return leave(runVerb({ command, raw, variables, findSettings, problems: [], host, openWorld }), signal, process);
}

function runFromTerminal(
  { commands, openWorld, openFiles }: Program,
  command: Command,
  split: SplitArguments,
  process: Surroundings,
  host: Host,
): Promise<ExitCode> {
  const flags = readFlags(command.inputs, split.rest);
  const names = commands.flatMap(({ inputs }) => Object.keys(inputs));
  const raw = { ...readVariables(command.inputs, process.env), ...flags.raw };
  const problems = [...flags.problems, ...unknownVariables(names, process.env)];
  const variables = readTokenVariables(process.env);
  const findSettings = (found: Host) => readSettings({ command, raw, host: found }, commands, openFiles);
  return leave(runVerb({ command, raw, variables, findSettings, problems, host, openWorld }), host.signal, process);
}

function terminalOf({ common }: SplitArguments, process: Surroundings): Host {
  return createTerminal({
    output: common.has('json') ? 'json' : 'text',
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    signal: signalOf(process),
    workingDirectory: process.cwd(),
  });
}

function signalOf(process: Surroundings): AbortSignal {
  return listenForInterrupt(process, () => process.exit(130));
}

/** An interrupted verb may have left requests behind that would keep the process alive. */
async function leave(running: Promise<ExitCode>, signal: AbortSignal, process: Surroundings): Promise<ExitCode> {
  const exitCode = await running;
  if (signal.aborted) setTimeout(() => process.exit(exitCode), 200).unref();
  return exitCode;
}

function tell({ common, verb }: SplitArguments, process: Surroundings, name: string, text: string): ExitCode {
  const report = { ...stoppedReport(verb ?? '', []), data: { [name]: text.trimEnd() } };
  process.stdout.write(common.has('json') ? renderJson(report) : text);
  return 0;
}

function unknownVerb(commands: readonly Command[], verb: string | undefined): Problem {
  const names = commands.filter(({ hosts }) => hosts.includes('cli')).map(({ name }) => name);
  const next = 'kusto-rebuild --help lists the verbs; the verb comes before its flags.';
  if (verb === undefined)
    return { code: 'input', summary: 'No verb is given.', detail: `Verbs: ${names.join(', ')}.`, next };
  const near = suggest(verb, names, (name) => name);
  const detail = near === '' ? `Verbs: ${names.join(', ')}.` : near.trim();
  return { code: 'input', summary: `There is no verb ${JSON.stringify(verb)}.`, detail, next };
}
