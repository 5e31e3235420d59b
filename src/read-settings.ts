import { type Problem, problemError } from './domain/problem.ts';
import type { Host } from './hosts/host.ts';
import type { LocalFiles } from './ports/local-files.ts';
import { chooseSettings } from './verbs/choose-settings.ts';
import type { Command } from './verbs/command.ts';
import { readConfig } from './verbs/config-file.ts';
import { configInputs } from './verbs/config-schema.ts';
import { defaultConfig, noSettings, type RawInputs, type Settings } from './verbs/parse-request.ts';

export type FoundSettings = { readonly settings: readonly Settings[] } | { readonly problems: readonly Problem[] };

/** The settings of each run of the verb, from the file that is named, or from the one with the usual name where it is there. Rejects where a named file cannot be read. */
export async function readSettings(
  { command, raw, host }: { readonly command: Command; readonly raw: RawInputs; readonly host: Host },
  commands: readonly Command[],
  openFiles: (host: Host) => Promise<LocalFiles>,
): Promise<FoundSettings> {
  if (!Object.hasOwn(command.inputs, 'config')) return { settings: [noSettings] };
  const given = (name: string): string => (raw[name] ?? '').trim();
  const environment = given('environment');
  const files = await openFiles(host);
  const path = given('config') === '' ? await findConfig(files) : given('config');
  if (path === undefined) {
    if (environment === '') return { settings: [noSettings] };
    return { problems: [noConfig(host.spell('environment'))] };
  }
  host.progress.note(`Settings: ${path}${environment === '' ? '' : `, environment ${environment}`}`);
  const [file] = await files.read([path], ['.yml', '.yaml']);
  // A folder or a glob stands for files that are there by chance.
  if (file?.path !== path.replaceAll('\\', '/')) return { problems: [notOneFile(path, host.spell('config'))] };
  const known = [...new Set(commands.flatMap(({ inputs }) => Object.keys(inputs)))];
  const read = readConfig({ path, text: file.text }, { inputs: configInputs(commands), known, spell: host.spell });
  if ('problems' in read) return read;
  const isForOne = command.runSeveral === undefined || given('one-database').toLowerCase() === 'true';
  const reach = isForOne ? 'one' : 'several';
  const [database, cluster, storage] = [given('database'), given('cluster'), given('storage')];
  return chooseSettings(read, { environment, database, cluster, storage, reach }, host.spell);
}

async function findConfig(files: LocalFiles): Promise<string | undefined> {
  const other = defaultConfig.replace(/yml$/, 'yaml');
  const there = await files.present([defaultConfig, other]);
  if (there.includes(other))
    throw problemError({
      code: 'input',
      summary: `${other} is not read: the config file is ${defaultConfig}.`,
      next: `Name it ${defaultConfig}, or give it as config.`,
    });
  return there[0];
}

function notOneFile(path: string, input: string): Problem {
  return {
    code: 'input',
    summary: `${input} is ${JSON.stringify(path)}, which is not the path of one file.`,
    next: 'Name the file itself.',
  };
}

function noConfig(environment: string): Problem {
  return {
    code: 'input',
    summary: `${environment} is given, and there is no ${defaultConfig}.`,
    next: 'Run in the folder that has it, or name the file with config.',
  };
}
