import type { ExitCode } from './domain/exit-code.ts';
import * as entries from './program.ts';
import { commands } from './verbs/index.ts';

const program: entries.Program = {
  commands,
  /** The gateways are loaded only when a verb runs, so that help and bad input answer at once. */
  openWorld: async (host) => (await import('./open-world.ts')).openWorld(host),
  openFiles: async ({ workingDirectory }) =>
    (await import('./gateways/node/local-files.ts')).createLocalFiles(workingDirectory),
};

/** The command line: `args` without the interpreter and the script. */
export function runCli(args: readonly string[], process: entries.Surroundings): Promise<ExitCode> {
  return entries.runCli(program, args, process);
}

/** A step of a GitHub workflow. */
export function runAction(verb: string, process: entries.Surroundings): Promise<ExitCode> {
  return entries.runAction(program, verb, process);
}
